"""Reads the directories of a TIFF file, classic or BigTIFF, and believes no number in them.

Adobe TIFF 6.0 (1992), its technical note 2 (JPEG, 1995), and BigTIFF (2007).
"""

import os
import struct
from dataclasses import dataclass

from kiosk_app.documents.images.faults import CutOff, Damaged, Endless, Unsuitable, mind_size
from kiosk_app.documents.images.image_page import ImagePage, meant_dpi

MOST_DIRECTORIES = 20_000
MOST_TAGS = 1000
MOST_VALUE_BYTES = 16 * 1024 * 1024
MOST_PIECES = 200_000

FAX_ROWS, FAX3, FAX4, LZW, OLD_JPEG, JPEG, DEFLATE, PACKBITS, OLD_DEFLATE = (
    2, 3, 4, 5, 6, 7, 8, 32773, 32946,
)  # fmt: skip
NONE = 1
TAKEN = {NONE, FAX_ROWS, FAX3, FAX4, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACKBITS}
NAMED = {
    OLD_JPEG: "old-style JPEG",
    32766: "NeXT",
    32809: "ThunderScan",
    34661: "JBIG",
    34712: "JPEG 2000",
    34887: "LERC",
    34925: "LZMA",
    50000: "Zstandard",
    50001: "WebP",
    50002: "JPEG XL",
}

SUBFILE, REDUCED, MASK = 254, 1, 4
WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 258, 259, 262, 266
STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS = 273, 274, 277, 278, 279
X_RESOLUTION, Y_RESOLUTION, PLANAR, T4_OPTIONS, T6_OPTIONS = 282, 283, 284, 292, 293
RESOLUTION_UNIT, PREDICTOR, COLOUR_MAP = 296, 317, 320
TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_COUNTS = 322, 323, 324, 325
EXTRA_SAMPLES, SAMPLE_FORMAT, JPEG_TABLES = 338, 339, 347

# The types of values: size and struct's letter; those of two numbers are read as two.
_TYPES = {1: "B", 2: "B", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i", 10: "ii",
          11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}  # fmt: skip

Number = int | float


@dataclass(frozen=True)
class TiffPage:
    """One directory: how the image of one page is stored.

    `pieces` are the offset and length of every strip or tile, in the file's order; `tile` is
    the size of tiles, None for strips. `order` is struct's sign of the byte order.
    """

    image: ImagePage
    order: str
    tags: dict[int, tuple[Number, ...]]
    pieces: tuple[tuple[int, int], ...]
    tile: tuple[int, int] | None
    rows_per_strip: int

    def first(self, tag: int, default: int) -> int:
        """The first value of a tag as a whole number."""
        values = self.tags.get(tag)
        return int(values[0]) if values else default

    @property
    def compression(self) -> int:
        """The number of the compression."""
        return self.first(COMPRESSION, NONE)

    @property
    def bits(self) -> int:
        """Bits of a sample; all samples have the same."""
        return self.first(BITS, 1)

    @property
    def samples(self) -> int:
        """Samples of a pixel."""
        return self.first(SAMPLES, 1)

    @property
    def size_bytes(self) -> int:
        """Bytes of all pieces."""
        return sum(count for _, count in self.pieces)


