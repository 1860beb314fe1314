"""A countersignature is of one chain of one kiosk, and nothing else can be taken for one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.cose import SignedTime, sign_time
from sync.countersigning import (
    BEGINNING,
    Countersignature,
    Mark,
    is_countersignature,
    read_chain,
    sign_chain,
)
from sync.statement import AboutAnother, Malformed, PublishedKey, UnknownKey, WrongSignature, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NOON = datetime(2026, 11, 20, 4, 0, 0, tzinfo=UTC)
PUBLIC = KEY.public_key().public_bytes_raw()
KEYS = (PublishedKey(PUBLIC, "centre", "RC-HC", NOON - timedelta(days=1)),)
CHAIN = Mark(14, b"h" * 32)
SAID = Countersignature("RC-HC", "RC01", CHAIN, Mark(7, b"p" * 32), NOON)
TOKEN = sign_chain(KEY, SAID)


def test_what_was_signed_is_read_again() -> None:
    assert read_chain(TOKEN, KEYS, "RC01", CHAIN) == SAID
    first = replace(SAID, previous=BEGINNING)
    assert read_chain(sign_chain(KEY, first), KEYS, "RC01", CHAIN) == first
    assert is_countersignature(TOKEN)


def test_anybodys_cose_library_finds_the_length_and_the_one_before_under_the_signature() -> None:
    pem = KEY.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
    key = cwt.COSEKey.from_pem(pem.decode(), kid=KEYS[0].kid)
    claims = cbor2.loads(cwt.COSE.new().decode(TOKEN, key))
    assert claims[-65546] == ["RC01", 14, b"h" * 32, 7, b"p" * 32]


@pytest.mark.parametrize(
    ("kiosk", "chain"),
    [
        ("RC02", CHAIN),
        ("RC01", replace(CHAIN, length=15)),
        ("RC01", replace(CHAIN, head=b"x" * 32)),
    ],
)
def test_it_is_of_that_chain_and_no_other(kiosk: str, chain: Mark) -> None:
    with pytest.raises(AboutAnother):
        read_chain(TOKEN, KEYS, kiosk, chain)


def test_a_time_that_anybody_can_ask_for_is_no_countersignature() -> None:
    time = sign_time(KEY, SignedTime("RC-HC", NOON, CHAIN.head))
    assert not is_countersignature(time)
    with pytest.raises(Malformed):
        read_chain(time, KEYS, "RC01", CHAIN)


def test_only_the_centres_own_signature_counts() -> None:
    with pytest.raises(WrongSignature):
        read_chain(TOKEN[:-1] + bytes([TOKEN[-1] ^ 1]), KEYS, "RC01", CHAIN)
    with pytest.raises(UnknownKey):
        read_chain(sign_chain(Ed25519PrivateKey.generate(), SAID), KEYS, "RC01", CHAIN)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        ["RC01", 14, b"h" * 32],
        ["RC01", 14, b"h" * 31, 7, b"p" * 32],
        ["RC01", True, b"h" * 32, 7, b"p" * 32],
        ["RC01", 14, b"h" * 32, -1, b"p" * 32],
        [b"RC01", 14, b"h" * 32, 7, b"p" * 32],
    ],
)
def test_what_is_not_wholly_one_is_none(facts: list[object]) -> None:
    token = sign(KEY, "RC-HC", NOON, {-65546: facts}, None)
    with pytest.raises(Malformed):
        read_chain(token, KEYS, "RC01", CHAIN)


@pytest.mark.parametrize("kept", [b"", b"countersigned", bytes(200)])
def test_what_earlier_versions_kept_is_known_not_to_be_one(kept: bytes) -> None:
    assert not is_countersignature(kept)
