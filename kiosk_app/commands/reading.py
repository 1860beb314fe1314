"""Reads a file of the office where it lies: its size and its digest, and nothing else of it."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from kiosk_app.documents.findings import ReceivedFile

BLOCK_BYTES = 1024 * 1024


def received(path: str, before_each_block: Callable[[], None] = lambda: None) -> ReceivedFile:
    """The file as the kiosk would have received it, but where it is. Raises OSError.

    An exception from `before_each_block` ends the reading.
    """
    digest, size_bytes = hashlib.sha256(), 0
    with opened(path) as file:
        while block := file.read(BLOCK_BYTES):
            before_each_block()
            digest.update(block)
            size_bytes += len(block)
    return ReceivedFile(Path(path).name, path, size_bytes, digest.hexdigest())


@contextmanager
def opened(path: str) -> Iterator[FileIO]:
    """A file that is one: what is a folder, a pipe or a device is refused. Raises OSError."""
    # A pipe would keep whoever opens it waiting.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with FileIO(descriptor, "r") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "not a file")
        yield file
