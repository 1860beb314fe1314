"""Signatures are told with who signed; what was changed after signing is told apart."""

import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.checking import LIMITS, Heard, edited, look, structure
from support.odd_pages import two_pages
from support.signed import signed

from kiosk_app.documents import samples
from kiosk_app.documents.findings import ReceivedFile, Severity
from kiosk_app.documents.signatures import tell_signatures
from kiosk_app.documents.verdicts import Findings
from kiosk_app.documents.workshop import Workshop
from kiosk_app.wording import checked
from kiosk_app.wording.trouble import Trouble

SIGNED = signed(samples.good_scan(1))
TWO_PAGES = two_pages(b"")


def test_a_signature_is_told_with_the_name_of_who_signed() -> None:
    heard = look(SIGNED)
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "1 signature: A Notary of Tests; content unchanged"


def test_nobody_is_told_that_the_name_in_a_certificate_was_verified() -> None:
    finding = look(SIGNED).only(Trouble.ALREADY_SIGNED)
    told = checked.found(finding.trouble, "a.pdf", (), finding.detail).what
    assert "certificate names “A Notary of Tests”; what was signed is unchanged" in told.en
    assert "Who stands behind its certificate was not verified." in told.en
    assert "證書持有人的身分未經核實。" in told.zh_hant
    assert "证书持有人的身份未经核实。" in told.zh_hans


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Judge X; content unchanged", "Judge X, content unchanged"),
        ("Lee\u202e 李大文\n", "Lee 李大文"),
        ("X」；已簽署的內容沒有改動", "X'；已簽署的內容沒有改動"),
        ("a" * 64, "a" * 60),
    ],
)
def test_a_name_cannot_go_on_in_the_words_of_the_kiosk(name: str, told: str) -> None:
    detail = look(signed(TWO_PAGES, signer=name)).only(Trouble.ALREADY_SIGNED).detail
    assert detail == f"1 signature: {told}; content unchanged"


def test_what_was_changed_after_signing_is_told() -> None:
    at = SIGNED.index(b"/DCTDecode") + 400
    changed = SIGNED[:at] + bytes([SIGNED[at] ^ 1]) + SIGNED[at + 1 :]
    heard = look(changed)
    assert heard.troubles[Trouble.SIGNATURE_NOT_VALID] is Severity.LOOK
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "1 signature: A Notary of Tests; content does not match"


def test_of_a_changed_file_nothing_says_that_it_is_as_it_was_signed() -> None:
    at = SIGNED.index(b"/DCTDecode") + 400
    changed = SIGNED[:at] + bytes([SIGNED[at] ^ 1]) + SIGNED[at + 1 :]
    finding = look(changed).only(Trouble.ALREADY_SIGNED)
    told = checked.found(finding.trouble, "a.pdf", (), finding.detail).what
    assert "the content does not match" in told.en
    assert not re.search("intact|unchanged", told.en)
    assert not re.search("完整|沒有改動", told.zh_hant)
    assert not re.search("完整|没有改动", told.zh_hans)


def test_a_signature_whose_own_bytes_were_changed_is_not_valid() -> None:
    found = re.search(rb"/Contents ?<([0-9a-fA-F]{400})", SIGNED)
    assert found
    at = found.end() - 2
    changed = SIGNED[:at] + (b"00" if SIGNED[at : at + 2] != b"00" else b"11") + SIGNED[at + 2 :]
    assert Trouble.SIGNATURE_NOT_VALID in look(changed).troubles


def test_what_is_added_after_the_signature_leaves_it_valid() -> None:
    heard = look(SIGNED + b"% a remark\n")
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "1 signature: A Notary of Tests; content unchanged; added to later"


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
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "1 signature: A Notary of Tests; content unchanged; SHA-1"


def test_a_certificate_that_has_ended_is_told_with_the_day() -> None:
    detail = look(signed(samples.good_scan(1), days_left=-30)).only(Trouble.ALREADY_SIGNED).detail
    day = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%d")
    assert detail == f"1 signature: A Notary of Tests; content unchanged; certificate ended {day}"


def test_a_certificate_that_has_not_begun_is_told_with_the_day() -> None:
    """The certificate of the tests begins 400 days ago: the kiosk's clock is before that."""
    now = datetime.now(UTC)
    heard = Heard()
    with tempfile.TemporaryFile() as file:
        file.write(SIGNED)
        file.flush()
        for at in (now, now - timedelta(days=500)):
            tell_signatures(file.fileno(), Findings(LIMITS, heard), at)
    day = (now - timedelta(days=400)).strftime("%Y-%m-%d")
    at_once, early = (finding.detail for finding in heard.findings)
    assert at_once == "1 signature: A Notary of Tests; content unchanged"
    assert early == f"1 signature: A Notary of Tests; content unchanged; certificate begins {day}"


def test_nothing_is_said_of_the_content_where_the_signature_cannot_be_judged() -> None:
    """A digest that is newer than this kiosk: its name is one that nobody knows."""
    sha256, unknown = b"0609608648016503040201", b"0609608648016503040277"
    newer = re.sub(sha256, unknown, SIGNED, flags=re.IGNORECASE)
    assert newer != SIGNED
    heard = look(newer)
    assert heard.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "1 signature: A Notary of Tests; not verified"


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
    told = heard.only(Trouble.ALREADY_SIGNED).detail
    assert told == "3 signatures: A Notary of Tests; content unchanged; SHA-1"


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
