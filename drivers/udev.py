"""The real storage: what udev says is plugged in, and what somebody else has mounted of it.

This process mounts nothing and never opens a device. A small privileged service mounts each
medium read-only; here its mount is found in mountinfo by the device's number.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from drivers.mountinfo import Mount, read_mounts
from drivers.storage import (
    Condition,
    FileEntry,
    FileUnreadable,
    Medium,
    MediumGone,
    MediumUnreadable,
    StorageUnavailable,
)
from drivers.tree import list_beneath, open_beneath, opened_folder
from drivers.udev_devices import UNRECOGNISED, Plugged, plugged_in
from drivers.udev_watch import watch_devices

SAFE_OPTIONS = frozenset({"ro", "nosuid", "nodev", "noexec", "nosymfollow", "noatime"})
_NO_REPLAY = frozenset({"noload", "norecovery"})  # one option; ext4 tells the second name
SUPPORTED_FILE_SYSTEMS = frozenset({"vfat", "exfat", "ntfs", "ext4", "udf", "iso9660"})


class UdevStorage:
    """Implements Storage over udev and mountinfo, without any privilege.

    A medium is READY once it is mounted, anywhere, with at least SAFE_OPTIONS, ext4 with
    noload too; of several mounts the one beneath `media_root` is read. When one of them lacks
    an option the medium is UNSAFE_MOUNT and nothing is read from it. One that is not mounted
    within `mount_limit_s` is FAILING, as its file system is damaged or does not answer, until
    it is mounted after all; so is a device with partitions on none of which a file system is
    recognised.
    `monotonic` is in seconds.
    """

    def __init__(
        self,
        media_root: Path,
        mountinfo: Path = Path("/proc/self/mountinfo"),
        mount_limit_s: float = 30.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._media_root = media_root
        self._mountinfo = mountinfo
        self._mount_limit_s = mount_limit_s
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._waiting_since: dict[str, float] = {}

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """See Storage."""
        return watch_devices(self._mountinfo, self._seen, on_change)

    def media(self) -> tuple[Medium, ...]:
        """See Storage."""
        plugged, mounts = self._look()
        found = [(device, _condition(device, mounts)) for device in plugged]
        late = self._late({d.id for d, condition in found if condition is Condition.PREPARING})
        return tuple(
            Medium(
                id=device.id,
                label=device.label,
                size_bytes=device.size_bytes,
                condition=Condition.FAILING if device.id in late else condition,
                socket=device.socket,
            )
            for device, condition in found
        )

    def files(self, medium_id: str) -> tuple[FileEntry, ...]:
        """See Storage."""
        try:
            with self._folder(medium_id) as folder:
                return list_beneath(folder)
        except OSError as error:
            raise self._lost(medium_id) from error

    def open(self, medium_id: str, path: str) -> BinaryIO:
        """See Storage."""
        try:
            with self._folder(medium_id) as folder:
                return open_beneath(folder, path)
        except FileUnreadable as error:
            if isinstance(lost := self._lost(medium_id), MediumGone):
                raise lost from error
            raise
        except OSError as error:
            raise self._lost(medium_id) from error

    def _look(self) -> tuple[tuple[Plugged, ...], tuple[Mount, ...]]:
        try:
            return plugged_in(), read_mounts(self._mountinfo)
        except (OSError, ValueError) as error:
            raise StorageUnavailable("the table of mounts cannot be read") from error

    def _seen(self) -> object:
        try:
            return self.media()
        except StorageUnavailable:
            return StorageUnavailable

    def _late(self, waiting: set[str]) -> set[str]:
        now = self._monotonic()
        with self._lock:
            self._waiting_since = {id_: self._waiting_since.get(id_, now) for id_ in waiting}
            return {
                id_
                for id_, since in self._waiting_since.items()
                if now - since > self._mount_limit_s
            }

    @contextmanager
    def _folder(self, medium_id: str) -> Iterator[int]:
        """The open top folder of a medium. Raises the errors of Storage, and OSError."""
        plugged, mounts = self._look()
        device = next((device for device in plugged if device.id == medium_id), None)
        if device is None:
            raise MediumGone(medium_id)
        if _condition(device, mounts) is not Condition.READY:
            raise MediumUnreadable("not mounted as it should be")
        mine = [Path(mount.path) for mount in mounts if mount.device == device.number]
        place = next((path for path in mine if self._media_root in path.parents), mine[0])
        with opened_folder(str(place)) as folder:
            number = os.fstat(folder).st_dev
            if f"{os.major(number)}:{os.minor(number)}" != device.number:
                raise MediumUnreadable("something else is mounted over it")
            yield folder

    def _lost(self, medium_id: str) -> MediumGone | MediumUnreadable:
        """Why reading failed: the device is not there any more, or does not answer."""
        plugged, _ = self._look()
        if any(device.id == medium_id for device in plugged):
            return MediumUnreadable(medium_id)
        return MediumGone(medium_id)


def _condition(device: Plugged, mounts: tuple[Mount, ...]) -> Condition:
    if device.usage == "crypto":
        return Condition.ENCRYPTED
    if not device.usage:
        return Condition.UNFORMATTED
    if device.usage == UNRECOGNISED:
        return Condition.FAILING
    if device.usage != "filesystem" or device.file_system not in SUPPORTED_FILE_SYSTEMS:
        return Condition.UNSUPPORTED
    mine = [mount for mount in mounts if mount.device == device.number]
    if any(missing_options(mount) for mount in mine):
        return Condition.UNSAFE_MOUNT
    return Condition.READY if mine else Condition.PREPARING


def missing_options(mount: Mount) -> frozenset[str]:
    """What a mount lacks of all that a visitor's device is to be mounted with."""
    missing = SAFE_OPTIONS - mount.options
    # "ro" twice: a read-only mount of a file system that is open for writing elsewhere is not safe.
    if "ro" not in mount.file_system_options:
        missing |= {"ro"}
    if mount.file_system == "ext4" and not _NO_REPLAY & mount.file_system_options:
        missing |= {"noload"}
    return missing
