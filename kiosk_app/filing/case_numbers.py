"""Case numbers as the High Court writes them, read from what a visitor keys or an office types."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk_app.wording.texts import Text


@dataclass(frozen=True)
class CaseType:
    """A class of cases, with the day from which iCMS takes it (None: not announced)."""

    prefix: str
    name: Text
    enabled_from: date | None
    confidential: bool = False


@dataclass(frozen=True)
class CaseNumber:
    """An existing case: HCA 1234/2025."""

    prefix: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.prefix} {self.number}/{self.year}"


@dataclass(frozen=True)
class NewCase:
    """A case that has no number yet; the Registry gives it one when the paper is filed."""

    prefix: str

    def __str__(self) -> str:
        return f"{self.prefix} (new)"


Case = CaseNumber | NewCase


@dataclass(frozen=True)
class CaseQuestion:
    """Readable, but not as the court writes it: 'did you mean' before it is believed."""

    suggestion: CaseNumber


class CaseProblem(StrEnum):
    """Why what was keyed is not a case number the kiosk can take; each has its own sentence."""

    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    NEUTRAL_CITATION = "neutral_citation"
    SEVERAL_CASES = "several_cases"
    UNKNOWN_TYPE = "unknown_type"
    NOT_A_HIGH_COURT_TYPE = "not_a_high_court_type"
    TYPE_NOT_ENABLED = "type_not_enabled"
    YEAR_IN_FUTURE = "year_in_future"
    YEAR_TOO_EARLY = "year_too_early"
    NOT_A_CASE_NUMBER = "not_a_case_number"


@dataclass(frozen=True)
class CaseRefusal:
    """What is wrong, and the type it is about when there is one."""

    problem: CaseProblem
    prefix: str = ""


CaseReading = CaseNumber | CaseQuestion | CaseRefusal
