"""A JPEG: decoded strictly and whole, and what its headers say of the page."""

from dataclasses import dataclass
from typing import Any

import simplejpeg
from PIL import Image

from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.images.faults import Damaged, Endless, Unsuitable, mind_size
from kiosk_app.documents.images.image_page import ImagePage, meant_dpi

EIGHTH = 8
MOST_SCANS = 200
START_OF_SCAN = 0xDA
SEQUENTIAL = (0xC0, 0xC1)
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SAY_THEIR_LENGTH = {*range(0xC0, 0xFF)} - {*range(0xD0, 0xDA)}
CMYK = ("CMYK", "YCCK")
ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x0112, 0x011A, 0x011B, 0x0128


@dataclass(frozen=True)
class JpegSize:
    """Pixels of a JPEG."""

    width: int
    height: int


@dataclass(frozen=True)
class JpegFacts:
    """What a PDF needs to know: the page, the components, and whether CMYK is Adobe's, inverted."""

    image: ImagePage
    components: int
    adobe: bool


def check_jpeg(data: bytes | memoryview) -> JpegSize:
    """Decode a JPEG at an eighth of its size, minding every warning. Raises Damaged, Endless."""
    size, colours = _minded(data)
    try:
        simplejpeg.decode_jpeg(
            data,
            colorspace="CMYK" if colours in CMYK else "GRAY",
            fastdct=True,
            fastupsample=True,
            # A factor alone would decode at full size: it is minded only beside these two.
            min_height=1,
            min_width=1,
            min_factor=EIGHTH,
        )
    except ValueError as error:
        raise Damaged("JPEG data damaged") from error
    return size


def rows_of_jpeg(data: bytes | memoryview, size: JpegSize, short_side_px: int, colours: str) -> Any:
    """Decode a JPEG of this very size as strictly; rows from the top, "GRAY" or "RGB".

    As small as its shorter side keeps `short_side_px`. Raises Damaged, Endless, and Unsuitable
    for CMYK.
    """
    said, stored = _minded(data)
    if said != size:
        raise Damaged("a JPEG of another size than is said of it")
    if stored in CMYK:
        raise Unsuitable("a JPEG of printing inks")
    try:
        rows = simplejpeg.decode_jpeg(
            data,
            colorspace=colours,
            fastdct=True,
            min_height=short_side_px,
            min_width=short_side_px,
            min_factor=1,
        )
    except ValueError as error:
        raise Damaged("JPEG data damaged") from error
    return rows[:, :, 0] if colours == "GRAY" else rows


def _minded(data: bytes | memoryview) -> tuple[JpegSize, str]:
    """Its size and its colours, as its header says; not one of endless work."""
    try:
        height, width, colours, _ = simplejpeg.decode_jpeg_header(data)
    except ValueError as error:
        raise Damaged("JPEG data damaged") from error
    mind_size(width, height)
    # Every scan of a progressive JPEG costs as much as the whole image.
    if _scans(data) > MOST_SCANS:
        raise Endless("a JPEG of endless scans")
    return JpegSize(width, height), colours


def _scans(data: bytes | memoryview) -> int:
    """How many scans it has at most; looked for only where there may be more than one.

    A decoder refuses a second scan of an image whose first has all its components.
    """
    at, frame, components = 2, 0, 0
    while at + 9 < len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == START_OF_SCAN and frame in SEQUENTIAL and data[at + 4] == components:
            return 1
        if mark == START_OF_SCAN or mark not in SAY_THEIR_LENGTH:
            break
        if mark in FRAMES:
            frame, components = mark, data[at + 9]
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return bytes(data[at:]).count(b"\xff\xda")


def jpeg_facts(file: int) -> JpegFacts:
    """Read the headers alone. Raises ValueError or OSError when they are no JPEG's."""
    with Image.open(path_of(file), formats=("JPEG",)) as image:
        components = {"L": 1, "RGB": 3, "CMYK": 4}.get(image.mode, 3)
        orientation = image.getexif().get(ORIENTATION, 1)
        held = orientation if orientation in range(1, 9) else 1
        page = ImagePage(image.width, image.height, _density(image), held)
        return JpegFacts(page, components, "adobe" in image.info)


def _density(image: Image.Image) -> tuple[float, float] | None:
    """Dots per inch from JFIF, else from EXIF; None for none, or for one nobody can mean."""
    unit = image.info.get("jfif_unit", 0)
    density = image.info.get("jfif_density") if unit in (1, 2) else None
    factor = 2.54 if unit == 2 else 1.0
    if density is None:
        exif = image.getexif()
        if X_RESOLUTION not in exif:
            return None
        density = (exif[X_RESOLUTION], exif.get(Y_RESOLUTION, exif[X_RESOLUTION]))
        factor = 2.54 if exif.get(RESOLUTION_UNIT) == 3 else 1.0
    try:
        return meant_dpi(float(density[0]) * factor, float(density[1]) * factor)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
