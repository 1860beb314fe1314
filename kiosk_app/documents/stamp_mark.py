"""The drawing of the stamp: its words, its QR code, its frame."""

from dataclasses import dataclass
from functools import lru_cache

import segno

from kiosk_app.documents.stamp_font import text_at, text_width
from kiosk_app.documents.wording import StampWording

TEXT_POINTS = 6.5
LEAD_POINTS = 9.4
PAD_POINTS = 5.0
QR_POINTS = 46.0
STRIP_QR_POINTS = 31.0
LEAST_TEXT_POINTS = 4.5  # smaller is not legible on paper
LEAST_QR_POINTS = 29.0  # modules of a third of a millimetre: what a scanned copy still holds
FONT = "/KioskFont"


# Every stamp is as wide as the words of nearly all are, so that a place can be looked for before
# its words are known. One with longer words is wider.
BLOCK_POINTS = 190.0
STRIP_POINTS = 292.0
LINES_POINTS = 262.0


@dataclass(frozen=True)
class Shape:
    """The outline of a stamp in points; smaller than `least_scale` it cannot be read."""

    width: float
    height: float
    least_scale: float


@dataclass(frozen=True)
class Mark:
    """One drawing: its outline, what to draw in it, where the page number goes."""

    shape: Shape
    content: bytes
    page_x: float
    page_y: float


def ordinary_shapes(*, first: bool) -> tuple[Shape, ...]:
    """The outlines that a first or a later page's stamp may take, the best first."""
    if first:
        return _block_shape(BLOCK_POINTS), _two_lines_shape(STRIP_POINTS, STRIP_QR_POINTS)
    return (_two_lines_shape(LINES_POINTS, 0),)


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
    rows = _modules(text)
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


@lru_cache(maxsize=1)
def _modules(text: str) -> tuple[bytes, ...]:
    """The rows of the code: the same in whatever shape and size one document's mark is tried."""
    return tuple(bytes(row) for row in segno.make_qr(text, error="m").matrix)


def _block(wording: StampWording, pages: int) -> Mark:
    lines = [
        wording.title,
        f"{wording.number}  |  {wording.case}",
        f"{wording.when}  |  {wording.kiosk}",
        "",
        wording.not_a_seal,
    ]
    x = 2 * PAD_POINTS + QR_POINTS
    longest = max(map(_wide, (*lines, wording.page(pages, pages))))
    shape = _block_shape(max(BLOCK_POINTS, x + longest + PAD_POINTS))
    top = shape.height - PAD_POINTS
    content = _frame(shape)
    content += qr(wording.code, PAD_POINTS, (shape.height - QR_POINTS) / 2, QR_POINTS)
    for index, line in enumerate(lines):
        content += _text(line, x, _baseline(top, index))
    return Mark(shape, content, x, _baseline(top, 3))


def _block_shape(width: float) -> Shape:
    least = max(LEAST_TEXT_POINTS / TEXT_POINTS, LEAST_QR_POINTS / QR_POINTS)
    return Shape(width, 5 * LEAD_POINTS + 2 * PAD_POINTS, least)


def _strip(wording: StampWording, pages: int) -> Mark:
    return _two_lines(wording, pages, STRIP_POINTS, STRIP_QR_POINTS)


def _lines(wording: StampWording, pages: int) -> Mark:
    return _two_lines(wording, pages, LINES_POINTS, 0)


def _two_lines(wording: StampWording, pages: int, least_width: float, qr_points: float) -> Mark:
    first = f"{wording.title} | {wording.number} | {wording.case}"
    second = f"{wording.when} | {wording.kiosk} | {wording.not_a_seal} | "
    longest = max(_wide(first), _wide(second) + _wide(wording.page(pages, pages)))
    x = qr_points + 4 if qr_points else PAD_POINTS
    shape = _two_lines_shape(max(least_width, x + longest + PAD_POINTS), qr_points)
    top = shape.height / 2 + LEAD_POINTS
    content = _frame(shape)
    if qr_points:
        content += qr(wording.code, 1, (shape.height - qr_points) / 2, qr_points)
    content += _text(first, x, _baseline(top, 0)) + _text(second, x, _baseline(top, 1))
    return Mark(shape, content, x + _wide(second), _baseline(top, 1))


def _two_lines_shape(width: float, qr_points: float) -> Shape:
    least = LEAST_TEXT_POINTS / TEXT_POINTS
    if qr_points:
        return Shape(width, qr_points + 2, max(least, LEAST_QR_POINTS / qr_points))
    return Shape(width, 2 * LEAD_POINTS + 2 * PAD_POINTS - 1, least)


def _text(line: str, x: float, y: float) -> bytes:
    return text_at(line, x, y, FONT, TEXT_POINTS)


def _wide(line: str) -> float:
    return text_width(line, TEXT_POINTS)


def _baseline(top: float, line: int) -> float:
    return top - (line + 1) * LEAD_POINTS + 1.9


def _frame(shape: Shape) -> bytes:
    return b"0.5 w 0.25 0.25 %.2f %.2f re S\n" % (shape.width - 0.5, shape.height - 0.5)
