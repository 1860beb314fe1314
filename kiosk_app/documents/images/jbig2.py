"""Walks the segments of JBIG2 data in a PDF: there is no checksum, but every length can be checked.

ITU-T T.88, 7.2; ISO 32000-1, 7.4.7 (segments one after another, no file header).
"""

from dataclasses import dataclass

from kiosk_app.documents.images.faults import Damaged, mind_size

PAGE_INFORMATION, END_OF_PAGE, END_OF_FILE, GENERIC_REGION = 48, 49, 51, 38
KINDS = {0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 62}
REGIONS = {6, 7, 22, 23, 38, 39, 42, 43}
UNKNOWN = 0xFFFFFFFF
MOST_SEGMENTS = 100_000


@dataclass(frozen=True)
class Segment:
    """One segment: its number, its kind, and its data."""

    number: int
    kind: int
    data: bytes


def check_jbig2(data: bytes, shared: bytes, width: int, height: int) -> None:
    """Check that the segments of an image, and those it shares, fill their data to the end.

    `width` and `height` are what the PDF says of the image. Raises Damaged, Endless.
    """
    for segment in segments(shared):
        if segment.kind in REGIONS | {PAGE_INFORMATION}:
            raise Damaged("JBIG2: a page among the shared parts")
    own = segments(data)
    pages = [segment for segment in own if segment.kind == PAGE_INFORMATION]
    if len(pages) != 1:
        raise Damaged("JBIG2: no page")
    if not any(segment.kind in REGIONS for segment in own):
        raise Damaged("JBIG2: a page without an image")
    _mind_page(pages[0].data, width, height)
    for segment in own:
        if segment.kind in REGIONS and len(segment.data) < 17:
            raise Damaged("JBIG2: a region without a size")
        if segment.kind in REGIONS:
            mind_size(_number(segment.data, 0, 4), _number(segment.data, 4, 4))


def segments(data: bytes) -> list[Segment]:
    """All segments. Raises Damaged where one reaches behind the end, or is none."""
    found: list[Segment] = []
    at = 0
    while at < len(data):
        if len(found) == MOST_SEGMENTS:
            raise Damaged("JBIG2: too many segments")
        if not data[at:].strip(b"\x00\r\n ") and found:
            break  # what some writers pad with
        number, kind, start, length = _header(data, at)
        if length == UNKNOWN:
            length = _unknown_length(data, kind, start)
        if start + length > len(data):
            raise Damaged(f"JBIG2: segment {number} breaks off at byte {len(data)}")
        found.append(Segment(number, kind, data[start : start + length]))
        at = start + length
    return found


def _header(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Number and kind of the segment at `at`, where its data starts, and how long it is."""
    number, flags = _number(data, at, 4), _number(data, at + 4, 1)
    kind = flags & 0x3F
    if kind not in KINDS:
        raise Damaged(f"JBIG2: no segment at byte {at}")
    referred, at = _number(data, at + 5, 1) >> 5, at + 5
    if referred == 7:
        referred = _number(data, at, 4) & 0x1FFFFFFF
        at += 4 + (referred + 8) // 8
    else:
        at += 1
    at += referred * (1 if number <= 256 else 2 if number <= 65_536 else 4)
    at += 4 if flags & 0x40 else 1
    return number, kind, at + 4, _number(data, at, 4)


def _unknown_length(data: bytes, kind: int, start: int) -> int:
    """A generic region may end at a mark instead: 7.2.7."""
    if kind != GENERIC_REGION:
        raise Damaged("JBIG2: a segment without a length")
    coded_as_fax = _number(data, start + 17, 1) & 1
    end = data.find(b"\x00\x00" if coded_as_fax else b"\xff\xac", start + 18)
    if end < 0:
        raise Damaged(f"JBIG2: a segment breaks off at byte {len(data)}")
    return end + 2 + 4 - start


def _mind_page(page: bytes, width: int, height: int) -> None:
    if len(page) < 19:
        raise Damaged("JBIG2: no page")
    # A height of all ones is that of a page in stripes, not known when it was begun.
    if _number(page, 0, 4) < width or _number(page, 4, 4) < height:
        raise Damaged("JBIG2: the page is smaller than its image")


def _number(data: bytes, at: int, count: int) -> int:
    if at + count > len(data):
        raise Damaged(f"JBIG2: a segment breaks off at byte {len(data)}")
    return int.from_bytes(data[at : at + count], "big")
