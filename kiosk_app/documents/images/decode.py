"""Decodes images whole and strictly with libvips, of which nothing else is left switched on."""

from typing import Any

import numpy as np
import pyvips

from kiosk_app.documents.images.faults import Damaged

LEFT_ON = ("VipsForeignLoadTiffBuffer", "VipsForeignLoadPngBuffer")

# One thread is enough for a page, and cheaper to confine; nothing is asked for twice.
pyvips.concurrency_set(1)
pyvips.cache_set_max(0)
pyvips.operation_block_set("VipsForeignLoad", True)
for _name in LEFT_ON:
    pyvips.operation_block_set(_name, False)

BAND_BYTES = 4 * 1024 * 1024


def open_tiff(data: bytes) -> Any:
    """A TIFF of one page as an image of libvips: read as it is used, stopped by any warning."""
    return _opened(pyvips.Image.tiffload_buffer, data)


def open_png(data: bytes) -> Any:
    """The same for a PNG."""
    return _opened(pyvips.Image.pngload_buffer, data)


def small(image: Any, long_side_px: int, *, associated: bool = False) -> Any:
    """Decode all of it; a numpy array of rows of RGB or grey, no side longer than twice asked.

    `associated` is of an image whose colours are weighed by their alpha already. Raises Damaged
    when one row of it does not decode.
    """
    factor = max(1, max(image.width, image.height) // long_side_px)
    try:
        # `ceil`: so that the rows of the last, incomplete block are decoded too.
        shown = shown_on_white(image, associated=associated).shrink(factor, factor, ceil=True)
        data = shown.write_to_memory()
    except pyvips.Error as error:
        raise Damaged("image data damaged") from error
    rows = np.frombuffer(data, np.uint8).reshape(shown.height, shown.width, shown.bands)
    return rows[:, :, 0] if shown.bands == 1 else rows


def shown_on_white(image: Any, *, associated: bool = False) -> Any:
    """8-bit grey or RGB as a reader shows it, what is transparent on white."""
    if image.interpretation not in ("b-w", "srgb"):
        grey = image.interpretation == "grey16"
        image = image.colourspace("b-w" if grey else "srgb")
    if image.hasalpha():
        if associated:
            image = image.unpremultiply()
        image = image.flatten(background=255)
    if image.bands == 2:
        image = image[0]
    if image.bands > 3:
        image = image[0:3]
    return image.cast("uchar") if image.format != "uchar" else image


def bands(image: Any) -> Any:
    """The rows of an image from the top, some MB at a time: numpy arrays (rows, columns, bands).

    Raises Damaged when they do not decode.
    """
    sample = np.uint16 if image.format == "ushort" else np.uint8
    row_bytes = image.width * image.bands * np.dtype(sample).itemsize
    step = max(1, BAND_BYTES // row_bytes)
    region = pyvips.Region.new(image)
    for top in range(0, image.height, step):
        rows = min(step, image.height - top)
        try:
            data = region.fetch(0, top, image.width, rows)
        except pyvips.Error as error:
            raise Damaged("image data damaged") from error
        yield np.frombuffer(data, sample).reshape(rows, image.width, image.bands)


def _opened(load: Any, data: bytes) -> Any:
    try:
        return load(data, access="sequential", fail_on="warning", unlimited=True)
    except pyvips.Error as error:
        raise Damaged("image data damaged") from error
