"""Says whether two pages are the same sheet: first by a fingerprint, then pixel by pixel."""

from typing import Any

import numpy as np

from scanner.quality.ink import Grey, Ink, find_ink

FINGERPRINT_SHAPE = (32, 24)
FINGERPRINT_BYTES = 96
LEAST_INK_PX = 2000  # less is a heading, a rule or a number: such pages all look alike
NEAR_BITS = 34  # of 768: the same sheet scanned twice differs in up to 30, other pages in 40 to 200
BLOCK_PX = 96
PIECE_PX = 64  # the middle of a block: what lies around it helps to place it
WINDOW_PX = 16
FAR_PX = 40
LEAST_WINDOW_INK = 8.0
PLAINLY_DIFFERENT = 0.6  # two scans of a sheet reach 0.45 in their worst spot, other text 0.9
DIFFERENT = 0.4  # at 200 dpi two scans of a sheet reach 0.3; a 1 that became a 7 has 0.41
STANDS_OUT = 2.3  # two scans reach 2.2; a 3 that became an 8 has 2.4 to 9
UNSEEN = 0.05


def fingerprint(ink: Ink) -> bytes | None:
    """Where the ink is, in 96 bytes; None for a page with too little of it to tell."""
    cells = ink.cells.astype(np.float32)
    if cells.sum() < LEAST_INK_PX:
        return None
    rows, columns = FINGERPRINT_SHAPE
    small = _averaged(_averaged(cells, rows).T, columns).T
    around = np.pad(small, 1, mode="edge")
    smooth: Any = sum(
        around[y : y + rows, x : x + columns] * (2 - abs(y - 1)) * (2 - abs(x - 1))
        for y in range(3)
        for x in range(3)
    )
    inked = smooth[smooth > 0.3]
    middle = np.median(inked) if inked.size else 0.0
    return np.packbits(smooth > middle).tobytes()


def _averaged(values: Any, count: int) -> Any:
    """The rows averaged into `count`, whatever their number."""
    sums = np.concatenate((np.zeros((1, values.shape[1]), np.float32), values.cumsum(axis=0)))
    at = np.linspace(0, len(values), count + 1)
    low = np.floor(at).astype(int)
    high = np.minimum(low + 1, len(values))
    whole = sums[low] + (sums[high] - sums[low]) * (at - low)[:, None]
    return np.diff(whole, axis=0) / (len(values) / count)


def bits_apart(one: bytes, others: Any) -> Any:
    """How many bits one fingerprint differs from others, given as rows of uint8."""
    return np.bitwise_count(np.frombuffer(one, np.uint8) ^ others).sum(axis=1, dtype=np.int32)


def may_be_same(one: Grey, other: Grey) -> bool:
    """A first look at two pages of some 85 dpi: False when they differ plainly."""
    return difference(one, other)[0] < PLAINLY_DIFFERENT


def same_sheet(one: Grey, other: Grey) -> bool:
    """Whether two pages of some 200 dpi show the same marks, a little moved or turned perhaps.

    They do not when a word or a figure differs: then one spot stands out from all others.
    """
    worst, usual = difference(one, other)
    return worst < DIFFERENT and worst <= max(STANDS_OUT * usual, UNSEEN)


def difference(one: Grey, other: Grey) -> tuple[float, float]:
    """How much the most different spot differs, and how much but a hundredth of them do.

    0 is nothing, 1 is all of the ink there.
    """
    first, second = (_strength(find_ink(grey)) for grey in (one, other))
    rows, columns = (min(a, b) for a, b in zip(first.shape, second.shape, strict=True))
    far = max(abs(a - b) for a, b in zip(one.shape, other.shape, strict=True))
    if far > FAR_PX or min(rows, columns) < 2 * BLOCK_PX:
        return 1.0, 0.0
    first, second = first[:rows, :columns], second[:rows, :columns]
    down, right = _shift(_folded(first), _folded(second))
    second = np.roll(second, (4 * down, 4 * right), (0, 1))
    second = _laid_on(first, second)
    ink = _windows(first + second)
    apart = np.full(ink.shape, np.inf, np.float32)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            moved = np.roll(second, (down, right), (0, 1))
            np.minimum(apart, _windows(np.abs(first - moved)), out=apart)
    inked = ink > LEAST_WINDOW_INK
    if not inked.any():
        return 0.0, 0.0
    share = apart[inked] / ink[inked]
    return float(share.max()), float(np.quantile(share, 0.99))


def _laid_on(first: Any, second: Any) -> Any:
    """The second page, piece by piece moved to where it fits the first best."""
    rows, columns = first.shape
    around = (BLOCK_PX - PIECE_PX) // 2
    out = second.copy()
    for y in range(0, rows, PIECE_PX):
        for x in range(0, columns, PIECE_PX):
            top = min(max(0, y - around), rows - BLOCK_PX)
            left = min(max(0, x - around), columns - BLOCK_PX)
            whole = slice(top, top + BLOCK_PX), slice(left, left + BLOCK_PX)
            if first[whole].sum() < LEAST_WINDOW_INK or second[whole].sum() < LEAST_WINDOW_INK:
                continue
            moved = np.roll(second[whole], _shift(first[whole], second[whole]), (0, 1))
            piece = slice(y, y + PIECE_PX), slice(x, x + PIECE_PX)
            out[piece] = moved[y - top :, x - left :][:PIECE_PX, :PIECE_PX]
    return out


def _windows(values: Any) -> Any:
    """Sums over windows of 16 pixels, each half over the next."""
    half = WINDOW_PX // 2
    rows, columns = (side // half for side in values.shape)
    sums = (
        values[: rows * half, : columns * half].reshape(rows, half, columns, half).sum(axis=(1, 3))
    )
    return sums[:-1, :-1] + sums[1:, :-1] + sums[:-1, 1:] + sums[1:, 1:]


def _strength(ink: Ink) -> Any:
    """Ink from 0 to 1, softened by a pixel so that half a pixel of shift does not count."""
    values = np.minimum(ink.below.astype(np.float32) / max(ink.contrast, 1.0), 1.0)
    values[values < 0.2] = 0.0
    for axis in (0, 1):
        values = (np.roll(values, 1, axis) + 2 * values + np.roll(values, -1, axis)) / 4
    return values


def _folded(values: Any) -> Any:
    """A quarter of the size either way."""
    rows, columns = (side // 4 * 4 for side in values.shape)
    return values[:rows, :columns].reshape(rows // 4, 4, columns // 4, 4).mean(axis=(1, 3))


def _shift(first: Any, second: Any) -> tuple[int, int]:
    """How far to move the second, down and right, to lie on the first best."""
    together = np.fft.irfft2(np.fft.rfft2(first) * np.conj(np.fft.rfft2(second)), first.shape)
    down, right = np.unravel_index(int(together.argmax()), together.shape)
    rows, columns = first.shape
    return (
        int(down) - rows if down > rows // 2 else int(down),
        int(right) - columns if right > columns // 2 else int(right),
    )
