"""Says whether two pages are the same sheet: first by a fingerprint, then pixel by pixel."""

from dataclasses import replace
from typing import Any

import numpy as np

from scanner.quality.ink import (
    CELL_PX,
    FAINTEST,
    Grey,
    Ink,
    find_ink,
    full_strokes,
    ink_mask,
    spread,
)
from scanner.quality.laying import BLOCK_PX, FULL, Strength, laid_piecewise, turned
from scanner.quality.ranks import middle, value_at

FINGERPRINT_SHAPE = (32, 24)
FINGERPRINT_BYTES = 96
FAINT_SHARE = 0.05  # of the most: what is fainter is paper, and no measure of the middle
LEAST_INK_PX = 2000  # less is a heading, a rule or a number: such pages all look alike
NEAR_BITS = 34  # of 768: the same sheet scanned twice differs in up to 30, other text in 50 to 130
WINDOW_PX = 16
FAR_PX = 40
LEAST_WINDOW_INK = 8.0
PLAINLY_DIFFERENT = 0.5  # two scans of a sheet reach 0.42 in their worst spot, other text 0.9
DIFFERENT = 0.4  # at 170 dpi two scans of a sheet reach 0.39; a 1 that became a 7 has 0.39 to 0.45
STANDS_OUT = 3.5  # two scans reach 3.2; a 3 that became an 8 in the same place has 10
UNSEEN = 0.2  # and less than this is never a figure: a 5 that became a 6 has 0.25
NOISY_GRAIN = 14  # of 256 steps: a clean scan has 8 to 10
DARKEST_GRAIN = 40  # a page that for the most part lies deeper is a picture
GRAIN_EVERY_PX = 3


def fingerprint(ink: Ink) -> bytes | None:
    """Where the ink is, seen from its own middle, in 96 bytes: where on the scanner's glass the
    sheet lay does not count. None for a page with too little ink to tell.
    """
    ink = _quiet(ink)
    cells = ink.cells
    if cells.sum(dtype=np.int64) < LEAST_INK_PX:
        return None
    # A scanner's border is there in one scan and not in the other.
    written = np.where(spread(ink.solid, 1), 0, cells)
    if written.sum(dtype=np.int64) < LEAST_INK_PX:
        written = cells
    around = _about_its_middle(_amounts(ink, written))
    for _ in range(2):
        around = _smooth(around)
    usual = middle(around[around > FAINT_SHARE * around.max()])
    return np.packbits(around > usual).tobytes()


def _quiet(ink: Ink) -> Ink:
    """Without the grain of a noisy scan: most of what lies below its lightest specks is paper."""
    grain = round(middle(ink.below[::GRAIN_EVERY_PX, ::GRAIN_EVERY_PX]))
    if not NOISY_GRAIN < grain < DARKEST_GRAIN:
        return ink
    below = np.maximum(ink.below, grain) - np.uint8(grain)
    contrast = full_strokes(below)
    return replace(ink, below=below, contrast=contrast, mask=ink_mask(below, contrast))


def _amounts(ink: Ink, cells: Any) -> Any:
    """How much ink each cell with some has: of a thin line as much wherever it meets the pixels."""
    rows, columns = cells.shape
    seen = np.where(ink.below > FAINTEST, ink.below, 0)
    down = seen.reshape(rows, CELL_PX, columns * CELL_PX).sum(1, dtype=np.uint16)
    amounts = down.reshape(rows, columns, CELL_PX).sum(2, dtype=np.uint32)
    return np.where(cells > 0, amounts, 0)


def _about_its_middle(amounts: Any) -> Any:
    """The same amounts on a coarser grid, each shared out among the four points it lies between."""
    rows, columns = FINGERPRINT_SHAPE
    y, x = np.nonzero(amounts)
    weights = amounts[y, x].astype(np.float64)
    down = (y - np.average(y, weights=weights)) * rows / amounts.shape[0] + rows / 2
    right = (x - np.average(x, weights=weights)) * columns / amounts.shape[1] + columns / 2
    down, right = np.clip(down, 0, rows - 1.001), np.clip(right, 0, columns - 1.001)
    top, left = down.astype(int), right.astype(int)
    lower, further = down - top, right - left
    grid = np.zeros(rows * columns)
    for step, share in (
        (0, (1 - lower) * (1 - further)),
        (1, (1 - lower) * further),
        (columns, lower * (1 - further)),
        (columns + 1, lower * further),
    ):
        grid += np.bincount(top * columns + left + step, weights * share, grid.size)
    return grid.reshape(rows, columns)


