"""Copies a file off the visitor's device: hashed while it is read, durable before it says so."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kiosk_app.documents.findings import ReceivedFile

BLOCK_BYTES = 1024 * 1024
_AHEAD_BYTES = 8 * BLOCK_BYTES


class IntakeError(Exception):
    """A file could not be taken in; nothing of it is left in the folder.

    IntakeError
    ├── DeviceFailed   reading from the visitor's device failed: it is dying, or was pulled
    ├── FileChanged    it has not the size it was listed with, or came out empty
    └── DiskFailed     the kiosk's own disk: full, or failing
        └── DiskFull
    """


class DeviceFailed(IntakeError):
    """The visitor's device stopped delivering."""


class FileChanged(IntakeError):
    """What was read is not what was listed."""


class DiskFailed(IntakeError):
    """The kiosk's own disk did not take the copy."""


class DiskFull(DiskFailed):
    """The kiosk's own disk has no room."""


def copy_in(
    source: BinaryIO,
    name: str,
    folder: Path,
    expected_bytes: int,
    on_bytes: Callable[[int], None],
) -> ReceivedFile:
    """Copy `source` into `folder` under a random name, and return when it is durable.

    `name` is what the visitor calls the file; it never becomes a path. `on_bytes` gets the
    count of bytes copied so far, after every block; an exception from it ends the copying.
    Nothing is left behind unless this returns. Raises IntakeError. May be called from any
    thread.
    """
    final = folder / secrets.token_hex(16)
    part = final.with_name(final.name + ".part")
    try:
        copied, digest = _copy(source, part, expected_bytes, on_bytes)
        if copied != expected_bytes or copied == 0:
            raise FileChanged(f"{copied} bytes were read, {expected_bytes} were listed")
        with own_disk():
            part.rename(final)
            sync_folder(folder)
    except BaseException:
        part.unlink(missing_ok=True)
        final.unlink(missing_ok=True)
        raise
    return ReceivedFile(name=name, path=str(final), size_bytes=copied, sha256=digest)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(
    source: BinaryIO, part: Path, expected_bytes: int, on_bytes: Callable[[int], None]
) -> tuple[int, str]:
    digest = hashlib.sha256()
    copied = begun = 0
    with own_disk():
        target = part.open("xb", buffering=0)
    with target:
        while block := _read(source):
            copied += len(block)
            if copied > expected_bytes:
                raise FileChanged(f"more than the listed {expected_bytes} bytes came")
            digest.update(block)
            with own_disk():
                _write_all(target.fileno(), block)
                if copied - begun >= _AHEAD_BYTES:
                    _begin_to_store(target.fileno(), begun, copied)
                    begun = copied
            on_bytes(copied)
        with own_disk():
            os.fsync(target.fileno())
    return copied, digest.hexdigest()


def _read(source: BinaryIO) -> bytes:
    try:
        return source.read(BLOCK_BYTES)
    except OSError as error:
        raise DeviceFailed("reading from the device failed") from error


def _begin_to_store(descriptor: int, start: int, end: int) -> None:
    """Have the disk write while we go on reading, so that the fsync at the end has little to do.

    Linux begins to write what it is told is not needed, and forgets it only once it is written:
    what has just been copied stays in memory for the check.
    """
    os.posix_fadvise(descriptor, start, end - start, os.POSIX_FADV_DONTNEED)


def _write_all(descriptor: int, block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def own_disk() -> Iterator[None]:
    """Tell a failure of the kiosk's own disk from one of the visitor's device."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull("the kiosk's disk is full") from error
        raise DiskFailed("the kiosk's disk did not take the copy") from error
