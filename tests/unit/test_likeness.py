"""A sheet is known again however it lay on the glass; pages that only resemble it are others."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image
from support.drawn_pages import (
    MM,
    form,
    grainy,
    leaning,
    page,
    scribble,
    small,
    table,
    typed,
    words,
)

from scanner.quality.ink import find_ink
from scanner.quality.likeness import (
    NEAR_BITS,
    bits_apart,
    fingerprint,
    may_be_same,
    same_sheet,
)

SHEETS = {
    "print": (typed(),),
    "Chinese print": (typed(chinese=True),),
    "a few lines": (typed(lines=6),),
    "a letter": (words("KWONG & PARTNERS", 60, 15, 6), typed(seed=7, top_mm=60, lines=15)),
    "a filled form": (form(filled=1),),
    "a table": (table(),),
}
LAY = [(6.0, 6.0, 0.0), (-5.0, 6.0, 0.3), (0.0, 0.0, 0.7), (5.0, -6.0, -0.7)]


@cache
def sheet(name: str) -> Image.Image:
    return page(*SHEETS[name])


def scanned(
    drawn: Image.Image, right_mm: float = 0, down_mm: float = 0, degrees: float = 0, seed: int = 1
) -> Image.Image:
    glass = Image.new("L", drawn.size, 246)
    glass.paste(leaning(drawn, degrees), (round(right_mm * MM), round(down_mm * MM)))
    return grainy(glass, seed=seed)


def bits(one: Image.Image, other: Image.Image) -> int:
    first, second = (fingerprint(find_ink(small(each))) for each in (one, other))
    assert first is not None
    assert second is not None
    return int(bits_apart(first, np.frombuffer(second, np.uint8)[None, :])[0])


def close(drawn: Image.Image) -> Any:
    """As it is drawn for a close look."""
    return np.asarray(drawn.resize((1414, 2000), Image.Resampling.BICUBIC))


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


@pytest.mark.parametrize("lay", [LAY[0], LAY[3]])
@pytest.mark.parametrize("name", ["print", "Chinese print", "a filled form"])
def test_two_scans_of_a_sheet_are_the_same_sheet(
    name: str, lay: tuple[float, float, float]
) -> None:
    first, second = scanned(sheet(name)), scanned(sheet(name), *lay, seed=9)
    assert may_be_same(small(first), small(second))
    assert same_sheet(close(first), close(second))


def test_grain_alone_makes_no_other_sheet_of_it() -> None:
    assert same_sheet(close(grainy(sheet("print"), 4)), close(grainy(sheet("print"), 4, seed=9)))


@pytest.mark.parametrize("lay", [(0.0, 0.0, 0.0), LAY[3]])
def test_a_form_with_other_figures_is_another_sheet_however_it_lay(
    lay: tuple[float, float, float],
) -> None:
    filled = [page(form(filled=1), words(year, 160, 15)) for year in ("of 2011", "of 2047")]
    first, second = scanned(filled[0]), scanned(filled[1], *lay, seed=9)
    assert bits(first, second) <= NEAR_BITS, "else it would not be looked at closely"
    assert not same_sheet(close(first), close(second))


def test_a_sheet_signed_meanwhile_is_another_sheet() -> None:
    signed = page(*SHEETS["print"], scribble(120, 250, 30, 8))
    assert not may_be_same(small(scanned(sheet("print"))), small(scanned(signed, *LAY[3], seed=9)))
