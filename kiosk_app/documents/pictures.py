"""Draws pages as small pictures with pdfium; JPEG files through the same engine."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from kiosk_app.documents.findings import Picture

MOST_LONG_SIDE_PX = 2000
MOST_DECODED_PIXELS = 200_000_000


def pictures(file: int, pages: Sequence[int], long_side_px: int) -> Iterator[Picture]:
    """Draw the given pages (from 1), each with its longer side `long_side_px`."""
    if os.pread(file, 3, 0) == b"\xff\xd8\xff":
        yield _jpeg_picture(file, long_side_px)
        return
    with drawable(file) as document:
        for page in pages:
            yield _page_picture(document, page, long_side_px)


def drawable(descriptor: int) -> Any:
    """The PDF as pdfium's document; closing it closes all. Raises pdfium.PdfiumError."""
    return pdfium.PdfDocument(Path(path_of(descriptor)).open("rb"), autoclose=True)


def path_of(descriptor: int) -> str:
    """A name for an open file, for libraries that want to open it themselves.

    Each opening has a position of its own, which a duplicated descriptor would not have.
    """
    return f"/proc/self/fd/{descriptor}"


def draw_grey(document: Any, index: int, long_side_px: int) -> Any:
    """One page as a grey numpy array, rows from the top, as a reader would show it."""
    page = document[index]
    try:
        bitmap = page.render(scale=_scale(page, long_side_px), grayscale=True)
        return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    finally:
        page.close()


def _page_picture(document: Any, number: int, long_side_px: int) -> Picture:
    page = document[number - 1]
    try:
        bitmap = page.render(scale=_scale(page, long_side_px), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
    finally:
        page.close()
    return Picture(number, image.width, image.height, image.tobytes())


def _scale(page: Any, long_side_px: int) -> float:
    width, height = (float(side) for side in page.get_size())
    return min(long_side_px, MOST_LONG_SIDE_PX) / max(width, height, 1.0)


def _jpeg_picture(file: int, long_side_px: int) -> Picture:
    with Image.open(path_of(file)) as image:
        if image.width * image.height > MOST_DECODED_PIXELS:
            raise ValueError("too many pixels to draw")
        image.draft("RGB", (long_side_px, long_side_px))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((long_side_px, long_side_px))
    return Picture(1, upright.width, upright.height, upright.tobytes())