class TiffFile:
    """An open TIFF file; finding its pages reads the chain of directories alone.

    Raises CutOff when not even the first page is there, Endless for a chain that loops or
    goes on without measure. A chain that leaves the file later is told by `cut_off`.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._size = os.fstat(file).st_size
        head = os.pread(file, 16, 0)
        self._order = "<" if head[:2] == b"II" else ">"
        self._big = head[2:4] in (b"+\x00", b"\x00+")
        self._offset_letter = "Q" if self._big else "I"
        self.cut_off = ""
        if len(head) < (16 if self._big else 8):
            raise CutOff(f"ends at byte {self._size}")
        self._directories = self._walk(
            self._unpack(self._offset_letter, head, 8 if self._big else 4)
        )
        if not self._directories:
            raise CutOff(self.cut_off or "no pages")
        self._directories = self._pages(self._directories)

    @property
    def count(self) -> int:
        """How many pages there are; their smaller copies and masks are none."""
        return len(self._directories)

    def page(self, number: int) -> TiffPage:
        """The page `number`, from 1. Raises Damaged, Endless, Unsuitable."""
        tags = self._tags(self._directories[number - 1], WANTED)
        return _Reading(tags, self._order, self._size).page()

    def _pages(self, directories: list[int]) -> list[int]:
        """Without masks and smaller copies of pages; what is as large as a page is one."""
        kinds = [self._kind_and_width(offset) for offset in directories]
        widest = max((width for kind, width in kinds if not kind & (REDUCED | MASK)), default=0)
        pages = [
            offset
            for offset, (kind, width) in zip(directories, kinds, strict=True)
            if not kind & MASK and not (kind & REDUCED and width < widest)
        ]
        return pages or directories

    def _kind_and_width(self, offset: int) -> tuple[int, int]:
        try:
            tags = self._tags(offset, {SUBFILE, WIDTH})
        except Damaged:
            return 0, 0  # told when the page is read
        return int(tags.get(SUBFILE, (0,))[0]), int(tags.get(WIDTH, (0,))[0])

    def _walk(self, offset: int) -> list[int]:
        found: list[int] = []
        seen: set[int] = set()
        count_letter, entry_bytes = ("Q", 20) if self._big else ("H", 12)
        count_bytes = struct.calcsize(count_letter)
        link_bytes = struct.calcsize(self._offset_letter)
        while offset:
            if offset in seen:
                raise Endless("the pages go round in a circle")
            if len(found) == MOST_DIRECTORIES:
                raise Endless(f"more than {MOST_DIRECTORIES} pages")
            seen.add(offset)
            head = os.pread(self._file, count_bytes, offset) if offset < self._size else b""
            entries = self._unpack(count_letter, head, 0) if len(head) == count_bytes else 0
            end = offset + count_bytes + entries * entry_bytes
            link = os.pread(self._file, link_bytes, end) if end < self._size else b""
            if len(link) < link_bytes:
                # Some writers leave out the last link; then the directory itself is whole.
                if len(head) == count_bytes and end == self._size and 0 < entries <= MOST_TAGS:
                    found.append(offset)
                    return found
                self.cut_off = f"page {len(found) + 1} lies behind the end at byte {self._size}"
                return found
            if not 0 < entries <= MOST_TAGS:
                self.cut_off = f"page {len(found) + 1} has no directory"
                return found
            found.append(offset)
            offset = self._unpack(self._offset_letter, link, 0)
        return found

    def _tags(self, offset: int, wanted: set[int]) -> dict[int, tuple[Number, ...]]:
        count_letter, entry_bytes = ("Q", 20) if self._big else ("H", 12)
        count_bytes = struct.calcsize(count_letter)
        entries = self._unpack(count_letter, os.pread(self._file, count_bytes, offset), 0)
        table = os.pread(self._file, entries * entry_bytes, offset + count_bytes)
        tags: dict[int, tuple[Number, ...]] = {}
        for at in range(0, len(table), entry_bytes):
            tag, kind = struct.unpack_from(self._order + "HH", table, at)
            count = self._unpack(self._offset_letter, table, at + 4)
            letters = _TYPES.get(kind)
            if letters is None or tag not in wanted or tag in tags or count == 0:
                continue
            inline = table[at + 4 + struct.calcsize(self._offset_letter) : at + entry_bytes]
            tags[tag] = self._values(count, letters, inline)
        return tags

    def _values(self, count: int, letters: str, inline: bytes) -> tuple[Number, ...]:
        size = count * struct.calcsize("=" + letters)
        if size > MOST_VALUE_BYTES:
            raise Endless(f"a directory entry of {size} bytes")
        data = inline[:size]
        if size > len(inline):
            offset = self._unpack(self._offset_letter, inline, 0)
            data = os.pread(self._file, size, offset) if offset < self._size else b""
        if len(data) < size:
            raise Damaged(f"the directory reaches behind the end at byte {self._size}")
        return struct.unpack(f"{self._order}{count * len(letters)}{letters[0]}", data)

    def _unpack(self, letter: str, data: bytes, at: int) -> int:
        (value,) = struct.unpack_from(self._order + letter, data, at)
        return int(value)


class _Reading:
    """The making of a page from its tags."""

    def __init__(self, tags: dict[int, tuple[Number, ...]], order: str, size_bytes: int) -> None:
        self._tags = tags
        self._order = order
        self._size = size_bytes

    def page(self) -> TiffPage:
        width, height = self._first(WIDTH, 0), self._first(HEIGHT, 0)
        mind_size(width, height)
        self._mind_coding()
        orientation = self._first(ORIENTATION, 1)
        image = ImagePage(width, height, self._dpi(), orientation if orientation <= 8 else 1)
        tile = None
        if TILE_WIDTH in self._tags:
            tile = self._first(TILE_WIDTH, 0), self._first(TILE_HEIGHT, 0)
            if min(tile) < 1:
                raise Damaged("tiles without a size")
            mind_size(*tile)
        rows = min(max(1, self._first(ROWS_PER_STRIP, height)), height)
        pieces = self._pieces(self._piece_count(width, height, tile, rows), tile is not None)
        return TiffPage(image, self._order, self._tags, pieces, tile, rows)

    def _mind_coding(self) -> None:
        compression = self._first(COMPRESSION, NONE)
        if compression not in TAKEN:
            raise Unsuitable(f"TIFF with {NAMED.get(compression, f'compression {compression}')}")
        bits = {int(value) for value in self._tags.get(BITS, (1,))}
        if len(bits) != 1 or not bits <= {1, 2, 4, 8, 16}:
            raise Unsuitable(f"TIFF with {'+'.join(map(str, sorted(bits)))} bits a sample")
        if self._first(SAMPLE_FORMAT, 1) not in (1, 4):
            raise Unsuitable("TIFF with samples that are no whole numbers")
        if not 1 <= self._first(SAMPLES, 1) <= 5 or self._first(PLANAR, 1) not in (1, 2):
            raise Unsuitable("TIFF with too many samples a pixel")
        if compression == FAX3 and self._first(T4_OPTIONS, 0) & 2:
            raise Unsuitable("TIFF with uncompressed fax rows")
        if compression in (FAX_ROWS, FAX3, FAX4) and (bits != {1} or self._first(SAMPLES, 1) != 1):
            raise Damaged("fax data of more than one bit a pixel")

    def _piece_count(self, width: int, height: int, tile: tuple[int, int] | None, rows: int) -> int:
        if tile is not None:
            count = -(-width // tile[0]) * -(-height // tile[1])
        else:
            count = -(-height // rows)
        if self._first(PLANAR, 1) == 2:
            count *= self._first(SAMPLES, 1)
        if count > MOST_PIECES:
            raise Endless(f"a page in {count} pieces")
        return count

    def _pieces(self, wanted: int, tiled: bool) -> tuple[tuple[int, int], ...]:
        offsets = self._tags.get(TILE_OFFSETS if tiled else STRIP_OFFSETS, ())
        counts = self._tags.get(TILE_COUNTS if tiled else STRIP_COUNTS, ())
        if len(offsets) == 1 and not counts:
            counts = (max(0, self._size - int(offsets[0])),)
        if len(offsets) < wanted or len(counts) < wanted:
            raise Damaged("parts of the page are missing")
        pieces = tuple((int(a), int(b)) for a, b in zip(offsets[:wanted], counts, strict=False))
        for offset, count in pieces:
            if count < 1:
                raise Damaged("parts of the page are missing")
            if offset < 0 or offset + count > self._size:
                raise Damaged(f"the image reaches behind the end at byte {self._size}")
        return pieces

    def _dpi(self) -> tuple[float, float] | None:
        factor = {2: 1.0, 3: 2.54}.get(self._first(RESOLUTION_UNIT, 2))
        across = self._tags.get(X_RESOLUTION, ())
        down = self._tags.get(Y_RESOLUTION, across)
        if factor is None or len(across) < 2 or len(down) < 2 or not across[1] or not down[1]:
            return None
        return meant_dpi(across[0] / across[1] * factor, down[0] / down[1] * factor)

    def _first(self, tag: int, default: int) -> int:
        values = self._tags.get(tag)
        return int(values[0]) if values else default


# Only these are read; what else a directory holds (EXIF, notes, private tags) is left alone.
WANTED = {
    WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER, STRIP_OFFSETS, ORIENTATION,
    SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS, X_RESOLUTION, Y_RESOLUTION, PLANAR, T4_OPTIONS,
    T6_OPTIONS, RESOLUTION_UNIT, PREDICTOR, COLOUR_MAP, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS,
    TILE_COUNTS, EXTRA_SAMPLES, SAMPLE_FORMAT, JPEG_TABLES, 529, 530, 531, 532,
}  # fmt: skip
