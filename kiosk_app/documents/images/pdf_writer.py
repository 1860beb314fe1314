"""Writes a PDF of images front to back, holding no more of it than a list of offsets."""

import os
import zlib
from collections.abc import Iterable, Sequence

from kiosk_app.documents.images.image_page import ImagePage, page_box

CATALOGUE, PAGES = 1, 2
BUFFER_BYTES = 256 * 1024
BLOCK_BYTES = 1024 * 1024
# Flate at its quick end: what grey and colour gain beyond it is a few per cent, at several times
# the cost. Black and white is so little data that it may cost more.
QUICK, CLOSE = 4, 7

Part = bytes | tuple[int, int, int]
"""Some bytes; or an open file, an offset, and a length in it."""

# How far strips are drawn in from their edges, in pixels: readers round outwards to whole
# pixels, and would else stretch each strip by a row whenever a number is a hair too large.
HAIR_PX = 0.002


class Placed:
    """An image on its page: the object, and its rectangle in pixels from the top left."""

    def __init__(self, number: int, rectangle: tuple[int, int, int, int] | None = None) -> None:
        self.number = number
        self.rectangle = rectangle


class PdfWriter:
    """One PDF on the open file `out`. The same calls write the same bytes."""

    def __init__(self, out: int) -> None:
        self._out = out
        self._at = 0
        self._buffer = bytearray()
        self._offsets: dict[int, int] = {}
        self._pages: list[int] = []
        self._next = PAGES + 1
        self._write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        self._object(CATALOGUE, b"<< /Type /Catalog /Pages %d 0 R >>" % PAGES)

    @property
    def count(self) -> int:
        """The pages so far."""
        return len(self._pages)

    def copied_image(self, dictionary: bytes, parts: Sequence[Part]) -> int:
        """An image whose data is there already, byte for byte."""
        length = sum(len(part) if isinstance(part, bytes) else part[2] for part in parts)
        number = self._begin_stream(dictionary, b"%d" % length)
        for part in parts:
            if isinstance(part, bytes):
                self._write(part)
            else:
                self._copy(*part)
        self._write(b"\nendstream\nendobj\n")
        return number

    def coded_image(self, dictionary: bytes, blocks: Iterable[bytes], level: int = QUICK) -> int:
        """An image whose data comes in blocks and is compressed as it passes."""
        number = self._begin_stream(
            dictionary + b" /Filter /FlateDecode", b"%d 0 R" % (self._next + 1)
        )
        began = self._at
        deflater = zlib.compressobj(level)
        for block in blocks:
            self._write(deflater.compress(block))
        self._write(deflater.flush())
        length = self._at - began
        self._write(b"\nendstream\nendobj\n")
        self._object(self._new(), b"%d" % length)
        return number

    def page(self, image: ImagePage, placed: Sequence[Placed]) -> None:
        """A page with the images laid on it, upright and in the size that the image states."""
        box = page_box(image)
        content = _content(image, placed)
        number, content_number = self._new(), self._new()
        names = b" ".join(b"/Im%d %d 0 R" % (i, each.number) for i, each in enumerate(placed))
        self._object(
            number,
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.3f %.3f] /Rotate %d"
            b" /Resources << /XObject << %s >> >> /Contents %d 0 R >>"
            % (PAGES, box.width, box.height, image.rotate, names, content_number),
        )
        stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
        self._object(content_number, stream)
        self._pages.append(number)

    def finish(self) -> None:
        """The list of pages, the offsets, the end."""
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._object(PAGES, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (self.count, kids))
        start, size = self._at, len(self._offsets) + 1
        lines = [b"xref\n0 %d\n0000000000 65535 f \n" % size]
        lines += [b"%010d 00000 n \n" % self._offsets[number] for number in range(1, size)]
        lines.append(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (size, CATALOGUE))
        lines.append(b"startxref\n%d\n%%%%EOF\n" % start)
        self._write(b"".join(lines))
        self._flush()

    def _begin_stream(self, dictionary: bytes, length: bytes) -> int:
        number = self._new()
        self._offsets[number] = self._at
        self._write(
            b"%d 0 obj\n<< /Type /XObject /Subtype /Image %s /Length %s >>\nstream\n"
            % (number, dictionary, length)
        )
        return number

    def _object(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _write(self, data: bytes) -> None:
        self._buffer += data
        self._at += len(data)
        if len(self._buffer) >= BUFFER_BYTES:
            self._flush()

    def _copy(self, file: int, offset: int, count: int) -> None:
        if count < BUFFER_BYTES:
            self._write(_exactly(os.pread(file, count, offset), count))
            return
        self._flush()
        self._at += count
        while count:
            moved = os.sendfile(self._out, file, offset, min(count, BLOCK_BYTES))
            _exactly(b"x" * bool(moved), 1)
            offset, count = offset + moved, count - moved

    def _flush(self) -> None:
        with memoryview(self._buffer) as view:
            written = 0
            while written < len(view):
                written += os.write(self._out, view[written:])
        self._buffer.clear()


def _exactly(data: bytes, count: int) -> bytes:
    if len(data) != count:
        raise OSError("a file ends before its image does")
    return data


def _content(image: ImagePage, placed: Sequence[Placed]) -> bytes:
    box = page_box(image)
    across, x = (-box.drawn_width, box.x + box.drawn_width) if image.mirrored else (
        box.drawn_width, box.x)  # fmt: skip
    whole = b"%.3f 0 0 %.3f %.3f %.3f cm" % (across, box.drawn_height, x, box.y)
    if len(placed) == 1 and placed[0].rectangle is None:
        return b"q %s /Im0 Do Q" % whole
    draws = [_draw(image, each, index) for index, each in enumerate(placed)]
    # Tiles at the edges are larger than what is left of the image.
    return b"\n".join([b"q", whole, b"0 0 1 1 re W n", *draws, b"Q"])


def _draw(image: ImagePage, placed: Placed, index: int) -> bytes:
    """One strip or tile in the unit square that is the whole image."""
    left, top, width, height = placed.rectangle or (0, 0, image.width, image.height)
    hair_x = HAIR_PX if width < image.width else 0.0
    return b"q %.9f 0 0 %.9f %.9f %.9f cm /Im%d Do Q" % (
        (width - 2 * hair_x) / image.width,
        (height - 2 * HAIR_PX) / image.height,
        (left + hair_x) / image.width,
        1 - (top + height - HAIR_PX) / image.height,
        index,
    )
