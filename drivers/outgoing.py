"""The port of the one stick that is written to: a technician's, marked for it by its label.

Visitors' devices come by drivers.storage, which cannot write. A stick is writable here for as
long as one export takes, and again read-only before anybody is told that it may be pulled out.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Protocol

from drivers.storage import Medium

MARK = "KIOSKEXPORT"  # the label, of 11 letters because FAT has no more
FOLDER = "court-kiosk"  # on the stick; nothing outside it is looked at


class OutgoingError(Exception):
    """Why nothing can be taken along; caught in one place.

    OutgoingError
    ├── StickMissing         no stick with the mark is plugged in
    ├── SeveralSticks        more than one has the mark: which is meant?
    ├── StickProtected       its own switch, or the stick itself, forbids writing
    ├── StickNotWritable     its file system is not one that the kiosk writes
    ├── StickFull            not enough room
    ├── FileTooLarge         more than this file system takes in one file (FAT: 4 GiB)
    ├── StickGone            pulled out before it was done
    ├── StickFailing         writing fails, or what was written reads back differently
    └── OutgoingUnavailable  the machine cannot make a stick writable; not the stick's fault
    """


class StickMissing(OutgoingError):
    """No stick with the mark is plugged in."""


class SeveralSticks(OutgoingError):
    """More than one stick has the mark."""


class StickProtected(OutgoingError):
    """The stick forbids writing."""


class StickNotWritable(OutgoingError):
    """The file system is not one that the kiosk writes, or is damaged."""


class StickFull(OutgoingError):
    """Not enough room on the stick."""


class FileTooLarge(OutgoingError):
    """Larger than the stick's file system takes."""


class StickGone(OutgoingError):
    """Pulled out before it was done."""


class StickFailing(OutgoingError):
    """What was written is not what is there."""


class OutgoingUnavailable(OutgoingError):
    """The machine cannot make a stick writable, or read-only again."""


@dataclass(frozen=True)
class Written:
    """A file that is whole on the stick: its path there, as a person looks for it."""

    path: str
    size_bytes: int
    sha256: str


class OutgoingFolder(Protocol):
    """The kiosk's own folder on a stick that is writable now."""

    def free_bytes(self) -> int:
        """How much room is left. Raises OutgoingError."""

    def write(self, name: str, fill: Callable[[IO[bytes]], None]) -> Written:
        """A new file with what `fill` writes into it, one block after the other.

        Whole and durable when this returns: synced, read back from the stick and compared, then
        given its name. When it raises there is no file of that name; what is left of one, where
        the stick was pulled, ends in ".part". Raises OutgoingError, and whatever `fill` raises.
        """


class Outgoing(Protocol):
    """The stick to take things along on. Every method may be called from any thread."""

    def stick(self) -> Medium:
        """The one that is plugged in. Raises StickMissing, SeveralSticks, OutgoingUnavailable."""

    def writable(self) -> AbstractContextManager[OutgoingFolder]:
        """Make it writable, until the block ends; then it is read-only and may be pulled out.

        Takes seconds at both ends. Raises OutgoingError, also at the end: then nobody may say
        that the stick can be pulled out.
        """
