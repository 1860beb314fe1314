"""PDF files with pages that stamps are commonly wrong on, each of two pages."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (0.0, 0.0, 595.0, 842.0)
CROPPED = (100.0, 150.0, 695.0, 992.0)
LARGER = (-50.0, -80.0, 900.0, 1200.0)


def lines(box: Sequence[float]) -> bytes:
    """Text over the middle of a page, as wide as the page allows; margins stay empty."""
    left, bottom, _, top = box
    rows = int((top - bottom - 220) / 18)
    start = b"BT /F1 12 Tf 18 TL 1 0 0 1 %.2f %.2f Tm " % (left + 100, top - 110)
    row = b"(The quick brown fox jumps over the lazy dog.) Tj T* "
    return start + row * max(0, min(rows, 30)) + b"ET"


def two_pages(
    content: bytes | None = None,
    *,
    box: Sequence[float] = A4,
    crop: Sequence[float] | None = None,
    rotate: int = 0,
    unit: float = 1,
    inherit: bool = False,
    object_streams: bool = False,
    linearize: bool = False,
) -> bytes:
    pdf = pikepdf.new()
    resources = Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(100, 100)).obj
        page.Contents = pdf.make_stream(lines(crop or box) if content is None else content)
        page.Resources = resources
        page.MediaBox = Array(list(box))
        if crop:
            page.CropBox = Array(list(crop))
        if rotate:
            page.Rotate = rotate
        if unit != 1:
            page.UserUnit = unit
        if inherit:
            _move_up(pdf, page)
    out = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    mode = modes.generate if object_streams else modes.disable
    pdf.save(out, static_id=True, object_stream_mode=mode, linearize=linearize)
    return out.getvalue()


def _move_up(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        if key in page:
            pdf.Root.Pages[key] = page[key]
            del page[key]


_LINES = lines(A4)

ODD: dict[str, bytes] = {
    "plain": two_pages(),
    "turned 90": two_pages(rotate=90),
    "turned 180": two_pages(rotate=180),
    "turned 270": two_pages(rotate=270),
    "turned -90": two_pages(rotate=-90),
    "lying, turned 90": two_pages(box=(0, 0, 842, 595), rotate=90),
    "cropped": two_pages(box=LARGER, crop=CROPPED),
    "cropped, turned 90": two_pages(box=LARGER, crop=CROPPED, rotate=90),
    "cropped, turned 180": two_pages(box=LARGER, crop=CROPPED, rotate=180),
    "cropped, turned 270": two_pages(box=LARGER, crop=CROPPED, rotate=270),
    "crop larger than the page": two_pages(box=A4, crop=(-100, -100, 900, 1000)),
    "below zero": two_pages(box=(-300, -400, 295, 442)),
    "corners swapped": two_pages(box=(595, 842, 0, 0), content=_LINES),
    "unit of two": two_pages(b"", box=(0, 0, 297.5, 421), unit=2),
    "unit of ten, turned 270": two_pages(b"", box=(0, 0, 59.5, 84.2), unit=10, rotate=270),
    "matrix left open": two_pages(b"q 0.5 0 0 0.5 0 0 cm q 1 0 0 rg " + _LINES),
    "matrix outside q": two_pages(b"0 2 -2 0 500 10 cm 1 0 0 rg " + _LINES),
    "more Q than q": two_pages(b"Q Q 0.3 0 0 0.3 200 200 cm " + _LINES),
    "text left open": two_pages(b"q " + _LINES[:-2]),
    "clipped": two_pages(b"300 300 50 50 re W n " + _LINES),
    "inherited": two_pages(inherit=True),
    "inherited, turned 90": two_pages(inherit=True, rotate=90),
    "object streams": two_pages(object_streams=True),
    "object streams, inherited": two_pages(object_streams=True, inherit=True),
    "linearized": two_pages(linearize=True),
    "in pixels": two_pages(b"", box=(0, 0, 2480, 3508)),
    "a slip": two_pages(b"", box=(0, 0, 227, 400)),
    "A3": two_pages(box=(0, 0, 1191, 842)),
    "no content": two_pages(b""),
}
