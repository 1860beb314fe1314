"""Reads the page numbers printed at the head and foot of pages, and finds where they skip."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kiosk_app.documents.pictures import drawable
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

STRIP_SHARE = 0.085  # of the page's height: some 25 mm of A4
MOST_SKIPPED = 20  # a larger step is a new numbering: an excerpt, an exhibit
FEWEST_NUMBERED = 3
MOST_GAPS_NAMED = 3
MOST_DIGITS = 7  # numbers of a bundle have leading zeros; a date has eight
YEARS = range(1900, 2100)

# Each way of numbering is followed by itself.
_STYLES = {
    "of": re.compile(
        r"(?:page|p\.?|第)?\s*(?P<number>\d{1,5})\s*(?:頁|页)?\s*"
        r"(?:of|/|,|，|共)+\s*(?:共|of)?\s*(?P<total>\d{1,5})\s*(?:頁|页)?", re.I,
    ),
    "page": re.compile(
        r"(?:page|p\.|pg\.?)\s*(?P<number>\d{1,5})|第\s*(?P<han>\d{1,5})\s*[頁页]", re.I,
    ),
    "plain": re.compile(r"[-–—\[(|\s]*(?P<number>\d{1,7})[-–—\])|\s]*"),
}  # fmt: skip

# Beside other words on its line a number must say that it is one of a page.
_AMONG_WORDS = re.compile(
    r"(?:\bpage|第)\s*(?P<number>\d{1,5})\s*[頁页]?(?:\s*(?:of|/|[,，]?\s*共)\s*(?P<total>\d{1,5}))?",
    re.I,
)


@dataclass(frozen=True)
class Printed:
    """The number printed on one page (from 1), and of how many it says it is."""

    page: int
    number: int
    total: int | None = None


Gap = tuple[int, int, int, int]
"""The pages on both sides of it, and the numbers printed on them."""


def tell_missing_numbers(findings: Findings, gaps: Iterable[Gap]) -> None:
    """Tell where the numbers printed on the pages skip."""
    found = sorted(set(gaps))
    if found:
        around = sorted({page for gap in found for page in gap[:2]})
        named = [f"{before} → {after}" for _, _, before, after in found[:MOST_GAPS_NAMED]]
        more = f" +{len(found) - MOST_GAPS_NAMED}" if len(found) > MOST_GAPS_NAMED else ""
        findings.tell(Trouble.PAGE_NUMBER_MISSING, around, ", ".join(named) + more)


def skips_in_text(file: int, pages: Sequence[int]) -> list[Gap]:
    """Where the numbers in the text of a PDF skip; `pages` are those that have text."""
    if len(pages) < FEWEST_NUMBERED:
        return []
    seen: dict[tuple[str, str], list[Printed]] = {}
    with drawable(file) as document:
        for page in pages:
            for place, lines in _margins(document, page).items():
                for style, printed in printed_number(page, lines):
                    seen.setdefault((place, style), []).append(printed)
        last_page = len(document)
    return [gap for printed in seen.values() for gap in skips(printed, last_page)]


def skips_on_scans(series: Iterable[Sequence[Printed]], last_page: int) -> list[Gap]:
    """Where numbers skip that were read off pictures; `series` are those of a place each.

    One number that alone does not fit was misread, and what may come of a digit too pale to be
    seen is no gap.
    """
    gaps = [gap for printed in series for gap in skips(_without_strays(printed), last_page)]
    return [gap for gap in gaps if not _lacks_a_digit(*gap)]


def _without_strays(printed: Sequence[Printed]) -> list[Printed]:
    """Without each number that those on both sides of it go on without."""
    inner = zip(printed, printed[1:], printed[2:], strict=False)
    strays = [
        one for before, one, after in inner
        if _skipped(before, after) == 0 and _skipped(before, one) != 0
    ]  # fmt: skip
    return [one for one in printed if one not in strays]


def _lacks_a_digit(page: int, next_page: int, number: int, next_number: int) -> bool:
    """Whether one more digit in either number would close the gap."""
    pages = next_page - page
    pairs = ((number, next_number - pages), (next_number, number + pages))
    return any(
        str(read) == wanted[:at] + wanted[at + 1 :]
        for read, wanted in ((read, str(wanted)) for read, wanted in pairs)
        for at in range(len(wanted))
    )


def printed_number(page: int, lines: Sequence[str]) -> list[tuple[str, Printed]]:
    """The first line that is or holds a page number, with the way it is written."""
    for line in lines:
        for style, pattern in _STYLES.items():
            if found := pattern.fullmatch(line.strip()):
                facts = found.groupdict()
                return _printed(style, page, facts["number"] or facts["han"], facts.get("total"))
        if found := _AMONG_WORDS.search(line):
            style = "page" if found["total"] is None else "of"
            return _printed(style, page, found["number"], found["total"])
    return []


def _printed(style: str, page: int, number: str, total: str | None) -> list[tuple[str, Printed]]:
    if total is None:
        return [(style, Printed(page, int(number)))]
    if int(number) > int(total):
        return []
    return [(style, Printed(page, int(number), int(total)))]


def skips(printed: Sequence[Printed], last_page: int) -> list[Gap]:
    """Where numbers skip.

    A step counts when the numbers on both sides of it go on regularly. Numbers that begin
    anew, stand still, or jump far ahead are another numbering.
    """
    if len(printed) < FEWEST_NUMBERED or all(each.number in YEARS for each in printed):
        return []
    steps = [_skipped(before, after) for before, after in pairwise(printed)]
    gaps = []
    for at, (before, after) in enumerate(pairwise(printed)):
        around = [steps[n] for n in (at - 1, at + 1) if 0 <= n < len(steps)]
        regular = any(step == 0 for step in around) or len(set(steps)) == 1
        if 0 < steps[at] <= MOST_SKIPPED and regular and _same_document(before, after):
            both = all(step in (0, steps[at]) for step in around)
            if both and (len(around) == 2 or steps[at] <= 2):
                gaps.append((before.page, after.page, before.number, after.number))
    return gaps + _missing_at_the_end(printed, steps, last_page)


def _skipped(before: Printed, after: Printed) -> int:
    return (after.number - before.number) - (after.page - before.page)


def _same_document(before: Printed, after: Printed) -> bool:
    return before.total == after.total


def _missing_at_the_end(
    printed: Sequence[Printed], steps: Sequence[int], last_page: int
) -> list[Gap]:
    """A document that counts to 12 and stops at 11, on its last page."""
    last = printed[-1]
    if last.total is None or last.page != last_page or steps[-1] != 0:
        return []
    missing = last.total - last.number
    if 0 < missing <= MOST_SKIPPED:
        return [(last.page, last.page, last.number, last.total)]
    return []


def _margins(document: Any, number: int) -> dict[str, list[str]]:
    """The lines at the head and the foot of a page, those nearest its edge first."""
    page = document[number - 1]
    try:
        text = page.get_textpage()
        try:
            left, bottom, right, top = page.get_bbox()
            turn = page.get_rotation()
            strips = _strips(left, bottom, right, top, turn)
            read = {place: text.get_text_bounded(*strip) for place, strip in strips.items()}
        finally:
            text.close()
    finally:
        page.close()
    lines = {place: [line for line in words.splitlines() if line.strip()]
             for place, words in read.items()}  # fmt: skip
    return {"head": lines["head"], "foot": lines["foot"][::-1]}


def _strips(
    left: float, bottom: float, right: float, top: float, turn: int
) -> dict[str, tuple[float, float, float, float]]:
    """Where head and foot lie in the page's own units, whichever way it is shown."""
    deep = STRIP_SHARE * (top - bottom if turn % 180 == 0 else right - left)
    upper, lower = (left, top - deep, right, top), (left, bottom, right, bottom + deep)
    west, east = (left, bottom, left + deep, top), (right - deep, bottom, right, top)
    head, foot = {0: (upper, lower), 90: (west, east), 180: (lower, upper), 270: (east, west)}[turn]
    return {"head": head, "foot": foot}
