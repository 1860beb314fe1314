"""Looks at a page as it is shown, in grey and small, to find where nothing is."""

import re
from typing import Any

import numpy as np
import pikepdf

from kiosk_app.documents.images.faults import Damaged
from kiosk_app.documents.images.jpeg_file import JpegSize, grey_of_jpeg
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
    grey = look_at_scan(page, content, view)
    return draw_grey(drawn, index, LONG_SIDE_PX) if grey is None else grey


def look_at_scan(page: pikepdf.Page, content: PageContent, view: PageView) -> Any:
    """The same for a page that is one JPEG and nothing else; None for every other page.

    What is not None has been decoded whole and strictly.
    """
    scan = _whole_scan(page, content, view)
    if scan is None:
        return None
    try:
        size = JpegSize(int(scan.Width), int(scan.Height))
        grey = grey_of_jpeg(scan.read_raw_bytes(), size, LONG_SIDE_PX * 7 // 10)
    except (Damaged, AttributeError, TypeError, ValueError):
        return None
    return np.rot90(grey, -view.rotate // 90)


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
