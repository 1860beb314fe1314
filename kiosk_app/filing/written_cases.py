"""Case numbers as they stand on the first page of a document, and whether they are another's."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk_app.filing.case_numbers import CaseNumber, CaseType, Court

MOST_WRITTEN = 20
MOST_TEXT = 50_000

_YEAR = r"((?:19|20)[0-9]{2})(?![0-9])"
_NUMBERED = re.compile(rf"\bNOS?\b[. ]*([1-9][0-9]{{0,5}}) OF {_YEAR}")
# A name of up to 20 characters, then 案件, 編號 and 第 as far as they are written.
_CHINESE = re.compile(rf"([\u4e00-\u9fff]{{0,20}}):?{_YEAR}年第?0*([1-9][0-9]{{0,5}})[號号宗]")
_AROUND_NAME = re.compile(r"(?:案件|案)?(?:編號|编号)?$")


@dataclass(frozen=True)
class WrittenCase:
    """A number that was read; `prefix` is empty where only "No. 1234 of 2026" stood there."""

    prefix: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.prefix} {self.number}/{self.year}".strip()


@dataclass(frozen=True)
class CaseVocabulary:
    """What a case number can begin with: the letters, and the Chinese names of what they mean."""

    prefixes: tuple[str, ...]
    names: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """As it is sent to the document worker."""
        return {"prefixes": list(self.prefixes), "names": dict(self.names)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "CaseVocabulary":
        """The inverse of `to_json`."""
        return CaseVocabulary(tuple(data["prefixes"]), dict(data["names"]))


def case_vocabulary(case_types: Sequence[CaseType], others: Mapping[str, Court]) -> CaseVocabulary:
    """The words of the court's rules; another court's numbers are recognised by their letters."""
    prefixes = (*(case_type.prefix for case_type in case_types), *others)
    names = {
        name.removesuffix("案件"): case_type.prefix
        for case_type in case_types
        for name in (case_type.name.zh_hant, case_type.name.zh_hans)
    }
    return CaseVocabulary(prefixes, names)


def written_cases(text: str, vocabulary: CaseVocabulary) -> tuple[WrittenCase, ...]:
    """The case numbers in a text, in its order, each once; what is ill-formed is passed over.

    Spaces and letter case are forgiven: a reading machine puts them where it likes.
    """
    plain = unicodedata.normalize("NFKC", text[:MOST_TEXT]).upper()
    lines = [" ".join(line.split()) for line in plain.splitlines()]
    letters = "|".join(sorted(map(re.escape, vocabulary.prefixes), key=len, reverse=True))
    typed = re.compile(
        rf"(?<![A-Z])({letters}) ?/? ?(?:NO\b)?[. ]*([1-9][0-9]{{0,5}}) ?(?:/|OF) ?{_YEAR}"
    )
    found: list[WrittenCase] = []
    for whole in lines:
        line = whole
        if vocabulary.prefixes:
            found += (WrittenCase(m[1], int(m[2]), int(m[3])) for m in typed.finditer(line))
            line = typed.sub(" ", line)
        found += (WrittenCase("", int(m[1]), int(m[2])) for m in _NUMBERED.finditer(line))
        for match in _CHINESE.finditer(line.replace(" ", "")):
            prefix = _prefix_of(match[1], vocabulary.names)
            found.append(WrittenCase(prefix, int(match[3]), int(match[2])))
    return tuple(dict.fromkeys(found))[:MOST_WRITTEN]


def another_case(written: Iterable[WrittenCase], entered: CaseNumber) -> WrittenCase | None:
    """The first number that stands there with its type, unless the entered one does as well."""
    here = tuple(written)
    if any(
        (case.number, case.year) == (entered.number, entered.year)
        and case.prefix in ("", entered.prefix)
        for case in here
    ):
        return None
    return next((case for case in here if case.prefix), None)


def _prefix_of(before: str, names: Mapping[str, str]) -> str:
    """The type whose name stands last before the year; "" when none does."""
    name = _AROUND_NAME.sub("", before)
    fitting = [known for known in names if known and name.endswith(known)]
    return names[max(fitting, key=len)] if fitting else ""
