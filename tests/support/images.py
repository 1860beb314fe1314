"""Makes image files of every coding that is taken, and some that are not."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

import pyvips
from PIL import Image, ImageChops, ImageDraw, TiffImagePlugin

from kiosk_app.documents.images import tiff_file as t
from kiosk_app.documents.images.one_page_tiff import one_page_tiff

SIZE = (827, 1169)
DPI = 100.0
RESOLUTION = {t.X_RESOLUTION: (100, 1), t.Y_RESOLUTION: (100, 1)}
FAX = {"group3": t.FAX3, "group4": t.FAX4, "tiff_ccitt": t.FAX_ROWS}


@cache
def sheet(mode: str = "L", number: int = 1, size: tuple[int, int] = SIZE) -> Image.Image:
    """A page with lines like writing, none symmetric, so that no turn of it looks the same.

    They are so thick that nobody takes them for print and asks Tesseract which way it stands.
    """
    page = Image.new("RGB", size, (250, 250, 246))
    draw = ImageDraw.Draw(page)
    width, height = size
    for row in range(height // 12, height * 9 // 10, max(4, height // 50)):
        length = (row * 7919 * number) % (width * 2 // 3)
        draw.line(
            (width // 10, row, width // 10 + length, row), (20, 20, 40), max(1, height // 180)
        )
    draw.rectangle((width * 7 // 10, height // 30, width * 9 // 10, height // 10), (180, 30, 30))
    draw.ellipse((width // 10, height // 40, width // 5, height // 12), (30, 120, 60))
    if mode == "1":
        return page.convert("L").point(lambda value: 255 * (value > 140)).convert("1")
    if mode in ("RGBA", "LA"):
        page = page.convert(mode)
        alpha = Image.linear_gradient("L").resize(size)
        page.putalpha(alpha)
        return page
    if mode == "P":
        return page.quantize(16)
    if mode == "I;16":
        return page.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    return page.convert(mode)


def tiff(
    coding: str | None = None, mode: str = "L", pages: int = 1, dpi: float = DPI, **options: object
) -> bytes:
    """As Pillow writes it; `coding` in Pillow's words."""
    out = io.BytesIO()
    first, *more = [sheet(mode, number) for number in range(1, pages + 1)]
    first.save(
        out, "TIFF", compression=coding, save_all=pages > 1, append_images=more,
        dpi=(dpi, dpi), **options,
    )  # fmt: skip
    return out.getvalue()


def vips_tiff(mode: str = "L", **options: object) -> bytes:
    """As libvips writes it: tiles, BigTIFF, JPEG in strips; for the options see tiffsave."""
    page = sheet(mode)
    if mode == "1":
        page = page.convert("L")
    image = pyvips.Image.new_from_memory(
        page.tobytes(), page.width, page.height, len(page.getbands()), "uchar"
    )
    kinds = {1: "b-w", 3: "srgb", 4: "cmyk" if mode == "CMYK" else "srgb"}
    image = image.copy(interpretation=kinds[image.bands], xres=DPI / 25.4, yres=DPI / 25.4)
    return bytes(image.tiffsave_buffer(**options))


def fax_strip(
    mode_k: str, top: int = 0, bottom: int = SIZE[1], *, paper_is_black: bool = False
) -> bytes:
    """The data of one fax strip with some rows of the sheet; paper is coded as white, or black."""
    out = io.BytesIO()
    rows = sheet("1").crop((0, top, SIZE[0], bottom))
    if not paper_is_black:
        rows = ImageChops.invert(rows)  # Pillow codes a white pixel as fax's black
    rows.save(out, "TIFF", compression=mode_k, tiffinfo={t.ROWS_PER_STRIP: bottom - top})
    with Image.open(out) as written:
        tags = written.tag_v2
        offset, count = tags[t.STRIP_OFFSETS][0], tags[t.STRIP_COUNTS][0]
        assert len(tags[t.STRIP_OFFSETS]) == 1
    return out.getvalue()[offset : offset + count]


