"""Tells which way writing runs and which way it stands, from the shape of its lines alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from scanner.quality.ranks import value_at

BLOCK_STRIPS = 24  # strips of 8 pixels: wide enough for a few words, narrow enough for columns
NOISE_SHARE = 0.04
CORE_SHARE = 0.5
LEAST_LINE_PX = 5
MOST_LINE_PX = 40
FEWEST_PIECES = 10
LEAST_FRINGE = 0.045  # of the ink of a line: Latin letters have 0.07 to 0.1, Chinese 0.02 to 0.04
MOST_ALIKE = 0.6
MOST_VOTES = 0.65
NEAR_STRIPS = 1
FEWEST_LINES = 6
MORE_FLUSH = 0.25


@dataclass(frozen=True)
class Rise:
    """How the lines' upper and lower fringes compare, each piece of a line having one vote."""

    pieces: int
    up: float
    above: float
    below: float

    @property
    def stands(self) -> int:
        """1 for upright, -1 for upside down, 0 where the letters do not say.

        Chinese characters and capitals fill the line, so that neither fringe is larger.
        """
        high, low = max(self.above, self.below), min(self.above, self.below)
        if self.pieces < FEWEST_PIECES or high < LEAST_FRINGE or low > MOST_ALIKE * high:
            return 0
        if self.above > self.below:
            return 1 if self.up >= MOST_VOTES else 0
        return -1 if self.up <= 1 - MOST_VOTES else 0


def gaps(level: Any) -> float:
    """The share of white between lines, of level strips: rows by strips."""
    white = extent = 0
    for start in range(0, level.shape[1], BLOCK_STRIPS):
        profile = level[:, start : start + BLOCK_STRIPS].sum(1, dtype=np.int32)
        inked = np.flatnonzero(profile > _noise(profile))
        if len(inked) < 2:
            continue
        steps = np.diff(inked)
        between = steps[(steps > 1) & (steps <= MOST_LINE_PX)] - 1
        white += int(between.sum())
        extent += int(between.sum()) + len(inked)
    return white / extent if extent else 0.0


def _noise(profile: Any) -> float:
    inked = profile[profile > 0]
    return NOISE_SHARE * value_at(inked, 0.9) if len(inked) else 0.0


def find_rise(level: Any) -> Rise:
    """Latin letters rise above the line more often than they hang below it."""
    above: list[float] = []
    below: list[float] = []
    for start in range(0, level.shape[1], BLOCK_STRIPS):
        profile = level[:, start : start + BLOCK_STRIPS].sum(1, dtype=np.int32)
        for line in _lines(profile):
            core = np.flatnonzero(line >= CORE_SHARE * line.max())
            total = float(line.sum())
            above.append(float(line[: core[0]].sum()) / total)
            below.append(float(line[core[-1] + 1 :].sum()) / total)
    if not above:
        return Rise(0, 0.5, 0.0, 0.0)
    up, down = np.array(above), np.array(below)
    return Rise(len(up), float((up > down).mean()), float(up.mean()), float(down.mean()))


def find_flush(level: Any) -> int:
    """1 where lines begin below each other at the left, -1 at the right, 0 for neither or both.

    Writing of any script is set flush at its beginning and ends where it ends.
    """
    profile = level.sum(1, dtype=np.int32)
    inked = np.concatenate(([False], profile > _noise(profile), [False]))
    ends = np.flatnonzero(inked[1:] != inked[:-1])
    starts, stops = [], []
    for a, b in zip(ends[0::2], ends[1::2], strict=True):
        at = np.flatnonzero(level[a:b].any(axis=0))
        if LEAST_LINE_PX <= b - a <= MOST_LINE_PX and len(at):
            starts.append(at[0])
            stops.append(at[-1])
    if len(starts) < FEWEST_LINES:
        return 0
    more = _alike(np.array(starts)) - _alike(np.array(stops))
    return int(np.sign(more)) if abs(more) >= MORE_FLUSH else 0


def _alike(places: Any) -> float:
    """The largest share of places that lie within a strip of each other."""
    return float(max((np.abs(places - place) <= NEAR_STRIPS).mean() for place in places))


def _lines(profile: Any) -> list[Any]:
    inked = np.concatenate(([False], profile > _noise(profile), [False]))
    edges = np.flatnonzero(inked[1:] != inked[:-1])
    runs = zip(edges[0::2], edges[1::2], strict=True)
    return [profile[a:b] for a, b in runs if LEAST_LINE_PX <= b - a <= MOST_LINE_PX]
