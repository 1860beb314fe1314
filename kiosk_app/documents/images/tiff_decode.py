"""Decodes the pages of a TIFF file, each by itself: libtiff sees one page at a time, rewritten."""

import os
from typing import Any

from kiosk_app.documents.images import tiff_file as t
from kiosk_app.documents.images.decode import open_tiff, small
from kiosk_app.documents.images.faults import Endless
from kiosk_app.documents.images.fax import FaxCoding, check_fax
from kiosk_app.documents.images.flate import len_inflated
from kiosk_app.documents.images.jpeg_file import check_jpeg
from kiosk_app.documents.images.one_page_tiff import one_page_tiff

ASSOCIATED_ALPHA = 1
SLACK_BYTES = 1024 * 1024
_MIRRORED_BITS = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def decode_page(file: int, page: t.TiffPage, long_side_px: int) -> Any:
    """Decode a page whole, as `decode.small` does. Raises Damaged."""
    if page.compression == t.JPEG:
        for index in range(len(page.pieces)):
            check_jpeg(whole_jpeg(file, page, index))
    elif page.compression in (t.DEFLATE, t.OLD_DEFLATE):
        _check_flate(file, page)
    elif page.compression in (t.FAX_ROWS, t.FAX3, t.FAX4) and page.tile:
        _check_fax_tiles(file, page, page.tile)
    alpha = page.first(t.EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA
    return small(image_of(file, page), long_side_px, associated=alpha)


def image_of(file: int, page: t.TiffPage) -> Any:
    """The page as an image of libvips, decoded as it is used. Raises Damaged."""
    pieces = [os.pread(file, count, offset) for offset, count in page.pieces]
    return open_tiff(one_page_tiff(page.tags, pieces, page.order))


def fax_data(file: int, page: t.TiffPage, index: int) -> bytes:
    """One strip or tile of fax data, its first pixel in the highest bit."""
    offset, count = page.pieces[index]
    data = os.pread(file, count, offset)
    return data.translate(_MIRRORED_BITS) if page.first(t.FILL_ORDER, 1) == 2 else data


def whole_jpeg(file: int, page: t.TiffPage, index: int) -> bytes:
    """One strip or tile as a JPEG that stands by itself: the tables all share, then its own."""
    offset, count = page.pieces[index]
    own = os.pread(file, count, offset)
    tables = bytes(int(value) & 0xFF for value in page.tags.get(t.JPEG_TABLES, ()))
    if len(tables) < 6 or not tables.startswith(b"\xff\xd8") or not own.startswith(b"\xff\xd8"):
        return own
    # Between them go an end mark and a start mark, which would end the image.
    return tables.removesuffix(b"\xff\xd9") + own[2:]


def _check_flate(file: int, page: t.TiffPage) -> None:
    """libtiff stops at the last row: the checksum behind it is looked at here."""
    width, height = page.tile or (page.image.width, page.rows_per_strip)
    most = height * ((width * page.samples * page.bits + 7) // 8) + SLACK_BYTES
    for offset, count in page.pieces:
        if len_inflated(os.pread(file, count, offset), most) >= most:
            raise Endless("image data is far longer than its image")


def _check_fax_tiles(file: int, page: t.TiffPage, tile: tuple[int, int]) -> None:
    """Warnings about tiles do not reach libvips: each is decoded as an image of its own."""
    options = page.first(t.T4_OPTIONS, 0)
    k = -1 if page.compression == t.FAX4 else options & 1
    rows, fax3 = page.compression == t.FAX_ROWS, page.compression == t.FAX3
    coding = FaxCoding(k, *tile, byte_aligned=rows, end_of_line=fax3)
    for index in range(len(page.pieces)):
        check_fax(fax_data(file, page, index), coding)
