"""Reads the page numbers that stand on scanned pages, where there is no text layer to ask.

Alone on its line a digit is hardly ever read right; side by side the numbers of ten pages are.
Every number is read three times, in other company and size, and counts when two readings agree.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from kiosk_app.documents.page_numbers import MOST_DIGITS, STRIP_SHARE, Printed, printed_number
from scanner.quality.ranks import middle

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
SOME = 8  # of so many rows and columns one says what the paper is like
CONTRAST = 60  # a number is as dark as the writing, or it is not looked at
EDGE_SHARE = 0.03  # where shadows of the lid are
WIDEST_LINE_SHARE = 0.3  # what is wider is a line of text
LINES_LOOKED_AT = 2
LEAST_DIGIT_PX = 6
TALLEST_DIGIT_SHARE = 0.025  # of the page: 7 mm of A4
DASH_SHARE = 0.6  # what is lower than so much of its line is a dash or a dot
EVEN_SHARE = 0.85  # digits are of one height; letters, slashes and Chinese are not
WIDEST_DIGIT = 1.0  # times its height; letters that run together are wider
WORD_GAP_SHARE = 0.75  # of the height of the line; two narrow digits stand closer
IN_A_LINE = 10
FEWEST_READ = 4
SAMPLES = 3
LANGUAGES = ("eng", "chi_tra")

Rows = Any
"""Grey pixels, rows from the top."""


@dataclass(frozen=True)
class _Reading:
    """How numbers are laid side by side: their height, and how many go before the first line."""

    digit_px: int
    ahead: int


READINGS = (_Reading(32, 0), _Reading(24, 5), _Reading(40, 3))


@dataclass(frozen=True)
class _Cut:
    """What may be a page number, cut out close."""

    page: int
    rows: Rows


class NumbersSeen:
    """Gathers page by page what may be a page number, and reads it all at the end."""

    def __init__(self) -> None:
        self._plain: dict[str, list[_Cut]] = defaultdict(list)
        self._worded: dict[str, list[_Cut]] = defaultdict(list)

    def see(self, page: int, grey: Rows) -> None:
        """Look at the head and the foot of a page (from 1), as shown."""
        deep = round(STRIP_SHARE * grey.shape[0])
        if deep < LEAST_DIGIT_PX:
            return
        dark = middle(grey[::SOME, ::SOME]) - CONTRAST
        tallest = TALLEST_DIGIT_SHARE * grey.shape[0]
        for place, strip in (("head", grey[:deep]), ("foot", grey[-deep:])):
            ink = strip < dark
            for line in _lines(ink, from_below=place == "foot"):
                glyphs = _glyphs(ink, line)
                if not glyphs or line.stop - line.start > tallest:
                    continue
                plain = _plain(ink, line, glyphs)
                seen, columns = (self._plain, plain) if plain else (self._worded, glyphs)
                close = strip[line, columns[0].start : columns[-1].stop].copy()
                seen[place].append(_Cut(page, close))
                break

    def read(self) -> Iterator[list[Printed]]:
        """The numbers of each place and way of writing, in the order of pages."""
        if not _is_installed("eng"):
            return
        for cuts in self._plain.values():
            if len(cuts) >= FEWEST_READ:
                yield _read_plain(cuts)
        for cuts in self._worded.values():
            if len(cuts) >= FEWEST_READ:
                yield from _read_worded(cuts)


def _lines(ink: Rows, *, from_below: bool) -> list[slice]:
    """The outermost lines that are no dust."""
    bands = _runs(_without_edges(ink).any(axis=1), 1)
    tall = [band for band in bands if band.stop - band.start >= LEAST_DIGIT_PX]
    return tall[::-1][:LINES_LOOKED_AT] if from_below else tall[:LINES_LOOKED_AT]


def _without_edges(ink: Rows) -> Rows:
    inside = ink.copy()
    margin = round(EDGE_SHARE * ink.shape[1])
    inside[:, :margin] = inside[:, ink.shape[1] - margin :] = False
    return inside


def _glyphs(ink: Rows, line: slice) -> list[slice]:
    """The columns of each letter, digit or dash; none where the line is text from edge to edge."""
    glyphs = _runs(_without_edges(ink[line]).any(axis=0), 0)
    if glyphs and glyphs[-1].stop - glyphs[0].start > WIDEST_LINE_SHARE * ink.shape[1]:
        return []
    return glyphs


def _plain(ink: Rows, line: slice, glyphs: Sequence[slice]) -> list[slice]:
    """The digits, where these glyphs are one number, perhaps between dashes; else none."""
    heights = [_height(ink[line, glyph]) for glyph in glyphs]
    tallest = max(heights)
    tall = [at for at, height in enumerate(heights) if height >= DASH_SHARE * tallest]
    digits = list(glyphs[tall[0] : tall[-1] + 1])
    # A colon or a point between digits makes a time or a sum of them.
    even = all(height >= EVEN_SHARE * tallest for height in heights[tall[0] : tall[-1] + 1])
    narrow = all(digit.stop - digit.start <= WIDEST_DIGIT * tallest for digit in digits)
    gaps = [after.start - before.stop for before, after in pairwise(digits)]
    close = max(gaps, default=0) <= WORD_GAP_SHARE * tallest
    return digits if len(digits) <= MOST_DIGITS and even and narrow and close else []


def _height(ink: Rows) -> int:
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1


def _runs(there: Rows, most_gap: int) -> list[slice]:
    """Where something is, one after the other; gaps up to `most_gap` are bridged."""
    at = np.flatnonzero(there)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > most_gap + 1)
    starts, stops = [at[0], *at[cuts + 1]], [*at[cuts], at[-1]]
    return [slice(int(start), int(stop) + 1) for start, stop in zip(starts, stops, strict=True)]


def _read_plain(cuts: Sequence[_Cut]) -> list[Printed]:
    """Numbers without words."""
    with _reader("eng", digits=True) as reader:
        readings = [_digits(reader, [cut.rows for cut in cuts], how) for how in READINGS]
    agreed = (_agreed(each) for each in zip(*readings, strict=True))
    return [
        Printed(cut.page, int(number))
        for cut, number in zip(cuts, agreed, strict=True)
        if number and len(number) <= MOST_DIGITS
    ]


def _agreed(readings: Sequence[Any]) -> Any:
    """What two of them say; None where all differ."""
    return next((one for one in readings if readings.count(one) > 1), None)


def _read_worded(cuts: Sequence[_Cut]) -> Iterator[list[Printed]]:
    """Numbers that say that they are a page's, in the language in which the first ones do."""
    for language in LANGUAGES:
        if not _is_installed(language):
            continue
        with _reader(language, digits=False) as reader:
            if sum(bool(_page_number(reader, cut)) for cut in cuts[:SAMPLES]) < SAMPLES - 1:
                continue
            series: dict[str, list[Printed]] = defaultdict(list)
            for cut in cuts:
                for style, printed in _page_number(reader, cut):
                    series[style].append(printed)
        yield from series.values()
        return


