"""Reads a PNG strictly: every chunk's checksum, and the pixels' data to the last byte.

W3C, Portable Network Graphics (third edition).
"""

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk_app.documents.images.faults import CutOff, Damaged, Endless, mind_size
from kiosk_app.documents.images.image_page import ImagePage, meant_dpi

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 100_000
MOST_SMALL_CHUNK = 1024 * 1024
BLOCK_BYTES = 1024 * 1024

GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
_SAMPLES = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGB_ALPHA: 4}
_BITS = {GREY: (1, 2, 4, 8, 16), RGB: (8, 16), PALETTE: (1, 2, 4, 8), GREY_ALPHA: (8, 16),
         RGB_ALPHA: (8, 16)}  # fmt: skip
# Adam7: first column and row, steps between columns and rows.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
           (0, 1, 1, 2))  # fmt: skip


@dataclass(frozen=True)
class PngFacts:
    """What a PNG says of itself; `data` are offset and length of each part of its pixels' data.

    `transparent` is whether any pixel may be; `palette` is RGB by index. `end` is where the
    file's last chunk ends.
    """

    image: ImagePage
    bits: int
    colour: int
    interlaced: bool
    palette: bytes
    transparent: bool
    data: tuple[tuple[int, int], ...]
    end: int

    @property
    def samples(self) -> int:
        """Samples of a pixel."""
        return _SAMPLES[self.colour]


def png_facts(file: int) -> PngFacts:
    """Walk the chunks, each against its checksum. Raises Damaged, Endless, CutOff."""
    reading = _Reading(file)
    for kind, offset, length in _chunks(file):
        if kind == b"IEND":
            return reading.facts(offset + length + 4)
        reading.take(kind, offset, length)
    raise CutOff(f"ends at byte {os.fstat(file).st_size}")


def check_pixels(file: int, facts: PngFacts) -> None:
    """Inflate all of the pixels' data and look at each row's filter. Raises Damaged, Endless."""
    rows = _Rows(facts)
    inflater = zlib.decompressobj()
    try:
        for offset, length in facts.data:
            for block in _blocks(file, offset, length):
                piece = block
                while piece and not inflater.eof:
                    rows.feed(inflater.decompress(piece, BLOCK_BYTES))
                    piece = inflater.unconsumed_tail
    except zlib.error as error:
        raise Damaged("compressed image data damaged") from error
    rows.end()
    if not inflater.eof:
        raise Damaged("image data ends too soon")


def _chunks(file: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, offset and length of each chunk, once its checksum is right."""
    size, at = os.fstat(file).st_size, len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        head = os.pread(file, 8, at)
        if len(head) < 8:
            raise CutOff(f"ends at byte {size}")
        length, kind = struct.unpack(">I4s", head)
        if at + 12 + length > size:
            raise CutOff(f"ends at byte {size}")
        checksum = zlib.crc32(kind)
        for block in _blocks(file, at + 8, length):
            checksum = zlib.crc32(block, checksum)
        if struct.pack(">I", checksum) != os.pread(file, 4, at + 8 + length):
            raise Damaged(f"a checksum is wrong at byte {at}")
        yield kind, at + 8, length
        at += 12 + length
    raise Endless("a PNG of endless chunks")


def _blocks(file: int, offset: int, length: int) -> Iterator[bytes]:
    for start in range(0, length, BLOCK_BYTES):
        yield os.pread(file, min(BLOCK_BYTES, length - start), offset + start)


class _Reading:
    """Gathers the facts, chunk by chunk."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._header: tuple[int, ...] = ()
        self._palette = b""
        self._transparent = False
        self._density: tuple[float, float] | None = None
        self._data: list[tuple[int, int]] = []

    def take(self, kind: bytes, offset: int, length: int) -> None:
        if not self._header and kind != b"IHDR":
            raise Damaged("a PNG without a header")
        if kind == b"IDAT":
            if self._data and self._data[-1][0] + self._data[-1][1] + 12 != offset:
                raise Damaged("image data in two places")
            self._data.append((offset, length))
            return
        if kind not in (b"IHDR", b"PLTE", b"tRNS", b"pHYs"):
            if not kind[0] & 32:
                raise Damaged("a chunk that must be understood is not known")
            return
        if length > MOST_SMALL_CHUNK:
            raise Damaged("a chunk is too long")
        self._take_small(kind, os.pread(self._file, length, offset))

    def facts(self, end: int) -> PngFacts:
        if not self._header or not self._data:
            raise Damaged("a PNG without an image")
        width, height, bits, colour, _, _, interlace = self._header
        if colour == PALETTE and not self._palette:
            raise Damaged("a PNG without its palette")
        transparent = self._transparent or colour in (GREY_ALPHA, RGB_ALPHA)
        image = ImagePage(width, height, self._density)
        palette = self._palette if colour == PALETTE else b""
        return PngFacts(
            image, bits, colour, interlace == 1, palette, transparent, tuple(self._data), end
        )

    def _take_small(self, kind: bytes, body: bytes) -> None:
        if kind == b"IHDR":
            if self._header or len(body) != 13:
                raise Damaged("a PNG with a false header")
            self._header = struct.unpack(">IIBBBBB", body)
            width, height, bits, colour, compression, filters, interlace = self._header
            mind_size(width, height)
            if bits not in _BITS.get(colour, ()) or compression or filters or interlace > 1:
                raise Damaged("a PNG with a false header")
        elif kind == b"PLTE":
            if not body or len(body) % 3 or len(body) > 768:
                raise Damaged("a PNG with a false palette")
            self._palette = body
        elif kind == b"tRNS":
            self._transparent = self._header[3] != PALETTE or body.strip(b"\xff") != b""
        elif len(body) == 9 and body[8] == 1:
            across, down = struct.unpack(">II", body[:8])
            # Whole dots: 300 dots per inch are stored as 11811 a metre.
            self._density = meant_dpi(round(across * 0.0254, 1), round(down * 0.0254, 1))


class _Rows:
    """Counts the inflated bytes against what the header promises, row by row."""

    def __init__(self, facts: PngFacts) -> None:
        pixel_bits = facts.samples * facts.bits
        self._passes = [
            (-(-width * pixel_bits // 8) + 1, height)
            for width, height in _pass_sizes(facts)
            if width and height
        ]
        self._needed = sum(row * rows for row, rows in self._passes)
        self._count = 0
        self._in_pass = 0

    def feed(self, data: bytes) -> None:
        self._count += len(data)
        if self._count > self._needed + BLOCK_BYTES:
            raise Endless("image data is far longer than its image")
        while data and self._passes:
            row, rows = self._passes[0]
            taken = data[: row * rows - self._in_pass]
            # The first byte of each row names its filter, one of five.
            if taken[-self._in_pass % row :: row].translate(None, b"\x00\x01\x02\x03\x04"):
                raise Damaged("a row has no filter that there is")
            self._in_pass += len(taken)
            data = data[len(taken) :]
            if self._in_pass == row * rows:
                self._passes.pop(0)
                self._in_pass = 0

    def end(self) -> None:
        if self._count < self._needed:
            raise Damaged("image data ends too soon")


def _pass_sizes(facts: PngFacts) -> list[tuple[int, int]]:
    width, height = facts.image.width, facts.image.height
    if not facts.interlaced:
        return [(width, height)]
    return [
        (
            -(-(width - x) // across) if width > x else 0,
            -(-(height - y) // down) if height > y else 0,
        )
        for x, y, across, down in _PASSES
    ]
