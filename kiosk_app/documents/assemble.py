"""Joins JPEG images to one PDF without touching their bytes: each becomes a page as it is."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from kiosk_app.documents.pictures import path_of

A4_POINTS = (595.276, 841.89)
ROTATE = {3: 180, 6: 90, 8: 270}
MOST_POINTS = 14_400.0


@dataclass(frozen=True)
class JpegFacts:
    """What a page needs to know of a JPEG: pixels, components, density, how to hold it.

    `dpi` is None when the file states none; `adobe` marks inverted CMYK.
    """

    width: int
    height: int
    components: int
    dpi: tuple[float, float] | None
    rotate: int
    adobe: bool


def jpeg_facts(file: int) -> JpegFacts:
    """Read the headers alone. Raises ValueError or OSError when they are no JPEG's."""
    with Image.open(path_of(file), formats=("JPEG",)) as image:
        components = {"L": 1, "RGB": 3, "CMYK": 4}.get(image.mode, 3)
        orientation = image.getexif().get(0x0112, 1)
        return JpegFacts(
            image.width,
            image.height,
            components,
            _density(image),
            ROTATE.get(orientation, 0),
            "adobe" in image.info,
        )


def jpegs_to_pdf(sources: Sequence[int], out: int) -> None:
    """Write one PDF with a page for each JPEG, in order, to the descriptor `out`.

    The image data is copied byte for byte. A page has the size the density says, or A4 with
    the image as large as it fits when none is said. The same files give the same bytes.
    """
    writer = _Writer(out)
    page_numbers = [3 + 3 * index for index in range(len(sources))]
    writer.raw(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    kids = b" ".join(b"%d 0 R" % number for number in page_numbers)
    writer.object(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    writer.object(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(sources), kids))
    for number, source in zip(page_numbers, sources, strict=True):
        _write_page(writer, number, source, jpeg_facts(source))
    writer.finish()


def page_box(facts: JpegFacts) -> tuple[float, float, tuple[float, float, float, float]]:
    """Width and height of the page in points before its rotation, and where the image lies."""
    if facts.dpi:
        width = facts.width * 72 / facts.dpi[0]
        height = facts.height * 72 / facts.dpi[1]
        if max(width, height) <= MOST_POINTS:
            return width, height, (0, 0, width, height)
    short, long = A4_POINTS
    width, height = (short, long) if facts.height >= facts.width else (long, short)
    scale = min(width / facts.width, height / facts.height)
    drawn = (facts.width * scale, facts.height * scale)
    return width, height, ((width - drawn[0]) / 2, (height - drawn[1]) / 2, *drawn)


def _write_page(writer: "_Writer", number: int, source: int, facts: JpegFacts) -> None:
    width, height, (x, y, drawn_width, drawn_height) = page_box(facts)
    content = b"q %.3f 0 0 %.3f %.3f %.3f cm /Im0 Do Q" % (drawn_width, drawn_height, x, y)
    writer.object(
        number,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Rotate %d"
        b" /Resources << /XObject << /Im0 %d 0 R >> >> /Contents %d 0 R >>"
        % (width, height, facts.rotate, number + 2, number + 1),
    )
    writer.object(number + 1, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    colour = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}[facts.components]
    inverted = b" /Decode [1 0 1 0 1 0 1 0]" if facts.components == 4 and facts.adobe else b""
    writer.image(
        number + 2,
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace %s%s /Filter /DCTDecode /Length %d >>"
        % (facts.width, facts.height, colour, inverted, os.fstat(source).st_size),
        source,
    )


def _density(image: Image.Image) -> tuple[float, float] | None:
    """Dots per inch from JFIF, else from EXIF; None for none, or for one nobody can mean."""
    unit = image.info.get("jfif_unit", 0)
    density = image.info.get("jfif_density") if unit in (1, 2) else None
    factor = 2.54 if unit == 2 else 1.0
    if density is None:
        exif = image.getexif()
        if 0x011A not in exif:
            return None
        density = (exif[0x011A], exif.get(0x011B, exif[0x011A]))
        factor = 2.54 if exif.get(0x0128) == 3 else 1.0
    x, y = float(density[0]) * factor, float(density[1]) * factor
    # 72 and 96 are what cameras and screens write when they mean nothing.
    if min(x, y) < 100 or max(x, y) > 4800:
        return None
    return x, y


class _Writer:
    """A PDF written front to back, remembering where each object began."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._at = 0
        self._offsets: dict[int, int] = {}

    def raw(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._out, view) :]
        self._at += len(data)

    def object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self.raw(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def image(self, number: int, dictionary: bytes, source: int) -> None:
        self._offsets[number] = self._at
        self.raw(b"%d 0 obj\n%s\nstream\n" % (number, dictionary))
        offset = 0
        while block := os.pread(source, 1024 * 1024, offset):
            self.raw(block)
            offset += len(block)
        self.raw(b"\nendstream\nendobj\n")

    def finish(self) -> None:
        start = self._at
        size = len(self._offsets) + 1
        lines = [b"xref\n0 %d\n0000000000 65535 f \n" % size]
        lines += [b"%010d 00000 n \n" % self._offsets[number] for number in range(1, size)]
        lines.append(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size)
        lines.append(b"startxref\n%d\n%%%%EOF\n" % start)
        self.raw(b"".join(lines))
