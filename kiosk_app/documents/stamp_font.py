"""The stamp's letters: a small font that goes into the document with its whole description."""

import struct
import tomllib
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

import pikepdf

FONT_NAME = "/KIOSKA+NotoSansCJKhk-Regular"


def text_at(text: str, x: float, y: float, font: str, size_points: float) -> bytes:
    """Drawing operators for one line; `font` is its name in the resources."""
    return b"BT %s %.2f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET\n" % (
        font.encode(),
        size_points,
        x,
        y,
        letters(text),
    )


def text_width(text: str, size_points: float) -> float:
    """Width of one line in points."""
    return sum(_glyph(character)[1] for character in text) * size_points / 1000


def letters(text: str) -> bytes:
    """One line as `text_at` writes it: the numbers of its glyphs in hexadecimal."""
    return "".join(f"{_glyph(character)[0]:04x}" for character in text).encode()


def has_letters(text: str) -> bool:
    """Whether every character of it can be drawn."""
    return set(text) <= set(_font_facts()["glyphs"])


def font_objects(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, list[pikepdf.Object]]:
    """The font as new objects of `pdf`: the one to name in resources, and all of them.

    It has all that the archival profiles of PDF ask of an embedded subset: the map to Unicode,
    the set of glyphs in it (PDF/A-1, 6.3.5), widths as in the program.
    """
    facts = _font_facts()
    program = pdf.make_stream(_compressed_program())
    program.stream_dict.update({"/Filter": pikepdf.Name.FlateDecode})
    program.stream_dict.Subtype = pikepdf.Name.CIDFontType0C
    unicode_map = pdf.make_stream(_to_unicode(facts["glyphs"]))
    glyph_set = pdf.make_stream(_glyph_set(facts["glyphs"]))
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
            CIDSet=glyph_set,
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
    return font, [program, unicode_map, glyph_set, descriptor, descendant, font]


def _glyph(character: str) -> tuple[int, int]:
    glyphs = _font_facts()["glyphs"]
    cid, width = glyphs.get(character, glyphs["?"])
    return cid, width


@cache
def _font_facts() -> dict[str, Any]:
    text = files("kiosk_app.documents").joinpath("stamp_font.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _compressed_program() -> bytes:
    """The CFF table of the OpenType file; a CID font embeds that alone."""
    font = files("kiosk_app.documents").joinpath("stamp_font.otf").read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    for index in range(tables):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"CFF ":
            return zlib.compress(font[offset : offset + length], 9)
    raise ValueError("the stamp's font has no CFF table")


def _glyph_set(glyphs: dict[str, list[int]]) -> bytes:
    """One bit for each glyph in the program, from the highest bit of the first byte on."""
    present = {0, *(cid for cid, _ in glyphs.values())}
    bits = bytearray(max(present) // 8 + 1)
    for cid in present:
        bits[cid // 8] |= 0x80 >> cid % 8
    return bytes(bits)


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
