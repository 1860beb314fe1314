"""Finds an empty place for the stamp on a page, by looking at the page as it is drawn."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kiosk_app.documents.room import Place
from kiosk_app.documents.stamp_mark import Shape
from scanner.quality.ranks import middle

MM = 72 / 25.4
EDGE_POINTS = 4 * MM
RESERVED_WIDTH = 60 * MM  # the top right of page 1 is for the court's own label
RESERVED_HEIGHT = 30 * MM
A4_SHORT = 210 * MM
CONTRAST = 36
FREE_INK = 0.0001  # a speck of dust, but not the dash beside a page number
CLEARANCE = 0.012  # of a side of the page: 2.5 mm of the width of A4
DARK_PAPER = 100
# Paper without any grain was drawn, not scanned: on it even pale writing can be told from it.
SMOOTH_SHARE = 0.5
SMOOTH_CONTRAST = 10
# What is darker than paper may be a photograph: its calmest corner still is part of it.
LIGHT_PAPER = 200
EVEN_CONTRAST = 18
EVEN_SHARE = 0.005
# In a margin the stamp may stand nearer to the writing and to the edge, and be smaller.
MARGIN_EDGE_POINTS = 2.5 * MM
MARGIN_CLEARANCE = 0.005
MARGIN_SCALES = (1.0, 0.9, 0.8, 0.73, 0.67)
MARGIN_STEP_POINTS = 4 * MM


def find_place(
    grey: Any, page_width: float, page_height: float, shapes: Sequence[Shape], *, first: bool
) -> tuple[int, Place] | None:
    """The first free place in order of preference, and which of the shapes goes there, from 0.

    `grey` is the page as shown, rows from the top; `shapes` are those that the stamp may
    take, the best first. Where no place is free the margins are searched, with the stamp as
    small as it can be read. None when there is no room: a stamp never covers anything.
    """
    page = _Page(grey, page_width, page_height, first)
    for index, shape in enumerate(shapes):
        place = page.free_place(shape)
        if place is not None:
            return index, place
    for smaller in MARGIN_SCALES:
        for index, shape in enumerate(shapes):
            place = page.place_in_margin(shape, smaller)
            if place is not None:
                return index, place
    return None


def is_on_page(
    place: Place, shape: Shape, page_width: float, page_height: float, *, first: bool
) -> bool:
    """Whether a place that someone else found is one where a stamp may be at all."""
    if not shape.least_scale <= place.scale <= _scale(page_width, page_height, shape):
        return False
    width, height = _size(shape, place.scale, place.turned)
    left = place.x - width if place.turned else place.x
    right, top = left + width, place.y + height
    inside = left > 0 and place.y > 0 and right < page_width and top < page_height
    return inside and not (first and _is_reserved(right, top, page_width, page_height))


class _Page:
    """One page that is looked at for room."""

    def __init__(self, grey: Any, width: float, height: float, first: bool) -> None:
        self._grey = grey
        self._width = width
        self._height = height
        self._first = first
        self._sums: Any = None

    def free_place(self, shape: Shape) -> Place | None:
        """In the places where stamps are looked for."""
        scale = _scale(self._width, self._height, shape)
        if scale < shape.least_scale:
            return None
        for x, y, turned in _candidates(self._width, self._height, shape, scale):
            light = self._is_free(x, y, shape, scale, turned, CLEARANCE)
            if light is not None:
                return _place(x, y, shape, scale, turned, light)
        return None

    def place_in_margin(self, shape: Shape, smaller: float) -> Place | None:
        """Anywhere along the four edges, `smaller` than there would be room for."""
        scale = _scale(self._width, self._height, shape) * smaller
        if scale < shape.least_scale:
            return None
        for x, y, turned in _edges(self._width, self._height, shape, scale):
            if not self._looks_free(x, y, shape, scale, turned):
                continue
            light = self._is_free(x, y, shape, scale, turned, MARGIN_CLEARANCE)
            if light is not None:
                return _place(x, y, shape, scale, turned, light)
        return None

    def _is_free(
        self, x: float, y: float, shape: Shape, scale: float, turned: bool, clearance: float
    ) -> bool | None:
        """Whether a light ink is wanted there; None when the place is not free."""
        width, height = _size(shape, scale, turned)
        if self._first and _is_reserved(x + width, y + height, self._width, self._height):
            return None
        part = self._part(x, y, width, height, clearance)
        if part.size == 0:
            return None
        paper = middle(part)
        off = np.abs(part.astype(np.int16) - paper)
        if float(np.mean(off > _contrast(off))) > FREE_INK:
            return None
        if paper < LIGHT_PAPER and float(np.mean(off > EVEN_CONTRAST)) > EVEN_SHARE:
            return None
        return paper < DARK_PAPER

    def _looks_free(self, x: float, y: float, shape: Shape, scale: float, turned: bool) -> bool:
        """A quick look, by sums over the page: whether it is all of the page's own paper."""
        if self._sums is None:
            paper = middle(self._grey)
            off = np.abs(self._grey.astype(np.int16) - paper)
            ink = off > _contrast(off)
            self._sums = np.pad(np.cumsum(np.cumsum(ink, 0), 1), ((1, 0), (1, 0)))
        width, height = _size(shape, scale, turned)
        top, bottom, left, right = self._pixels(x, y, width, height, MARGIN_CLEARANCE)
        s = self._sums
        ink_pixels = s[bottom, right] - s[top, right] - s[bottom, left] + s[top, left]
        return bool(ink_pixels <= FREE_INK * (bottom - top) * (right - left))

    def _part(self, x: float, y: float, width: float, height: float, clearance: float) -> Any:
        top, bottom, left, right = self._pixels(x, y, width, height, clearance)
        return self._grey[top:bottom, left:right]

    def _pixels(
        self, x: float, y: float, width: float, height: float, clearance: float
    ) -> tuple[int, int, int, int]:
        """Rows and columns of a place with its clearance: top, bottom, left, right."""
        rows, columns = self._grey.shape
        x0, x1 = x / self._width - clearance, (x + width) / self._width + clearance
        y0, y1 = y / self._height - clearance, (y + height) / self._height + clearance
        return (
            max(0, int((1 - y1) * rows)),
            min(rows, int((1 - y0) * rows) + 1),
            max(0, int(x0 * columns)),
            min(columns, int(x1 * columns) + 1),
        )


