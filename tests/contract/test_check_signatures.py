"""Signatures are told with who signed; what was changed after signing is told apart."""

import re
from pathlib import Path

from support.checking import LIMITS, look
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
