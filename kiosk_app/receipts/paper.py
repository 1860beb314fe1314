"""A strip of receipt paper that grows downwards: text, facts, rules and a QR code."""

import re
from dataclasses import dataclass

import segno
from PIL import Image, ImageDraw

from kiosk_app.receipts.fonts import Family, font

WIDTH_DOTS = 576  # the printable 72 mm of 80 mm paper
DOTS_PER_INCH = 203

_MARGIN = 12
_LONGEST_DOTS = 8000  # one metre
_LIGHTEST_INK = 150  # of 255; lighter grey of a letter's edge stays white
_QR_DOTS = 300  # the side of a code at most; at least 24 mm whatever it holds
_LEAST_DOTS_A_MODULE = 4  # half a millimetre: what every telephone reads

# Chinese lines may break between any two characters, but not before closing punctuation.
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf"[{_CHINESE}][、。，．！？：；）」』》]*|[ ]+|[^ {_CHINESE}]+")


@dataclass(frozen=True)
class Style:
    """How a line of text looks: size in dots, weight, and the family for its Chinese."""

    size_px: int
    bold: bool = False
    family: Family = Family.HONG_KONG

    @property
    def line_dots(self) -> int:
        """From one baseline to the next."""
        return round(self.size_px * 1.32)


class Paper:
    """One slip being drawn; each call puts something below what is there."""

    def __init__(self) -> None:
        self._image = Image.new("L", (WIDTH_DOTS, _LONGEST_DOTS), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._y = _MARGIN

    def space(self, dots: int) -> None:
        """Leave white."""
        self._y += dots

    def rule(self, *, dots: int = 2) -> None:
        """A line across, with space around it."""
        self._y += 12
        self._draw.rectangle((_MARGIN, self._y, WIDTH_DOTS - _MARGIN - 1, self._y + dots - 1), 0)
        self._y += dots + 10

    def text(self, words: str, style: Style) -> None:
        """A paragraph over the whole width."""
        self._y += self._paragraph(words, style, _MARGIN, self._y, WIDTH_DOTS - 2 * _MARGIN)

    def large(self, words: str, *, at_most_px: int) -> None:
        """One bold line, as large as fits the width."""
        size = at_most_px
        while font(Family.HONG_KONG, size, bold=True).getlength(words) > WIDTH_DOTS - 2 * _MARGIN:
            size -= 1
        self.text(words, Style(size, bold=True))

    def fact(
        self, label: tuple[str, ...], value: tuple[str, ...], style: Style, *, at: int = 200
    ) -> None:
        """What it is called, at the left, and what it is, from `at` dots on.

        The parts of each, such as its languages, share a line when they fit and have one each when
        they do not.
        """
        quiet = Style(24, family=style.family)
        left = self._parts(label, quiet, _MARGIN, at - _MARGIN - 10)
        right = self._parts(value, style, at, WIDTH_DOTS - at - _MARGIN)
        self._y += max(left, right) + 6

    def qr_beside(self, content: str, lines: list[tuple[str, Style]]) -> None:
        """A QR code at the left (alphanumeric, level M) and lines beside it.

        Raises ValueError when the content would make the squares too small (more than 528
        characters), or is not in the alphanumeric alphabet.
        """
        code = segno.make_qr(content, error="m", mode="alphanumeric", boost_error=False)
        dots_a_module = _QR_DOTS // len(code.matrix)
        if dots_a_module < _LEAST_DOTS_A_MODULE:
            raise ValueError(f"{len(content)} characters do not fit the code on a slip")
        quiet = 4 * dots_a_module
        modules = list(code.matrix)
        left, top = max(_MARGIN, quiet), self._y + quiet
        for row, bits in enumerate(modules):
            for column, dark in enumerate(bits):
                if dark:
                    x, y = left + column * dots_a_module, top + row * dots_a_module
                    self._draw.rectangle((x, y, x + dots_a_module - 1, y + dots_a_module - 1), 0)
        size = len(modules) * dots_a_module
        beside, y = left + size + quiet, top - 6
        for words, style in lines:
            y += self._paragraph(words, style, beside, y, WIDTH_DOTS - beside - _MARGIN)
        self._y = max(top + size + quiet, y)

    def cut(self) -> Image.Image:
        """The finished slip: 1 bit a dot, as long as it has become."""
        strip = self._image.crop((0, 0, WIDTH_DOTS, self._y + _MARGIN))
        return strip.point(lambda grey: 255 if grey > _LIGHTEST_INK else 0).convert("1")

    def _parts(self, parts: tuple[str, ...], style: Style, x: int, width: int) -> int:
        one_line = " ".join(parts)
        if font(style.family, style.size_px, bold=style.bold).getlength(one_line) <= width:
            parts = (one_line,)
        height = 0
        for words in parts:
            height += self._paragraph(words, style, x, self._y + height, width)
        return height

    def _paragraph(self, words: str, style: Style, x: int, y: int, width: int) -> int:
        face = font(style.family, style.size_px, bold=style.bold)
        lines = _wrapped(words, style, width)
        for number, line in enumerate(lines):
            baseline = y + style.size_px + number * style.line_dots
            self._draw.text((x, baseline), line, 0, face, anchor="ls")
        return len(lines) * style.line_dots


def _wrapped(words: str, style: Style, width: int) -> list[str]:
    length = font(style.family, style.size_px, bold=style.bold).getlength
    if length(words.strip()) <= width:  # as most are: no need to measure every piece
        return [words.strip()]
    lines, line = [], ""
    for piece in _PIECES.findall(words):
        if line and length((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = piece.lstrip()
        while length(line.rstrip()) > width:  # one piece too long for a line
            fits = max(n for n in range(1, len(line)) if n == 1 or length(line[:n]) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
