"""Receipts can be checked by anybody's COSE library, and nothing but the genuine one passes."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import cbor2
import cwt
import pytest
import segno
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.cose import (
    AboutAnother,
    KeyNotValidThen,
    Malformed,
    PublishedKey,
    ReceiptC,
    ReceiptK,
    SignedTime,
    StatementInvalid,
    UnknownKey,
    Verdict,
    WrongSignature,
    from_receipt_url,
    read_receipt_c,
    read_receipt_k,
    read_time,
    read_verdict,
    receipt_url,
    sign_receipt_c,
    sign_receipt_k,
    sign_time,
    sign_verdict,
)
from sync.wire import ClockQuality

KIOSK_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CENTRE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NOON = datetime(2026, 11, 20, 4, 0, 0, tzinfo=UTC)
UUID_ = UUID("7f3c1a52-9d0e-4b67-8a21-0c5d9e4f6b13")
MANIFEST = b'{"a manifest":1}'


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


KIOSK = PublishedKey(public(KIOSK_KEY), "kiosk", "RC01", NOON - timedelta(days=1))
CENTRE = PublishedKey(public(CENTRE_KEY), "centre", "RC-HC", NOON - timedelta(days=1))
KEYS = (KIOSK, CENTRE)

K = ReceiptK(
    kiosk="RC01",
    sequence=1234,
    submission=UUID_,
    captured_at=NOON,
    clock=ClockQuality.SYNCHRONISED,
    case="HCA 1234/2026",
    documents=1,
    pages=20,
    manifest_sha256=hashlib.sha256(MANIFEST).digest(),
)
TOKEN_K = sign_receipt_k(KIOSK_KEY, K)
C = ReceiptC("RC-HC", UUID_, NOON, hashlib.sha256(TOKEN_K).digest())
TOKEN_C = sign_receipt_c(CENTRE_KEY, C)


def test_both_receipts_say_what_was_captured_and_received() -> None:
    assert read_receipt_k(TOKEN_K, KEYS) == K
    assert read_receipt_c(TOKEN_C, KEYS, TOKEN_K) == C


@pytest.mark.parametrize(("token", "key"), [(TOKEN_K, KIOSK_KEY), (TOKEN_C, CENTRE_KEY)])
def test_another_implementation_of_cose_verifies_them(token: bytes, key: Ed25519PrivateKey) -> None:
    kid = cbor2.loads(cbor2.loads(token).value[0])[4]
    claims = cwt.decode(token, cwt.COSEKey.from_pem(pem(key), kid=kid))
    assert claims[7] == UUID_.bytes
    assert claims[6] == int(NOON.timestamp())
    other = cwt.COSEKey.from_pem(pem(Ed25519PrivateKey.generate()), kid=kid)
    with pytest.raises(cwt.VerifyError):
        cwt.decode(token, other)


def test_what_another_implementation_of_cose_signs_is_verified_here() -> None:
    parts = cbor2.loads(TOKEN_C).value
    kid, payload = cbor2.loads(parts[0])[4], parts[2]
    signer = cwt.COSEKey.from_pem(pem(CENTRE_KEY, private=True), kid=kid)
    protected = {"alg": "EdDSA", "kid": kid}
    theirs = cwt.COSE.new().encode_and_sign(payload, signer, protected=protected)
    assert read_receipt_c(theirs, KEYS, TOKEN_K) == C


def pem(key: Ed25519PrivateKey, *, private: bool = False) -> bytes:
    if private:
        return key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
    return key.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)


# ---------------------------------------------------------------- size and form


def test_receipts_are_small_enough_for_their_code() -> None:
    assert len(TOKEN_K) <= 175
    assert len(TOKEN_C) <= 175
    url = receipt_url("icms.judiciary.hk", TOKEN_K)
    code = segno.make_qr(url, error="m", boost_error=False)
    assert (code.mode, code.version <= 10) == ("alphanumeric", True)


def test_the_largest_imaginable_receipt_keeps_the_limit() -> None:
    largest = replace(
        K,
        kiosk="RC-LG1-012",
        sequence=2**32 - 1,
        case="HCZZ 999999/2026",
        documents=99,
        pages=60_000,
    )
    assert len(sign_receipt_k(KIOSK_KEY, largest)) <= 190
    with pytest.raises(ValueError, match="does not fit"):
        sign_receipt_k(KIOSK_KEY, replace(K, case="HCA 1 to 40 of 2026, all of them consolidated"))


def test_the_address_in_the_code_gives_the_receipt_back_however_it_was_typed() -> None:
    url = receipt_url("Receipts.Example", TOKEN_K)
    assert url.startswith("HTTPS://RECEIPTS.EXAMPLE/R/")
    assert url == url.upper()
    assert from_receipt_url(url) == from_receipt_url(f" {url.lower()}\n") == TOKEN_K


@pytest.mark.parametrize("url", ["", "HTTPS://RECEIPTS.EXAMPLE/", "HTTPS://X/R/018!", "/R/A"])
def test_what_is_no_address_of_a_receipt_is_refused(url: str) -> None:
    with pytest.raises(Malformed):
        from_receipt_url(url)


# ---------------------------------------------------------------- what must not pass


@pytest.mark.parametrize(
    ("token", "read"),
    [
        (TOKEN_K, lambda token: read_receipt_k(token, KEYS)),
        (TOKEN_C, lambda token: read_receipt_c(token, KEYS, TOKEN_K)),
    ],
)
def test_no_bit_of_a_receipt_can_be_changed(token: bytes, read: Callable[[bytes], object]) -> None:
    for position in range(len(token)):
        for bit in (0x01, 0x80):
            changed = bytearray(token)
            changed[position] ^= bit
            with pytest.raises(StatementInvalid):
                read(bytes(changed))


@given(st.binary(max_size=300))
def test_whatever_bytes_come_the_answer_is_a_refusal_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(StatementInvalid):
        read_receipt_k(data, KEYS)


@given(
    st.recursive(
        st.none() | st.integers() | st.binary(max_size=40) | st.text(max_size=9) | st.floats(),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(), inner),
        max_leaves=12,
    )
)
def test_a_listed_key_over_nonsense_is_refused_too(claims: object) -> None:
    protected = cbor2.loads(TOKEN_K).value[0]
    payload = cbor2.dumps(claims, canonical=True)
    signature = KIOSK_KEY.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    token = cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]), canonical=True)
    with pytest.raises(StatementInvalid):
        read_receipt_k(token, KEYS)


def test_there_is_only_one_form_of_a_receipt() -> None:
    protected, _, payload, signature = cbor2.loads(TOKEN_K).value
    for other in (
        [protected, {99: 1}, payload, signature],
        [protected, {}, payload, signature, b""],
        [protected, {}, cbor2.dumps(cbor2.loads(payload))[:-1], signature],
    ):
        with pytest.raises(StatementInvalid):
            read_receipt_k(cbor2.dumps(cbor2.CBORTag(18, other)), KEYS)
    with pytest.raises(Malformed):
        read_receipt_k(TOKEN_K + b"\x00", KEYS)
    with pytest.raises(Malformed):
        read_receipt_k(cbor2.dumps([protected, {}, payload, signature]), KEYS)


def test_each_refusal_says_why() -> None:
    forger = Ed25519PrivateKey.generate()
    with pytest.raises(UnknownKey):
        read_receipt_k(sign_receipt_k(forger, K), KEYS)
    with pytest.raises(UnknownKey):
        read_receipt_k(TOKEN_K, [])
    with pytest.raises(UnknownKey):
        read_receipt_k(sign_receipt_k(KIOSK_KEY, replace(K, kiosk="RC02")), KEYS)
    with pytest.raises(WrongSignature):
        read_receipt_k(TOKEN_K[:-1] + bytes([TOKEN_K[-1] ^ 1]), KEYS)
    with pytest.raises(Malformed):
        read_receipt_k(TOKEN_C, KEYS)
    late, early = replace(KIOSK, valid_from=NOON + timedelta(1)), replace(KIOSK, valid_to=NOON)
    with pytest.raises(KeyNotValidThen):
        read_receipt_k(TOKEN_K, [late])
    assert read_receipt_k(TOKEN_K, [early]) == K
    with pytest.raises(KeyNotValidThen):
        read_receipt_k(TOKEN_K, [replace(KIOSK, valid_to=NOON - timedelta(seconds=1))])


def test_a_kiosks_key_cannot_speak_for_the_centre() -> None:
    forged = sign_receipt_c(KIOSK_KEY, replace(C, centre="RC01"))
    with pytest.raises(UnknownKey):
        read_receipt_c(forged, KEYS, TOKEN_K)


def test_receipt_c_is_about_one_receipt_k_only() -> None:
    another = sign_receipt_k(KIOSK_KEY, replace(K, sequence=1235))
    with pytest.raises(AboutAnother):
        read_receipt_c(TOKEN_C, KEYS, another)
    mixed = sign_receipt_c(CENTRE_KEY, replace(C, submission=UUID(int=1)))
    with pytest.raises(AboutAnother):
        read_receipt_c(mixed, KEYS, TOKEN_K)


def test_a_refusal_cannot_be_taken_for_a_receipt_nor_the_other_way() -> None:
    about = hashlib.sha256(TOKEN_K).digest()
    verdict = Verdict("RC-HC", UUID_, NOON, about, ("original-changed", "not-legible"))
    token = sign_verdict(CENTRE_KEY, verdict)
    assert read_verdict(token, KEYS, TOKEN_K) == verdict
    with pytest.raises(Malformed):
        read_receipt_c(token, KEYS, TOKEN_K)
    with pytest.raises(Malformed):
        read_verdict(TOKEN_C, KEYS, TOKEN_K)


def test_a_time_answers_one_question_only() -> None:
    at = NOON + timedelta(milliseconds=123)
    token = sign_time(CENTRE_KEY, SignedTime("RC-HC", at, b"nonce-nonce"))
    assert read_time(token, KEYS, b"nonce-nonce").utc == at
    with pytest.raises(AboutAnother):
        read_time(token, KEYS, b"another-one")


def test_a_published_key_survives_being_published() -> None:
    for key in (KIOSK, replace(CENTRE, valid_to=NOON), replace(KIOSK, valid_to=NOON, revoked=True)):
        assert PublishedKey.from_json(dict(key.to_json())) == key
    for harm in (
        {"public": "AA"},
        {"kind": "pope"},
        {"valid_from": "2026-11-20"},
        {"owner": None},
        {"revoked": True},
        {"revoked": "yes", "valid_to": NOON.isoformat()},
    ):
        with pytest.raises(ValueError, match=r"not a published key|base64url"):
            PublishedKey.from_json({**KIOSK.to_json(), **harm})
