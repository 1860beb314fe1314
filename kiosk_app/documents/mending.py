"""What can be mended on the derivative, with the visitor's consent; the original never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk_app.documents.findings import Finding, Report
from kiosk_app.wording.trouble import Trouble

CLOCKWISE = {
    "upside down": 180,
    "sideways, top at the left": 90,
    "sideways, top at the right": 270,
}


class Mend(StrEnum):
    """One kind of mending, in the order in which they are carried out."""

    REPAIR = "repair"
    FLATTEN = "flatten"
    DROP_BLANK = "drop-blank"
    ROTATE = "rotate"
    REDUCE = "reduce"


@dataclass(frozen=True)
class Mending:
    """One thing to do to a document, or done to it.

    `pages` counts from 1 as the visitor brought them, and is empty when it is about the whole
    file. `degrees` is clockwise, for ROTATE: 90, 180 or 270.
    """

    mend: Mend
    pages: tuple[int, ...] = ()
    degrees: int = 0

    def is_within(self, agreed: "Mending") -> bool:
        """Whether it is `agreed`, or that on some of its pages."""
        same = (self.mend, self.degrees) == (agreed.mend, agreed.degrees)
        return (
            same and set(self.pages) <= set(agreed.pages) and bool(self.pages or not agreed.pages)
        )

    def to_json(self) -> dict[str, Any]:
        """For the way into the sandbox, and out of it."""
        return {"mend": self.mend.value, "pages": list(self.pages), "degrees": self.degrees}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Mending":
        """Back from `to_json`. Raises KeyError, TypeError, ValueError."""
        pages, degrees = tuple(facts["pages"]), facts["degrees"]
        if not all(type(number) is int for number in (*pages, degrees)):
            raise TypeError("pages and degrees are whole numbers")
        return cls(Mend(facts["mend"]), pages, degrees)


def redrawn_pages(mendings: Iterable[Mending]) -> int:
    """How many pages have their images made anew: what a mending costs most."""
    return sum(len(mending.pages) for mending in mendings if mending.mend is Mend.REDUCE)


def offers(report: Report) -> tuple[Mending, ...]:
    """What can be offered for one checked file, in the order of carrying out; often nothing.

    Never anything for a signed file: a derivative written anew would show a broken signature.
    """
    found = {finding.trouble for finding in report.findings}
    if found & {Trouble.ALREADY_SIGNED, Trouble.SIGNATURE_NOT_VALID}:
        return ()
    offered = [offer for finding in report.findings if (offer := _offer(finding, report))]
    order = list(Mend)
    return tuple(sorted(offered, key=lambda each: (order.index(each.mend), each.pages)))


def _offer(finding: Finding, report: Report) -> Mending | None:
    pages = finding.pages
    match finding.trouble:
        case Trouble.STRUCTURE_REPAIRED:
            return Mending(Mend.REPAIR)
        case Trouble.FORM_FIELDS if not _is_xfa(report):
            return Mending(Mend.FLATTEN)
        case Trouble.BLANK_PAGE if pages and len(pages) < report.pages:
            return Mending(Mend.DROP_BLANK, pages)
        case Trouble.TEXT_TURNED if pages and finding.detail in CLOCKWISE:
            return Mending(Mend.ROTATE, pages, CLOCKWISE[finding.detail])
        case Trouble.RESOLUTION_HIGH if pages:
            return Mending(Mend.REDUCE, pages)
    return None


def _is_xfa(report: Report) -> bool:
    return any(
        finding.trouble is Trouble.XFA_FORM
        or (finding.trouble is Trouble.FORM_FIELDS and finding.detail == "XFA")
        for finding in report.findings
    )
