"""Joins the JPEG strips of a TIFF page to one JPEG, where that is legal, without decoding them.

Strips of whole rows of blocks, coded with the same tables, are to JPEG what lies between two
restart marks (ITU-T T.81, B.2.1): only the marks and the height in the header are written anew.
"""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

MOST_INTERVAL = 65_535
_START, _END = b"\xff\xd8", b"\xff\xd9"
_FRAME, _FRAME_EXTENDED, _SCAN, _RESTART, _TABLES = 0xC0, 0xC1, 0xDA, 0xDD, (0xDB, 0xC4)
_NOTES = {*range(0xE0, 0xF0), 0xFE}
_MARK = re.compile(rb"\xff[^\x00]")


@dataclass(frozen=True)
class _Strip:
    tables: bytes
    frame: bytes
    scan_header: bytes
    rows: int
    coded: bytes


def joined(strips: Iterable[bytes], width: int, height: int, rows_per_strip: int) -> bytes | None:
    """One JPEG of all strips, each a JPEG by itself; None where they cannot be joined."""
    parts: list[_Strip] = []
    for data in strips:
        part = _read(data)
        if part is None or (parts and not _alike(part, parts[0])):
            return None
        parts.append(part)
    interval = _interval(parts[0].frame, width, rows_per_strip)
    if interval is None:
        return None
    first = parts[0]
    out = [_START, first.tables, _with_height(first.frame, height)]
    out += [struct.pack(">BBHH", 0xFF, _RESTART, 4, interval), first.scan_header]
    for index, part in enumerate(parts):
        if index:
            out.append(bytes((0xFF, 0xD0 + (index - 1) % 8)))
        out.append(part.coded)
    return b"".join([*out, _END])


def _read(data: bytes) -> _Strip | None:
    """The segments of a plain strip: one frame of Huffman coding, one scan, no restarts."""
    tables, frame, at = b"", b"", 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at : at + 2 + length]
        at += 2 + length
        if mark in _TABLES:
            tables += segment
        elif mark in (_FRAME, _FRAME_EXTENDED) and len(segment) > 9:
            frame = segment
        elif mark == _SCAN:
            end = data.rfind(_END)
            coded = data[at:end] if end >= at else data[at:]
            if not frame or _MARK.search(coded):
                return None
            return _Strip(tables, frame, segment, int.from_bytes(frame[5:7], "big"), coded)
        elif mark not in _NOTES:
            return None
    return None


def _alike(part: _Strip, first: _Strip) -> bool:
    return (part.tables, part.scan_header) == (first.tables, first.scan_header) and _with_height(
        part.frame, 0
    ) == _with_height(first.frame, 0)


def _interval(frame: bytes, width: int, rows: int) -> int | None:
    """How many blocks lie between two restart marks; None when a strip ends within a block."""
    factors = [frame[11 + 3 * index] for index in range(frame[9])]
    if len(factors) == 1:
        across = down = 8
    else:
        across = 8 * max(factor >> 4 for factor in factors)
        down = 8 * max(factor & 15 for factor in factors)
    if not across or not down or rows % down:
        return None
    interval = -(-width // across) * (rows // down)
    return interval if interval <= MOST_INTERVAL else None


def _with_height(frame: bytes, height: int) -> bytes:
    return frame[:5] + struct.pack(">H", min(height, 65_535)) + frame[7:]
