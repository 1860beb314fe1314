"""Keeps what a file can blow up to within measure: bytes, nesting, objects, drawing."""

import re

import pikepdf
from pikepdf import settings

MIB = 1024 * 1024
MOST_STREAM_BYTES = 64 * MIB
MOST_NESTED_ITEMS = 200
MOST_CONTAINED_ITEMS = 2_000_000
MOST_UNPACKED_BYTES = 1024 * MIB
MOST_FLATE_RATIO = 1032
MOST_OBJECTS = 1_000_000
MOST_PIXELS = 400_000_000

# The one table that knows qpdf's words for what it would not follow.
_WORDS = (
    (re.compile("memory limit exceeded", re.I), "compressed data"),
    (re.compile(r"too deeply nested|excessively deeply nested", re.I), "nesting"),
    (re.compile(r"loop detected in /pages", re.I), "page tree"),
)

# What qpdf says may hold the file's own bytes, and pikepdf takes them all for UTF-8.
UNREADABLE = (pikepdf.PikepdfError, UnicodeDecodeError)


class Grows(Exception):
    """A file would exhaust who opens it; the text is a short technical fact."""


def keep_qpdf_within_measure() -> None:
    """Have qpdf refuse, in this process, to unpack or to follow more than any document needs.

    May be called again.
    """
    settings.set_qpdf_limits(
        flate_max_memory=MOST_STREAM_BYTES,
        run_length_max_memory=MOST_STREAM_BYTES,
        png_max_memory=MOST_STREAM_BYTES,
        tiff_max_memory=MOST_STREAM_BYTES,
        dct_max_memory=MOST_STREAM_BYTES,
        parser_max_nesting=MOST_NESTED_ITEMS,
        # Without these two a damaged file loses pages without a word.
        parser_max_errors=0,
        parser_max_container_size_damaged=MOST_CONTAINED_ITEMS,
    )


def grown(words: str) -> str:
    """What of a file grew beyond measure, by qpdf's own words; empty when nothing did."""
    return next((what for pattern, what in _WORDS if pattern.search(words)), "")


class Weighed:
    """Weighs the streams of a document: what their images measure, what they unpack to."""

    def __init__(self) -> None:
        self._unpacked_bytes = 0

    def weigh(self, stream: pikepdf.Stream) -> None:
        """Take in one stream. Raises Grows.

        What an image unpacks to is for its decoder to mind; a short stream of one filter
        cannot unpack to much.
        """
        if stream.get("/Subtype") == "/Image":
            width, height = stream.get("/Width"), stream.get("/Height")
            if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
                raise Grows(f"{width} x {height} pixels")
            return
        filters = stream.get("/Filter")
        if filters is None:
            return
        once = not isinstance(filters, pikepdf.Array) or len(filters) == 1
        if once and len(stream.get_raw_stream_buffer()) * MOST_FLATE_RATIO < MOST_STREAM_BYTES:
            return
        try:
            self._unpacked_bytes += len(stream.get_stream_buffer())
        except UNREADABLE as error:
            if reason := grown(str(error)):
                raise Grows(reason) from error
        if self._unpacked_bytes > MOST_UNPACKED_BYTES:
            raise Grows("compressed data")