def _smooth(grid: Any) -> Any:
    rows, columns = grid.shape
    around = np.pad(grid, 1)
    smooth: Any = sum(
        around[y : y + rows, x : x + columns] * (2 - abs(y - 1)) * (2 - abs(x - 1))
        for y in range(3)
        for x in range(3)
    )
    return smooth


def bits_apart(one: bytes, others: Any) -> Any:
    """How many bits one fingerprint differs from others, given as rows of uint8."""
    return np.bitwise_count(np.frombuffer(one, np.uint8) ^ others).sum(axis=1, dtype=np.int32)


def marks(grey: Grey) -> Strength:
    """What is written on a page: two of them are compared, however often, without it."""
    return _strength(_quiet(find_ink(grey)))


def may_be_same(one: Strength, other: Strength) -> bool:
    """A first look at the marks of two pages of some 85 dpi: False when they differ plainly."""
    return difference(one, other)[0] < PLAINLY_DIFFERENT


def same_sheet(one: Strength, other: Strength) -> bool:
    """Whether two pages of some 200 dpi show the same marks, a little moved or turned perhaps.

    They do not when a word or a figure differs: then one spot stands out from all others. Where
    the sheet was turned, one figure may look like another of its shape (3 and 8).
    """
    worst, usual = difference(one, other)
    return worst < DIFFERENT and worst <= max(STANDS_OUT * usual, UNSEEN)


def difference(first: Strength, second: Strength) -> tuple[float, float]:
    """How much the most different spot differs, and how much but a hundredth of them do.

    0 is nothing, 1 is all of the ink there.
    """
    rows, columns = (min(a, b) for a, b in zip(first.shape, second.shape, strict=True))
    far = max(abs(a - b) for a, b in zip(first.shape, second.shape, strict=True))
    if far > FAR_PX or min(rows, columns) < 2 * BLOCK_PX:
        return 1.0, 0.0
    first, second = first[:rows, :columns], second[:rows, :columns]
    second = laid_piecewise(first, turned(first, second), LEAST_WINDOW_INK)
    ink = _windows(first) + _windows(second)
    apart = np.full(ink.shape, np.inf, np.float32)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            again = np.roll(second, (down, right), (0, 1))
            both = np.minimum(first, again)
            unlike = np.maximum(first, again, out=again)
            unlike -= both
            np.minimum(apart, _windows(unlike), out=apart)
    inked = ink > LEAST_WINDOW_INK
    if not inked.any():
        return 0.0, 0.0
    share = apart[inked] / ink[inked]
    return float(share.max()), value_at(share, 0.99)


def _windows(strength: Strength) -> Any:
    """The ink in windows of 16 pixels, each half over the next."""
    half = WINDOW_PX // 2
    rows, columns = (side // half for side in strength.shape)
    whole = strength[: rows * half, : columns * half]
    down = whole.reshape(rows, half, columns * half).sum(1, dtype=np.uint16)
    sums = down.reshape(rows, columns, half).sum(2, dtype=np.uint16)
    ink = sums.astype(np.float32) / FULL
    return ink[:-1, :-1] + ink[1:, :-1] + ink[:-1, 1:] + ink[1:, 1:]


def _strength(ink: Ink) -> Strength:
    """Ink softened by a pixel so that half a pixel of shift does not count."""
    share = np.minimum(np.arange(256) / max(ink.contrast, 1.0), 1.0)
    share[share < 0.2] = 0.0
    strength = np.rint(FULL * share).astype(np.uint8)[ink.below]
    for axis in (0, 1):
        sums = strength.astype(np.uint16)
        sums *= 2
        sums += np.roll(strength, 1, axis)
        sums += np.roll(strength, -1, axis)
        sums += 2
        sums >>= 2
        strength = sums.astype(np.uint8)
    return strength
