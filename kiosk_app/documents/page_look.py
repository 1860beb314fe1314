"""Looks at a page as it is shown, in grey and small, to find where nothing is."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from kiosk_app.documents.findings import Picture
from kiosk_app.documents.images.faults import Damaged
from kiosk_app.documents.images.jpeg_file import JpegSize, rows_of_jpeg
from kiosk_app.documents.page_content import PageContent, named_object
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.pictures import draw_grey

LONG_SIDE_PX = 1000
SHORT_CONTENT_BYTES = 400
NEAR_POINTS = 2.0

_ONE_IMAGE = re.compile(rb"\s*(?:q\s+)?(?:[-+.\d]+\s+){6}cm\s*(/[^\s/]+)\s+Do\s*(?:Q\s*)?")


def look_at(
    page: pikepdf.Page, index: int, drawn: Any, content: PageContent, view: PageView
) -> Any:
    """The page as a grey numpy array, rows from the top.

    A page that is one JPEG and nothing else, as scans are, is decoded small from the JPEG
    itself, several times faster than by drawing it; every other page is drawn.
    """
    scan = scan_of(page, content, view)
    grey = scan.grey() if scan else None
    return draw_grey(drawn, index, LONG_SIDE_PX) if grey is None else grey


@dataclass(frozen=True)
class Scan:
    """A page that is one JPEG and nothing else. It is decoded anew whenever it is looked at."""

    image: pikepdf.Stream
    view: PageView

    def grey(self, long_side_px: int = LONG_SIDE_PX) -> Any:
        """As shown, decoded whole and strictly: None for what does not decode."""
        return self._rows(long_side_px, colours="GRAY")

    def grey_as_drawn(self, long_side_px: int) -> Any:
        """The same, its longer side exactly so long, as in a drawing of the page."""
        grey = self.grey(long_side_px)
        return None if grey is None else np.asarray(self._fitted(grey, long_side_px))

    def picture(self, number: int, grey: Any, long_side_px: int) -> Picture:
        """As shown, in its colours; `grey` is what it was seen to be, and is enough for greys."""
        coloured = self.image.get("/ColorSpace") != "/DeviceGray"
        rows = self._rows(long_side_px, colours="RGB") if coloured else None
        image = self._fitted(grey if rows is None else rows, long_side_px).convert("RGB")
        return Picture(number, image.width, image.height, image.tobytes())

    def _fitted(self, rows: Any, long_side_px: int) -> Image.Image:
        scale = long_side_px / max(self.view.width, self.view.height)
        width_px, height_px = round(self.view.width * scale), round(self.view.height * scale)
        size = (max(1, width_px), max(1, height_px))
        return Image.fromarray(rows).resize(size, reducing_gap=2)

    def _rows(self, long_side_px: int, colours: str) -> Any:
        try:
            size = JpegSize(int(self.image.Width), int(self.image.Height))
            data = memoryview(self.image.get_raw_stream_buffer())
            rows = rows_of_jpeg(data, size, long_side_px * 7 // 10, colours)
        except (Damaged, pikepdf.PdfError, AttributeError, TypeError, ValueError):
            return None
        return np.rot90(rows, -self.view.rotate // 90)


def scan_of(page: pikepdf.Page, content: PageContent, view: PageView) -> Scan | None:
    """The scan that a page is; None for every other page."""
    image = _whole_scan(page, content, view)
    return None if image is None else Scan(image, view)


def _whole_scan(page: pikepdf.Page, content: PageContent, view: PageView) -> pikepdf.Stream | None:
    """The JPEG that alone covers the page, upright in the page's own units."""
    if len(content.draws) != 1 or "/Annots" in page.obj:
        return None
    own = page.obj.get("/Contents")
    if not isinstance(own, pikepdf.Stream) or len(own.read_raw_bytes()) > SHORT_CONTENT_BYTES:
        return None
    found = _ONE_IMAGE.fullmatch(own.read_bytes())
    image = content.draws[0].image
    if found is None or named_object(page.obj, found[1].decode("latin-1")) != image:
        return None
    plain = image.get("/Filter") == "/DCTDecode" and not {"/SMask", "/Mask", "/Decode"} & set(image)
    if not plain or image.get("/ColorSpace") not in ("/DeviceGray", "/DeviceRGB"):
        return None
    a, b, c, d, e, f = content.draws[0].matrix
    wanted = (view.right - view.left, 0, 0, view.top - view.bottom, view.left, view.bottom)
    near = all(
        abs(is_at - at) <= NEAR_POINTS / view.unit
        for is_at, at in zip((a, b, c, d, e, f), wanted, strict=True)
    )
    return image if near else None
