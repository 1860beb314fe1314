"""A file of images as numbered pages, whichever of the kinds it is."""

import os
from typing import Any, Protocol

import numpy as np
from PIL import Image

from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.findings import Kind
from kiosk_app.documents.images import tiff_file
from kiosk_app.documents.images.decode import open_png, small
from kiosk_app.documents.images.faults import MOST_PIXELS, Damaged, Endless
from kiosk_app.documents.images.image_page import ImagePage
from kiosk_app.documents.images.jpeg_file import check_jpeg, jpeg_facts
from kiosk_app.documents.images.png_file import PngFacts, check_pixels, png_facts
from kiosk_app.documents.images.tiff_decode import decode_page

PIXELS_A_PAGE = 80_000_000


class ImageFile(Protocol):
    """The pages of one file. `cut_off` says where it ends too soon; empty when it does not."""

    count: int
    cut_off: str

    def decode(self, number: int, long_side_px: int) -> tuple[ImagePage, Any]:
        """A page (from 1), decoded whole and strictly, and small: rows of RGB or of grey.

        As it is stored, not turned; the longer side is at least `long_side_px` where the image
        is. Raises Damaged and what is derived from it.
        """


def open_images(file: int, kind: Kind) -> ImageFile:
    """The pages of an open JPEG, TIFF or PNG file. Raises CutOff, Damaged, Endless."""
    if kind is Kind.TIFF:
        return _Tiff(file)
    return _Png(file) if kind is Kind.PNG else _Jpeg(file)


class _Tiff:
    def __init__(self, file: int) -> None:
        self._file = file
        self._tiff = tiff_file.TiffFile(file)
        self._pixels = 0
        self.count = self._tiff.count
        self.cut_off = self._tiff.cut_off

    def decode(self, number: int, long_side_px: int) -> tuple[ImagePage, Any]:
        page = self._tiff.page(number)
        self._pixels += page.image.width * page.image.height
        if self._pixels > MOST_PIXELS + self.count * PIXELS_A_PAGE:
            raise Endless("pages of endless pixels")
        return page.image, decode_page(self._file, page, long_side_px)


class _Png:
    count = 1
    cut_off = ""

    def __init__(self, file: int) -> None:
        self._file = file
        self._facts: PngFacts = png_facts(file)

    def decode(self, number: int, long_side_px: int) -> tuple[ImagePage, Any]:
        check_pixels(self._file, self._facts)
        data = os.pread(self._file, self._facts.end, 0)
        return self._facts.image, small(open_png(data), long_side_px)


class _Jpeg:
    count = 1
    cut_off = ""

    def __init__(self, file: int) -> None:
        self._file = file

    def decode(self, number: int, long_side_px: int) -> tuple[ImagePage, Any]:
        size = os.fstat(self._file).st_size
        data = os.pread(self._file, size, 0)
        try:
            check_jpeg(data)
        except Endless:
            raise
        except Damaged as error:
            if b"\xff\xd9" not in data[-64:]:
                raise Damaged(f"JPEG data breaks off at byte {size}") from error
            raise
        try:
            facts = jpeg_facts(self._file)
        except (OSError, ValueError) as error:
            raise Damaged("JPEG headers damaged") from error
        return facts.image, self._small(long_side_px)

    def _small(self, long_side_px: int) -> Any:
        with Image.open(path_of(self._file), formats=("JPEG",)) as image:
            image.draft("RGB", (long_side_px, long_side_px))
            return np.asarray(image.convert("RGB"))
