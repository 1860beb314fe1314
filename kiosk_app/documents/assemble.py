"""Joins images to one PDF without changing a pixel: JPEG, TIFF and PNG, each page as it is."""

import os
from collections.abc import Sequence
from pathlib import Path

from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.findings import Kind
from kiosk_app.documents.images.decode import open_png
from kiosk_app.documents.images.jpeg_file import jpeg_facts
from kiosk_app.documents.images.pdf_writer import PdfWriter, Placed
from kiosk_app.documents.images.png_file import GREY, PALETTE, RGB, PngFacts, png_facts
from kiosk_app.documents.images.recode import coded_image
from kiosk_app.documents.images.tiff_to_pdf import SPACES, write_tiff
from kiosk_app.documents.kinds import kind_of


def images_to_pdf(sources: Sequence[int], out: int) -> None:
    """Write one PDF with the pages of every image file, in order, to the descriptor `out`.

    JPEG data, fax strips, and Flate data are copied byte for byte wherever PDF knows their
    coding; everything else is packed anew without loss. A page has the size the density says,
    or A4 with the image as large as it fits when none is said. The same files give the same
    bytes. Raises ValueError for a file that is no image, images.faults' errors, OSError.
    """
    writer = PdfWriter(out)
    write = {Kind.JPEG: _write_jpeg, Kind.TIFF: write_tiff, Kind.PNG: _write_png}
    for source in sources:
        kind = kind_of(source)
        if kind not in write:
            raise ValueError(f"{kind} among images")
        write[kind](writer, source)
    writer.finish()


def _write_jpeg(writer: PdfWriter, file: int) -> None:
    facts = jpeg_facts(file)
    dictionary = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter /DCTDecode" % (
        facts.image.width, facts.image.height, SPACES[facts.components])  # fmt: skip
    if facts.components == 4 and facts.adobe:
        dictionary += b" /Decode [1 0 1 0 1 0 1 0]"
    number = writer.copied_image(dictionary, ((file, 0, os.fstat(file).st_size),))
    writer.page(facts.image, (Placed(number),))


def _write_png(writer: PdfWriter, file: int) -> None:
    facts = png_facts(file)
    if facts.interlaced or facts.transparent or facts.colour not in (GREY, RGB, PALETTE):
        data = Path(path_of(file)).read_bytes()
        number = coded_image(writer, open_png(data), facts.bits)
    else:
        parts = [(file, offset, length) for offset, length in facts.data]
        number = writer.copied_image(_png_dictionary(facts), parts)
    writer.page(facts.image, (Placed(number),))


def _png_dictionary(facts: PngFacts) -> bytes:
    """PDF's Flate with predictor 15 is PNG's own coding of rows."""
    space = SPACES[facts.samples]
    if facts.colour == PALETTE:
        colours = len(facts.palette) // 3
        space = b"[/Indexed /DeviceRGB %d <%s>]" % (colours - 1, facts.palette.hex().encode())
    return (
        b"/Width %d /Height %d /BitsPerComponent %d /ColorSpace %s /Filter /FlateDecode"
        b" /DecodeParms << /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >>"
    ) % (
        facts.image.width, facts.image.height, facts.bits, space, facts.samples, facts.bits,
        facts.image.width,
    )  # fmt: skip
