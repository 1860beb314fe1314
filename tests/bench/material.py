"""Makes what the bench works on: long scans of every coding, and the same damaged."""

import io
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from PIL import Image, ImageChops, ImageCms
from support import jbig2_coder

from kiosk_app.documents import samples

from . import sheets

A4 = samples.A4_POINTS
DPI = (sheets.DPI, sheets.DPI)
PROFILE, FIRST_PAGE = 3, 4  # numbers of objects


@cache
def jpegs(mode: str = "L") -> tuple[bytes, ...]:
    """The pages as an office scanner packs them: colours for every second pixel (4:2:0)."""
    return tuple(_packed(sheet) for sheet in sheets.scanned(mode))


@cache
def jpegs_with_faults() -> tuple[bytes, ...]:
    """The same in grey, one sheet upside down and one there twice: worth a second look."""
    pages = list(jpegs("L"))
    with Image.open(io.BytesIO(pages[4])) as sheet:
        pages[4] = _packed(sheet.transpose(Image.Transpose.ROTATE_180))
    with Image.open(io.BytesIO(pages[8])) as sheet:
        pages[9] = _packed(ImageChops.offset(sheet, 3, 5))
    return tuple(pages)


def _packed(sheet: Image.Image) -> bytes:
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=75, dpi=DPI)
    return file.getvalue()


@cache
def black_and_white() -> tuple[Image.Image, ...]:
    """The pages without their grain, in two tones."""
    return tuple(
        sheet.point(lambda value: 255 * (value > 140)).convert("1") for sheet in sheets.soft()
    )


@cache
def fax_tiffs() -> tuple[bytes, ...]:
    """The pages as one-strip G4 TIFFs."""
    out = []
    for sheet in black_and_white():
        file = io.BytesIO()
        rows = {278: sheet.height}
        sheet.save(file, "TIFF", compression="group4", dpi=DPI, tiffinfo=rows)
        out.append(file.getvalue())
    return tuple(out)


@cache
def fax_strips() -> tuple[bytes, ...]:
    """The same without the TIFF around them."""
    strips = []
    for data in fax_tiffs():
        with Image.open(io.BytesIO(data)) as written:
            tags = written.tag_v2
            offset, count = tags[273][0], tags[279][0]
        strips.append(data[offset : offset + count])
    return tuple(strips)


@cache
def jbig2_pages() -> tuple[bytes, ...]:
    """One page as JBIG2, as copiers code it: a generic region, arithmetically."""
    page = black_and_white()[1]
    return (jbig2_coder.coded(page),)


def keys(coding: str) -> tuple[Sequence[bytes], bytes]:
    """The images of a coding, and what a PDF says of each."""
    width, height = sheets.SIZE
    size = b"/Width %d/Height %d" % (width, height)
    fax = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 %s>>"
    match coding:
        case "grey" | "grey with faults":
            pages = jpegs("L") if coding == "grey" else jpegs_with_faults()
            return pages, size + b"/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"
        case "colour":
            return jpegs("RGB"), size + b"/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode"
        case "colour, sRGB":
            space = b"/ColorSpace[/ICCBased %d 0 R]" % PROFILE
            return jpegs("RGB"), size + b"/BitsPerComponent 8/Filter/DCTDecode" + space
        case "G4":
            about = fax % (width, height, b"true")
            return fax_strips(), size + b"/BitsPerComponent 1/ColorSpace/DeviceGray" + about
        case _:
            about = b"/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode"
            return jbig2_pages(), size + about


def scan(path: Path, coding: str, pages: int) -> Path:
    """Write a scan of so many A4 pages, one image each, however large it becomes."""
    images, about = keys(coding)
    with path.open("wb") as file:
        for piece in _scan(islice(cycle(images), pages), about, pages):
            file.write(piece)
    return path


def _scan(images: Iterator[bytes], about: bytes, pages: int) -> Iterator[bytes]:
    """The pieces of the file: catalogue, page tree and profile, then three objects a page."""
    at, offsets = 0, []

    def counted(piece: bytes, *, is_object: bool = True) -> bytes:
        nonlocal at
        if is_object:
            offsets.append(at)
        at += len(piece)
        return piece

    kids = b" ".join(b"%d 0 R" % (FIRST_PAGE + 3 * page) for page in range(pages))
    yield counted(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", is_object=False)
    yield counted(b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
    yield counted(b"2 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (pages, kids))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield counted(b"%d 0 obj\n<</N 3/Length %d>>\nstream\n" % (PROFILE, len(profile)))
    yield counted(profile + b"\nendstream\nendobj\n", is_object=False)
    for page, image in enumerate(images):
        number = FIRST_PAGE + 3 * page
        yield counted(
            b"%d 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R"
            b"/Resources<</XObject<</Im0 %d 0 R>>>>>>\nendobj\n"
            % (number, *A4, number + 1, number + 2)
        )
        drawing = b"q %.3f 0 0 %.3f 0 0 cm /Im0 Do Q" % A4
        yield counted(
            b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n"
            % (number + 1, len(drawing), drawing)
        )
        yield counted(
            b"%d 0 obj\n<</Type/XObject/Subtype/Image%s/Length %d>>\nstream\n"
            % (number + 2, about, len(image))
        )
        yield counted(image + b"\nendstream\nendobj\n", is_object=False)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    yield b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(offsets) + 1, table)
    yield b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, at)


def one_page(coding: str, image: bytes) -> bytes:
    """A scan of one page with this very image in it."""
    _, about = keys(coding)
    return b"".join(_scan(iter([image]), about, 1))


def damaged(data: bytes, way: int) -> bytes:
    """An image's data hurt as sticks, mails and copiers hurt it; ten ways, always the same."""
    size = len(data)
    at = size * (way + 2) // 13
    match way % 5:
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes(400) + data[at + 400 :]
        case 2:
            return data[:at] + data[at + 700 :]
        case 3:
            return data[:at] + struct.pack(">40H", *range(7, 47)) * 4 + data[at + 320 :]
        case _:
            return data[:at] + data[at // 2 : at // 2 + 512] + data[at + 512 :]
