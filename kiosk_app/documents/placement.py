"""Finds an empty place for the stamp on a page, by looking at the page as it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

MM = 72 / 25.4
EDGE_POINTS = 4 * MM
RESERVED_WIDTH = 60 * MM  # the top right of page 1 is for the court's own label
RESERVED_HEIGHT = 30 * MM
A4_SHORT = 210 * MM
CONTRAST = 36
FREE_INK = 0.0001  # a speck of dust, but not the dash beside a page number
CLEARANCE = 0.012  # of a side of the page: 2.5 mm of the width of A4
DARK_PAPER = 100


@dataclass(frozen=True)
class Place:
    """Where the stamp goes, in points as shown, origin bottom left.

    `turned` marks one that runs upwards along a side; `light` is ink for dark paper; `free`
    says that nothing is under it.
    """

    x: float
    y: float
    scale: float
    turned: bool
    light: bool
    free: bool

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From the mark's own points to points as shown; (x, y) is the place's lower left."""
        s = self.scale
        if self.turned:
            return (0, s, -s, 0, self.x, self.y)
        return (s, 0, 0, s, self.x, self.y)


def find_place(
    grey: Any, page_width: float, page_height: float, mark: tuple[float, float], *, first: bool
) -> Place:
    """The first free place in order of preference, else the one with the least ink.

    `grey` is the page as shown, rows from the top; `mark` is the stamp's width and height.
    """
    scale = _scale(page_width, page_height, mark)
    width, height = mark[0] * scale, mark[1] * scale
    best: tuple[float, Place] | None = None
    for x, y, turned in _candidates(page_width, page_height, width, height):
        w, h = (height, width) if turned else (width, height)
        if first and x + w > page_width - RESERVED_WIDTH and y + h > page_height - RESERVED_HEIGHT:
            continue
        ink, paper = _look(
            grey, (x / page_width, y / page_height), (w / page_width, h / page_height)
        )
        place = Place(x + h_shift(turned, w), y, scale, turned, paper < DARK_PAPER, ink <= FREE_INK)
        if place.free:
            return place
        if best is None or ink < best[0]:
            best = (ink, place)
    if best is None:
        raise ValueError("the page has no room for a stamp")
    return best[1]


def h_shift(turned: bool, width: float) -> float:
    """A turned mark hangs to the left of its origin."""
    return width if turned else 0.0


def _scale(page_width: float, page_height: float, mark: tuple[float, float]) -> float:
    """Full size on A4 and near it; larger on pages measured in pixels, smaller on slips."""
    short, long = sorted((page_width, page_height))
    wanted = short / A4_SHORT if short > 2 * A4_SHORT else 1.0
    room = min((long - 2 * EDGE_POINTS), 100 * A4_SHORT)
    return max(min(wanted, room / mark[0], (short - EDGE_POINTS) / 2 / mark[1]), 0.02)


def _candidates(
    page_width: float, page_height: float, width: float, height: float
) -> Iterator[tuple[float, float, bool]]:
    """Lower left corners in order of preference, each inside the page."""
    left, bottom = EDGE_POINTS, EDGE_POINTS
    right, top = page_width - EDGE_POINTS, page_height - EDGE_POINTS
    middle = (page_width - width) / 2
    if width <= right - left:
        for x in (middle, left, right - width):
            yield x, bottom, False
    if width <= top - bottom:
        for y in (bottom, (page_height - width) / 2, top - width):
            yield left, y, True
        yield right - height, bottom, True
        yield right - height, (page_height - width) / 2, True
    if width <= right - left:
        for x in (left, middle, right - width):
            yield x, top - height, False
    for lift in (2, 3, 4, 5, 6):
        if width <= right - left and bottom + lift * 1.1 * height < top - height:
            yield left, bottom + (lift - 1) * 1.1 * height, False
            yield right - width, bottom + (lift - 1) * 1.1 * height, False


def _look(grey: Any, at: tuple[float, float], size: tuple[float, float]) -> tuple[float, float]:
    """The share of pixels that stand out from their paper, and how bright the paper is."""
    rows, columns = grey.shape
    clear = CLEARANCE
    x0 = int(max(0.0, at[0] - clear) * columns)
    x1 = int(min(1.0, at[0] + size[0] + clear) * columns) + 1
    y0 = int(max(0.0, 1 - at[1] - size[1] - clear) * rows)
    y1 = int(min(1.0, 1 - at[1] + clear) * rows) + 1
    part = grey[y0:y1, x0:x1]
    if part.size == 0:
        return 1.0, 255.0
    paper = float(np.median(part))
    return float(np.mean(np.abs(part.astype(np.int16) - paper) > CONTRAST)), paper
