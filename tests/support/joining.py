"""Joins images to one PDF; and images of every coding of which no pixel may change."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kiosk_app.documents.assemble import images_to_pdf
from support import images as made

SAME_PIXELS: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: made.jpeg("RGB"),
    "progressive JPEG": lambda: made.jpeg("L", progressive=True),
    "PNG": lambda: made.png("RGB"),
    "PNG with a palette": lambda: made.png("P"),
    "PNG of one bit": lambda: made.png("1"),
    "interlaced PNG": lambda: made.interlaced_png("RGB"),
    "TIFF not packed": lambda: made.tiff(None, "RGB"),
    "LZW": lambda: made.tiff("tiff_lzw", "RGB"),
    "LZW of one bit": lambda: made.tiff("tiff_lzw", "1"),
    "packbits of one bit": lambda: made.tiff("packbits", "1"),
    "palette": lambda: made.tiff("tiff_lzw", "P"),
    "deflate": lambda: made.tiff("tiff_adobe_deflate", "RGB"),
    "deflate in strips": lambda: made.deflate_tiff("<", 8, 3),
    "deflate of differences": lambda: made.vips_tiff(
        "RGB", compression="deflate", predictor="horizontal", tile_height=400
    ),
    "G4": lambda: made.fax_tiff("group4"),
    "G4 in strips": lambda: made.fax_tiff("group4", 100),
    "G4 in tiles": lambda: made.vips_tiff("1", compression="ccittfax4", bitdepth=1, tile=True),
    "G4, black is 0": lambda: made.fax_tiff("group4", 64, min_is_black=True),
    "G4, bits turned": lambda: made.fax_tiff("group4", 64, ">", turned_bits=True),
    "G3": lambda: made.fax_tiff("group3", 100),
    "G3 of two dimensions": lambda: made.tiff("group3", "1", tiffinfo={292: 1}),
    "fax rows": lambda: made.fax_tiff("tiff_ccitt", 100),
    "JPEG in strips": lambda: made.tiff("jpeg", "RGB"),
    "JPEG in tiles": lambda: made.vips_tiff("L", compression="jpeg", tile=True),
    "BigTIFF": lambda: made.vips_tiff("RGB", compression="lzw", bigtiff=True),
}


def joined(folder: Path, *images: bytes) -> bytes:
    """One PDF of these image files, in their order."""
    out = folder / "joined.pdf"
    with ExitStack() as opened:
        sources = []
        for index, data in enumerate(images):
            path = folder / f"{index}"
            path.write_bytes(data)
            sources.append(opened.enter_context(path.open("rb")).fileno())
        images_to_pdf(sources, opened.enter_context(out.open("wb", buffering=0)).fileno())
    return out.read_bytes()
