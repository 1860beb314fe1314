"""What a visitor brought is looked at by the workshop and by the malware scanner, in one report."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from support.checking import LIMITS

from kiosk_app.documents import samples
from kiosk_app.documents.findings import ReceivedFile, Severity
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.examining import Checks
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
    assert [finding.trouble for finding in found] == [Trouble.NAME_AND_CONTENT_DIFFER]


def test_what_the_scanner_says_stands_with_the_rest_worst_first(
    workshop: Workshop, scan: ReceivedFile, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    required = MalwareScanner(tmp_path / "gone", 7, True, LIMITS, lambda: now)
    report = Checks(workshop, required).report(scan)
    assert [finding.trouble for finding in report.findings] == [
        Trouble.NOT_SCANNED_FOR_MALWARE,
        Trouble.NAME_AND_CONTENT_DIFFER,
    ]
    assert (report.verdict, report.pages) == (Severity.MUST_FIX, 1)
