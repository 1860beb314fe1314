"""What QML shows of the findings: worst first, each with what can be mended beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk_app.documents.findings import Finding, Picture, Report, Severity
from kiosk_app.documents.mending import Mend
from kiosk_app.flow import states
from kiosk_app.ui.shown_sheets import as_one_document
from kiosk_app.ui.switches import Switch, switches
from kiosk_app.wording import mendings
from kiosk_app.wording.sentences import page_list
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

Shown = dict[str, Any]

_PICTURES_A_FINDING = 3
_WORST_FIRST = (Severity.MUST_FIX, Severity.LOOK, Severity.FINE)
_BESIDE = {
    Mend.REPAIR: (Trouble.STRUCTURE_REPAIRED, Trouble.PAGE_COUNT_LIES),
    Mend.FLATTEN: (Trouble.FORM_FIELDS,),
    Mend.DROP_BLANK: (Trouble.BLANK_PAGE,),
    Mend.ROTATE: (Trouble.TEXT_TURNED, Trouble.PAGE_ROTATED),
    Mend.REDUCE: (Trouble.RESOLUTION_HIGH,),
}


@dataclass
class _Row:
    """One finding of one file, or that there is none, and the switches beside it."""

    file: int
    report: Report
    finding: Finding | None
    switches: list[Switch] = field(default_factory=list)

    @property
    def severity(self) -> Severity:
        return self.finding.severity if self.finding else Severity.FINE


def findings(
    state: states.ReadingFindings,
    language: Language,
    hold: Callable[[Picture | str], str],
    told: Callable[[Trouble, Finding, str], Shown],
) -> Shown:
    """The rows of the screen; `told` gives the words of a finding in a file of that name."""
    reports = as_one_document(state.reports) if state.sheets else state.reports
    rows = _rows(reports)
    for switch in switches(state):
        _row_for(switch, rows).switches.append(switch)
    return {
        "worst": state.worst.value,
        "rows": [_shown(row, language, hold, told) for row in rows],
        "scanned": bool(state.sheets),
        "offers": len(state.offers),
    }


def _rows(reports: Sequence[Report]) -> list[_Row]:
    rows = [
        _Row(file, report, finding)
        for file, report in enumerate(reports)
        for finding in report.findings or (None,)
    ]
    return sorted(rows, key=lambda row: _WORST_FIRST.index(row.severity))


def _row_for(switch: Switch, rows: Sequence[_Row]) -> _Row:
    """The row of the finding that this switch mends; of its file in any case."""

    def fits(row: _Row) -> tuple[bool, bool]:
        finding = row.finding
        meant = finding is not None and finding.trouble in _BESIDE[switch.mending.mend]
        pages = set(finding.pages) if finding else set()
        return meant, bool(pages.intersection(switch.mending.pages))

    return max((row for row in rows if row.file == switch.file), key=fits)


def _shown(
    row: _Row,
    language: Language,
    hold: Callable[[Picture | str], str],
    told: Callable[[Trouble, Finding, str], Shown],
) -> Shown:
    report, finding = row.report, row.finding
    pages = finding.pages if finding else ()
    pictures = [p for p in report.pictures if not pages or p.page in pages]
    words = told(finding.trouble, finding, report.file.name) if finding else {"code": ""}
    return words | {
        "severity": row.severity.value,
        "file": report.file.name,
        "pageCount": report.pages,
        "pages": page_list(pages),
        "pictures": [
            {"page": picture.page, "source": hold(picture)}
            for picture in pictures[:_PICTURES_A_FINDING]
        ],
        "offers": [
            {
                "name": switch.name,
                "text": mendings.offered(switch.mending.mend, switch.mending.pages).in_language(
                    language
                ),
                "note": mendings.ORIGINAL_STAYS.in_language(language),
                "agreed": switch.agreed,
            }
            for switch in row.switches
        ],
    }
