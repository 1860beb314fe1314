"""Draws pages as small pictures: those of a PDF with pdfium, those of images as they decode."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from kiosk_app.documents.descriptors import path_of as path_of
from kiosk_app.documents.findings import Picture
from kiosk_app.documents.images.image_page import ImagePage
from kiosk_app.documents.images.pages import open_images
from kiosk_app.documents.kinds import IMAGES, kind_of

MOST_LONG_SIDE_PX = 2000
_EVERYTHING = (-1e6, -1e6, 1e6, 1e6)
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def pictures(file: int, pages: Sequence[int], long_side_px: int) -> Iterator[Picture]:
    """Draw the given pages (from 1), each with its longer side `long_side_px`."""
    kind = kind_of(file)
    if kind in IMAGES:
        images = open_images(file, kind)
        for number in pages:
            image, shown = images.decode(number, min(long_side_px, MOST_LONG_SIDE_PX))
            yield picture_of(number, shown, image, long_side_px)
        return
    with drawable(file) as document:
        for page in pages:
            yield draw_picture(document, page, long_side_px)


def drawable(descriptor: int) -> Any:
    """The PDF as pdfium's document; closing it closes all. Raises pdfium.PdfiumError."""
    opened = Path(path_of(descriptor)).open("rb")  # noqa: SIM115 - closed with the document
    try:
        return pdfium.PdfDocument(opened, autoclose=True)
    except pdfium.PdfiumError:
        opened.close()
        raise


def picture_of(number: int, shown: Any, page: ImagePage, long_side_px: int) -> Picture:
    """A decoded page of an image file, upright as it is meant to be held."""
    image = _upright(Image.fromarray(shown).convert("RGB"), page, long_side_px)
    return Picture(number, image.width, image.height, image.tobytes())


def grey_of(shown: Any, page: ImagePage, long_side_px: int) -> Any:
    """The same as a grey numpy array, rows from the top."""
    return np.asarray(_upright(Image.fromarray(shown).convert("L"), page, long_side_px))


def _upright(image: Image.Image, page: ImagePage, long_side_px: int) -> Image.Image:
    # Fax pages have pixels that are no squares.
    across, down = page.dpi or (1.0, 1.0)
    width, height = image.width / across, image.height / down
    scale = min(long_side_px, MOST_LONG_SIDE_PX, max(image.size)) / max(width, height)
    image = image.resize(
        (max(1, round(width * scale)), max(1, round(height * scale))), reducing_gap=2
    )
    if page.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if page.rotate:
        image = image.transpose(_TURNS[page.rotate])
    return image


def draw_grey(document: Any, index: int, long_side_px: int) -> Any:
    """One page as a grey numpy array, rows from the top, as a reader would show it.

    Raises pdfium.PdfiumError.
    """
    page = document[index]
    try:
        bitmap = _render(page, long_side_px, grayscale=True)
        return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    finally:
        page.close()


def draw_picture(document: Any, number: int, long_side_px: int) -> Picture:
    """One page (from 1) of a PDF. Raises pdfium.PdfiumError."""
    page = document[number - 1]
    try:
        bitmap = _render(page, long_side_px, rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
    finally:
        page.close()
    return Picture(number, image.width, image.height, image.tobytes())


def _render(page: Any, long_side_px: int, **how: bool) -> Any:
    if min(page.get_size()) < 1:
        # A crop box beside the sheet. Readers that show anything then show the whole sheet.
        page.set_cropbox(*_EVERYTHING)
    try:
        return page.render(scale=_scale(page, long_side_px), **how)
    except ValueError as error:
        raise pdfium.PdfiumError("no page of such a shape") from error


def _scale(page: Any, long_side_px: int) -> float:
    width, height = (float(side) for side in page.get_size())
    return min(long_side_px, MOST_LONG_SIDE_PX) / max(width, height, 1.0)
