"""Turns pixels of any coding into Flate without losing one: what a PDF has no name for as it is."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kiosk_app.documents.images.decode import bands, shown_on_white
from kiosk_app.documents.images.pdf_writer import CLOSE, PdfWriter

UP = 2


def coded_image(writer: PdfWriter, image: Any, bits: int, *, associated: bool = False) -> int:
    """Write an image of libvips, once, as it is used; the number of its object.

    One bit stays one bit, 16 stay 16; colours that are no grey, RGB or CMYK, and what is
    transparent, become 8-bit RGB or grey on white. Raises Damaged.
    """
    plain = _plain(image, associated=associated)
    space = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}[plain.bands]
    facts = b"/Width %d /Height %d /ColorSpace %s" % (plain.width, plain.height, space)
    if bits == 1 and plain.bands == 1:
        return writer.coded_image(facts + b" /BitsPerComponent 1", _packed(plain), CLOSE)
    sample = 16 if plain.format == "ushort" else 8
    predictor = b"<< /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >>" % (
        plain.bands, sample, plain.width)  # fmt: skip
    facts += b" /BitsPerComponent %d /DecodeParms %s" % (sample, predictor)
    return writer.coded_image(facts, _differences(plain))


def _plain(image: Any, *, associated: bool) -> Any:
    known = {"b-w": 1, "srgb": 3, "cmyk": 4, "grey16": 1, "rgb16": 3}
    if known.get(image.interpretation) == image.bands and image.format in ("uchar", "ushort"):
        return image
    return shown_on_white(image, associated=associated)


def _packed(image: Any) -> Iterator[bytes]:
    for rows in bands(image):
        yield np.packbits(rows[:, :, 0] > 127, axis=1).tobytes()


def _differences(image: Any) -> Iterator[bytes]:
    """PNG's filter Up: each row as its difference from the one above, which packs far better."""
    above = None
    for rows in bands(image):
        if rows.dtype == np.uint16:
            rows = rows.byteswap()
        plain = rows.reshape(rows.shape[0], -1).view(np.uint8)
        coded = np.empty((plain.shape[0], plain.shape[1] + 1), np.uint8)
        coded[:, 0] = UP
        coded[0, 1:] = plain[0] if above is None else plain[0] - above
        np.subtract(plain[1:], plain[:-1], out=coded[1:, 1:])
        above = plain[-1].copy()
        yield coded.tobytes()
