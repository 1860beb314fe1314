"""The drawing of the stamp: its words in an embedded font, its QR code, its frame."""

import struct
import tomllib
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pikepdf
import segno

from kiosk_app.documents.wording import StampWording

TEXT_POINTS = 6.8
LEAD_POINTS = 9.4
PAD_POINTS = 5.0
QR_POINTS = 46.0
FONT_NAME = "/KIOSKA+NotoSansCJKhk-Regular"


@dataclass(frozen=True)
class Mark:
    """One drawing: `width` by `height` in points, what to draw, where the page number goes."""

    width: float
    height: float
    content: bytes
    page_x: float
    page_y: float


def first_page_mark(wording: StampWording, pages: int) -> Mark:
    """With the QR code: five short lines beside it."""
    lines = [
        wording.title,
        f"{wording.number}  |  {wording.case}",
        f"{wording.when}  |  {wording.kiosk}",
        "",
        wording.not_a_seal,
    ]
    height = 5 * LEAD_POINTS + 2 * PAD_POINTS
    x = 2 * PAD_POINTS + QR_POINTS
    widest = max(text_width(line) for line in (*lines, wording.page(pages, pages)))
    width = x + widest + PAD_POINTS
    top = height - PAD_POINTS
    content = _frame(width, height) + _qr(wording.code, PAD_POINTS, (height - QR_POINTS) / 2)
    for index, line in enumerate(lines):
        content += text_at(line, x, _baseline(top, index))
    return Mark(width, height, content, x, _baseline(top, 3))


def later_page_mark(wording: StampWording, pages: int) -> Mark:
    """Two long lines that fit into a margin."""
    first = f"{wording.title}  |  {wording.number}  |  {wording.case}"
    second = f"{wording.when}  |  {wording.kiosk}  |  {wording.not_a_seal}  |  "
    page_width = text_width(wording.page(pages, pages))
    width = max(text_width(first), text_width(second) + page_width) + 2 * PAD_POINTS
    height = 2 * LEAD_POINTS + 2 * PAD_POINTS - 1
    top = height - PAD_POINTS + 0.5
    content = _frame(width, height)
    content += text_at(first, PAD_POINTS, _baseline(top, 0))
    content += text_at(second, PAD_POINTS, _baseline(top, 1))
    return Mark(width, height, content, PAD_POINTS + text_width(second), _baseline(top, 1))


def text_at(text: str, x: float, y: float, font: str = "/KioskFont") -> bytes:
    """Drawing operators for one line; `font` is its name in the resources."""
    return b"BT %s %.2f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET\n" % (
        font.encode(),
        TEXT_POINTS,
        x,
        y,
        "".join(f"{_glyph(character)[0]:04x}" for character in text).encode(),
    )


def text_width(text: str) -> float:
    """Width of one line in points."""
    return sum(_glyph(character)[1] for character in text) * TEXT_POINTS / 1000


def font_objects(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, list[pikepdf.Object]]:
    """The font as new objects of `pdf`: the one to name in resources, and all of them."""
    facts = _font_facts()
    program = pdf.make_stream(zlib.compress(_cff(), 9))
    program.stream_dict.update({"/Filter": pikepdf.Name.FlateDecode})
    program.stream_dict.Subtype = pikepdf.Name.CIDFontType0C
    unicode_map = pdf.make_stream(_to_unicode(facts["glyphs"]))
    descriptor = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name(FONT_NAME),
            Flags=4,
            FontBBox=pikepdf.Array(facts["bounds"]),
            ItalicAngle=0,
            Ascent=facts["ascent"],
            Descent=facts["descent"],
            CapHeight=733,
            StemV=80,
            FontFile3=program,
        )
    )
    widths: list[Any] = []
    for cid, width in sorted(facts["glyphs"].values()):
        widths += [cid, pikepdf.Array([width])]
    descendant = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType0,
            BaseFont=pikepdf.Name(FONT_NAME),
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"),
                Ordering=pikepdf.String("Identity"),
                Supplement=0,
            ),
            FontDescriptor=descriptor,
            DW=1000,
            W=pikepdf.Array(widths),
        )
    )
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name(FONT_NAME),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([descendant]),
            ToUnicode=unicode_map,
        )
    )
    return font, [program, unicode_map, descriptor, descendant, font]


def _baseline(top: float, line: int) -> float:
    return top - (line + 1) * LEAD_POINTS + 1.9


def _frame(width: float, height: float) -> bytes:
    return b"0.5 w 0.25 0.25 %.2f %.2f re S\n" % (width - 0.5, height - 0.5)


def _qr(text: str, x: float, y: float) -> bytes:
    """The code as rectangles, one for each run of dark modules; the quiet zone stays empty."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    module = QR_POINTS / (len(rows) + 4)
    parts = []
    for row_index, row in enumerate(rows):
        column = 0
        while column < len(row):
            run = len(row[column:]) - len(row[column:].lstrip(b"\x01"))
            if run:
                at = (x + (column + 2) * module, y + QR_POINTS - (row_index + 3) * module)
                parts.append(b"%.3f %.3f %.3f %.3f re\n" % (*at, run * module, module))
            column += max(run, 1)
    return b"".join(parts) + b"f\n"


def _glyph(character: str) -> tuple[int, int]:
    glyphs = _font_facts()["glyphs"]
    cid, width = glyphs.get(character, glyphs["?"])
    return cid, width


@cache
def _font_facts() -> dict[str, Any]:
    text = files("kiosk_app.documents").joinpath("stamp_font.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _cff() -> bytes:
    """The CFF table of the OpenType file; a CID font embeds that alone."""
    font = files("kiosk_app.documents").joinpath("stamp_font.otf").read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    for index in range(tables):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"CFF ":
            return font[offset : offset + length]
    raise ValueError("the stamp's font has no CFF table")


def _to_unicode(glyphs: dict[str, list[int]]) -> bytes:
    pairs = sorted((cid, character) for character, (cid, _) in glyphs.items())
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /KioskStamp def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{cid:04x}> <{ord(character):04x}>" for cid, character in part]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
