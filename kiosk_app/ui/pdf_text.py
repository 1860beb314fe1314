"""Mends the words inside a PDF of Qt's, so that they can be searched and copied.

Noto draws some characters and the radicals that look like them with one glyph, and Qt names the
glyph by the lower code: the radical (U+2F86 for U+9801, page). On paper nobody sees it; a search
finds nothing.
"""

import io
import re
from collections.abc import Iterable, Mapping

import pikepdf
from PySide6.QtGui import QFont, QRawFont

_RADICALS = [chr(code) for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))]
_CODE = re.compile(rb"<(2[EF][0-9A-F]{2})>")


def readable(pdf: bytes, families: Iterable[str], used: Iterable[str]) -> bytes:
    """The PDF with the characters `used` in the place of the radicals that look like them."""
    meant = _meant(families, sorted(set(used)))

    def put_right(code: re.Match[bytes]) -> bytes:
        character = meant.get(chr(int(code[1], 16)))
        return code[0] if character is None else b"<%04X>" % ord(character)

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                item.ToUnicode.write(_CODE.sub(put_right, item.ToUnicode.read_bytes()))
        document.save(out)
    return out.getvalue()


def _meant(families: Iterable[str], used: Iterable[str]) -> Mapping[str, str]:
    """For each radical the character in use that the same glyph draws."""
    meant: dict[str, str] = {}
    for family in families:
        font = QRawFont.fromFont(QFont(family))
        by_glyph = {_glyph(font, character): character for character in used}
        for radical in _RADICALS:
            glyph = _glyph(font, radical)
            if glyph and glyph in by_glyph:
                meant[radical] = by_glyph[glyph]
    return meant


def _glyph(font: QRawFont, character: str) -> int:
    glyphs = font.glyphIndexesForString(character)
    return int(glyphs[0]) if glyphs else 0
