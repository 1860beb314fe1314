"""Digests of files that were read whole, remembered for as long as the files stay untouched."""

import errno
import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from sync.blobs import write_durably
from sync.wire import SHA256_HEX

FRESH_NS = 2_000_000_000
"""A file changed so lately may change again without its times telling (FAT counts by 2 s)."""


class NotAFile(OSError):
    """A folder, a pipe or a device."""


@dataclass(frozen=True)
class Look:
    """What tells a file from every other, and from itself once it was written to."""

    device: int
    inode: int
    size_bytes: int
    mtime_ns: int
    ctime_ns: int

    @staticmethod
    def at(file: Path | int) -> "Look":
        """A path, or an open descriptor. Raises OSError."""
        found = os.fstat(file) if isinstance(file, int) else file.stat()
        return Look(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@contextmanager
def opened(path: Path) -> Iterator[FileIO]:
    """A file to be read whole; raises NotAFile and other OSErrors."""
    # A pipe would keep whoever opens it waiting.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFile(errno.EINVAL, "not a file", str(path))
    except OSError:
        os.close(descriptor)
        raise
    with FileIO(descriptor, "r") as file:
        yield file


class KnownFiles:
    """What a folder remembers of files that were read."""

    def __init__(self, folder: Path, *, now_ns: Callable[[], int] = time.time_ns) -> None:
        """`now_ns` is the clock by which files are dated, in nanoseconds."""
        self._folder, self._now_ns = folder, now_ns

    def digest(self, path: Path) -> tuple[str, Look]:
        """The SHA-256 of a file, in hex, and of which look; read only when it is not known.

        Raises OSError.
        """
        with opened(path) as file:
            look = Look.at(file.fileno())
            if (known := self.of(look)) is not None:
                return known, look
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if Look.at(file.fileno()) != look:
                raise OSError(errno.EBUSY, "changed while it was read", str(path))
        self.keep(look, sha256)
        return sha256, look

    def of(self, look: Look) -> str | None:
        """The digest of a file that looks so, or None."""
        try:
            kept = json.loads(self._path(look).read_bytes())
            sha256 = str(kept.pop("sha256"))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return sha256 if kept == asdict(look) and SHA256_HEX.fullmatch(sha256) else None

    def keep(self, look: Look, sha256: str) -> None:
        """Remember it, unless the file is so fresh that a change might not show. Raises OSError."""
        if self._now_ns() - max(look.mtime_ns, look.ctime_ns) > FRESH_NS:
            data = json.dumps({**asdict(look), "sha256": sha256}).encode("ascii")
            write_durably(self._path(look), data)

    def _path(self, look: Look) -> Path:
        return self._folder / f"digest-{look.device:x}-{look.inode:x}.json"
