"""Marks on a picture of a page what is laid over it: fields, notes, the looks of signatures.

A drawing does not show them all: pdfium draws a form's fields only where the form is at work.
"""

from typing import Any

import pikepdf

from kiosk_app.documents.page_content import Matrix
from kiosk_app.documents.page_view import PageView

HIDDEN = 2
NEVER_SEEN = ("/Popup", "/Link")
MOST_ANNOTATIONS = 5_000


def with_annotations(grey: Any, page: pikepdf.Page, view: PageView) -> Any:
    """The picture with stripes of black and white where something is laid over the page."""
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return grey
    striped = grey.copy()
    for annotation in list(annotations)[:MOST_ANNOTATIONS]:
        box = _box(annotation)
        if box is not None:
            _stripe(striped, _as_shown(box, view), view)
    return striped


def _box(annotation: object) -> tuple[float, float, float, float] | None:
    """Where it is, in the page's own units; None when it is not seen."""
    if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") in NEVER_SEEN:
        return None
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & HIDDEN:
        return None
    try:
        x0, y0, x1, y1 = (
            float(side) for side in annotation.get("/Rect", [])
        )  # else one of the errors below
    except (TypeError, ValueError):
        return None
    if x0 == x1 or y0 == y1:
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _as_shown(
    box: tuple[float, float, float, float], view: PageView
) -> tuple[float, float, float, float]:
    """The same in points as shown."""
    a, b, c, d, e, f = _inverted(view.matrix)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _inverted(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    n = a * d - b * c
    return (d / n, -b / n, -c / n, a / n, (c * f - d * e) / n, (b * e - a * f) / n)


def _stripe(grey: Any, box: tuple[float, float, float, float], view: PageView) -> None:
    rows, columns = grey.shape
    left, right = (round(x / view.width * columns) for x in box[::2])
    bottom, top = (round((1 - y / view.height) * rows) for y in box[1::2])
    part = grey[max(0, top) : max(0, bottom) + 1, max(0, left) : max(0, right) + 1]
    part[0::2] = 0
    part[1::2] = 255
