"""Two scans laid over each other at the size of a close look: the same sheet, or another."""

from typing import Any

import pytest
from PIL import Image
from support.drawn_pages import form, grainy, page, small, words
from support.scanned_sheets import LAY, bits, close, palely, scanned, sheet

from scanner.quality.likeness import NEAR_BITS, marks, may_be_same, same_sheet

Lay = tuple[float, float, float]


def told_the_same(first: Image.Image, second: Image.Image) -> bool:
    return same_sheet(_closely(first), _closely(second))


def _closely(scan: Image.Image) -> Any:
    return marks(close(scan))


@pytest.mark.parametrize("lay", [LAY[0], LAY[3]])
@pytest.mark.parametrize("name", ["print", "Chinese print", "a filled form"])
def test_two_scans_of_a_sheet_are_the_same_sheet(name: str, lay: Lay) -> None:
    first, second = scanned(sheet(name)), scanned(sheet(name), *lay, seed=9)
    assert may_be_same(marks(small(first)), marks(small(second)))
    assert told_the_same(first, second)


def test_grain_alone_makes_no_other_sheet_of_it() -> None:
    assert told_the_same(grainy(sheet("print"), 4), grainy(sheet("print"), 4, seed=9))


@pytest.mark.parametrize("lay", [(0.0, 0.0, 0.0), LAY[3]])
def test_a_form_with_other_figures_is_another_sheet_however_it_lay(lay: Lay) -> None:
    filled = [page(form(filled=1), words(year, 160, 15)) for year in ("of 2011", "of 2047")]
    first, second = scanned(filled[0]), scanned(filled[1], *lay, seed=9)
    assert bits(first, second) <= NEAR_BITS, "else it would not be looked at closely"
    assert not told_the_same(first, second)


@pytest.mark.parametrize("name", ["print", "a filled form"])
def test_a_scan_that_came_out_pale_and_noisy_is_the_same_sheet(name: str) -> None:
    first, second = scanned(sheet(name)), palely(scanned(sheet(name), *LAY[1], seed=9))
    assert bits(first, second) <= NEAR_BITS
    assert may_be_same(marks(small(first)), marks(small(second)))
    assert told_the_same(first, second)


@pytest.mark.parametrize("lay", [(0.0, 0.0, 0.0), LAY[1]])
def test_a_pale_scan_with_other_figures_is_another_sheet(lay: Lay) -> None:
    filled = [page(form(filled=1), words(year, 160, 15)) for year in ("of 2011", "of 2047")]
    first, second = scanned(filled[0]), palely(scanned(filled[1], *lay, seed=9))
    assert bits(first, second) <= NEAR_BITS, "else it would not be looked at closely"
    assert not told_the_same(first, second)
