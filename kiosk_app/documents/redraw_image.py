"""Makes one image of a PDF coarser, in the way it is kept: JPEG, plain samples, black and white.

Only numbers of dots are averaged: colour space, Decode array and masks keep their meaning.
What is rare (CMYK, palettes, JPEG 2000, colour keys, 16 bits) is left alone.
"""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from kiosk_app.documents.image_data import check_pdf_image
from kiosk_app.documents.images.faults import Damaged, Endless, Unsuitable

DAMAGED = (Damaged, Endless, Unsuitable, pdfium.PdfiumError)
JPEG_QUALITY = 85
MOST_BYTES = 160 * 1024 * 1024
INK = 0.4  # a dot this much covered is ink: a line of one dot at twice the resolution stays
MOST_HALF_COVERED = 0.15  # more dots neither ink nor paper: a halftone, which would be spoilt


@dataclass(frozen=True)
class _Redrawn:
    """The new image data and how to read it."""

    data: bytes
    filter: pikepdf.Name
    parameters: pikepdf.Dictionary | None = None


def redraw(image: pikepdf.Stream, size: tuple[int, int]) -> bool:
    """Bring the image to `size` in dots; False when it is left as it was.

    That is so when it is of a rare kind, when it is damaged, when it takes too much memory,
    and when the result would not be smaller.
    """
    way = _way(image)
    if way is None or any(key in image for key in ("/Alternates", "/OPI")):
        return False
    try:
        check_pdf_image(image)  # pdfium draws half an image without a word
        made = way(image, size)
    except (*DAMAGED, pikepdf.PdfError, OSError, ValueError, SyntaxError, MemoryError):
        return False
    if made is None or len(made.data) >= len(image.read_raw_bytes()):
        return False
    image.write(made.data, filter=made.filter, decode_parms=made.parameters)
    if "/DecodeParms" in image and made.parameters is None:
        del image["/DecodeParms"]
    image.stream_dict.update({"/Width": size[0], "/Height": size[1]})
    return True


def _way(
    image: pikepdf.Stream,
) -> Callable[[pikepdf.Stream, tuple[int, int]], _Redrawn | None] | None:
    if isinstance(image.get("/Mask"), pikepdf.Array) or _matted(image):
        return None
    bits = 1 if bool(image.get("/ImageMask", False)) else image.get("/BitsPerComponent")
    filters = _filters(image)
    if bits == 1:
        return _one_bit if _colours(image, one_bit=True) == 1 else None
    if bits != 8 or not _colours(image):
        return None
    if filters == ["/DCTDecode"] and "/DecodeParms" not in image:
        return _jpeg
    if all(name in ("/FlateDecode", "/LZWDecode", "/RunLengthDecode") for name in filters):
        return _samples
    return None


def _matted(image: pikepdf.Stream) -> bool:
    """Whether its soft mask was reckoned into its colours, dot by dot, or it is such a mask."""
    mask = image.get("/SMask")
    return "/Matte" in image or (isinstance(mask, pikepdf.Stream) and "/Matte" in mask)


