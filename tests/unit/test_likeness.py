"""A sheet is known again however it lay on the glass; pages that only resemble it are others."""

import pytest
from support.drawn_pages import MM, page, scribble, small, typed, words
from support.scanned_sheets import LAY, SHEETS, bits, scanned, sheet

from scanner.quality.likeness import NEAR_BITS, marks, may_be_same


@pytest.mark.parametrize("lay", LAY)
@pytest.mark.parametrize("name", SHEETS)
def test_the_fingerprint_is_the_same_however_the_sheet_lay(
    name: str, lay: tuple[float, float, float]
) -> None:
    assert bits(scanned(sheet(name)), scanned(sheet(name), *lay, seed=9)) <= NEAR_BITS


def test_the_fingerprint_of_other_words_in_the_same_places_is_another() -> None:
    letters = [
        page(words("KWONG & PARTNERS", 60, 15, 6), typed(seed=seed, top_mm=60, lines=15))
        for seed in (7, 8)
    ]
    assert bits(*letters) > NEAR_BITS


def test_a_black_border_beside_the_sheet_is_no_part_of_its_fingerprint() -> None:
    bordered = scanned(sheet("print"), 4, 4, seed=9)
    bordered.paste(20, (0, 0, round(4 * MM), bordered.height))
    assert bits(scanned(sheet("print")), bordered) <= NEAR_BITS


def test_a_sheet_signed_meanwhile_is_another_sheet() -> None:
    signed = scanned(page(*SHEETS["print"], scribble(120, 250, 30, 8)), *LAY[3], seed=9)
    assert not may_be_same(marks(small(scanned(sheet("print")))), marks(small(signed)))
