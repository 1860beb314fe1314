"""An open file on a simulated device."""

import io
import os
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from drivers.simulated import SimulatedShelf, _Stick


def slow_and_faulty(
    shelf: "SimulatedShelf", stick: "_Stick", path: str, file: BinaryIO
) -> BinaryIO:
    """The open file as the shelf lets it be read.

    One byte of buffer: what was not asked for is not read ahead, so that a fault shows in the
    very next read.
    """
    return io.BufferedReader(_Reading(shelf, stick, path, file), buffer_size=1)


class _Reading(io.RawIOBase):
    """Asks the shelf before every read."""

    def __init__(self, shelf: "SimulatedShelf", stick: "_Stick", path: str, file: BinaryIO) -> None:
        self._shelf = shelf
        self._stick = stick
        self._path = path
        self._file = file

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        may = self._shelf.before_read(self._stick, self._path, self._file.tell(), len(room))
        content = self._file.read(may)
        room[: len(content)] = content
        return len(content)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()
        super().close()
