"""Lays one scan of a sheet over another: moved as a whole, turned a little, then piece by piece."""

from typing import Any

import numpy as np

from scanner.quality.ranks import middle

BLOCK_PX = 96
PIECE_PX = 64  # the middle of a block: what lies around it helps to place it
LEAST_BLOCK_INK = 64.0
HALF = 2  # at half the size a block reaches far enough for a sheet that lay aslant
COARSE_PX = 125  # on the long side: lines are no longer seen, of which each might be the next
FEWEST_BLOCKS = 6  # fewer say nothing sure of an angle
ROUNDS = 4  # blocks that saw something else are left out of the next round
NEAR_PX = 1.5

BAND_ROWS = 128  # as many at once: the whole in floating point would take many times the page
FULL = 252  # of ink, so that four times as much and half of four still fit 16 bits

Strength = Any  # numpy array of uint8: ink from 0 to FULL. Finer numbers only took memory


def turned(first: Strength, second: Strength) -> Strength:
    """The second, moved and turned by some degree to where it fits the first best.

    Both are of one shape.
    """
    small = [_folded(page, HALF) / FULL for page in (first, second)]
    down, right = _move(*small)
    blocks = _blocks(small[0], np.roll(small[1], (down, right), (0, 1)))
    if len(blocks) < FEWEST_BLOCKS:
        return np.roll(second, (HALF * down, HALF * right), (0, 1))
    turn, more_down, more_right = _fitted(blocks)
    return _turned_about(second, turn, HALF * (down + more_down), HALF * (right + more_right))


def laid_piecewise(first: Strength, second: Strength, least_ink: float) -> Strength:
    """The second, each of its pieces with ink in it moved to where it fits the first best."""
    rows, columns = first.shape
    around = (BLOCK_PX - PIECE_PX) // 2
    out = second.copy()
    for y in range(0, rows, PIECE_PX):
        for x in range(0, columns, PIECE_PX):
            top = min(max(0, y - around), rows - BLOCK_PX)
            left = min(max(0, x - around), columns - BLOCK_PX)
            whole = slice(top, top + BLOCK_PX), slice(left, left + BLOCK_PX)
            if min(_ink(first[whole]), _ink(second[whole])) < least_ink:
                continue
            shift = _shift(first[whole].astype(np.float32), second[whole].astype(np.float32))
            block = np.roll(second[whole], shift, (0, 1))
            piece = slice(y, y + PIECE_PX), slice(x, x + PIECE_PX)
            out[piece] = block[y - top :, x - left :][:PIECE_PX, :PIECE_PX]
    return out


def _blocks(first: Strength, second: Strength) -> Any:
    """Of each block with ink: where its middle is from the page's, how far it is to be moved."""
    rows, columns = first.shape
    found = []
    for top in range(0, rows - BLOCK_PX + 1, PIECE_PX):
        for left in range(0, columns - BLOCK_PX + 1, PIECE_PX):
            block = slice(top, top + BLOCK_PX), slice(left, left + BLOCK_PX)
            if min(first[block].sum(), second[block].sum()) >= LEAST_BLOCK_INK:
                middle = top + (BLOCK_PX - rows) / 2, left + (BLOCK_PX - columns) / 2
                found.append((*middle, *_fine_shift(first[block], second[block])))
    return np.array(found, np.float64)


def _fitted(blocks: Any) -> tuple[float, float, float]:
    """The one small turn (radians) and move, down and right, that most blocks agree on."""
    y, x, down, right = blocks.T
    one, none = np.ones_like(y), np.zeros_like(y)
    agree = np.ones(len(blocks), bool)
    for _ in range(ROUNDS):
        ways = np.vstack((np.stack((x, one, none), 1)[agree], np.stack((-y, none, one), 1)[agree]))
        moves = np.concatenate((down[agree], right[agree]))
        turn, more_down, more_right = np.linalg.lstsq(ways, moves, rcond=None)[0]
        off = np.hypot(down - more_down - turn * x, right - more_right + turn * y)
        agree = off <= max(NEAR_PX, 1.5 * middle(off))
    return float(turn), float(more_down), float(more_right)


def _turned_about(page: Strength, turn: float, down: float, right: float) -> Strength:
    """The page turned about its middle and moved: sheared across, then down."""
    rows, columns = page.shape
    across = _sheared(page, right - turn * (np.arange(rows) - rows / 2))
    return _sheared(across.T, down + turn * (np.arange(columns) - columns / 2)).T


def _sheared(page: Strength, by_px: Any) -> Strength:
    """Each row moved to the right by its own number of pixels, and parts of one."""
    out = np.empty_like(page)
    for top in range(0, len(page), BAND_ROWS):
        band = slice(top, top + BAND_ROWS)
        out[band] = np.rint(_band_sheared(page[band].astype(np.float32), by_px[band]))
    return out


def _band_sheared(band: Any, by_px: Any) -> Any:
    whole = np.floor(by_px).astype(int)
    part = (by_px - whole).astype(np.float32)[:, None]
    out = band * (1 - part)
    out[:, 1:] += band[:, :-1] * part
    for step in set(whole.tolist()):
        alike = whole == step
        out[alike] = np.roll(out[alike], step, 1)
    return out


def _ink(strength: Strength) -> float:
    """Of how many full pixels."""
    return float(strength.sum(dtype=np.uint32)) / FULL


def _move(first: Any, second: Any) -> tuple[int, int]:
    times = max(1, max(first.shape) // COARSE_PX)
    down, right = _fine_shift(_folded(first, times), _folded(second, times))
    return round(times * down), round(times * right)


def _folded(page: Any, times: int) -> Any:
    """So many times smaller either way, in floating point."""
    rows, columns = (side // times for side in page.shape)
    whole = page[: rows * times, : columns * times]
    down = whole.reshape(rows, times, columns * times).sum(1, dtype=np.float32)
    return down.reshape(rows, columns, times).sum(2) / (times * times)


def _shift(first: Strength, second: Strength) -> tuple[int, int]:
    """How far to move the second, down and right, to lie on the first best."""
    down, right = _fine_shift(first, second)
    return round(down), round(right)


def _fine_shift(first: Strength, second: Strength) -> tuple[float, float]:
    """The same to a part of a pixel: the top of the hill whose highest points are known."""
    hill = np.fft.irfft2(np.fft.rfft2(first) * np.conj(np.fft.rfft2(second)), first.shape)
    down, right = (int(at) for at in np.unravel_index(int(hill.argmax()), hill.shape))
    return _top(hill[:, right], down), _top(hill[down], right)


def _top(hill: Any, at: int) -> float:
    """Where a curve that goes round is highest, near its highest value, from -half to half."""
    before, most, after = (float(hill[(at + step) % len(hill)]) for step in (-1, 0, 1))
    bend = 2 * most - before - after
    place = at - len(hill) if at > len(hill) // 2 else at
    return place + (0.5 * (after - before) / bend if bend > 0 else 0.0)
