"""The drawing of the stamp: its words, its QR code, its frame."""

from dataclasses import dataclass

import segno

from kiosk_app.documents.stamp_font import text_at, text_width
from kiosk_app.documents.wording import StampWording

TEXT_POINTS = 6.8
LEAD_POINTS = 9.4
PAD_POINTS = 5.0
QR_POINTS = 46.0
STRIP_QR_POINTS = 31.0
LEAST_TEXT_POINTS = 4.5  # smaller is not legible on paper
LEAST_QR_POINTS = 29.0  # modules of a third of a millimetre: what a scanned copy still holds
FONT = "/KioskFont"


@dataclass(frozen=True)
class Mark:
    """One drawing: `width` by `height` in points, what to draw, where the page number goes.

    Drawn smaller than `least_scale` it cannot be read.
    """

    width: float
    height: float
    content: bytes
    page_x: float
    page_y: float
    least_scale: float


def first_page_marks(wording: StampWording, pages: int) -> tuple[Mark, ...]:
    """With the QR code: a block that is easily read, or a strip that fits into a margin."""
    return _block(wording, pages), _strip(wording, pages)


def later_page_marks(wording: StampWording, pages: int) -> tuple[Mark, ...]:
    """Two long lines that fit into a margin."""
    return (_lines(wording, pages),)


def page_number(text: str, mark: Mark, font: str = FONT) -> bytes:
    """The one part of a mark that differs from page to page."""
    return text_at(text, mark.page_x, mark.page_y, font, TEXT_POINTS)


def qr(text: str, x: float, y: float, side: float) -> bytes:
    """The code as rectangles, one for each run of dark modules; the quiet zone stays empty."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    module = side / (len(rows) + 4)
    parts = []
    for row_index, row in enumerate(rows):
        column = 0
        while column < len(row):
            run = len(row[column:]) - len(row[column:].lstrip(b"\x01"))
            if run:
                at = (x + (column + 2) * module, y + side - (row_index + 3) * module)
                parts.append(b"%.3f %.3f %.3f %.3f re\n" % (*at, run * module, module))
            column += max(run, 1)
    return b"".join(parts) + b"f\n"


def _block(wording: StampWording, pages: int) -> Mark:
    lines = [
        wording.title,
        f"{wording.number}  |  {wording.case}",
        f"{wording.when}  |  {wording.kiosk}",
        "",
        wording.not_a_seal,
    ]
    height = 5 * LEAD_POINTS + 2 * PAD_POINTS
    x = 2 * PAD_POINTS + QR_POINTS
    width = x + max(map(_wide, (*lines, wording.page(pages, pages)))) + PAD_POINTS
    top = height - PAD_POINTS
    content = _frame(width, height)
    content += qr(wording.code, PAD_POINTS, (height - QR_POINTS) / 2, QR_POINTS)
    for index, line in enumerate(lines):
        content += _text(line, x, _baseline(top, index))
    least = max(LEAST_TEXT_POINTS / TEXT_POINTS, LEAST_QR_POINTS / QR_POINTS)
    return Mark(width, height, content, x, _baseline(top, 3), least)


def _strip(wording: StampWording, pages: int) -> Mark:
    height = STRIP_QR_POINTS + 2
    return _two_lines(wording, pages, STRIP_QR_POINTS + 4, height, STRIP_QR_POINTS)


def _lines(wording: StampWording, pages: int) -> Mark:
    return _two_lines(wording, pages, PAD_POINTS, 2 * LEAD_POINTS + 2 * PAD_POINTS - 1, 0)


def _two_lines(
    wording: StampWording, pages: int, x: float, height: float, qr_points: float
) -> Mark:
    first = f"{wording.title}  |  {wording.number}  |  {wording.case}"
    second = f"{wording.when}  |  {wording.kiosk}  |  {wording.not_a_seal}  |  "
    longest = max(_wide(first), _wide(second) + _wide(wording.page(pages, pages)))
    width = x + longest + PAD_POINTS
    top = height / 2 + LEAD_POINTS
    content = _frame(width, height)
    least = LEAST_TEXT_POINTS / TEXT_POINTS
    if qr_points:
        content += qr(wording.code, 1, (height - qr_points) / 2, qr_points)
        least = max(least, LEAST_QR_POINTS / qr_points)
    content += _text(first, x, _baseline(top, 0)) + _text(second, x, _baseline(top, 1))
    return Mark(width, height, content, x + _wide(second), _baseline(top, 1), least)


def _text(line: str, x: float, y: float) -> bytes:
    return text_at(line, x, y, FONT, TEXT_POINTS)


def _wide(line: str) -> float:
    return text_width(line, TEXT_POINTS)


def _baseline(top: float, line: int) -> float:
    return top - (line + 1) * LEAD_POINTS + 1.9


def _frame(width: float, height: float) -> bytes:
    return b"0.5 w 0.25 0.25 %.2f %.2f re S\n" % (width - 0.5, height - 0.5)
