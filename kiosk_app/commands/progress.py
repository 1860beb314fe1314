"""A line on a terminal that says how far a long command has come; nothing anywhere else."""

import os
import threading
from typing import TextIO

_CELLS = 30
_BACK_AND_CLEAR = "\r\x1b[K"


class Progress:
    """So many of so many. May be told from any thread."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._lock = threading.Lock()
        self._shown = stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        self._draw()

    def one_more(self) -> None:
        """Another one is done."""
        with self._lock:
            self._done += 1
            self._draw()

    def print(self, text: str) -> None:
        """Print a text on standard output; the line stays below it."""
        with self._lock:
            self._clear()
            print(text, flush=self._shown)
            self._draw()

    def end(self) -> None:
        """Take the line away."""
        with self._lock:
            self._clear()
            self._shown = False

    def _draw(self) -> None:
        if self._shown:
            cells = _CELLS * self._done // self._total
            bar = "#" * cells + "." * (_CELLS - cells)
            self._write(f"{_BACK_AND_CLEAR}[{bar}] {self._done}/{self._total}")

    def _clear(self) -> None:
        if self._shown:
            self._write(_BACK_AND_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
