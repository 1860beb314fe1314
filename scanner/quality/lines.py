"""Finds the lines of writing: how far they lean, and whether they run across or down the page."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from scanner.quality.ink import Mask
from scanner.quality.ranks import middle

STRIP_PX = 8
MOST_LEAN = 12.0  # degrees; what leans more is a picture, a stamp or a mark across the page
COARSE = 0.5
FINE = 0.05


@dataclass(frozen=True)
class Lean:
    """The angle at which the lines are sharpest, clockwise; `sharpness` against other angles."""

    degrees: float
    sharpness: float


def strips_across(mask: Mask) -> Any:
    """The ink of each row, in strips 8 pixels wide: rows by strips."""
    return np.bitwise_count(np.packbits(mask, axis=1))


def strips_down(mask: Mask) -> Any:
    """The ink of each column, in strips 8 pixels high: columns by strips."""
    rows, columns = mask.shape
    whole = np.pad(mask, ((0, -rows % STRIP_PX), (0, 0))) if rows % STRIP_PX else mask
    # Eight rows at once: packing bits down a page takes ten times as long.
    return whole.reshape(-1, STRIP_PX, columns).sum(1, dtype=np.uint8).T


def find_lean(strips: Any) -> Lean:
    """Shear the strips against each other until the lines stand out most."""
    if not strips.any():
        return Lean(0.0, 0.0)
    coarse = _halved(strips)
    angles = np.arange(-MOST_LEAN, MOST_LEAN + COARSE / 2, COARSE)
    scores = _sharpness(coarse, angles, 2 * STRIP_PX / 2)
    best = float(angles[int(scores.argmax())])
    usual = middle(scores)
    fine = np.arange(best - COARSE, best + COARSE + FINE / 2, FINE)
    tight = _sharpness(strips, fine, STRIP_PX)
    return Lean(_peak(fine, tight), float(scores.max()) / max(usual, 1e-9))


def _halved(strips: Any) -> Any:
    """Half as many rows, half as many strips."""
    rows, columns = (side // 2 * 2 for side in strips.shape)
    wide = strips[:rows, :columns].astype(np.int32)
    return wide[0::2, 0::2] + wide[1::2, 0::2] + wide[0::2, 1::2] + wide[1::2, 1::2]


def sheared(strips: Any, degrees: float, strip_px: float) -> Any:
    """The strips, each moved up or down so that lines at this angle lie level."""
    rows, columns = strips.shape
    moves = _moves(columns, degrees, strip_px)
    most = int(np.abs(moves).max(initial=0))
    out = np.zeros((rows + 2 * most, columns), dtype=strips.dtype)
    for column, move in enumerate(moves):
        out[most - move : most - move + rows, column] = strips[:, column]
    return out


def _moves(columns: int, degrees: float, strip_px: float) -> Any:
    across = (np.arange(columns) - (columns - 1) / 2) * strip_px
    return np.rint(across * math.tan(math.radians(degrees))).astype(int)


def _sharpness(strips: Any, angles: Any, strip_px: float) -> Any:
    """For each angle, how much the ink of a row differs from that of the next when so sheared."""
    rows, columns = strips.shape
    moves = np.array([_moves(columns, float(degrees), strip_px) for degrees in angles])
    reach = np.abs(moves).max(axis=1, initial=0)
    most = int(reach.max())
    padded = np.pad(np.ascontiguousarray(strips.T, np.int16), ((0, 0), (2 * most, 2 * most)))
    # A column at a time, for all angles at once: there are fewer calls, each of more work.
    moved = np.lib.stride_tricks.sliding_window_view(padded, rows + 2 * most, axis=1)
    profiles = np.zeros((len(angles), rows + 2 * most), dtype=np.int16)
    for column in range(columns):
        profiles += moved[column, most + moves[:, column]]
    steps = np.diff(profiles, axis=1).astype(np.float32)
    ends = rows - 1 + most + reach
    return np.array(
        [
            each[most - far : end] @ each[most - far : end]
            for each, far, end in zip(steps, reach, ends, strict=True)
        ]
    )


def _peak(angles: Any, scores: Any) -> float:
    """The top of a parabola through the best angle and its neighbours."""
    at = int(scores.argmax())
    if not 0 < at < len(scores) - 1:
        return float(angles[at])
    before, top, after = (float(score) for score in scores[at - 1 : at + 2])
    bend = before - 2 * top + after
    move = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(angles[at]) + move * FINE
