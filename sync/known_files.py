"""Tells whether a file is still what it was without reading it, and remembers digests so long."""

import errno
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

FRESH_S, COARSE_FRESH_S = 0.1, 2.5
"""A file changed so lately may change again without its times telling; FAT counts by 2 s."""


class NotAFile(OSError):
    """A folder, a pipe or a device."""


class StillWritten(OSError):
    """A file that changed while it was looked at."""


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

    def fresh_s(self, now_ns: int) -> float:
        """Seconds until another change would show; 0 when it would."""
        coarse = self.mtime_ns % 1_000_000_000 == 0 or self.ctime_ns % 1_000_000_000 == 0
        age_s = (now_ns - self.ctime_ns) / 1e9
        fresh_s = (COARSE_FRESH_S if coarse else FRESH_S) - age_s
        return fresh_s if age_s >= 0 and fresh_s > 0 else 0.0


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


def settled(
    path: Path,
    *,
    now_ns: Callable[[], int] = time.time_ns,
    wait: Callable[[float], None] = time.sleep,
) -> Look:
    """How a file looks, once any change from now on would show in that; waits 2.5 s at the most.

    `now_ns` is the clock by which files are dated. Raises StillWritten, NotAFile, OSError.
    """
    with opened(path) as file:
        look = Look.at(file.fileno())
        if (fresh_s := look.fresh_s(now_ns())) > 0:
            wait(fresh_s)
            if Look.at(file.fileno()) != look:
                raise StillWritten(errno.EBUSY, "still being written to", str(path))
    return look


class KnownFiles:
    """The digests that a folder remembers of settled files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, look: Look) -> str | None:
        """The digest of a file that looks so, or None."""
        try:
            kept = json.loads(self._path(look).read_bytes())
            sha256 = str(kept.pop("sha256"))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return sha256 if kept == asdict(look) and SHA256_HEX.fullmatch(sha256) else None

    def keep(self, look: Look, sha256: str) -> None:
        """Remember it. Raises OSError."""
        data = json.dumps({**asdict(look), "sha256": sha256}).encode("ascii")
        write_durably(self._path(look), data)

    def _path(self, look: Look) -> Path:
        return self._folder / f"digest-{look.device:x}-{look.inode:x}.json"
