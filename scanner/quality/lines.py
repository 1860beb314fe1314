"""Finds the lines of writing: how far they lean, and whether they run across or down the page."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from scanner.quality.ink import Mask

STRIP_PX = 8
MOST_LEAN = 12.0  # degrees; what leans more is a picture, a stamp or a mark across the page
COARSE = 0.5
FINE = 0.05


@dataclass(frozen=True)
class Lean:
    """The angle at which the lines are sharpest, clockwise; `sharpness` against other angles.

    `strength` is the sharpness for each pixel of ink, to compare across with down.
    """

    degrees: float
    sharpness: float
    strength: float


def strips_across(mask: Mask) -> Any:
    """The ink of each row, in strips 8 pixels wide: rows by strips."""
    return np.bitwise_count(np.packbits(mask, axis=1))


def strips_down(mask: Mask) -> Any:
    """The ink of each column, in strips 8 pixels high: columns by strips."""
    return np.bitwise_count(np.packbits(mask, axis=0)).T


def find_lean(strips: Any) -> Lean:
    """Shear the strips against each other until the lines stand out most."""
    ink = int(strips.sum())
    if ink == 0:
        return Lean(0.0, 0.0, 0.0)
    coarse = _halved(strips)
    angles = np.arange(-MOST_LEAN, MOST_LEAN + COARSE / 2, COARSE)
    scores = np.array([_sharpness(coarse, angle, 2 * STRIP_PX / 2) for angle in angles])
    best = float(angles[int(scores.argmax())])
    usual = float(np.median(scores))
    fine = np.arange(best - COARSE, best + COARSE + FINE / 2, FINE)
    tight = np.array([_sharpness(strips, angle, STRIP_PX) for angle in fine])
    degrees = _peak(fine, tight)
    return Lean(degrees, float(scores.max()) / max(usual, 1e-9), float(tight.max()) / ink)


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


def _sharpness(strips: Any, degrees: float, strip_px: float) -> float:
    rows, columns = strips.shape
    moves = _moves(columns, degrees, strip_px)
    most = int(np.abs(moves).max(initial=0))
    profile = np.zeros(rows + 2 * most, dtype=np.int32)
    for column, move in enumerate(moves):
        profile[most - move : most - move + rows] += strips[:, column]
    steps = np.diff(profile).astype(np.float64)
    return float(steps @ steps)


def _peak(angles: Any, scores: Any) -> float:
    """The top of a parabola through the best angle and its neighbours."""
    at = int(scores.argmax())
    if not 0 < at < len(scores) - 1:
        return float(angles[at])
    before, top, after = (float(score) for score in scores[at - 1 : at + 2])
    bend = before - 2 * top + after
    move = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(angles[at]) + move * FINE
