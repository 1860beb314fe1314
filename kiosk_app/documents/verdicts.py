"""How much each trouble of a document matters, and who is told of it."""

from collections.abc import Iterable
from typing import Protocol

from kiosk_app.documents.findings import Finding, Picture, Severity
from kiosk_app.documents.room import Room
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

MUST_FIX = {
    Trouble.WILL_NOT_OPEN,
    Trouble.IMAGE_DAMAGED,
    Trouble.PASSWORD_NEEDED,
    Trouble.ACTIVE_CONTENT,
    Trouble.EMBEDDED_FILES,
    Trouble.WRONG_KIND,
    Trouble.EMPTY_FILE,
    Trouble.TOO_LARGE,
    Trouble.TOO_MANY_PAGES,
    Trouble.COULD_NOT_BE_EXAMINED,
    Trouble.TOOK_TOO_LONG,
    Trouble.COULD_NOT_BE_STAMPED,
    Trouble.XFA_FORM,
    Trouble.JAVASCRIPT,
    Trouble.RICH_MEDIA,
    Trouble.GROWS_BEYOND_MEASURE,
    Trouble.TWO_KINDS_IN_ONE,
    Trouble.MALWARE_FOUND,
    Trouble.COULD_NOT_BE_READ,
    Trouble.NO_ORIGINAL_INSIDE,
    Trouble.ORIGINAL_DIFFERS,
}


FINE = {Trouble.RESOLUTION_HIGH, Trouble.NO_TEXT_LAYER}


class Told(Protocol):
    """Who is told what is found, as it is found."""

    def kind(self, kind: str) -> None:
        """What the file is."""

    def pages(self, count: int) -> None:
        """How many pages it has."""

    def finding(self, finding: Finding) -> None:
        """One trouble."""

    def picture(self, picture: Picture) -> None:
        """One page, drawn."""

    def room(self, room: Room) -> None:
        """Where one page has room for the stamp."""


def severity_of(trouble: Trouble, limits: DocumentLimits) -> Severity:
    """How much a trouble matters: the profile's word, else the default."""
    named = limits.severities.get(trouble.name)
    if named is not None:
        return Severity(named)
    if trouble in FINE:
        return Severity.FINE
    return Severity.MUST_FIX if trouble in MUST_FIX else Severity.LOOK


class Findings:
    """Gives each finding its severity on the way out."""

    def __init__(self, limits: DocumentLimits, told: Told) -> None:
        """`limits` are the profile's, `told` hears every finding."""
        self.limits = limits
        self._told = told

    def tell(
        self,
        trouble: Trouble,
        pages: Iterable[int] = (),
        detail: str = "",
        severity: Severity | None = None,
    ) -> None:
        """One trouble; `severity` where the profile has no say."""
        severity = severity or severity_of(trouble, self.limits)
        self._told.finding(Finding(trouble, severity, tuple(pages), detail))
