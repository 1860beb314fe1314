"""Signatures are told with who signed; what was changed after signing is told apart."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from support.checking import LIMITS, edited, look, structure
from support.odd_pages import two_pages
from support.signed import signed

from kiosk_app.documents import samples
from kiosk_app.documents.findings import ReceivedFile, Severity
from kiosk_app.documents.workshop import Workshop
from kiosk_app.wording.trouble import Trouble

SIGNED = signed(samples.good_scan(1))


def test_a_signature_is_told_with_the_name_of_who_signed() -> None:
    heard = look(SIGNED)
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    assert heard.only(Trouble.ALREADY_SIGNED).detail == "1 signature: A Notary of Tests"


def test_what_was_changed_after_signing_is_told() -> None:
    at = SIGNED.index(b"/DCTDecode") + 400
    changed = SIGNED[:at] + bytes([SIGNED[at] ^ 1]) + SIGNED[at + 1 :]
    heard = look(changed)
    assert heard.troubles[Trouble.SIGNATURE_NOT_VALID] is Severity.LOOK
    assert Trouble.ALREADY_SIGNED in heard.troubles


def test_a_signature_whose_own_bytes_were_changed_is_not_valid() -> None:
    found = re.search(rb"/Contents ?<([0-9a-fA-F]{400})", SIGNED)
    assert found
    at = found.end() - 2
    changed = SIGNED[:at] + (b"00" if SIGNED[at : at + 2] != b"00" else b"11") + SIGNED[at + 2 :]
    assert Trouble.SIGNATURE_NOT_VALID in look(changed).troubles


def test_what_is_added_after_the_signature_leaves_it_valid() -> None:
    assert look(SIGNED + b"% a remark\n").troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}


def test_a_signature_that_cannot_be_read_is_still_told() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        signature = Dictionary(FT=Name.Sig, T=pikepdf.String("s"))
        signature.V = Dictionary(Type=Name.Sig, Contents=pikepdf.String("x"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(signature)]))

    heard = structure(edited(two_pages(b""), edit))
    assert heard.only(Trouble.ALREADY_SIGNED).detail == "cannot be read"


def test_a_digest_that_can_be_matched_is_told_beside_the_name() -> None:
    heard = look(signed(samples.good_scan(1), digest="sha1"))
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    assert heard.only(Trouble.ALREADY_SIGNED).detail == "1 signature: A Notary of Tests; SHA-1"


def test_a_certificate_that_has_ended_is_told_with_the_day() -> None:
    detail = look(signed(samples.good_scan(1), days_left=-30)).only(Trouble.ALREADY_SIGNED).detail
    day = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%d")
    assert detail == f"1 signature: A Notary of Tests; certificate ended {day}"


def test_a_weak_signature_that_was_changed_is_still_told_as_not_valid() -> None:
    weak = signed(samples.good_scan(1), digest="sha1", days_left=-30)
    at = weak.index(b"/DCTDecode") + 400
    heard = look(weak[:at] + bytes([weak[at] ^ 1]) + weak[at + 1 :])
    assert set(heard.troubles) >= {Trouble.ALREADY_SIGNED, Trouble.SIGNATURE_NOT_VALID}
    assert "; SHA-1; certificate ended " in heard.only(Trouble.ALREADY_SIGNED).detail


def test_of_two_signatures_the_weak_one_is_remarked_once() -> None:
    twice = signed(signed(SIGNED, digest="sha1", name="Second"), digest="sha1", name="Third")
    heard = look(twice)
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    assert heard.only(Trouble.ALREADY_SIGNED).detail == "3 signatures: A Notary of Tests; SHA-1"


def test_a_signature_is_verified_inside_the_sandbox_too(tmp_path: Path) -> None:
    path = tmp_path / "signed"
    path.write_bytes(SIGNED)
    workshop = Workshop(LIMITS)
    try:
        report = workshop.check(ReceivedFile("a.pdf", str(path), len(SIGNED), ""))
    finally:
        workshop.close()
    told = {finding.trouble for finding in report.findings}
    assert told == {Trouble.ALREADY_SIGNED, Trouble.NO_TEXT_LAYER}
