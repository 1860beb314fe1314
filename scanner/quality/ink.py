"""Tells paper from ink on a grey page, wherever light and shade lie."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

CELL_PX = 8
PAPER_REACH_CELLS = 2  # paper is looked for this far around a cell: bold headings are narrower
FAINTEST = 28  # less than this below its paper is grain, bleeding through, or a shadow
INK_SHARE = 0.45  # of the contrast: the half-way line, a little towards the paper
BORDER_CELLS = 2
SOLID_SHARE = 0.8  # a cell with more ink than this belongs to a picture, a band or a border

Grey = Any  # numpy array of uint8, rows from the top
Mask = Any  # numpy array of bool


@dataclass(frozen=True)
class Ink:
    """A page taken apart. The arrays have the page's shape, continued to whole cells of 8 pixels.

    `rows` and `columns` are those of the page itself. `below` is how much darker than its paper
    each pixel is; `contrast` is that of full strokes; `mask` is what counts as ink; `paper` is the
    brightness of the paper, one value a cell.
    """

    rows: int
    columns: int
    below: Grey
    paper: Grey
    contrast: float
    mask: Mask

    @cached_property
    def cells(self) -> Any:
        """How many of the 64 pixels of each cell are ink."""
        rows, columns = self.mask.shape
        across = np.bitwise_count(np.packbits(self.mask, axis=1))
        return across.reshape(rows // CELL_PX, CELL_PX, columns // CELL_PX).sum(1, dtype=np.uint8)

    @cached_property
    def solid(self) -> Mask:
        """The cells that are filled: no writing, but pictures, bands and the scanner's borders.

        Away from the edges only four together count: a blurred line fills single cells.
        """
        full = self.cells > SOLID_SHARE * CELL_PX * CELL_PX
        four = full[:-1, :-1] & full[1:, :-1] & full[:-1, 1:] & full[1:, 1:]
        inside = [slice(BORDER_CELLS, -BORDER_CELLS)] * 2
        solid = full.copy()
        solid[tuple(inside)] = False
        for down in (0, 1):
            for right in (0, 1):
                rows, columns = four.shape
                solid[down : down + rows, right : right + columns] |= four
        return solid

    @cached_property
    def writing(self) -> Mask:
        """The ink without what is filled, as a mask of pixels."""
        near = spread(self.solid, 1)
        return self.mask & ~enlarge(near) if near.any() else self.mask


def find_ink(grey: Grey) -> Ink:
    """Take a page apart: an array of any size but nothing."""
    page_rows, page_columns = grey.shape
    more = (0, -page_rows % CELL_PX), (0, -page_columns % CELL_PX)
    grey = np.pad(grey, more, mode="edge")
    rows, columns = grey.shape
    high = grey.reshape(rows // CELL_PX, CELL_PX, columns).max(1)
    paper = high.reshape(rows // CELL_PX, columns // CELL_PX, CELL_PX).max(2)
    paper = local_maximum(paper, PAPER_REACH_CELLS)
    below = enlarge(paper) - grey
    contrast = full_strokes(below)
    return Ink(page_rows, page_columns, below, paper, contrast, ink_mask(below, contrast))


def ink_mask(below: Grey, contrast: float) -> Mask:
    """What is dark enough to be ink."""
    mask: Mask = below > max(float(FAINTEST), INK_SHARE * contrast)
    return mask


def full_strokes(below: Grey) -> float:
    """How far full strokes lie below the paper: the darker part of all that is not paper."""
    counts = np.bincount(below[::2, ::2].ravel(), minlength=256)
    counts[:FAINTEST] = 0
    total = counts.sum()
    if total == 0:
        return 0.0
    return float(np.searchsorted(np.cumsum(counts), 0.85 * total))


def enlarge(cells: Any) -> Any:
    """One value a cell, as one a pixel."""
    return cells.repeat(CELL_PX, axis=0).repeat(CELL_PX, axis=1)


def local_maximum(values: Any, reach: int) -> Any:
    """The largest value within `reach` either way."""
    for axis in (0, 1):
        out = values.copy()
        for step in range(1, reach + 1):
            ahead = [slice(None)] * 2
            behind = [slice(None)] * 2
            ahead[axis], behind[axis] = slice(step, None), slice(None, -step)
            a, b = tuple(ahead), tuple(behind)
            np.maximum(out[a], values[b], out=out[a])
            np.maximum(out[b], values[a], out=out[b])
        values = out
    return values


def spread(mask: Mask, reach: int) -> Mask:
    """The mask grown by `reach` either way."""
    return local_maximum(mask, reach)
