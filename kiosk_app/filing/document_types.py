"""What kinds of document are handed in, and what each needs before it can be scanned."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk_app.wording.texts import Text


class VisitorKind(StrEnum):
    """Who is standing at the kiosk, as far as the rules care."""

    LAW_FIRM = "law_firm"
    GOVERNMENT = "government"
    IN_PERSON = "in_person"


@dataclass(frozen=True)
class Visitor:
    """Who hands in the document: kind, and as little else as they wish to give."""

    kind: VisitorKind
    name: str = ""
    reference: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class ReadinessCheck:
    """One thing that must be done before the document is ready, and where it is done.

    `for_kinds` is empty when the check is for everyone.
    """

    code: str
    question: Text
    where: Text
    for_kinds: tuple[VisitorKind, ...] = ()


@dataclass(frozen=True)
class DocumentType:
    """A kind of court document."""

    code: str
    name: Text
    originating: bool
    checks: tuple[ReadinessCheck, ...]

    def checks_for(self, kind: VisitorKind) -> tuple[ReadinessCheck, ...]:
        """The readiness checks that concern this kind of visitor."""
        return tuple(c for c in self.checks if not c.for_kinds or kind in c.for_kinds)
