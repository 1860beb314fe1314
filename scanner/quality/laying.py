"""Lays one scan of a sheet over another: moved as a whole, turned a little, then piece by piece."""

from typing import Any

import numpy as np

from scanner.quality.ranks import middle

BLOCK_PX = 96
PIECE_PX = 64  # the middle of a block: what lies around it helps to place it
LEAST_BLOCK_INK = 64.0
FOLD = 4
HALF = 2  # at half the size a block reaches far enough for a sheet that lay aslant
FEWEST_BLOCKS = 6  # fewer say nothing sure of an angle
ROUNDS = 4  # blocks that saw something else are left out of the next round
NEAR_PX = 1.5

Strength = Any  # numpy array of float32, the ink from 0 to 1


def moved(first: Strength, second: Strength) -> Strength:
    """The second, moved as a whole to where it fits the first best; both of one shape."""
    return np.roll(second, _move(first, second), (0, 1))


def turned(first: Strength, second: Strength) -> Strength:
    """The second, moved and turned as a whole by some degree; both of one shape."""
    rows, columns = (side // HALF * HALF for side in first.shape)
    halves = [_folded(page[:rows, :columns], HALF) for page in (first, second)]
    down, right = _move(*halves)
    blocks = _blocks(halves[0], np.roll(halves[1], (down, right), (0, 1)))
    if len(blocks) < FEWEST_BLOCKS:
        return moved(first, second)
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
            if min(first[whole].sum(), second[whole].sum()) < least_ink:
                continue
            block = np.roll(second[whole], _shift(first[whole], second[whole]), (0, 1))
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
    whole = np.floor(by_px).astype(int)
    part = (by_px - whole).astype(np.float32)[:, None]
    out = page * (1 - part)
    out[:, 1:] += page[:, :-1] * part
    for step in np.unique(whole):
        alike = whole == step
        out[alike] = np.roll(out[alike], step, 1)
    return out


def _move(first: Strength, second: Strength) -> tuple[int, int]:
    down, right = _shift(_folded(first, FOLD), _folded(second, FOLD))
    return FOLD * down, FOLD * right


def _folded(values: Strength, times: int) -> Strength:
    """So many times smaller either way."""
    rows, columns = (side // times for side in values.shape)
    whole = values[: rows * times, : columns * times]
    return whole.reshape(rows, times, columns, times).mean(axis=(1, 3))


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
