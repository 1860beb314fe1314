"""`kiosk verify` of receipts whose key others may have had: whose word for a time counts."""

import hashlib
import json
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import KIOSK, NOON, make

from kiosk_app.receipts.verifying import NOT_VERIFIED, VERIFIED, run
from sync.cose import ReceiptC, Verdict, sign_receipt_c, sign_verdict
from sync.outbox import Outbox
from sync.statement import PublishedKey

KEY, CENTRE_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
RECEIVED_AT = NOON + timedelta(minutes=2)  # captured at noon
SECOND = timedelta(seconds=1)


@pytest.fixture
def handed(tmp_path: Path) -> Path:
    """A submission's receipts, its manifest and one document, as files."""
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox:
        made = make(outbox, KEY)
        (original, *_) = made.blobs.values()
        (tmp_path / "writ.pdf").write_bytes(original.read_bytes())
    about, digest = made.manifest.submission, hashlib.sha256(made.receipt_k).digest()
    receipt_c = sign_receipt_c(CENTRE_KEY, ReceiptC("RC-HC", about, RECEIVED_AT, digest))
    refusal = sign_verdict(CENTRE_KEY, Verdict("RC-HC", about, RECEIVED_AT, digest, ("x",)))
    (tmp_path / "k.cose").write_bytes(made.receipt_k)
    (tmp_path / "c.cose").write_bytes(receipt_c)
    (tmp_path / "refused.cose").write_bytes(refusal)
    (tmp_path / "manifest.json").write_bytes(made.manifest.to_bytes())
    return tmp_path


def verify(folder: Path, ended: datetime, *names: str, revoked: bool = True) -> int:
    """`kiosk verify` with a list in which the kiosk's key ended then."""
    since = NOON - timedelta(days=300)
    public, centres = (key.public_key().public_bytes_raw() for key in (KEY, CENTRE_KEY))
    keys = (
        PublishedKey(public, "kiosk", KIOSK, since, ended, revoked),
        PublishedKey(centres, "centre", "RC-HC", since),
    )
    path = folder / "keys.json"
    path.write_text(json.dumps({"keys": [key.to_json() for key in keys]}))
    return run([str(folder / name) for name in names], path)


def test_the_kiosks_own_word_for_its_time_tells_nothing(
    handed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(handed, RECEIVED_AT + SECOND, "k.cose", "manifest.json") == NOT_VERIFIED
    said = capsys.readouterr().out
    assert "k.cose: CANNOT BE TOLD" in said
    assert f"Others may have had the key of {KIOSK} since 20 Nov 2026" in said
    assert "manifest.json: NOT VERIFIED" in said  # nothing vouches for it
    assert ": genuine" not in said


@pytest.mark.parametrize("centres", ["c.cose", "refused.cose"])
def test_what_the_centre_had_before_is_genuine(handed: Path, centres: str) -> None:
    things = ("k.cose", centres, "manifest.json", "writ.pdf")
    assert verify(handed, RECEIVED_AT + SECOND, *things) == VERIFIED


def test_what_the_centre_had_only_afterwards_cannot_be_told(
    handed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(handed, RECEIVED_AT, "k.cose", "c.cose") == NOT_VERIFIED
    said = capsys.readouterr().out
    assert "k.cose: CANNOT BE TOLD" in said
    assert "c.cose: genuine" in said  # the centre did receive it then


def test_what_says_itself_that_it_is_later_is_not_genuine(
    handed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(handed, NOON - SECOND, "k.cose") == NOT_VERIFIED
    assert "k.cose: NOT VERIFIED" in capsys.readouterr().out


def test_a_key_that_was_only_given_up_still_vouches_for_its_own_times(handed: Path) -> None:
    assert verify(handed, NOON, "k.cose", revoked=False) == VERIFIED
