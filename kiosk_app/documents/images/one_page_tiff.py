"""Writes one image as the smallest TIFF file in memory, for a decoder that reads nothing else."""

import struct
from collections.abc import Mapping, Sequence

from kiosk_app.documents.images import tiff_file as t

_SHORT, _LONG, _RATIONAL, _UNDEFINED = 3, 4, 5, 7
_LONGS = {t.WIDTH, t.HEIGHT, t.ROWS_PER_STRIP, t.TILE_WIDTH, t.TILE_HEIGHT, t.T4_OPTIONS,
          t.T6_OPTIONS, t.STRIP_OFFSETS, t.STRIP_COUNTS, t.TILE_OFFSETS, t.TILE_COUNTS}  # fmt: skip
_RATIONALS = {t.X_RESOLUTION, t.Y_RESOLUTION, 529, 532}


def one_page_tiff(
    tags: Mapping[int, Sequence[t.Number]], pieces: Sequence[bytes], order: str = "<"
) -> bytes:
    """A classic TIFF file of one page: the given tags, and the strips or tiles as they are."""
    tiled = t.TILE_WIDTH in tags
    data = [(b"II*\x00" if order == "<" else b"MM\x00*"), b""]
    at, offsets = 8, []
    for piece in pieces:
        offsets.append(at)
        data += [piece, b"\x00" * (len(piece) % 2)]
        at += len(piece) + len(piece) % 2
    held = dict(tags)
    held[t.TILE_OFFSETS if tiled else t.STRIP_OFFSETS] = offsets
    held[t.TILE_COUNTS if tiled else t.STRIP_COUNTS] = [len(piece) for piece in pieces]
    directory, values = _directory(held, order, at)
    data[1] = struct.pack(order + "I", at + len(values))
    return b"".join([*data, values, directory])


def _directory(tags: Mapping[int, Sequence[t.Number]], order: str, at: int) -> tuple[bytes, bytes]:
    """The directory, and the values that it points to, which lie at `at`."""
    entries, behind = [struct.pack(order + "H", len(tags))], b""
    for tag in sorted(tags):
        kind, packed = _packed(tag, tags[tag], order)
        count = len(tags[tag]) // (2 if kind == _RATIONAL else 1)
        if len(packed) > 4:
            held = struct.pack(order + "I", at + len(behind))
            behind += packed + b"\x00" * (len(packed) % 2)
        else:
            held = packed.ljust(4, b"\x00")
        entries.append(struct.pack(order + "HHI", tag, kind, count) + held)
    return b"".join([*entries, b"\x00\x00\x00\x00"]), behind


def _packed(tag: int, values: Sequence[t.Number], order: str) -> tuple[int, bytes]:
    whole = [int(value) & 0xFFFFFFFF for value in values]
    if tag in _RATIONALS:
        return _RATIONAL, struct.pack(f"{order}{len(whole)}I", *whole)
    if tag in _LONGS:
        return _LONG, struct.pack(f"{order}{len(whole)}I", *whole)
    if tag == t.JPEG_TABLES:
        return _UNDEFINED, bytes(value & 0xFF for value in whole)
    return _SHORT, struct.pack(f"{order}{len(whole)}H", *(value & 0xFFFF for value in whole))
