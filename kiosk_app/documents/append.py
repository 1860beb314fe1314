"""Adds changed objects to the end of a PDF file: an incremental update (ISO 32000-1, 7.5.6).

What was in the file stays, byte for byte, in front of the update.
"""

import hashlib
import os
import re
from collections.abc import Sequence

import pikepdf

from kiosk_app.documents.original import Original, record

TAIL_BYTES = 2048


class CannotAppend(Exception):
    """This file's own structure leaves nothing to append to."""


class CouldNotStamp(Exception):
    """No derivative can be made that a second reader agrees with (K220)."""


def append(
    out: int,
    pdf: pikepdf.Pdf,
    changed: Sequence[pikepdf.Object],
    first_new: int,
    original: Original | None = None,
) -> None:
    """Write `changed`, indirect objects of `pdf` new or altered, after the file in `out`.

    Objects from the number `first_new` on are not in the file yet (see `first_new_number`).

    `pdf` must have been read from the very bytes that `out` holds. The update speaks the
    dialect of the last cross-reference section: a table or a stream. The same objects give
    the same bytes. The end names the `original`, where one stands in front. Raises
    CannotAppend before anything is written, or OSError.
    """
    length = os.fstat(out).st_size
    previous, is_table = last_section(out)
    body = bytearray(b"\n")
    offsets: dict[tuple[int, int], int] = {}
    for item in _with_new(changed, first_new):
        offsets[item.objgen] = length + len(body)
        body += b"%d %d obj\n" % item.objgen + _serialised(item) + b"\nendobj\n"
    trailer = _trailer(pdf, previous, body)
    size = max(first_new, *(number + 1 for number, _ in offsets))
    start = length + len(body)
    if is_table:
        body += _table(offsets) + b"trailer\n<< /Size %d %s >>" % (size, trailer)
    else:
        offsets[size, 0] = start
        body += _stream(offsets, size, trailer)
    if original is not None:
        body += record(original)
    body += b"\nstartxref\n%d\n%%%%EOF\n" % start
    _write_at(out, length, bytes(body))


def first_new_number(pdf: pikepdf.Pdf) -> int:
    """The first number no object of the file has. Ask before anything looks at the pages.

    The trailer says it too, but some producers understate it.
    """
    stated = int(pdf.trailer.get("/Size", 0))
    # Else an object that is a plain number, as lengths often are, comes without its own.
    with pikepdf.explicit_conversion():
        there = (item for item in pdf.objects if item is not None)  # None: one that says "null"
        return max([stated, *(item.objgen[0] + 1 for item in there)])


def last_section(file: int) -> tuple[int, bool]:
    """Where the last cross-reference section begins, and whether it is a table.

    Raises CannotAppend when the file does not begin and end as it should.
    """
    length = os.fstat(file).st_size
    if os.pread(file, 5, 0) != b"%PDF-":
        raise CannotAppend("the file does not begin with its header")
    tail = os.pread(file, TAIL_BYTES, max(0, length - TAIL_BYTES))
    starts = re.findall(rb"startxref\s+(\d{1,12})\s", tail)
    if not starts:
        raise CannotAppend("the file does not say where its cross-reference section is")
    start = int(starts[-1])
    head = os.pread(file, 32, start)
    if re.match(rb"\s*xref\s", head):
        return start, True
    if re.match(rb"\s*\d+\s+\d+\s+obj", head):
        return start, False
    raise CannotAppend("there is no cross-reference section where the file says")


def _with_new(changed: Sequence[pikepdf.Object], first_new: int) -> list[pikepdf.Object]:
    """The changed objects and every new one they name: some are made by the parser itself,
    which hangs what pages inherit on the pages.
    """
    found = {item.objgen: item for item in changed}
    waiting: list[object] = list(changed)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Stream):
            item = item.stream_dict
        if isinstance(item, pikepdf.Dictionary):
            values: list[object] = list(item.values())
        elif isinstance(item, pikepdf.Array):
            values = list(item)
        else:
            continue
        for value in values:
            if not isinstance(value, pikepdf.Object):
                continue
            if not value.is_indirect:
                waiting.append(value)
            elif value.objgen[0] >= first_new and value.objgen not in found:
                found[value.objgen] = value
                waiting.append(value)
    return list(found.values())


def _serialised(item: pikepdf.Object) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    data = item.read_raw_bytes()
    item.stream_dict.Length = len(data)
    return item.stream_dict.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"


def _trailer(pdf: pikepdf.Pdf, previous: int, body: bytearray) -> bytes:
    parts = [b"/Prev %d" % previous]
    for key in ("/Root", "/Info"):
        if key in pdf.trailer:
            parts.append(key.encode() + b" " + pdf.trailer[key].unparse())
    if "/ID" in pdf.trailer:
        first = bytes(pdf.trailer.ID[0])
        second = hashlib.sha256(first + body).digest()[:16]
        parts.append(b"/ID [<%s> <%s>]" % (first.hex().encode(), second.hex().encode()))
    return b" ".join(parts)


def _runs(offsets: dict[tuple[int, int], int]) -> list[list[tuple[int, int]]]:
    """The objects in order of number, cut where the numbers are not consecutive."""
    runs: list[list[tuple[int, int]]] = []
    for objgen in sorted(offsets):
        if runs and runs[-1][-1][0] + 1 == objgen[0]:
            runs[-1].append(objgen)
        else:
            runs.append([objgen])
    return runs


def _table(offsets: dict[tuple[int, int], int]) -> bytes:
    lines = [b"xref\n"]
    for run in _runs(offsets):
        lines.append(b"%d %d\n" % (run[0][0], len(run)))
        lines += [b"%010d %05d n \n" % (offsets[objgen], objgen[1]) for objgen in run]
    return b"".join(lines)


def _stream(offsets: dict[tuple[int, int], int], size: int, trailer: bytes) -> bytes:
    runs = _runs(offsets)
    index = b" ".join(b"%d %d" % (run[0][0], len(run)) for run in runs)
    rows = b"".join(
        b"\x01" + offsets[objgen].to_bytes(6, "big") + objgen[1].to_bytes(2, "big")
        for run in runs
        for objgen in run
    )
    return (
        b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 6 2] /Index [%s] /Length %d %s >>\nstream\n"
        % (size, size + 1, index, len(rows), trailer)
        + rows
        + b"\nendstream\nendobj"
    )


def _write_at(out: int, offset: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(out, view, offset)
        view, offset = view[written:], offset + written
