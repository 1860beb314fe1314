"""The figures of this machine in a file for node_exporter, written now and then."""

import time
from collections.abc import Callable
from pathlib import Path

from kiosk_app.logbook import Entry, note
from sync.figures import write_figures

EVERY_S = 15.0


class FigureFile:
    """Where there is a folder for it. One thread."""

    def __init__(
        self,
        folder: Path | None,
        text: Callable[[], bytes],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`text` makes the figures as they are now; `monotonic` is in seconds."""
        self._folder, self._text, self._monotonic = folder, text, monotonic
        self._written_s = float("-inf")
        self._failed = False

    def write_now_and_then(self) -> None:
        """Write, unless that was done within EVERY_S.

        A file that cannot be written is told once: delivery goes on without it. Raises what
        `text` raises, but for OSError.
        """
        now_s = self._monotonic()
        if self._folder is None or now_s - self._written_s < EVERY_S:
            return
        self._written_s = now_s
        try:
            write_figures(self._folder, self._text())
            self._failed = False
        except OSError as error:
            if not self._failed:
                note(Entry.FIGURES_NOT_WRITTEN, reason=type(error).__name__)
            self._failed = True
