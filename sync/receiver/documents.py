"""Where the documents of received submissions lie: a port, and the folder of a receiver."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sync.receiver.limits import MIB


class DocumentsUnavailable(Exception):
    """The place where documents are kept does not answer; asking again later may help."""


class Documents(Protocol):
    """Keeps bytes for good, by a name that is never used for other bytes.

    Any thread may call any method. Raises DocumentsUnavailable and OSError.
    """

    elsewhere: bool
    """Whether documents lie apart from the receiver's folder, for every receiver to see."""

    def keep(self, file: Path, blob: str) -> None:
        """Keep the bytes of a file under this name; durable when it returns. May be repeated."""

    def blocks(self, blob: str) -> Iterator[bytes]:
        """The bytes as they lie there now. Raises FileNotFoundError at once or when read."""

    def drop(self, blob: str) -> None:
        """Let the bytes go, if they are there."""

    def kept_before(self, time: int, centre: str) -> frozenset[str]:
        """What was put here, apart from the receiver's folder, before a time (UTC seconds).

        None unless all of it is this centre's alone; `centre` names it among all others.
        """


class FolderDocuments:
    """Documents stay in the folder into which they were written, which is on a local disk."""

    elsewhere = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: Path, blob: str) -> None:
        """See Documents; whoever wrote the file here has made it durable."""
        if file != self._folder / blob:
            raise ValueError("a document is written where it is kept")

    def blocks(self, blob: str) -> Iterator[bytes]:
        """See Documents."""
        with (self._folder / blob).open("rb") as file:
            while block := file.read(MIB):
                yield block

    def drop(self, blob: str) -> None:
        """See Documents."""
        (self._folder / blob).unlink(missing_ok=True)

    def kept_before(self, time: int, centre: str) -> frozenset[str]:
        """See Documents: all lies in the folder, which is cleared as one."""
        return frozenset()
