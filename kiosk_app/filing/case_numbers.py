"""Case numbers as the High Court writes them, read from what a visitor keys or an office types."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kiosk_app.wording.texts import Text


@dataclass(frozen=True)
class CaseType:
    """A class of cases, with the day from which iCMS takes it (None: not announced)."""

    prefix: str
    name: Text
    enabled_from: date | None
    confidential: bool = False

    def enabled_on(self, day: date) -> bool:
        """Whether iCMS takes cases of this type on that day."""
        return self.enabled_from is not None and self.enabled_from <= day


@dataclass(frozen=True)
class Court:
    """A court or tribunal, and whether it belongs to the High Court."""

    name: Text
    high_court: bool


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
    """What is wrong; the type it is about and whose type that is, when there is one."""

    problem: CaseProblem
    prefix: str = ""
    court: Text | None = None


CaseReading = CaseNumber | CaseQuestion | CaseRefusal

LONGEST_TEXT = 60
EARLIEST_YEAR = 1900
NO_OTHERS: Mapping[str, Court] = MappingProxyType({})

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"))
_AS_WRITTEN = re.compile(r"([A-Z]{3,5}) ?([1-9][0-9]{0,5}) ?/ ?([0-9]{4})")
_VARIANT = re.compile(
    r"([A-Z]{3,5})[ .:/-]*(?:NO\b)?[ .:-]*0*([1-9][0-9]{0,5})"
    r"(?: ?/ ?| ?- ?| OF | |OF)'?([0-9]{4}|[0-9]{2})"
)
_BEGINNING = re.compile(
    r"([A-Z]{3,5})[ .:/-]*(?:NO\b)?[ .:-]*[0-9]{0,6}(?: ?(?:/|-|OF?) ?[0-9]{0,3}|  ?[0-9]{0,3})?"
)
_IN_CHINESE = re.compile(r"([^0-9]+?)([0-9]{4})年第?0*([1-9][0-9]{0,5})[號号]?")
_CITATION = re.compile(r"\[.*|[(]?[0-9]{4}[)]? ?[0-9]* ?HK[A-Z]+.*")
_NO_TYPE = re.compile(r"[0-9]{1,6}(?: ?[/-] ?[0-9]{0,4})?")
_SEVERAL = re.compile(
    r"[0-9] ?(?:&|,|;|\+|、|及|和|AND|TO) ?[0-9A-Z]|[0-9] ?- ?[0-9]+ ?/|/.*[A-Z]{3}.*/"
)


def read_case(
    text: str,
    case_types: Sequence[CaseType],
    today: date,
    others: Mapping[str, Court] = NO_OTHERS,
) -> CaseReading:
    """What a keyed case number means on that day; never raises, whatever the text.

    Spaces, letter case and full-width forms are the keyboard's business and are forgiven.
    Whatever had to be interpreted (a short year, "of", dashes, leading zeros, the Chinese long
    form) comes back as a question. `others` are the prefixes that exist but are not in
    `case_types`, for the explanation.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).upper().split())
    if not plain:
        return CaseRefusal(CaseProblem.EMPTY)
    if len(plain) > LONGEST_TEXT:
        return CaseRefusal(CaseProblem.NOT_A_CASE_NUMBER)
    if _CITATION.fullmatch(plain):
        return CaseRefusal(CaseProblem.NEUTRAL_CITATION)
    if _SEVERAL.search(plain):
        return CaseRefusal(CaseProblem.SEVERAL_CASES)

    known = {case_type.prefix: case_type for case_type in case_types}
    if plain.isascii() and plain.isalpha():
        return _read_letters(plain, known, today, others)
    if long_form := _IN_CHINESE.fullmatch(plain.replace(" ", "")):
        return _read_chinese(long_form, case_types, today)
    if exact := _AS_WRITTEN.fullmatch(plain):
        number = CaseNumber(exact[1], int(exact[2]), int(exact[3]))
        return _refuse(number, known, today, others) or number
    if variant := _VARIANT.fullmatch(plain):
        return _read_variant(variant, known, today, others)
    if begun := _BEGINNING.fullmatch(plain):
        refusal = _refuse_type(begun[1], known, today, others)
        return refusal or CaseRefusal(CaseProblem.INCOMPLETE, begun[1])
    if _NO_TYPE.fullmatch(plain):
        return CaseRefusal(CaseProblem.INCOMPLETE)
    return CaseRefusal(CaseProblem.NOT_A_CASE_NUMBER)


def _read_letters(
    letters: str, known: Mapping[str, CaseType], today: date, others: Mapping[str, Court]
) -> CaseRefusal:
    """Letters only: still typing, unless no type begins like this or the one type is refused."""
    beginnings = [prefix for prefix in (*known, *others) if prefix.startswith(letters)]
    if beginnings == [letters] and (refusal := _refuse_type(letters, known, today, others)):
        return refusal
    if beginnings:
        return CaseRefusal(CaseProblem.INCOMPLETE, letters if letters in known else "")
    return CaseRefusal(CaseProblem.UNKNOWN_TYPE, letters)


def _read_chinese(
    long_form: re.Match[str], case_types: Sequence[CaseType], today: date
) -> CaseReading:
    name, year, number = long_form.groups()
    for case_type in case_types:
        names = (case_type.name.zh_hant, case_type.name.zh_hans)
        if name in names or name.removesuffix("案件") in names:
            suggestion = CaseNumber(case_type.prefix, int(number), int(year))
            known = {case_type.prefix: case_type}
            return _refuse(suggestion, known, today, NO_OTHERS) or CaseQuestion(suggestion)
    return CaseRefusal(CaseProblem.NOT_A_CASE_NUMBER)


def _read_variant(
    variant: re.Match[str], known: Mapping[str, CaseType], today: date, others: Mapping[str, Court]
) -> CaseReading:
    prefix, number, year = variant.groups()
    suggestion = CaseNumber(prefix, int(number), _whole_year(year, today))
    if refusal := _refuse(suggestion, known, today, others):
        return refusal
    if year in ("19", "20"):  # far more likely the first half of a year than 1919 or 2020
        return CaseRefusal(CaseProblem.INCOMPLETE, prefix)
    return CaseQuestion(suggestion)


def _whole_year(year: str, today: date) -> int:
    """Two digits are of this century up to next year (a slip worth telling), else of the last."""
    if len(year) == len("2025"):
        return int(year)
    this_century = today.year // 100 * 100 + int(year)
    return this_century if this_century <= today.year + 1 else this_century - 100


def _refuse(
    case: CaseNumber, known: Mapping[str, CaseType], today: date, others: Mapping[str, Court]
) -> CaseRefusal | None:
    if refusal := _refuse_type(case.prefix, known, today, others):
        return refusal
    if case.year > today.year:
        return CaseRefusal(CaseProblem.YEAR_IN_FUTURE, case.prefix)
    if case.year < EARLIEST_YEAR:
        return CaseRefusal(CaseProblem.YEAR_TOO_EARLY, case.prefix)
    return None


def _refuse_type(
    prefix: str, known: Mapping[str, CaseType], today: date, others: Mapping[str, Court]
) -> CaseRefusal | None:
    if prefix in known:
        if known[prefix].enabled_on(today):
            return None
        return CaseRefusal(CaseProblem.TYPE_NOT_ENABLED, prefix)
    if prefix not in others:
        return CaseRefusal(CaseProblem.UNKNOWN_TYPE, prefix)
    court = others[prefix]
    problem = (
        CaseProblem.TYPE_NOT_ENABLED if court.high_court else CaseProblem.NOT_A_HIGH_COURT_TYPE
    )
    return CaseRefusal(problem, prefix, court.name)
