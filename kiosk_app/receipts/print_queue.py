"""Slips to be printed: queued first, printed after, reprinted by number.

One file a slip in the state folder, the picture itself; the folder it lies in is its state. It
holds nothing but what stands on the slip, and goes when the submission it belongs to is purged.
"""

import os
import re
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image

from drivers.printer import Picture, Printer, PrintUnconfirmed
from sync.blobs import fsync, write_durably

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")


class SlipState(StrEnum):
    """Whether a slip is still to be printed by itself."""

    WAITING = "waiting"
    PRINTED = "printed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class QueuedSlip:
    """One slip of the queue."""

    number: str
    picture: Picture


class SlipMissing(Exception):
    """There is no slip with this number, or no longer."""


class PrintQueue:
    """The slips of one kiosk. Every change is durable when its method returns.

    One process at a time, any thread. All methods raise OSError when the disk fails.
    """

    def __init__(self, state: Path) -> None:
        """Make the folder `slips` in the state folder where it is missing."""
        self._folder = state / "slips"
        for each in SlipState:
            (self._folder / each).mkdir(mode=0o700, parents=True, exist_ok=True)
            for part in (self._folder / each).glob("*.part"):
                part.unlink(missing_ok=True)

    def put(self, number: str, picture: Picture) -> None:
        """Have this slip printed, in place of an older one with the same number."""
        # The older one may lie beside it until this one is moved; what waits counts first.
        write_durably(self._path(number, SlipState.WAITING), picture.to_pbm())

    def next(self) -> QueuedSlip | None:
        """The slip that has waited longest; a file that is no slip is put aside as withdrawn."""
        for path in self._files(SlipState.WAITING):
            try:
                return QueuedSlip(path.stem, Picture.from_pbm(path.read_bytes()))
            except ValueError:
                self._move(path.stem, SlipState.WITHDRAWN)
        return None

    def waiting(self) -> tuple[str, ...]:
        """The numbers of the slips that are still to be printed, longest waiting first."""
        return tuple(path.stem for path in self._files(SlipState.WAITING))

    def state_of(self, number: str) -> SlipState | None:
        """Where the slip is; None when there is none, or no longer."""
        found = (state for state in SlipState if self._path(number, state).exists())
        return next(found, None)

    def printed(self, number: str) -> None:
        """This slip has come out. Raises SlipMissing."""
        self._move(number, SlipState.PRINTED)

    def withdraw(self, number: str) -> None:
        """Do not print it by itself any more: its visitor has gone. Raises SlipMissing.

        Otherwise it would come out, when paper is put in, into the hands of the next visitor.
        """
        self._move(number, SlipState.WITHDRAWN)

    def reprint(self, number: str) -> None:
        """Have this slip printed (again). Raises SlipMissing."""
        self._move(number, SlipState.WAITING)

    def keep_only(self, numbers: Set[str]) -> int:
        """Remove the slips of all other submissions, such as purged ones; how many."""
        gone = 0
        for state in SlipState:
            for path in self._files(state):
                if path.stem not in numbers:
                    path.unlink(missing_ok=True)
                    gone += 1
            fsync(self._folder / state)
        return gone

    def _move(self, number: str, state: SlipState) -> None:
        before = self.state_of(number)
        if before is None:
            raise SlipMissing(number)
        if before is state:
            return
        self._path(number, before).replace(self._path(number, state))
        fsync(self._folder / state)
        fsync(self._folder / before)
        self._remove(number, set(SlipState) - {state})

    def _remove(self, number: str, states: Set[SlipState]) -> None:
        for state in states:
            with suppress(FileNotFoundError):
                self._path(number, state).unlink()
                fsync(self._folder / state)

    def _files(self, state: SlipState) -> Iterator[Path]:
        folder = self._folder / state
        found = [(entry.stat().st_mtime_ns, entry.name) for entry in os.scandir(folder)]
        return (folder / name for _, name in sorted(found) if name.endswith(".pbm"))

    def _path(self, number: str, state: SlipState) -> Path:
        if not _NUMBER.fullmatch(number):
            raise ValueError("not a submission number")
        return self._folder / state / f"{number}.pbm"


def print_next(queue: PrintQueue, printer: Printer) -> str | None:
    """Print the slip that has waited longest; its number, or None when none waits.

    Raises PrinterError; the slip then waits still, except after PrintUnconfirmed, when it may
    have come out: printing it again is left to a person. Raises OSError.
    """
    slip = queue.next()
    if slip is None:
        return None
    try:
        printer.print_picture(slip.picture)
    except PrintUnconfirmed:
        queue.printed(slip.number)
        raise
    queue.printed(slip.number)
    return slip.number


def picture_of(slip: Image.Image) -> Picture:
    """A drawn slip as the printer takes it. Raises ValueError unless it is a 1-bit picture."""
    if slip.mode != "1":
        raise ValueError("a slip is a picture of black and white dots")
    return Picture(slip.width, slip.height, slip.tobytes("raw", "1;I"))