def _page_number(reader: Any, cut: _Cut) -> list[tuple[str, Printed]]:
    """What a line says, if it says that it is a page's number."""
    lines = [_line(reader, cut.rows, how.digit_px) for how in READINGS]
    found = _agreed([printed_number(cut.page, [line]) for line in lines])
    return found if found and found[0][0] != "plain" else []


def _line(reader: Any, rows: Rows, digit_px: int) -> str:
    line, _ = _side_by_side([rows], digit_px)
    reader.SetImage(line)
    return str(reader.GetUTF8Text()).strip()


def _digits(reader: Any, words: Sequence[Rows], how: _Reading) -> list[str]:
    """The digits of each; empty where none are read."""
    padded = [*words[: how.ahead], *words]
    read: list[str] = []
    while len(read) < len(padded):
        # The last line is filled up with numbers that were read before.
        start = max(0, min(len(read), len(padded) - IN_A_LINE))
        line = _read_line(reader, padded[start : start + IN_A_LINE], how.digit_px)
        read += line[len(read) - start :]
    return read[len(padded) - len(words) :]


def _read_line(reader: Any, words: Sequence[Rows], digit_px: int) -> list[str]:
    from tesserocr import RIL, iterate_level

    line, middles = _side_by_side(words, digit_px)
    reader.SetImage(line)
    read = [""] * len(words)
    if reader.Recognize():
        for symbol in iterate_level(reader.GetIterator(), RIL.SYMBOL):
            if not symbol.Empty(RIL.SYMBOL):
                left, _, right, _ = symbol.BoundingBox(RIL.SYMBOL)
                nearest = int(np.argmin(np.abs(middles - (left + right) / 2)))
                read[nearest] += symbol.GetUTF8Text(RIL.SYMBOL)
    return read


def _side_by_side(words: Sequence[Rows], digit_px: int) -> tuple[Image.Image, Rows]:
    """One line of them, all as tall, and where the middle of each is."""
    scaled = []
    for rows in words:
        width = max(1, round(rows.shape[1] * digit_px / rows.shape[0]))
        word = Image.fromarray(rows).resize((width, digit_px), Image.Resampling.BICUBIC)
        scaled.append(ImageOps.autocontrast(word))
    wide = sum(word.width + digit_px for word in scaled) + digit_px
    line, x, middles = Image.new("L", (wide, 3 * digit_px), 255), digit_px, []
    for word in scaled:
        line.paste(word, (x, digit_px))
        middles.append(x + word.width / 2)
        x += word.width + digit_px
    return line, np.array(middles)


def _is_installed(language: str) -> bool:
    return Path(TESSDATA, f"{language}.traineddata").exists()


def _reader(language: str, *, digits: bool) -> Any:
    """Tesseract, ready for one line."""
    # Read when the library is loaded; the sandbox has no processors to spare.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    reader = tesserocr.PyTessBaseAPI(path=TESSDATA, lang=language, psm=tesserocr.PSM.SINGLE_LINE)
    reader.SetVariable("tessedit_char_whitelist", "0123456789" if digits else "")
    reader.SetVariable("user_defined_dpi", "300")
    return reader
