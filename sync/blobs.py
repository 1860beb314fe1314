"""The outbox's folder: staged files, contents by their hash, and the ballast."""

import errno
import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.submissions import NotPutIn, OutboxFull, OutboxUnavailable

BALLAST_BYTES = 16 * 1024 * 1024


class Folder:
    """Where the outbox lies. May be used from any thread and process at once."""

    def __init__(self, path: Path) -> None:
        """Make the folder where it is missing. Raises OutboxUnavailable, OutboxFull."""
        self.database = path / "outbox.sqlite"
        self.staging = path / "staging"
        self._blobs = path / "blobs"
        self._ballast = path / "ballast"
        self._lock = path / "lock"
        with _disk():
            for folder in (path, self.staging, self._blobs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                fsync(folder.parent)
            if not self.database.exists() and any(self._blobs.iterdir()):
                # They would be cleared as strays: what they belong to is known nowhere else.
                raise OutboxUnavailable("contents are there, their database is not")

    def path_of(self, sha256: str) -> Path:
        """Where a content lies."""
        return self._blobs / sha256

    def holds(self, sha256: str, size_bytes: int) -> bool:
        """Whether a content is there with its size; its digest is a matter for intact().

        Raises OutboxUnavailable.
        """
        with _disk():
            return _is_file_of(self.path_of(sha256), size_bytes)

    def intact(self, sha256: str) -> bool:
        """Whether a content can be read whole and still has its digest."""
        try:
            with self.path_of(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def keep(self, sha256: str, size_bytes: int, staged: Path | None) -> None:
        """Move a staged file to its place, durable but for the folder (see sync()).

        Raises NotPutIn when neither the staged file nor the content is there with that size,
        OutboxUnavailable or OutboxFull when the disk fails: what it would not make durable is
        then removed.
        """
        with _disk():
            if self.holds(sha256, size_bytes):
                if staged is not None:
                    staged.unlink(missing_ok=True)
                return
            if staged is None or not _is_file_of(staged, size_bytes):
                raise NotPutIn("a staged file is missing or has another size")
            try:
                staged.chmod(0o640)  # the sending process is another user of the same group
                fsync(staged)
            except OSError:
                # A later fsync would succeed and the data be gone: never offer it again.
                staged.unlink(missing_ok=True)
                raise
            staged.replace(self.path_of(sha256))

    def sync(self) -> None:
        """Make all names durable. Raises OutboxUnavailable, for a full disk too.

        A second fsync would succeed and the names be gone: what lies there must be checked.
        """
        try:
            fsync(self._blobs)
        except OSError as error:
            raise OutboxUnavailable(_named(error)) from error

    def clear(self, referenced: Set[str]) -> int:
        """Remove contents that nothing refers to; how many. Only under exclusive().

        Raises OutboxUnavailable.
        """
        with _disk():
            strays = [path for path in self._blobs.iterdir() if path.name not in referenced]
            for path in strays:
                path.unlink(missing_ok=True)
        return len(strays)

    def clear_staging(self) -> None:
        """Remove everything staged; only for the process that captures, between visits.

        Raises OutboxUnavailable.
        """
        with _disk():
            for path in self.staging.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    def free_bytes(self) -> int:
        """Room that is left for this process's user. Raises OutboxUnavailable."""
        with _disk():
            room = os.statvfs(self._blobs)
        return room.f_bavail * room.f_frsize

    def load_ballast(self) -> None:
        """Set aside the ballast when there is ample room for it. Raises OutboxUnavailable."""
        with _disk():
            if self._ballast.exists() or self.free_bytes() < 4 * BALLAST_BYTES:
                return
            try:
                with self._ballast.open("wb") as file:
                    os.posix_fallocate(file.fileno(), 0, BALLAST_BYTES)
            except OSError:
                self._ballast.unlink(missing_ok=True)

    def drop_ballast(self) -> bool:
        """Give the ballast's room to what must still be written; False when it is gone."""
        try:
            self._ballast.unlink()
        except OSError:
            return False
        return True

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other processes (and threads) from adding or clearing contents meanwhile."""
        with _disk():
            handle = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with _disk():
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def fsync(path: Path) -> None:
    """Make a file, or the names in a folder, durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a small file at once: whole and durable, or as it was. Raises OSError."""
    part = path.with_name(path.name + ".part")
    with suppress(FileNotFoundError):
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    fsync(path.parent)


def _is_file_of(path: Path, size_bytes: int) -> bool:
    try:
        status = path.stat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == size_bytes


@contextmanager
def _disk() -> Iterator[None]:
    """What the disk says against it, as OutboxFull or OutboxUnavailable."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OutboxFull(_named(error)) from error
        raise OutboxUnavailable(_named(error)) from error


def _named(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "EIO")
