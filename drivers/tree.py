"""Listing and opening files beneath one folder without ever leaving it or following a link.

Everything goes by file descriptors of folders already opened, one name at a time, so that a
crafted or changing medium cannot lead out of itself.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from drivers.natural_order import natural_order
from drivers.storage import FileEntry, FileUnreadable, MediumOvercrowded

MAX_DEPTH = 32
MAX_ENTRIES = 50_000

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_TEXT = "\ufffd"
_SYSTEM_NAMES = frozenset(
    {"system volume information", "$recycle.bin", "recycler", "lost+found", "thumbs.db"}
    | {"desktop.ini"}
)
# Of the one file, not of the device: it is not there, is a link, has no permission, is odd.
_FILE_ERRORS = frozenset(
    {errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM}
    | {errno.ENXIO, errno.ENAMETOOLONG, errno.EINVAL}
)


@contextmanager
def opened_folder(path: str) -> Iterator[int]:
    """The descriptor of a folder that is not a link. Raises OSError."""
    folder = os.open(path, _FOLDER_FLAGS)
    try:
        yield folder
    finally:
        os.close(folder)


def list_beneath(
    folder: int,
    *,
    max_depth: int = MAX_DEPTH,
    max_entries: int = MAX_ENTRIES,
    names_as_text: bool = True,
) -> tuple[FileEntry, ...]:
    """Every regular file beneath an open folder, in natural order.

    Left out: links, devices, pipes, sockets, other file systems mounted within, names that
    begin with a dot or "~$" (Office lock files), and the folders and files that operating
    systems keep for themselves. Of a name that is not UTF-8 `names_as_text` makes something
    that can be shown and that open_beneath understands; else it stays as os.listdir has it,
    and any function of the system opens it. Raises MediumOvercrowded beyond the limits (names seen,
    folders within folders), OSError when any folder cannot be read.
    """
    own = as_text if names_as_text else str
    entries = _Listing(os.fstat(folder).st_dev, max_depth, max_entries, own).beneath(folder, "", 1)
    return tuple(sorted(entries, key=lambda entry: natural_order(entry.path)))


def open_beneath(folder: int, path: str) -> BinaryIO:
    """Open the regular file at `path` beneath an open folder, for reading from its start.

    Raises FileUnreadable for what is no regular file, is not there or leads out of the
    folder, OSError when the medium does not answer.
    """
    names = path.split("/")
    if any(name in ("", ".", "..") or "\0" in name for name in names):
        raise FileUnreadable(path)
    try:
        return _open_names(folder, names)
    except OSError as error:
        if error.errno in _FILE_ERRORS:
            raise FileUnreadable(path) from error
        raise


def as_text(name: str) -> str:
    """A file's name as it can be shown: U+FFFD for what is not UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


class _Listing:
    """One walk, counting what it sees."""

    def __init__(
        self, device: int, max_depth: int, max_entries: int, name: Callable[[str], str]
    ) -> None:
        self._device = device
        self._max_depth = max_depth
        self._entries_left = max_entries
        self._name = name

    def beneath(self, folder: int, prefix: str, depth: int) -> Iterator[FileEntry]:
        if depth > self._max_depth:
            raise MediumOvercrowded(f"folders are nested deeper than {self._max_depth}")
        with os.scandir(folder) as entries:
            for entry in entries:
                self._entries_left -= 1
                if self._entries_left < 0:
                    raise MediumOvercrowded("too many files")
                if not _left_out(entry.name):
                    yield from self._one(folder, entry, prefix, depth)

    def _one(
        self, folder: int, entry: os.DirEntry[str], prefix: str, depth: int
    ) -> Iterator[FileEntry]:
        found = entry.stat(follow_symlinks=False)
        path = prefix + self._name(entry.name)
        if stat.S_ISREG(found.st_mode):
            yield FileEntry(path, found.st_size)
        if not stat.S_ISDIR(found.st_mode) or found.st_dev != self._device:
            return
        within = os.open(entry.name, _FOLDER_FLAGS, dir_fd=folder)
        try:
            yield from self.beneath(within, path + "/", depth + 1)
        finally:
            os.close(within)


def _open_names(folder: int, names: list[str]) -> BinaryIO:
    if len(names) > 1:
        within = os.open(_name_in(folder, names[0]), _FOLDER_FLAGS, dir_fd=folder)
        try:
            return _open_names(within, names[1:])
        finally:
            os.close(within)
    file = os.open(_name_in(folder, names[0]), _FILE_FLAGS, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise FileUnreadable(names[0])
        return os.fdopen(file, "rb")
    except BaseException:
        os.close(file)
        raise


def _left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM_NAMES


def _name_in(folder: int, shown: str) -> str:
    """The name as the file system has it; a name that is not text is found by looking."""
    if _NOT_TEXT not in shown:
        return shown
    alike = [name for name in os.listdir(folder) if as_text(name) == shown]
    if len(alike) != 1:
        raise FileUnreadable(shown)
    return alike[0]
