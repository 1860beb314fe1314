"""What QML shows of scanned pages: coming in, being arranged, and what was found on them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kiosk_app.documents.findings import Finding, Picture, Report, Severity
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Sheet
from kiosk_app.wording.trouble import Trouble

_DRAWINGS = {
    None: "feed-paper",
    Trouble.FEEDER_EMPTY: "feed-paper",
    Trouble.PAPER_JAMMED: "paper-jam",
    Trouble.COVER_OPEN: "lid-open",
    Trouble.SCANNER_MISSING: "counter",
}

_COMING_IN = 5
_NO_PAGE = {"number": 0, "source": "", "turned": 0}

Hold = Callable[[Picture | str], str]


def pages(sheets: Sequence[Sheet], hold: Hold, first: int = 0) -> list[dict[str, Any]]:
    """The sheets from index `first` on, each with its number and how far it is turned."""
    return [
        {"number": index + 1, "source": hold(sheet.picture), "turned": sheet.turned}
        for index, sheet in enumerate(sheets)
        if index >= first
    ]


def loading(state: states.LoadingPaper, hold: Hold) -> dict[str, Any]:
    """How many pages there are, and the one that is to be scanned again; else its number is 0."""
    index = state.replacing
    again = _NO_PAGE if index is None else pages(state.sheets, hold, index)[0]
    drawing = _DRAWINGS.get(state.trouble, "scanner-trouble")
    return {"count": len(state.sheets), "replacing": again, "drawing": drawing}


def scanning(state: states.Scanning, hold: Hold) -> dict[str, Any]:
    """The pages that came in last; `replacing` is the number of one scanned again, or 0."""
    coming = pages(state.sheets, hold, max(0, len(state.sheets) - _COMING_IN))
    again = 0 if state.replacing is None else state.replacing + 1
    return {"count": len(state.sheets), "pages": coming, "replacing": again}


def arranging(state: states.ArrangingSheets, hold: Hold) -> dict[str, Any]:
    """All pages; `chosen` is the index of the touched one, or -1."""
    chosen = -1 if state.chosen is None else state.chosen
    return {"pages": pages(state.sheets, hold), "chosen": chosen}


def as_one_document(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of single sheets as one report of all, its pages numbered as they lie.

    The same finding on several sheets is told once, with all its pages.
    """
    found: dict[tuple[Trouble, Severity], list[tuple[int, str]]] = {}
    for number, report in enumerate(reports, start=1):
        for finding in report.findings:
            found.setdefault((finding.trouble, finding.severity), []).append(
                (number, finding.detail)
            )
    findings = tuple(
        Finding(trouble, severity, tuple(number for number, _ in places), _shared(places))
        for (trouble, severity), places in found.items()
    )
    pictures = tuple(
        replace(picture, page=number)
        for number, report in enumerate(reports, start=1)
        for picture in report.pictures[:1]
    )
    if not reports:
        return ()
    return (replace(reports[0], pages=len(reports), findings=findings, pictures=pictures),)


def _shared(places: Sequence[tuple[int, str]]) -> str:
    details = {detail for _, detail in places}
    return details.pop() if len(details) == 1 else ""
