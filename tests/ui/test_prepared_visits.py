"""What an office prepared is filled in beforehand, shown, and the visitor's to change."""

import json
from hashlib import sha256

import pytest
from support.visit import Visit

from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    begin,
    choose,
    confirm_readiness,
    document_type,
    existing_case,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble

CLAIM = samples.good_scan(2)


def sheet(**changed: object) -> bytes:
    """A filing sheet as `kiosk check` writes it, for the claim."""
    document = {"file": "claim.pdf", "sha256": sha256(CLAIM).hexdigest(), "pages": 2}
    listed = [document | {"type": "statement_of_claim"}]
    written = {"format": "court-kiosk-filing/1", "case": "HCA 1234/2025", "documents": listed}
    return json.dumps(written | {"rules": "high_court 1"} | changed).encode()


def test_the_offices_sheet_fills_in_the_case_and_marks_the_type(visit: Visit) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": CLAIM, "filing.json": sheet()})
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    visit.player.wait_until(
        lambda: isinstance(visit.player.state, m.EnteringCase) and bool(visit.player.state.reading),
        "the case from the sheet",
    )
    visit.player.touch("primary")
    shown = visit.shows(m.ChoosingDocumentType)
    assert isinstance(shown, m.ChoosingDocumentType)
    assert str(shown.filing.case) == "HCA 1234/2025"
    assert shown.filing.document_type is not None
    assert shown.filing.document_type.code == "statement_of_claim"
    document_type(visit.player, "defence")
    changed = visit.shows(m.ConfirmingReadiness, m.Inserting, m.Choosing)
    assert isinstance(changed, (m.ConfirmingReadiness, m.Inserting, m.Choosing))
    assert changed.filing.document_type is not None
    assert changed.filing.document_type.code == "defence"


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b"[" * 60_000,
        sheet(format="court-kiosk-filing/2"),
        sheet(case="'; DROP TABLE"),
        sheet(documents=[{"file": "claim.pdf", "sha256": "00", "pages": 2, "type": None}]),
        sheet(documents=[{"file": "else.pdf", "sha256": "0" * 64, "pages": 2, "type": None}]),
        sheet(padding="x" * 65_536),
    ],
    ids=["empty", "list", "deep", "format", "case", "digest", "another's", "large"],
)
def test_a_sheet_that_is_none_says_and_fills_in_nothing(visit: Visit, written: bytes) -> None:
    files = {"claim.pdf": CLAIM}
    visit.shelf.insert("ABLE", files | ({"filing.json": written} if written else {}))
    a_firm_until_choosing(visit.player)
    shown = visit.shows(m.Choosing)
    assert isinstance(shown, m.Choosing)
    assert str(shown.filing.case) == "HCA 1234/2025"


def test_another_number_on_the_paper_is_pointed_out_while_the_findings_are_read(
    visit: Visit,
) -> None:
    """The first page of the claim says HCA 1234/2025."""
    visit.shelf.insert("ABLE", {"claim.pdf": CLAIM})
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    existing_case(visit.player, "HCA", "1243")
    document_type(visit.player, "statement_of_claim")
    visit.player.wait_for(m.ConfirmingReadiness, m.Inserting, m.Choosing)
    if isinstance(visit.player.state, m.ConfirmingReadiness):
        confirm_readiness(visit.player)
    visit.player.wait_for(m.Choosing)
    choose(visit.player, "claim.pdf")
    visit.player.touch("primary")

    def pointed_out() -> bool:
        shown = visit.player.state
        reports = shown.reports if isinstance(shown, m.ReadingFindings) else ()
        return [
            finding.detail
            for report in reports
            for finding in report.findings
            if finding.trouble is Trouble.CASE_NUMBER_DIFFERS
        ] == ["HCA 1234/2025"]

    visit.player.wait_until(pointed_out, "the other number")
    visit.player.touch("primary")
    visit.shows(m.Reviewing)
