"""`kiosk verify`: what it says, and its exit status, for genuine, changed and foreign things."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk_app.receipts.verifying import NOT_UNDERSTOOD, NOT_VERIFIED, VERIFIED, run
from sync.cose import (
    PublishedKey,
    ReceiptC,
    ReceiptK,
    Verdict,
    receipt_url,
    sign_receipt_c,
    sign_receipt_k,
    sign_verdict,
)
from sync.manifest import Document, Manifest, Mended, Party, Source, Stamped
from sync.wire import ClockQuality

ORIGINAL = b"%PDF-1.7 what the visitor brought"
STAMPED = ORIGINAL + b" and the appended stamp"
SUBMISSION = UUID("6f1c2d3e-0000-4000-8000-000000000042")


@dataclass(frozen=True)
class Handed:
    """Everything a visitor and the centre have in hand after one submission."""

    folder: Path
    keys: Path
    kiosk: Ed25519PrivateKey
    centre: Ed25519PrivateKey
    receipt_k: bytes
    receipt_c: bytes
    manifest: Manifest

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def receipt_for(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    return sign_receipt_k(
        key,
        ReceiptK(
            kiosk=manifest.kiosk,
            sequence=manifest.sequence,
            submission=manifest.submission,
            captured_at=manifest.captured_at,
            clock=manifest.clock,
            case=manifest.case,
            documents=len(manifest.documents),
            pages=manifest.pages,
            manifest_sha256=manifest.sha256(),
        ),
    )


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    kiosk, centre = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    since = datetime(2026, 1, 1, tzinfo=UTC)
    published = [
        PublishedKey(kiosk.public_key().public_bytes_raw(), "kiosk", "HC-LG1-01", since),
        PublishedKey(centre.public_key().public_bytes_raw(), "centre", "icms", since),
    ]
    key_list = json.dumps({"keys": [key.to_json() for key in published]})
    (tmp_path / "keys.json").write_text(key_list)
    manifest = Manifest(
        submission=SUBMISSION,
        number="RC01-261120-0042-7",
        sequence=42,
        kiosk="HC-LG1-01",
        captured_at=datetime(2026, 11, 20, 9, 41, tzinfo=UTC),
        clock=ClockQuality.SYNCHRONISED,
        rules="2026-11",
        party=Party("law_firm"),
        case="HCA 1234/2025",
        documents=(
            Document(
                id="d1",
                type="statement_of_claim",
                title="Statement of claim",
                pages=20,
                sources=(
                    Source("claim\x1b[2J.pdf", len(ORIGINAL), digest(ORIGINAL), "application/pdf"),
                ),
                stamped=Stamped(len(STAMPED), digest(STAMPED), len(ORIGINAL)),
            ),
        ),
    )
    receipt_k = receipt_for(manifest, kiosk)
    receipt_c = sign_receipt_c(
        centre,
        ReceiptC(
            centre="icms",
            submission=SUBMISSION,
            received_at=datetime(2026, 11, 20, 9, 43, tzinfo=UTC),
            receipt_k_sha256=hashlib.sha256(receipt_k).digest(),
        ),
    )
    return Handed(tmp_path, tmp_path / "keys.json", kiosk, centre, receipt_k, receipt_c, manifest)


def test_the_whole_chain_from_the_files_to_the_centre_is_genuine(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    things = [
        handed.file("centre.cose", handed.receipt_c),
        handed.file("original.pdf", ORIGINAL),
        handed.file("stamped.pdf", STAMPED),
        handed.file("manifest.json", handed.manifest.to_bytes()),
        handed.file("kiosk.cose", handed.receipt_k),
    ]
    assert run(things, handed.keys) == VERIFIED
    said = capsys.readouterr().out
    assert f"HC-LG1-01 certifies that it captured submission {SUBMISSION}" in said
    assert "20 Nov 2026 at 17:41 Hong Kong time, by a clock that was synchronised" in said
    assert "HCA 1234/2025, 1 document, 20 pages" in said
    assert f"icms certifies that it received submission {SUBMISSION}" in said
    assert "stamped copy of d1, Statement of claim" in said
    assert "as it was brought" in said
    assert "not the filing" in said
    assert "\x1b" not in said


def test_what_was_mended_on_the_copy_is_told_and_nothing_where_nothing_was(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    (document,) = handed.manifest.documents
    mended = replace(document, mended=(Mended("drop-blank", (4,)), Mended("rotate", (3,), 90)))
    manifest = replace(handed.manifest, documents=(mended,))
    receipt = receipt_for(manifest, handed.kiosk)
    things = [handed.file("k", receipt), handed.file("m", manifest.to_bytes())]
    assert run(things, handed.keys) == VERIFIED
    said = capsys.readouterr().out
    assert "Copy mended as you agreed: blank page 4 left out; page 3 turned" in said
    untouched = [
        handed.file("k", handed.receipt_k),
        handed.file("m", handed.manifest.to_bytes()),
    ]
    assert run(untouched, handed.keys) == VERIFIED
    assert "mended" not in capsys.readouterr().out


def test_what_a_telephone_read_from_the_slip_is_enough(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    url = receipt_url("receipts.example", handed.receipt_k)
    assert run([url], handed.keys) == VERIFIED
    assert "captured" in capsys.readouterr().out
    assert run([handed.file("scanned.txt", url.encode() + b"\n")], handed.keys) == VERIFIED


def test_an_address_that_was_read_in_part_is_told_as_damaged_beside_whatever_else_is_given(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = receipt_url("receipts.example", handed.receipt_k)
    first, last = whole[:100], whole[100:]
    assert run([f"{first}\n  {last}"], handed.keys) == VERIFIED  # as a mail wraps it
    for damaged in (
        whole[:-5],
        whole[:-3],
        whole[:-1],
        whole + "A",
        "HTTPS://X/R/AAAA",
        "http://x",
    ):
        capsys.readouterr()
        things = [damaged, handed.file("scanned.txt", damaged.encode()), whole]
        assert run(things, handed.keys) == NOT_VERIFIED
        said = capsys.readouterr().out
        assert said.count("The address is damaged or cut short") == 2
        assert "captured submission" in said


def test_a_saved_receipt_that_was_cut_off_is_told_as_one(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    for receipt in (handed.receipt_k, handed.receipt_c):
        assert run([handed.file("cut", receipt[:-5])], handed.keys) == NOT_VERIFIED
        assert "not a receipt, or it has been changed" in capsys.readouterr().out


@pytest.mark.parametrize("place", [20, 60, 120, 170])
def test_one_changed_bit_is_noticed_wherever_it_is(handed: Handed, place: int) -> None:
    for name, receipt in (("k", handed.receipt_k), ("c", handed.receipt_c)):
        at = place % len(receipt)
        changed = receipt[:at] + bytes([receipt[at] ^ 1]) + receipt[at + 1 :]
        things = [handed.file(name, changed)]
        if name == "c":
            things.append(handed.file("genuine", handed.receipt_k))
        assert run(things, handed.keys) == NOT_VERIFIED


def test_the_centres_receipt_alone_proves_nothing(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([handed.file("c", handed.receipt_c)], handed.keys) == NOT_VERIFIED
    assert "certifies" not in capsys.readouterr().out


def test_a_receipt_about_another_submission_does_not_vouch_for_this_one(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ReceiptC("icms", SUBMISSION, datetime(2026, 11, 20, tzinfo=UTC), b"\x07" * 32)
    things = [
        handed.file("k", handed.receipt_k),
        handed.file("c", sign_receipt_c(handed.centre, other)),
    ]
    assert run(things, handed.keys) == NOT_VERIFIED
    assert "about another submission" in capsys.readouterr().out


def test_a_refusal_is_told_as_a_refusal(handed: Handed, capsys: pytest.CaptureFixture[str]) -> None:
    verdict = Verdict(
        centre="icms",
        submission=SUBMISSION,
        refused_at=datetime(2026, 11, 20, 9, 43, tzinfo=UTC),
        receipt_k_sha256=hashlib.sha256(handed.receipt_k).digest(),
        reasons=("K402",),
    )
    things = [
        handed.file("k", handed.receipt_k),
        handed.file("v", sign_verdict(handed.centre, verdict)),
    ]
    assert run(things, handed.keys) == VERIFIED
    said = capsys.readouterr().out
    assert "certifies that it refused" in said
    assert "K402" in said
    assert "certifies that it received" not in said


def test_a_file_changed_after_it_was_handed_over_is_noticed(handed: Handed) -> None:
    things = [
        handed.file("k", handed.receipt_k),
        handed.file("m", handed.manifest.to_bytes()),
        handed.file("claim.pdf", ORIGINAL + b" "),
    ]
    assert run(things, handed.keys) == NOT_VERIFIED


def test_a_changed_manifest_is_noticed(handed: Handed) -> None:
    changed = handed.manifest.to_bytes().replace(b"1234/2025", b"1235/2025")
    things = [handed.file("k", handed.receipt_k), handed.file("m", changed)]
    assert run(things, handed.keys) == NOT_VERIFIED


def test_a_stranger_who_calls_itself_the_kiosk_is_not_believed(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    token = receipt_for(handed.manifest, Ed25519PrivateKey.generate())
    assert run([handed.file("k", token)], handed.keys) == NOT_VERIFIED
    assert "not in the list of keys" in capsys.readouterr().out


def test_an_address_of_something_else_is_not_verified(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["https://www.judiciary.hk/"], handed.keys) == NOT_VERIFIED
    assert "NOT VERIFIED" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_to_be_so(
    handed: Handed, capsys: pytest.CaptureFixture[str]
) -> None:
    genuine = handed.file("k", handed.receipt_k)
    assert run([str(handed.folder / "absent")], handed.keys) == NOT_UNDERSTOOD
    assert run([genuine], handed.folder / "absent.json") == NOT_UNDERSTOOD
    for harmed in (b"[]", b"[" * 200_000):
        assert run([genuine], Path(handed.file("keys-2.json", harmed))) == NOT_UNDERSTOOD
    assert "absent" in capsys.readouterr().err
