"""Pages alike are found without drawing more than is needed, and without taking the file's time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from kiosk_app.documents.alike_pages import (
    CLOSE_LOOK_PX,
    MOST_UNLIKE,
    UNLIKE_EVERY_PAGES,
    Alike,
    AlikePages,
)
from kiosk_app.documents.answers import MOST_DETAIL
from kiosk_app.documents.budget import Budget

ROWS, COLUMNS = 400, 288


def sheet(seed: int, *, grain: int = 0) -> Any:
    """A sheet of some sixty words, each a dark bar; scanned with its own grain."""
    grey = np.full((ROWS, COLUMNS), 240, np.uint8)
    places = np.random.default_rng(seed)
    for top in range(30, ROWS - 30, 24):
        for left in range(24, COLUMNS - 48, 48):
            wide = int(places.integers(12, 40))
            grey[top : top + int(places.integers(5, 14)), left : left + wide] = 40
    if grain:
        grey[:4] = 240 - np.random.default_rng(grain).integers(0, 5, (4, COLUMNS))
    return grey


def resembling(family: int, number: int) -> bytes:
    """The fingerprint of pages that look alike from afar: no two quite the same."""
    bits = np.unpackbits(np.frombuffer(np.random.default_rng(family).bytes(96), np.uint8))
    bits[:number] ^= 1
    return np.packbits(bits).tobytes()


class Pages:
    """A file of sheets, each with the family it looks like; counts how often each is drawn."""

    def __init__(
        self, *sheets: tuple[Any, int], cpu_s: Callable[["Pages"], float] | None = None
    ) -> None:
        self.drawn: Counter[int] = Counter()
        self.closely: Counter[int] = Counter()
        self._sheets = sheets
        self._looked = AlikePages(self._draw, (lambda: cpu_s(self)) if cpu_s else lambda: 0.0)
        for number, (grey, family) in enumerate(sheets, start=1):
            self._looked.see(number, grey, resembling(family, number))

    def find(self) -> Alike:
        return self._looked.find(len(self._sheets))

    def _draw(self, number: int, long_side_px: int) -> Any:
        self.drawn[number] += 1
        self.closely[number] += long_side_px == CLOSE_LOOK_PX
        return self._sheets[number - 1][0]


def scans(seed: int, times: int) -> list[tuple[Any, int]]:
    return [(sheet(seed, grain=100 * seed + at + 1), seed) for at in range(times)]


def forms(count: int) -> list[tuple[Any, int]]:
    """Alike from afar, and each another."""
    return [(sheet(1000 + at), 1) for at in range(count)]


def test_pages_the_same_to_the_last_pixel_are_alike_without_a_closer_look() -> None:
    pages = Pages(*[(sheet(1), 1)] * 30, (sheet(2), 2))
    assert pages.find().sheets == (tuple(range(1, 31)),)
    assert not pages.drawn


def test_one_pixel_that_differs_asks_for_a_closer_look() -> None:
    other = sheet(1)
    other[3, 3] = 200
    pages = Pages((sheet(1), 1), (other, 1))
    assert pages.find().sheets == ((1, 2),)
    assert set(pages.closely) == {1, 2}


def test_a_word_that_differs_makes_two_sheets_of_pages_alike_from_afar() -> None:
    other = sheet(1)
    other[30:54, 24:72] = 240
    assert Pages((sheet(1), 1), (other, 1)).find() == Alike((), 0)


def test_all_scans_of_a_sheet_are_told_together_and_each_is_drawn_closely_once() -> None:
    mixed = [
        each for turn in zip(scans(1, 6), scans(2, 6), scans(3, 6), strict=True) for each in turn
    ]
    pages = Pages(*mixed)
    assert pages.find() == Alike(tuple(tuple(range(at, 19, 3)) for at in (1, 2, 3)), 0)
    assert max(pages.closely.values()) == 1


def test_comparing_stops_when_its_own_processor_time_is_over_and_says_how_much_is_left() -> None:
    pages = Pages(*scans(1, 12), cpu_s=lambda pages: 1.0 * pages.drawn.total())
    alike = pages.find()
    (found,) = alike.sheets
    assert 2 <= len(found) < 12
    assert pages.drawn.total() <= Budget(0, 12).comparing_s + 4, "the last pair is four drawings"
    assert alike.not_compared == 12 - len(found)
    assert alike.detail.endswith(f"; {12 - len(found)} not compared")


@pytest.mark.parametrize("pages", [1, 20, 300, 2000])
def test_comparing_may_take_but_a_part_of_the_time_a_file_has(pages: int) -> None:
    assert Budget(0, pages).comparing_s < Budget(0, pages).cpu_s / 5


def test_many_copies_of_a_form_do_not_keep_a_sheet_scanned_twice_from_being_found() -> None:
    pages = Pages(*forms(20), *scans(2, 2))
    assert pages.find() == Alike(((21, 22),), 0)
    assert pages.drawn.total() <= 2 * (2 + MOST_UNLIKE), "and few of the forms are drawn"


def test_what_follows_many_pairs_compared_in_vain_is_let_be_without_a_word() -> None:
    unlike = [(sheet(100 * family + at), family) for family in range(1, 21) for at in (1, 2)]
    pages = Pages(*scans(50, 2), *unlike)
    assert pages.find() == Alike(((1, 2),), 0)
    assert pages.drawn.total() <= 4 + 2 * (MOST_UNLIKE + 42 // UNLIKE_EVERY_PAGES)


def test_a_page_that_cannot_be_drawn_again_is_like_no_other() -> None:
    looked = AlikePages(lambda number, long_side_px: None)
    for number, (grey, family) in enumerate(scans(1, 2), start=1):
        looked.see(number, grey, resembling(family, number))
    assert looked.find(2) == Alike((), 0)


def test_what_is_not_named_is_counted() -> None:
    assert Alike(((1, 3), (2, 5)), 0).detail == "1 = 3, 2 = 5"
    assert Alike((tuple(range(1, 302)),), 0).detail == "1 = 2 = 3 = 4 +297"
    sheets = tuple(tuple(range(at, 61, 10)) for at in range(1, 11))
    assert Alike(sheets, 0).detail.endswith("6 = 16 = 26 = 36 +36")
    assert Alike(sheets, 0).pages == tuple(range(1, 61))


def test_the_longest_detail_reaches_the_visitor_whole() -> None:
    sheets = tuple((at, at + 1000) for at in range(1000, 2000))
    assert len(Alike(sheets, 1000).detail) <= MOST_DETAIL