def fax_tiff(
    coding: str, rows_per_strip: int = SIZE[1], order: str = "<", *,
    min_is_black: bool = False, turned_bits: bool = False,
) -> bytes:  # fmt: skip
    """A fax TIFF of strips as high as wanted, in either byte order, fill order and polarity."""
    tops = range(0, SIZE[1], rows_per_strip)
    strips = [
        fax_strip(coding, top, min(top + rows_per_strip, SIZE[1]), paper_is_black=min_is_black)
        for top in tops
    ]
    if turned_bits:
        turn = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
        strips = [strip.translate(turn) for strip in strips]
    tags = {
        t.WIDTH: (SIZE[0],), t.HEIGHT: (SIZE[1],), t.BITS: (1,), t.COMPRESSION: (FAX[coding],),
        t.PHOTOMETRIC: (int(min_is_black),), t.SAMPLES: (1,), t.ROWS_PER_STRIP: (rows_per_strip,),
        t.FILL_ORDER: (2 if turned_bits else 1,), **RESOLUTION,
    }  # fmt: skip
    return one_page_tiff(tags, strips, order)


def tiff_of_kinds(*kinds: int, smaller: Sequence[int] = ()) -> bytes:
    """A TIFF of one image for each NewSubfileType; those counted in `smaller` (from 1) are."""
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out, new=True) as file:
        for number, kind in enumerate(kinds, start=1):
            page = sheet("L", number, (SIZE[0] // 4, SIZE[1] // 4) if number in smaller else SIZE)
            page.save(file, "TIFF", dpi=(DPI, DPI), tiffinfo={t.SUBFILE: kind})
            file.newFrame()
    return out.getvalue()


def raw_tiff(tags: Mapping[int, Sequence[int]], strips: Sequence[bytes], order: str = "<") -> bytes:
    """A TIFF of exactly these tags, sensible or not."""
    return one_page_tiff(tags, strips, order)


@cache
def deflate_tiff(order: str = "<", bits: int = 8, strips: int = 1) -> bytes:
    """Grey, packed by Flate, in some strips."""
    rows = -(-SIZE[1] // strips)
    data = sheet("L").tobytes()
    if bits == 16:  # a value times 257 is its byte twice, in either order
        data = bytes(byte for value in data for byte in (value, value))
    row = SIZE[0] * bits // 8
    parts = [zlib.compress(data[at : at + rows * row]) for at in range(0, len(data), rows * row)]
    tags = {
        t.WIDTH: (SIZE[0],), t.HEIGHT: (SIZE[1],), t.BITS: (bits,), t.COMPRESSION: (t.DEFLATE,),
        t.PHOTOMETRIC: (1,), t.SAMPLES: (1,), t.ROWS_PER_STRIP: (rows,),
        **RESOLUTION,
    }  # fmt: skip
    return one_page_tiff(tags, parts, order)


def chain_of_directories(count: int, *, loop: bool = False) -> bytes:
    """A TIFF of many pages that are the same few bytes: small on the disk, endless when read."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8), (278, 4, 1, 8), (279, 4, 1, 64)]  # fmt: skip
    body = struct.pack("<H", len(entries))
    body += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    size = len(body) + 4
    start = 8 + 64
    links = [start + size * (index + 1) for index in range(count)]
    links[-1] = start if loop else 0
    return b"".join(
        [b"II*\x00", struct.pack("<I", start), bytes(64)]
        + [body + struct.pack("<I", link) for link in links]
    )


def png(mode: str = "L", dpi: float | None = DPI, **options: object) -> bytes:
    """As Pillow writes it."""
    out = io.BytesIO()
    sheet(mode).save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}), **options)
    return out.getvalue()


def interlaced_png(mode: str = "RGB") -> bytes:
    """Adam7, as libvips writes it."""
    page = sheet(mode)
    bands = len(page.getbands())
    image = pyvips.Image.new_from_memory(page.tobytes(), page.width, page.height, bands, "uchar")
    image = image.copy(
        interpretation="b-w" if bands == 1 else "srgb", xres=DPI / 25.4, yres=DPI / 25.4
    )
    return bytes(image.pngsave_buffer(interlace=True))


def png_chunks(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of exactly these chunks, with right checksums."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in chunks:
        parts.append(struct.pack(">I", len(body)) + kind + body)
        parts.append(struct.pack(">I", zlib.crc32(kind + body)))
    return b"".join(parts)


def jpeg(mode: str = "L", dpi: float | None = DPI, **options: object) -> bytes:
    """As Pillow writes it."""
    out = io.BytesIO()
    extra = {"dpi": (round(dpi), round(dpi))} if dpi else {}
    sheet(mode).save(out, "JPEG", quality=85, **extra, **options)
    return out.getvalue()
