"""Writing into one folder of a stick so that a file with its name is whole, whatever happens."""

import errno
import hashlib
import io
import os
import re
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

from drivers.outgoing import (
    FOLDER,
    FileTooLarge,
    OutgoingError,
    StickFailing,
    StickFull,
    StickGone,
    StickNotWritable,
    Written,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PART = ".part"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_BLOCK_BYTES = 1024 * 1024
# What only the kernel's memory has is not on the stick: progress that counted it would be a lie.
_SYNC_EVERY_BYTES = 4 * 1024 * 1024


class WritableFolder:
    """Implements OutgoingFolder over the descriptor of an open folder."""

    def __init__(
        self,
        folder: int,
        still_there: Callable[[], bool],
        before_write: Callable[[int], None] = lambda _: None,
    ) -> None:
        """`still_there` asks whether the stick is plugged in.

        `before_write` gets the size of every block first, and may raise OSError in its place.
        What an export left half when its stick was pulled is removed. Raises OutgoingError.
        """
        self._folder, self._still_there, self._before_write = folder, still_there, before_write
        self._clear_parts()

    def free_bytes(self) -> int:
        """See OutgoingFolder."""
        try:
            found = os.fstatvfs(self._folder)
        except OSError as error:
            raise self._why(error) from error
        return found.f_bavail * found.f_frsize

    def write(self, name: str, fill: Callable[[IO[bytes]], None]) -> Written:
        """See OutgoingFolder."""
        if not _NAME.fullmatch(name):
            raise ValueError("not a name that every file system takes")
        part = name + PART
        try:
            return self._write(part, name, fill)
        except BaseException as error:
            if self._still_there():
                with suppress(OSError):
                    os.unlink(part, dir_fd=self._folder)
            if isinstance(error, _OfTheContent):
                raise error.why from error.why.__cause__
            if isinstance(error, OSError):
                raise self._why(error) from error
            raise

    def _write(self, part: str, name: str, fill: Callable[[IO[bytes]], None]) -> Written:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        file = os.open(part, flags, 0o600, dir_fd=self._folder)
        try:
            writing = _Writing(file, self._before_write)
            try:
                fill(cast(IO[bytes], writing))
            except BaseException as error:
                # What went wrong on the stick first; a pipe that broke because of it tells less.
                if writing.failure is not None:
                    raise writing.failure from None
                raise _OfTheContent(error) from error
            os.fsync(file)
            if _digest(file) != writing.digest.digest():
                raise StickFailing("it reads back differently")
        finally:
            os.close(file)
        with suppress(FileNotFoundError):
            os.stat(name, dir_fd=self._folder, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        os.rename(part, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        os.fsync(self._folder)
        return Written(f"{FOLDER}/{name}", writing.size_bytes, writing.digest.hexdigest())

    def _clear_parts(self) -> None:
        try:
            with os.scandir(self._folder) as entries:
                parts = [entry.name for entry in entries if entry.name.endswith(PART)]
            for name in parts:
                os.unlink(name, dir_fd=self._folder)
        except OSError as error:
            raise self._why(error) from error

    def _why(self, error: OSError) -> OutgoingError:
        if not self._still_there():
            return StickGone("pulled out")
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return StickFull("full")
        if error.errno == errno.EFBIG:
            return FileTooLarge("too large for this file system")
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return StickNotWritable("its file system takes no more")
        return StickFailing(errno.errorcode.get(error.errno or 0, "EIO"))


class _OfTheContent(Exception):
    """What was to be written could not be had; the stick is well."""

    def __init__(self, why: BaseException) -> None:
        super().__init__(type(why).__name__)
        self.why = why


class _Writing(io.RawIOBase):
    """The open file: counts and digests what goes by, and remembers its first failure."""

    def __init__(self, file: int, before_write: Callable[[int], None]) -> None:
        self._file, self._before_write = file, before_write
        self.digest = hashlib.sha256()
        self.size_bytes = 0
        self._unsynced_bytes = 0
        self.failure: BaseException | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        block = memoryview(data).cast("B")
        try:
            self._before_write(len(block))
            left = block
            while left:
                left = left[os.write(self._file, left) :]
            self._unsynced_bytes += len(block)
            if self._unsynced_bytes >= _SYNC_EVERY_BYTES:
                os.fdatasync(self._file)
                self._unsynced_bytes = 0
        except BaseException as failure:
            self.failure = self.failure or failure
            raise
        self.digest.update(block)
        self.size_bytes += len(block)
        return len(block)


def _digest(file: int) -> bytes:
    """Of what is on the stick: what the kernel still remembers of the file is dropped first."""
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    digest, at = hashlib.sha256(), 0
    while block := os.pread(file, _BLOCK_BYTES, at):
        digest.update(block)
        at += len(block)
    return digest.digest()
