"""Decodes the pages of a TIFF file, each by itself: libtiff sees one page at a time, rewritten."""

import os
from typing import Any

from kiosk_app.documents.images import tiff_file as t
from kiosk_app.documents.images.decode import open_tiff, small
from kiosk_app.documents.images.jpeg_file import check_jpeg
from kiosk_app.documents.images.one_page_tiff import one_page_tiff


def decode_page(file: int, page: t.TiffPage, long_side_px: int) -> Any:
    """Decode a page whole, as `decode.small` does. Raises Damaged."""
    if page.compression == t.JPEG:
        for index in range(len(page.pieces)):
            check_jpeg(whole_jpeg(file, page, index))
    return small(image_of(file, page), long_side_px)


def image_of(file: int, page: t.TiffPage) -> Any:
    """The page as an image of libvips, decoded as it is used. Raises Damaged."""
    pieces = [os.pread(file, count, offset) for offset, count in page.pieces]
    return open_tiff(one_page_tiff(page.tags, pieces, page.order))


def whole_jpeg(file: int, page: t.TiffPage, index: int) -> bytes:
    """One strip or tile as a JPEG that stands by itself: the tables all share, then its own."""
    offset, count = page.pieces[index]
    own = os.pread(file, count, offset)
    tables = bytes(int(value) & 0xFF for value in page.tags.get(t.JPEG_TABLES, ()))
    if len(tables) < 6 or not tables.startswith(b"\xff\xd8") or not own.startswith(b"\xff\xd8"):
        return own
    # Between them go an end mark and a start mark, which would end the image.
    return tables.removesuffix(b"\xff\xd9") + own[2:]
