"""TIFF, PNG and JPEG files: every page is decoded whole, and what is wrong is told."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image
from support import images
from support.checking import LIMITS, Heard, look

from kiosk_app.documents.findings import Severity
from kiosk_app.documents.images import tiff_file as t
from kiosk_app.wording.trouble import Trouble

Make = Callable[[], bytes]
COARSE = replace(LIMITS, dpi_reject=50, dpi_warn=60)

TIFFS: dict[str, Make] = {
    "not packed": lambda: images.tiff(),
    "LZW colour": lambda: images.tiff("tiff_lzw", "RGB"),
    "deflate": lambda: images.tiff("tiff_adobe_deflate", "L"),
    "old deflate": lambda: images.tiff("tiff_deflate", "L"),
    "packbits": lambda: images.tiff("packbits", "1"),
    "fax of one dimension": lambda: images.fax_tiff("group3"),
    "fax of rows": lambda: images.fax_tiff("tiff_ccitt"),
    "fax of two dimensions": lambda: images.tiff("group3", "1", tiffinfo={t.T4_OPTIONS: 1}),
    "G4": lambda: images.fax_tiff("group4"),
    "G4 in strips": lambda: images.fax_tiff("group4", 100),
    "G4, big-endian": lambda: images.fax_tiff("group4", order=">"),
    "G4, bits turned": lambda: images.fax_tiff("group4", turned_bits=True),
    "G4, black is 0": lambda: images.fax_tiff("group4", min_is_black=True),
    "G4 in tiles": lambda: images.vips_tiff("1", compression="ccittfax4", bitdepth=1, tile=True),
    "JPEG": lambda: images.tiff("jpeg", "L"),
    "JPEG colour in strips": lambda: images.vips_tiff("RGB", compression="jpeg"),
    "JPEG in tiles": lambda: images.vips_tiff("RGB", compression="jpeg", tile=True),
    "CMYK": lambda: images.tiff("tiff_lzw", "CMYK"),
    "palette": lambda: images.tiff("tiff_lzw", "P"),
    "transparent": lambda: images.tiff("tiff_lzw", "RGBA"),
    "16 bit": lambda: images.deflate_tiff("<", 16, 3),
    "16 bit, big-endian": lambda: images.deflate_tiff(">", 16, 3),
    "BigTIFF": lambda: images.vips_tiff("RGB", compression="lzw", bigtiff=True),
    "differences": lambda: images.vips_tiff(
        "L", compression="deflate", predictor="horizontal", tile=True
    ),
}
PNGS: dict[str, Make] = {
    "grey": lambda: images.png("L"),
    "colour": lambda: images.png("RGB"),
    "palette": lambda: images.png("P"),
    "black and white": lambda: images.png("1"),
    "transparent": lambda: images.png("RGBA"),
    "grey and transparent": lambda: images.png("LA"),
    "16 bit": lambda: images.png("I;16"),
    "interlaced": lambda: images.interlaced_png("RGB"),
    "interlaced grey": lambda: images.interlaced_png("L"),
}
# Where nothing is packed every bit is a pixel, and no flipped one can be seen.
CHECKED = sorted(set(TIFFS) - {"not packed", "packbits"})


@pytest.mark.parametrize("coding", TIFFS)
def test_an_ordinary_tiff_has_nothing_wrong(coding: str) -> None:
    heard = look(TIFFS[coding](), ".tif", COARSE)
    assert heard.findings == []
    assert (heard.count, len(heard.drawn)) == (1, 1)


@pytest.mark.parametrize("coding", TIFFS)
@pytest.mark.parametrize("kept", [0.4, 0.9])
def test_a_tiff_that_breaks_off_is_told(coding: str, kept: float) -> None:
    whole = TIFFS[coding]()
    size = int(len(whole) * kept)
    heard = look(whole[:size], ".tif", COARSE)
    found = set(heard.troubles)
    assert found & {Trouble.WILL_NOT_OPEN, Trouble.IMAGE_DAMAGED}
    assert any(str(size) in finding.detail for finding in heard.findings) or heard.count == 1


@pytest.mark.parametrize("coding", CHECKED)
def test_a_tiff_with_other_data_in_its_middle_is_damaged(coding: str) -> None:
    data = bytearray(TIFFS[coding]())
    middle = _image_middle(bytes(data))
    # In a JPEG other bits are other pixels, but a mark must not stand there.
    other = b"\xff\xd9" if "JPEG" in coding else b"\xff\x00\xa5\x5a\x11\xee" * 4
    data[middle : middle + len(other)] = other
    assert look(bytes(data), ".tif", COARSE).only(Trouble.IMAGE_DAMAGED).pages == (1,)


def _image_middle(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as image:
        tags = image.tag_v2
        offsets = tags.get(t.STRIP_OFFSETS) or tags.get(t.TILE_OFFSETS)
        counts = tags.get(t.STRIP_COUNTS) or tags.get(t.TILE_COUNTS)
    index = max(range(len(counts)), key=lambda each: counts[each])
    return int(offsets[index] + counts[index] // 2)


def test_the_page_that_is_damaged_is_named() -> None:
    data = bytearray(images.tiff("group4", "1", pages=3))
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        at, count = image.tag_v2[t.STRIP_OFFSETS][0], image.tag_v2[t.STRIP_COUNTS][0]
    data[at + count // 2 : at + count // 2 + 20] = b"\xa5" * 20
    heard = look(bytes(data), ".tif", COARSE)
    assert heard.only(Trouble.IMAGE_DAMAGED).pages == (2,)
    assert (heard.count, len(heard.drawn)) == (3, 2)


def test_fax_rows_that_are_fewer_than_promised_are_damaged() -> None:
    whole = images.fax_strip("group4", 0, 600)
    tags = {t.WIDTH: (827,), t.HEIGHT: (1169,), t.COMPRESSION: (t.FAX4,), t.PHOTOMETRIC: (0,),
            t.ROWS_PER_STRIP: (1169,)}  # fmt: skip
    assert Trouble.IMAGE_DAMAGED in _tiff_of(tags, whole).troubles
    tags |= {t.HEIGHT: (600,), t.ROWS_PER_STRIP: (600,)}
    assert Trouble.IMAGE_DAMAGED not in _tiff_of(tags, whole).troubles


def test_a_page_that_the_file_ends_before_is_told_beside_the_pages_that_are_there() -> None:
    whole = images.chain_of_directories(3)
    heard = look(whole[:-40], ".tif", COARSE)
    assert heard.count == 2
    assert heard.only(Trouble.WILL_NOT_OPEN).detail.startswith("page 3 lies behind the end")


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (images.chain_of_directories(65_000), "more than 20000 pages"),
        (images.chain_of_directories(3, loop=True), "the pages go round in a circle"),
    ],
)
def test_endless_pages_are_found_quickly(data: bytes, detail: str) -> None:
    began = time.process_time()
    heard = look(data, ".tif")
    assert heard.only(Trouble.GROWS_BEYOND_MEASURE).detail == detail
    assert time.process_time() - began < 2


def test_endless_pixels_are_found_quickly() -> None:
    tags = {t.WIDTH: (60_000,), t.HEIGHT: (60_000,), t.COMPRESSION: (t.FAX4,)}
    finding = _tiff_of(tags, bytes(100)).only(Trouble.GROWS_BEYOND_MEASURE)
    assert (finding.pages, finding.detail) == ((1,), "60000 x 60000 pixels")


def test_a_strip_that_inflates_without_end_is_found_without_inflating_it() -> None:
    tags = {t.WIDTH: (100,), t.HEIGHT: (100,), t.BITS: (8,), t.COMPRESSION: (t.DEFLATE,),
            t.PHOTOMETRIC: (1,)}  # fmt: skip
    assert Trouble.GROWS_BEYOND_MEASURE in _tiff_of(tags, zlib.compress(bytes(20_000_000))).troubles
    assert Trouble.GROWS_BEYOND_MEASURE not in _tiff_of(tags, zlib.compress(bytes(10_000))).troubles


def test_many_pages_within_reason_are_only_counted_against_the_limit() -> None:
    heard = look(images.chain_of_directories(31), ".tif", COARSE)
    assert heard.only(Trouble.TOO_MANY_PAGES).detail == "31"
    assert Trouble.TOO_MANY_PAGES not in look(images.chain_of_directories(30), ".tif").troubles


@pytest.mark.parametrize(
    ("tags", "named"),
    [
        ({t.COMPRESSION: (t.OLD_JPEG,)}, "TIFF with old-style JPEG"),
        ({t.COMPRESSION: (50000,)}, "TIFF with Zstandard"),
        ({t.COMPRESSION: (999,)}, "TIFF with compression 999"),
        ({t.BITS: (32,)}, "TIFF with 32 bits a sample"),
    ],
)
def test_codings_that_are_not_taken_are_named(tags: dict[int, tuple[int]], named: str) -> None:
    heard = _tiff_of({t.WIDTH: (10,), t.HEIGHT: (10,), **tags}, bytes(100))
    assert heard.only(Trouble.WRONG_KIND).detail == named


def _tiff_of(tags: dict[int, tuple[int]], strip: bytes) -> Heard:
    return look(images.raw_tiff(tags, [strip]), ".tif", COARSE)


@pytest.mark.parametrize("coding", PNGS)
def test_an_ordinary_png_has_nothing_wrong(coding: str) -> None:
    heard = look(PNGS[coding](), ".png", COARSE)
    assert heard.findings == []
    assert (heard.count, len(heard.drawn)) == (1, 1)


@pytest.mark.parametrize("coding", PNGS)
def test_a_single_wrong_bit_in_a_png_is_found(coding: str) -> None:
    data = bytearray(PNGS[coding]())
    data[len(data) // 2] ^= 4
    assert Trouble.IMAGE_DAMAGED in look(bytes(data), ".png", COARSE).troubles


def test_a_png_that_breaks_off_says_where() -> None:
    heard = look(images.png()[:1000], ".png")
    assert heard.only(Trouble.WILL_NOT_OPEN).detail == "ends at byte 1000"


def _png_of(
    size: tuple[int, int], rows: bytes, colour: int = 0, *more: tuple[bytes, bytes]
) -> bytes:
    header = struct.pack(">IIBBBBB", *size, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return images.png_chunks(*chunks)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (_png_of((10, 10), bytes(110)), None),
        (_png_of((10, 10), bytes(109)), Trouble.IMAGE_DAMAGED),
        (_png_of((10, 10), b"\x05" + bytes(109)), Trouble.IMAGE_DAMAGED),
        (_png_of((10, 10), bytes(110), 0, (b"BAD!", b"")), Trouble.IMAGE_DAMAGED),
        (_png_of((10, 10), bytes(110), 0, (b"noTe", b"x")), None),
        (_png_of((10, 10), bytes(110), 3), Trouble.IMAGE_DAMAGED),
        (_png_of((10, 10), bytes(20_000_000)), Trouble.GROWS_BEYOND_MEASURE),
        (_png_of((60_000, 60_000), bytes(110)), Trouble.GROWS_BEYOND_MEASURE),
    ],
)
def test_a_png_is_what_its_header_promises(data: bytes, trouble: Trouble | None) -> None:
    ours = {Trouble.IMAGE_DAMAGED, Trouble.GROWS_BEYOND_MEASURE, Trouble.WILL_NOT_OPEN}
    assert set(look(data, ".png").troubles) & ours == ({trouble} if trouble else set())


def test_a_jpeg_that_breaks_off_says_where() -> None:
    heard = look(images.jpeg()[:20_000], ".jpg", COARSE)
    assert heard.only(Trouble.IMAGE_DAMAGED).detail == "JPEG data breaks off at byte 20000"


def test_a_jpeg_of_endless_scans_is_found_without_decoding_them() -> None:
    endless = images.jpeg(progressive=True)
    scan = endless[endless.index(b"\xff\xda") : -2]
    bomb = endless[:-2] + scan[:20] * 300 + b"\xff\xd9"
    assert Trouble.GROWS_BEYOND_MEASURE in look(bomb, ".jpg").troubles


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (images.tiff("group4", "1", dpi=100), ".tif"),
        (images.png("L", 100), ".png"),
        (images.jpeg("L", 100), ".jpg"),
    ],
)
def test_the_resolution_that_is_stated_counts(data: bytes, suffix: str) -> None:
    assert (
        look(data, suffix, replace(COARSE, dpi_warn=103)).only(Trouble.RESOLUTION_LOW).detail
        == "100 dpi"
    )
    assert look(data, suffix, replace(COARSE, dpi_warn=100)).findings == []


def test_pixels_on_a4_count_where_no_resolution_is_stated() -> None:
    heard = look(images.png("L", None), ".png")
    finding = heard.only(Trouble.RESOLUTION_LOW)
    assert (finding.severity, finding.detail) == (Severity.MUST_FIX, "100 dpi")
    assert Trouble.PAGE_SIZE_ODD not in heard.troubles


def test_a_stated_resolution_that_makes_no_a4_sheet_is_told() -> None:
    heard = look(images.tiff("group4", "1", dpi=200), ".tif")
    assert heard.only(Trouble.PAGE_SIZE_ODD).detail == "105 x 148 mm"


def test_a_fax_has_other_resolutions_across_and_down_and_is_shown_in_its_true_shape() -> None:
    fax = images.sheet("1").resize((1728, 1143))
    out = io.BytesIO()
    fax.save(out, "TIFF", compression="group4", dpi=(204, 98))
    heard = look(out.getvalue(), ".tif")
    assert heard.only(Trouble.RESOLUTION_LOW).detail == "98 dpi"
    (picture,) = heard.drawn
    assert picture.height / picture.width == pytest.approx(1143 / 98 / (1728 / 204), abs=0.02)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_page_held_any_way_is_shown_upright(orientation: int) -> None:
    moves = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }  # fmt: skip
    upright = images.sheet("RGB", size=(300, 424))
    stored = upright
    for move in moves.get(orientation, []):
        stored = stored.transpose(move)
    out = io.BytesIO()
    stored.save(out, "TIFF", compression="tiff_lzw", tiffinfo={t.ORIENTATION: orientation})
    (picture,) = look(out.getvalue(), ".tif").drawn
    shown = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    red = shown.getpixel((round(shown.width * 0.8), round(shown.height * 0.06)))
    green = shown.getpixel((round(shown.width * 0.15), round(shown.height * 0.05)))
    assert shown.width < shown.height
    assert red[0] > 2 * red[1]
    assert green[1] > 2 * green[0]
