"""Reads the page numbers that stand on scanned pages, where there is no text layer to ask.

Alone on its line a digit is hardly ever read right; side by side the numbers of ten pages are.
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

from kiosk_app.documents.page_numbers import STRIP_SHARE, Printed
from scanner.quality.ranks import middle

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
SOME = 8  # of so many rows and columns one says what the paper is like
CONTRAST = 60  # a number is as dark as the writing, or it is not looked at
EDGE_SHARE = 0.03  # where shadows of the lid are
WIDEST_LINE_SHARE = 0.3  # what is wider is a line of text
LINES_LOOKED_AT = 2
MOST_GROUPS = 4  # "Page 3 of 12"
MOST_DIGITS = 4
LEAST_DIGIT_PX = 6
TALLEST_DIGIT_SHARE = 0.025  # of the page: 7 mm of A4
DASH_SHARE = 0.6  # what is lower than so much of its line is a dash or a dot
LETTER_GAP_SHARE = 0.3  # of the height of the line; wider gaps part words
DIGIT_PX = 32  # as tall as tesseract likes digits
IN_A_LINE = 10
FEWEST_IN_A_LINE = 4

Rows = Any
"""Grey pixels, rows from the top."""

Series = tuple[str, int, int]
"""Where on pages, of how many words in that line, which one: one way of numbering."""


@dataclass(frozen=True)
class _Word:
    """A few letters or digits, cut out close."""

    page: int
    rows: Rows


class NumbersSeen:
    """Gathers page by page what may be a page number, and reads it all at the end."""

    def __init__(self) -> None:
        self._words: dict[Series, list[_Word]] = defaultdict(list)

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
                words = _words(strip, ink, line, tallest)
                for at, rows in enumerate(words):
                    self._words[place, len(words), at].append(_Word(page, rows))
                if words:
                    break

    def read(self) -> Iterator[list[Printed]]:
        """The numbers of each series, in the order of pages; misread ones among them."""
        series = [words for words in self._words.values() if len(words) >= FEWEST_IN_A_LINE]
        reader = _reader() if series else None
        if reader is None:
            return
        with reader:
            for words in series:
                numbers = _numbers(reader, [word.rows for word in words])
                yield [
                    Printed(word.page, int(number))
                    for word, number in zip(words, numbers, strict=True)
                    if number
                ]


def _lines(ink: Rows, *, from_below: bool) -> list[slice]:
    """The outermost lines that are neither dust nor text from edge to edge."""
    margin = round(EDGE_SHARE * ink.shape[1])
    ink = ink[:, margin : ink.shape[1] - margin]
    bands = _runs(ink.any(axis=1), 1)
    tall = [band for band in bands if band.stop - band.start >= LEAST_DIGIT_PX]
    return tall[::-1][:LINES_LOOKED_AT] if from_below else tall[:LINES_LOOKED_AT]


def _words(strip: Rows, ink: Rows, line: slice, tallest: float) -> list[Rows]:
    """The words of one line without its dashes; none where it cannot be a page number."""
    height = line.stop - line.start
    margin = round(EDGE_SHARE * ink.shape[1])
    inside = ink[line].copy()
    inside[:, :margin] = inside[:, ink.shape[1] - margin :] = False
    glyphs = [glyph for glyph in _runs(inside.any(axis=0), 1)
              if _height(inside[:, glyph]) >= DASH_SHARE * height]  # fmt: skip
    if not glyphs or height > tallest:
        return []
    if glyphs[-1].stop - glyphs[0].start > WIDEST_LINE_SHARE * ink.shape[1]:
        return []
    words = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        if glyph.start - before.stop > LETTER_GAP_SHARE * height:
            words.append([])
        words[-1].append(glyph)
    if len(words) > MOST_GROUPS:
        return []
    return [strip[line, word[0].start : word[-1].stop].copy() for word in words]


def _height(ink: Rows) -> int:
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1


def _runs(there: Rows, most_gap: int) -> list[slice]:
    """Where something is, one after the other; gaps up to `most_gap` are bridged."""
    at = np.flatnonzero(there)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > most_gap)
    starts, stops = [at[0], *at[cuts + 1]], [*at[cuts], at[-1]]
    return [slice(int(start), int(stop) + 1) for start, stop in zip(starts, stops, strict=True)]


def _numbers(reader: Any, words: Sequence[Rows]) -> list[str]:
    """The digits of each; empty where none are read."""
    read: list[str] = []
    while len(read) < len(words):
        # The last line is filled up with numbers that were read before.
        start = max(0, min(len(read), len(words) - IN_A_LINE))
        line = _read_line(reader, words[start : start + IN_A_LINE])
        read += line[len(read) - start :]
    return [digits if len(digits) <= MOST_DIGITS else "" for digits in read]


def _read_line(reader: Any, words: Sequence[Rows]) -> list[str]:
    from tesserocr import RIL, iterate_level

    line, middles = _side_by_side(words)
    reader.SetImage(line)
    read = [""] * len(words)
    if reader.Recognize():
        for symbol in iterate_level(reader.GetIterator(), RIL.SYMBOL):
            if not symbol.Empty(RIL.SYMBOL):
                left, _, right, _ = symbol.BoundingBox(RIL.SYMBOL)
                nearest = int(np.argmin(np.abs(middles - (left + right) / 2)))
                read[nearest] += symbol.GetUTF8Text(RIL.SYMBOL)
    return read


def _side_by_side(words: Sequence[Rows]) -> tuple[Image.Image, Rows]:
    """One line of them, all as tall, and where the middle of each is."""
    scaled = []
    for rows in words:
        width = max(1, round(rows.shape[1] * DIGIT_PX / rows.shape[0]))
        word = Image.fromarray(rows).resize((width, DIGIT_PX), Image.Resampling.BICUBIC)
        scaled.append(ImageOps.autocontrast(word))
    wide = sum(word.width + DIGIT_PX for word in scaled) + DIGIT_PX
    line, x, middles = Image.new("L", (wide, 3 * DIGIT_PX), 255), DIGIT_PX, []
    for word in scaled:
        line.paste(word, (x, DIGIT_PX))
        middles.append(x + word.width / 2)
        x += word.width + DIGIT_PX
    return line, np.array(middles)


def _reader() -> Any:
    """Tesseract, ready for one line of digits; None where its data is not installed."""
    if not Path(TESSDATA, "eng.traineddata").exists():
        return None
    # Read when the library is loaded; the sandbox has no processors to spare.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    reader = tesserocr.PyTessBaseAPI(path=TESSDATA, lang="eng", psm=tesserocr.PSM.SINGLE_LINE)
    reader.SetVariable("tessedit_char_whitelist", "0123456789")
    reader.SetVariable("user_defined_dpi", "300")
    return reader
