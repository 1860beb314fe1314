"""Draws the sheet that stands in front of a document, or beside one that nothing may touch."""

from collections.abc import Sequence

from kiosk_app.documents import sheet_words
from kiosk_app.documents.placement import RESERVED_HEIGHT
from kiosk_app.documents.stamp_font import text_at, text_width
from kiosk_app.documents.stamp_mark import FONT, qr
from kiosk_app.documents.wording import StampWording

WIDTH, HEIGHT = 595.276, 841.89
LEFT = 71.0
QR_SIDE = 142.0
MOST_LINES_OF_PAGES = 12

Line = tuple[str, float]
"""What a line says and how large; an empty one is a gap of that height."""


def sheet_in_front(wording: StampWording, pages: int, unmarked: Sequence[int]) -> bytes:
    """Drawing operators for an A4 page: the stamp, and which pages carry none."""
    listed = sheet_words.pages_in_lines(unmarked, MOST_LINES_OF_PAGES)
    words = [
        *_sized(sheet_words.NO_FREE_PLACE, 9.5),
        ("", 5.0),
        *((line, 11.0) for line in listed),
    ]
    return _sheet(wording, pages, sheet_words.IN_FRONT, words)


def sheet_beside(wording: StampWording, pages: int) -> bytes:
    """Drawing operators for an A4 page: the stamp, and whose it is."""
    return _sheet(wording, pages, sheet_words.BESIDE, _sized(sheet_words.SIGNED, 9.5))


def _sheet(wording: StampWording, pages: int, what: Sequence[str], words: Sequence[Line]) -> bytes:
    """From the top: the stamp in full, the digest, what this sheet is, what else to know.

    The top of a first page stays free here too.
    """
    lines: list[Line] = [
        (wording.title, 18.0),
        ("", 12.0),
        (wording.number, 15.0),
        (wording.case, 15.0),
        (f"{wording.when}  |  {wording.kiosk}", 12.0),
        (f"{pages} pages 頁", 12.0) if pages != 1 else ("1 page 頁", 12.0),
        ("", 8.0),
        (wording.not_a_seal, 14.0),
    ]
    y = HEIGHT - RESERVED_HEIGHT - 60
    drawn, y = _lines(lines, y)
    drawn += qr(wording.code, LEFT - QR_SIDE / 15, y - QR_SIDE - 6, QR_SIDE)
    below = [
        (sheet_words.DIGEST, 9.5),
        (wording.sha256[:32], 11.0),
        (wording.sha256[32:], 11.0),
        ("", 18.0),
        *_sized(what, 9.5),
        ("", 12.0),
        *words,
    ]
    return drawn + _lines(below, y - QR_SIDE - 24)[0]


def _sized(lines: Sequence[str], size_points: float) -> list[Line]:
    return [(line, size_points) for line in lines]


def _lines(lines: Sequence[Line], y: float) -> tuple[bytes, float]:
    """Lines from `y` downwards, each as large as said, smaller where it would not fit."""
    drawn = b""
    for text, size in lines:
        if text:
            fitting = size * min(1.0, (WIDTH - 2 * LEFT) / max(text_width(text, size), 1.0))
            y -= size * 1.45
            drawn += text_at(text, LEFT, y, FONT, fitting)
        else:
            y -= size
    return drawn, y