def _is_reserved(right: float, top: float, page_width: float, page_height: float) -> bool:
    return right > page_width - RESERVED_WIDTH and top > page_height - RESERVED_HEIGHT


def _contrast(off: Any) -> int:
    """How far from its paper a pixel must be to be ink; `off` is how far each one is."""
    return SMOOTH_CONTRAST if float(np.mean(off < 1)) > SMOOTH_SHARE else CONTRAST


def _size(shape: Shape, scale: float, turned: bool) -> tuple[float, float]:
    width, height = shape.width * scale, shape.height * scale
    return (height, width) if turned else (width, height)


def _place(x: float, y: float, shape: Shape, scale: float, turned: bool, light: bool) -> Place:
    """A turned shape hangs to the left of its own corner."""
    return Place(x + shape.height * scale if turned else x, y, scale, turned, light)


def _scale(page_width: float, page_height: float, shape: Shape) -> float:
    """Full size on A4 and near it; larger on pages measured in pixels, smaller on slips."""
    short, long = sorted((page_width, page_height))
    wanted = short / A4_SHORT if short > 2 * A4_SHORT else 1.0
    room = long - 2 * EDGE_POINTS
    return min(wanted, room / shape.width, (short - EDGE_POINTS) / 2 / shape.height)


def _candidates(
    page_width: float, page_height: float, shape: Shape, scale: float
) -> Iterator[tuple[float, float, bool]]:
    """Lower left corners in order of preference, each inside the page."""
    width, height = shape.width * scale, shape.height * scale
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


def _edges(
    page_width: float, page_height: float, shape: Shape, scale: float
) -> Iterator[tuple[float, float, bool]]:
    """Lower left corners along the edges: the foot, the left, the right, the head."""
    width, height = shape.width * scale, shape.height * scale
    edge = MARGIN_EDGE_POINTS
    along = _steps(edge, page_width - edge - width)
    up = _steps(edge, page_height - edge - width)
    for inwards in (edge, EDGE_POINTS):
        yield from ((x, inwards, False) for x in along)
        yield from ((inwards, y, True) for y in up)
        yield from ((page_width - inwards - height, y, True) for y in up)
        yield from ((x, page_height - inwards - height, False) for x in along)


def _steps(start: float, end: float) -> list[float]:
    if end < start:
        return []
    count = int((end - start) / MARGIN_STEP_POINTS)
    return [start + step * MARGIN_STEP_POINTS for step in range(count + 1)]
