"""Makes images that are finer than useful coarser: on the pages that were agreed to, no others."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pikepdf

from kiosk_app.documents.growth import Grows
from kiosk_app.documents.page_content import MOST_DRAWS, Draw, read_content
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.redraw_image import redraw
from kiosk_app.documents.references import Key, containers

USEFUL_DPI = 300
MOST_RESOURCES_DEEP = 12


@dataclass
class _Use:
    """Where an image is drawn, and how large at the largest, in inches along its sides."""

    image: pikepdf.Stream
    pages: set[int] = field(default_factory=set)
    inches: tuple[float, float] = (0.0, 0.0)


def reduce_images(
    pdf: pikepdf.Pdf, pages: Mapping[int, pikepdf.Object], agreed: Collection[int]
) -> tuple[int, ...]:
    """Bring images above 300 dpi down to it; the pages (by their keys) where that was done.

    An image that several places draw is made once, fine enough for the largest of them, and
    only where all of them are on pages agreed to. What would not become smaller stays.
    """
    try:
        uses = _uses(pages)
    except (pikepdf.PdfError, Grows, ValueError):
        return ()  # A drawing that cannot be read may draw anything at any size.
    unmeasured = _drawn_unmeasured(pdf)
    reduced: set[int] = set()
    for key, use in uses.items():
        if key in unmeasured or not use.pages <= set(agreed):
            continue
        if _reduce(use):
            reduced |= use.pages
    return tuple(sorted(reduced))


def _uses(pages: Mapping[int, pikepdf.Object]) -> dict[Key, _Use]:
    uses: dict[Key, _Use] = {}
    for number, page in pages.items():
        unit = page_view(pikepdf.Page(page)).unit
        draws = read_content(pikepdf.Page(page)).draws
        if len(draws) >= MOST_DRAWS:
            raise Grows("images drawn without end")
        for draw in draws:
            for image in (draw.image, *_masks(draw.image)):
                use = uses.setdefault(image.objgen, _Use(image))
                use.pages.add(number)
                use.inches = _larger(use.inches, _inches(draw, unit))
    return uses


def _masks(image: pikepdf.Stream) -> list[pikepdf.Stream]:
    """What says where the image is seen: drawn with it, at its size."""
    masks = (image.get("/SMask"), image.get("/Mask"))
    return [mask for mask in masks if isinstance(mask, pikepdf.Stream)]


def _inches(draw: Draw, unit: float) -> tuple[float, float]:
    a, b, c, d, _, _ = draw.matrix
    return math.hypot(a, b) * unit / 72, math.hypot(c, d) * unit / 72


def _larger(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return max(one[0], other[0]), max(one[1], other[1])


def _reduce(use: _Use) -> bool:
    try:
        width, height = int(use.image.Width), int(use.image.Height)
    except (AttributeError, TypeError, ValueError):
        return False
    wanted = tuple(
        max(1, min(pixels, round(inches * USEFUL_DPI)))
        for pixels, inches in zip((width, height), use.inches, strict=True)
    )
    if wanted == (width, height):
        return False
    return redraw(use.image, (wanted[0], wanted[1]))


def _drawn_unmeasured(pdf: pikepdf.Pdf) -> set[Key]:
    """Images that something else than a page's content draws: patterns, notes, glyphs, masks."""
    found: set[Key] = set()
    for holder in containers(pdf):
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        if "/PatternType" in holder or "/CharProcs" in holder:
            _collect(holder.get("/Resources"), found, 0)
        if holder.get("/S") in ("/Luminosity", "/Alpha"):
            _collect_form(holder.get("/G"), found, 0)
        drawings = holder.get("/AP")
        if isinstance(drawings, pikepdf.Dictionary):
            _collect_looks(drawings, found)
        if isinstance(holder.get("/Thumb"), pikepdf.Stream):
            found.add(holder.Thumb.objgen)
    return found


def _collect_looks(drawings: pikepdf.Object, found: set[Key]) -> None:
    for drawing in drawings.values():
        if isinstance(drawing, pikepdf.Stream):
            _collect_form(drawing, found, 0)
        elif isinstance(drawing, pikepdf.Dictionary):
            for state in drawing.values():
                _collect_form(state, found, 0)


def _collect_form(form: object, found: set[Key], deep: int) -> None:
    if isinstance(form, pikepdf.Stream):
        _collect(form.get("/Resources"), found, deep)


def _collect(resources: object, found: set[Key], deep: int) -> None:
    if not isinstance(resources, pikepdf.Dictionary) or deep > MOST_RESOURCES_DEEP:
        return
    objects = resources.get("/XObject")
    if not isinstance(objects, pikepdf.Dictionary):
        return
    for drawn in objects.values():
        if isinstance(drawn, pikepdf.Stream) and drawn.objgen not in found:
            found.add(drawn.objgen)
            found.update(mask.objgen for mask in _masks(drawn))
            _collect_form(drawn, found, deep + 1)
