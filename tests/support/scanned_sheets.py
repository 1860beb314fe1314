"""Sheets laid on a scanner's glass, once so and once otherwise."""

from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from scanner.quality.ink import find_ink
from scanner.quality.likeness import bits_apart, fingerprint
from support.drawn_pages import MM, form, grainy, leaning, page, small, table, typed, words

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


def palely(scan: Image.Image) -> Image.Image:
    """The same as a scanner with a weak lamp sees it: its paper grey, with much more grain."""
    return grainy(scan.point(lambda value: round(value * 200 / 246)), 10, seed=5)


def bits(one: Image.Image, other: Image.Image) -> int:
    """How far their fingerprints are apart."""
    first, second = (fingerprint(find_ink(small(each))) for each in (one, other))
    assert first is not None
    assert second is not None
    return int(bits_apart(first, np.frombuffer(second, np.uint8)[None, :])[0])


def close(drawn: Image.Image) -> Any:
    """As it is drawn for a close look."""
    return np.asarray(drawn.resize((1414, 2000), Image.Resampling.BICUBIC))
