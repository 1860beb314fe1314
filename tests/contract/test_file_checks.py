"""What a visitor brought is looked at by the workshop and by the malware scanner, in one report."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from support.checking import LIMITS
from support.verdicts import RULES

from drivers.simulated import SimulatedShelf
from kiosk_app.commands.examining import examine_all
from kiosk_app.documents import samples
from kiosk_app.documents.file_checks import Checks
from kiosk_app.documents.findings import ReceivedFile, Severity
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.examining import examine_files
from kiosk_app.errands.first_pages import read_first_pages
from kiosk_app.errands.spool import Spool
from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.filing.filing_sheet import FilingSheet, PreparedDocument
from kiosk_app.flow.model import Event, FilesChecked, OtherCaseSeen
from kiosk_app.wording.trouble import Trouble


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    opened = Workshop(LIMITS)
    yield opened
    opened.close()


@pytest.fixture
def scan(tmp_path: Path) -> ReceivedFile:
    content = samples.good_scan(1)
    (tmp_path / "scan").write_bytes(content)
    digest = sha256(content).hexdigest()
    return ReceivedFile("scan.jpg", str(tmp_path / "scan"), len(content), digest)


def test_where_no_scanner_is_set_up_nothing_is_said_of_it(
    workshop: Workshop, scan: ReceivedFile
) -> None:
    found = Checks(workshop).report(scan).findings
    troubles = {finding.trouble for finding in found}
    assert Trouble.NAME_AND_CONTENT_DIFFER in troubles
    assert Trouble.NOT_SCANNED_FOR_MALWARE not in troubles


def test_what_the_scanner_says_stands_with_the_rest_worst_first(
    workshop: Workshop, scan: ReceivedFile, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    required = MalwareScanner(tmp_path / "gone", 7, True, LIMITS, lambda: now)
    report = Checks(workshop, required).report(scan)
    first, *rest = report.findings
    assert first.trouble is Trouble.NOT_SCANNED_FOR_MALWARE
    assert tuple(rest) == workshop.check(scan).findings
    assert (report.verdict, report.pages) == (Severity.MUST_FIX, 1)


def test_at_the_office_a_scanner_is_asked_where_one_is_named(
    scan: ReceivedFile, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    gone = MalwareScanner(tmp_path / "gone", 7, False, LIMITS, lambda: now)
    (without,) = examine_all([scan.path], LIMITS, lambda: None)
    (examined,) = examine_all([scan.path], LIMITS, lambda: None, gone)
    new = {finding.trouble for finding in examined.report.findings}
    new -= {finding.trouble for finding in without.report.findings}
    assert new == {Trouble.NOT_SCANNED_FOR_MALWARE}


@pytest.mark.parametrize(("counted", "told"), [(3, 1), (2, 0)])
def test_the_pages_that_an_office_counted_are_compared(
    workshop: Workshop, tmp_path: Path, counted: int, told: int
) -> None:
    claim = samples.good_scan(2)
    document = PreparedDocument("claim.pdf", sha256(claim).hexdigest(), counted)
    stranger = PreparedDocument("claim.pdf", "0f" * 32, 9)
    sheet = json.dumps(FilingSheet("", (stranger, document)).to_json()).encode()
    shelf = SimulatedShelf()
    shelf.insert("ABLE", {"claim.pdf": claim, "filing.json": sheet})
    events: list[Event] = []
    (stick,) = shelf.media()
    examine_files(
        shelf, stick, ["claim.pdf"], Spool(tmp_path / "spool"), Checks(workshop), events.append
    )
    checked = events[-1]
    assert isinstance(checked, FilesChecked)
    found = [f for report in checked.reports for f in report.findings]
    assert sum(f.trouble is Trouble.PAGES_NOT_AS_DECLARED for f in found) == told


@pytest.mark.parametrize(("entered", "told"), [(1243, ["HCA 1234/2025"]), (1234, [])])
def test_another_number_on_the_first_page_is_told_and_the_own_is_not(
    workshop: Workshop, scan: ReceivedFile, entered: int, told: list[str]
) -> None:
    events: list[Event] = []
    case = CaseNumber("HCA", entered, 2025)
    read_first_pages(workshop, RULES, case, [scan], events.append)
    assert [e.finding.detail for e in events if isinstance(e, OtherCaseSeen)] == told
