"""Says whether a page is blank, too dark, too light or blurred."""

from typing import Any

import numpy as np

from scanner.quality.ink import CELL_PX, Ink, Mask, local_maximum
from scanner.quality.ranks import value_at

EDGE_MM = 4.0  # shadows and borders of the scanner lie out here, page numbers further in
PICTURE_MM = 20.0
SMALLEST_MARK_PX = 12  # ink in a window of 16 pixels: a lone figure 1 has 15, a speck of dirt 9
PICTURE_STEP = 40  # paper of one sheet does not differ more than this
DARK_PAPER = 120
BLACK_PAGE = 90
LIGHT_STROKE = 75  # black print has 180, small print 110, pencil 60
LIGHT_SHARE = 0.97
BLURRED_EDGE_MM = 0.9  # from ink to paper: sharp print has 0.4 at any resolution, soft print 0.75
LEAST_CROSSINGS = 400


def is_blank(ink: Ink, px_per_mm: float) -> bool:
    """Whether nothing is on the page that somebody put there."""
    edge, far = _cells(EDGE_MM, px_per_mm), _cells(PICTURE_MM, px_per_mm)
    inner = ink.paper[far:-far, far:-far]
    if inner.size == 0 or int(inner.max()) - int(inner.min()) > PICTURE_STEP:
        return False
    if ink.solid[far:-far, far:-far].any():
        return False
    marks = _written(ink)[edge:-edge, edge:-edge].astype(np.int16)
    window = marks[:-1, :-1] + marks[1:, :-1] + marks[:-1, 1:] + marks[1:, 1:]
    return bool(window.size) and int(window.max()) < SMALLEST_MARK_PX


def is_dark(ink: Ink, *, has_lines: bool) -> bool:
    """Whether the paper itself is dark: of a picture alone that is not said."""
    brightest = value_at(ink.paper, 0.95)
    return (has_lines and brightest < DARK_PAPER) or value_at(ink.paper, 0.995) < (BLACK_PAGE)


def is_light(ink: Ink) -> bool:
    """Whether even the strongest strokes hardly stand out; for pages with lines of writing."""
    strokes = ink.below[ink.mask]
    return strokes.size > 0 and value_at(strokes, LIGHT_SHARE) < LIGHT_STROKE


def edge_mm(ink: Ink, px_per_mm: float) -> float:
    """How wide the step from paper to ink is, at the sides of strokes; 0 where there are none."""
    cells = _written(ink) > 0
    rows = cells.repeat(CELL_PX, axis=0)
    text = rows.repeat(CELL_PX, axis=1)[:, 1:]
    at = (ink.mask[:, 1:] != ink.mask[:, :-1]) & text
    steps = np.abs(ink.below[:, 1:][at].astype(np.int16) - ink.below[:, :-1][at])
    if len(steps) < LEAST_CROSSINGS or ink.contrast == 0:
        return 0.0
    return ink.contrast / max(value_at(steps, 0.75), 1.0) / px_per_mm


def _written(ink: Ink) -> Any:
    """Ink in each cell that is neither filled nor beside what is filled."""
    near: Mask = local_maximum(ink.solid, 1)
    return np.where(near, 0, ink.cells)


def _cells(mm: float, px_per_mm: float) -> int:
    return max(1, round(mm * px_per_mm / CELL_PX))
