"""The storage port: USB devices a visitor plugs in, and the files on them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol


class Condition(StrEnum):
    """What can be said of a device before any file is read.

    Only a READY medium can be read. PREPARING passes by itself. UNSAFE_MOUNT is a fault of
    the machine, not of the visitor: somebody mounted the device so that it could be written,
    or programs or links on it could take effect; nothing is read from it.
    """

    PREPARING = "preparing"
    READY = "ready"
    UNFORMATTED = "unformatted"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    FAILING = "failing"
    UNSAFE_MOUNT = "unsafe_mount"


@dataclass(frozen=True)
class Medium:
    """One file system on one plugged-in device.

    `id` stays the same while the device is plugged in and is never a /dev name; `label` is
    the visitor's own name for it and may be empty; `socket` is where it is plugged in.
    """

    id: str
    label: str
    size_bytes: int
    condition: Condition
    socket: str = ""


@dataclass(frozen=True)
class FileEntry:
    """A regular file on a medium; `path` is relative, with forward slashes, as it is named there.

    Bytes of a name that are not text are shown as U+FFFD; `path` is always valid Unicode.
    """

    path: str
    size_bytes: int


class StorageError(Exception):
    """Something about the visitor's device; caught in one place.

    StorageError
    ├── MediumGone             pulled out: nothing more can be read from it
    ├── MediumUnreadable       plugged in, but reading it fails (a dying or odd device)
    │   └── MediumOvercrowded  more files, or deeper folders, than can be listed
    ├── FileUnreadable         this one file cannot be read; others may
    └── StorageUnavailable     devices cannot be looked for at all (never "nothing there")
    """


class MediumGone(StorageError):
    """The device was pulled out."""


class MediumUnreadable(StorageError):
    """The device is there but does not answer as it should."""


class MediumOvercrowded(MediumUnreadable):
    """The device holds more than the kiosk lists; a part of a list is never shown as the whole."""


class FileUnreadable(StorageError):
    """One file cannot be read."""


class StorageUnavailable(StorageError):
    """The kiosk cannot look for devices; a fault of the machine, not of the visitor."""


class Storage(Protocol):
    """USB storage as the kiosk sees it. Every method may be called from any thread."""

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Call on_change from any thread when media() may differ.

        Returns a function that stops the watching. A change is a hint to look again,
        never a message to believe; there may be more hints than changes. on_change must
        return quickly and must not raise.
        """

    def media(self) -> tuple[Medium, ...]:
        """What is plugged in now, oldest first. Raises StorageUnavailable."""

    def files(self, medium_id: str) -> tuple[FileEntry, ...]:
        """All regular files of a medium, in natural name order, hidden ones left out.

        Links are not followed. All or nothing: a folder that cannot be read raises. Raises
        MediumGone, MediumUnreadable, StorageUnavailable.
        """

    def open(self, medium_id: str, path: str) -> BinaryIO:
        """Open one listed file for reading, from its start.

        Reading may raise OSError later, when the device fails or is pulled: the caller
        asks media() again to learn which. Raises MediumGone, MediumUnreadable,
        FileUnreadable (also for a path that leaves the medium), StorageUnavailable.
        """
