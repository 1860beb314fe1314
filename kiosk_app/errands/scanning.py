"""From paper to page files that can be checked: look at the scanner, scan, turn, check."""

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk_app.documents.findings import ReceivedFile
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.offering import offers_of
from kiosk_app.errands.report import Report
from kiosk_app.errands.spool import Spool
from kiosk_app.flow.model import (
    CheckProgressed,
    FilesChecked,
    ScanEnded,
    ScannerSeen,
    Sheet,
    SheetScanned,
)
from kiosk_app.wording.trouble import Trouble
from scanner.device import ColourMode, Condition, NoScanner, ScannedPage, Scanner, Source
from scanner.turn import turned_jpeg

RESOLUTION_DPI = 300
_SMALL_PX = 360

_CONDITION_TROUBLES = {
    Condition.JAMMED: Trouble.PAPER_JAMMED,
    Condition.COVER_OPEN: Trouble.COVER_OPEN,
    Condition.BUSY: Trouble.SCANNER_BUSY,
    Condition.OFFLINE: Trouble.SCANNER_MISSING,
}


def look_at_scanner(scanner: Scanner | None, report: Report) -> None:
    """Tell what speaks against a scan; an empty feeder does not, before paper is put in.

    Raises ScannerFailed.
    """
    infos = scanner.scanners() if scanner else ()
    if scanner is None or not infos:
        report(ScannerSeen(Trouble.SCANNER_MISSING))
        return
    report(ScannerSeen(_CONDITION_TROUBLES.get(scanner.probe(infos[0].id))))


def scan_paper(
    scanner: Scanner | None, spool: Spool, workshop: Workshop, count_from: int, report: Report
) -> None:
    """Scan what is there, telling each page as soon as it is durable and pictured.

    Raises ScannerError, WorkFailed, WorkStopped, SandboxMissing.
    """
    infos = scanner.scanners() if scanner else ()
    if scanner is None or not infos:
        raise NoScanner("no scanner is plugged in")
    numbers = itertools.count(count_from)

    def tell(page: ScannedPage) -> None:
        (picture,) = workshop.pictures(page.file, (1,), _SMALL_PX)
        report(SheetScanned(Sheet(_received(page.file, f"Page {next(numbers)}.jpg"), picture)))

    folder = spool.new_folder()
    scanner.scan(infos[0].id, Source.AUTO, folder, RESOLUTION_DPI, ColourMode.GREY, tell)
    report(ScanEnded())


def check_sheets(sheets: Sequence[Sheet], spool: Spool, workshop: Workshop, report: Report) -> None:
    """Check the pages as the visitor wants them to stand; the scans themselves stay as they are.

    Raises WorkStopped, SandboxMissing, OSError.
    """
    folder = spool.new_folder()
    reports = []
    for number, sheet in enumerate(sheets):
        name = f"Page {number + 1}.jpg"
        report(CheckProgressed(number, name))
        standing = _standing(sheet, folder / f"{number:04d}.jpg")
        reports.append(workshop.check(replace(standing, name=name)))
    report(CheckProgressed(len(sheets), ""))
    report(FilesChecked(tuple(reports), offers_of(reports)))


def _standing(sheet: Sheet, out: Path) -> ReceivedFile:
    if sheet.turned == 0:
        return sheet.file
    out.write_bytes(turned_jpeg(Path(sheet.file.path).read_bytes(), sheet.turned))
    return _received(out, sheet.file.name)


def _received(file: Path, name: str) -> ReceivedFile:
    content = file.read_bytes()
    return ReceivedFile(name, str(file), len(content), hashlib.sha256(content).hexdigest())