def _colours(image: pikepdf.Stream, *, one_bit: bool = False) -> int:
    """How many components its colours have; 0 for a space whose numbers cannot be averaged."""
    if bool(image.get("/ImageMask", False)):
        return 1
    space = image.get("/ColorSpace")
    name: object = space
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        name = space[0]
        profile = space[1]
        if name == "/ICCBased" and isinstance(profile, pikepdf.Stream):
            colours = profile.get("/N")
            return int(colours) if colours in (1, 3) else 0
    if one_bit and name in ("/Indexed", "/Separation"):
        return 1  # black and white, whatever these are called
    return {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(str(name), 0)


def _filters(image: pikepdf.Stream) -> list[str]:
    value = image.get("/Filter")
    names = list(value) if isinstance(value, pikepdf.Array) else [value] if value else []
    short = {"/Fl": "/FlateDecode", "/DCT": "/DCTDecode"}
    return [short.get(str(name), str(name)) for name in names]


def _jpeg(image: pikepdf.Stream, size: tuple[int, int]) -> _Redrawn | None:
    with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as picture:
        modes = {1: "L", 3: "RGB"}
        stated = (int(image.Width), int(image.Height))
        if picture.mode != modes[_colours(image)] or picture.size != stated:
            return None
        picture.draft(picture.mode, size)
        if picture.width * picture.height * len(picture.mode) > MOST_BYTES:
            return None
        out = io.BytesIO()
        _smaller(picture, size).save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return _Redrawn(out.getvalue(), pikepdf.Name.DCTDecode)


def _samples(image: pikepdf.Stream, size: tuple[int, int]) -> _Redrawn | None:
    colours = _colours(image)
    width, height = int(image.Width), int(image.Height)
    if not 0 < width * height * colours <= MOST_BYTES:
        return None
    mode = "L" if colours == 1 else "RGB"
    picture = Image.frombytes(mode, (width, height), image.read_bytes())
    rows = np.asarray(_smaller(picture, size)).reshape(size[1], -1)
    return _Redrawn(
        zlib.compress(_differences(rows, colours), 9),
        pikepdf.Name.FlateDecode,
        pikepdf.Dictionary(Predictor=15, Colors=colours, BitsPerComponent=8, Columns=size[0]),
    )


def _differences(rows: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", colours: int) -> bytes:
    """Each row as its difference to the one above (PNG's "up"), which packs better."""
    up = np.full((rows.shape[0], rows.shape[1] + 1), 2, np.uint8)
    up[0, 1:] = rows[0]
    up[1:, 1:] = rows[1:] - rows[:-1]
    return up.tobytes()


def _one_bit(image: pikepdf.Stream, size: tuple[int, int]) -> _Redrawn | None:
    """Stays black and white: each dot is ink where enough of what it covers was ink."""
    if int(image.Width) * int(image.Height) > MOST_BYTES:
        return None
    white = np.asarray(_decoded(image, size), np.uint8)
    ink_is_dark = white.mean() >= 127.5  # there is more paper than ink
    covered = (255 - white if ink_is_dark else white) / np.float32(255)
    if np.mean((covered > 0.25) & (covered < 0.75)) > MOST_HALF_COVERED:
        return None
    ink = covered >= INK
    out = io.BytesIO()
    bits = Image.fromarray(ink != ink_is_dark)
    bits.save(out, "TIFF", compression="group4", tiffinfo={278: size[1]})
    with Image.open(io.BytesIO(out.getvalue()), formats=("TIFF",)) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]  # a TIFF's own table of tags
    return _Redrawn(
        out.getvalue()[start : start + length],
        pikepdf.Name.CCITTFaxDecode,
        pikepdf.Dictionary(K=-1, Columns=size[0], Rows=size[1], BlackIs1=True),
    )


def _decoded(image: pikepdf.Stream, size: tuple[int, int]) -> Image.Image:
    """The dots as grey, 1 as white, brought to `size`: pdfium reads every way to keep them."""
    with pikepdf.new() as alone:
        page = alone.add_blank_page(page_size=(72, 72))
        copy = alone.copy_foreign(image)
        for key in ("/ImageMask", "/Decode", "/SMask", "/Mask", "/Intent"):
            if key in copy:
                del copy[key]
        copy.stream_dict.update({"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 1})
        page.obj.Resources = pikepdf.Dictionary(XObject={"/Im": copy})
        page.obj.Contents = alone.make_stream(b"q 72 0 0 72 0 0 cm /Im Do Q")
        buffer = io.BytesIO()
        alone.save(buffer)
    with pdfium.PdfDocument(buffer.getvalue()) as document:
        (drawn,) = document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
        grey: Image.Image = drawn.get_bitmap().to_pil().convert("L")
    if grey.size != (int(image.Width), int(image.Height)):
        raise ValueError("it decodes to another size")
    return grey.resize(size, Image.Resampling.BOX)


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.resize(size, Image.Resampling.LANCZOS)
