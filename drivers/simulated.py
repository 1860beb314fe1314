"""Simulated USB devices for tests, the demonstration and the dev dock; never in production."""

import errno
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from drivers.simulated_reading import slow_and_faulty
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

_CAPACITY_BYTES = 16_000_000_000


class SimulationRefused(RuntimeError):
    """A simulated device was asked for on a production machine."""


def refuse_in_production() -> None:
    """Raise SimulationRefused where the production unit has set KIOSK_PRODUCTION=1."""
    if os.environ.get("KIOSK_PRODUCTION", "0") not in ("", "0"):
        raise SimulationRefused("simulated devices do not run in production")


@dataclass
class _Stick:
    medium: Medium
    folder: Path
    bytes_per_s: float | None = None
    bad_from: dict[str, int] = field(default_factory=dict)
    hangs: list[threading.Event] = field(default_factory=list)
    gone: bool = False


class SimulatedShelf:
    """USB sockets with simulated devices in them, over real folders of real files.

    Implements Storage; whatever else it does can be called from any thread too. `wait`
    takes seconds and is what a slow device makes a reader do.
    """

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        refuse_in_production()
        self._wait = wait
        self._lock = threading.Lock()
        self._sticks: dict[str, _Stick] = {}
        self._watchers: dict[int, Callable[[], None]] = {}
        self._counter = 0
        self._looking_fails = False
        self._hang: threading.Event | None = None
        self._listing_hang: threading.Event | None = None
        self._own_folder = Path(tempfile.mkdtemp(prefix="simulated-shelf-"))
        weakref.finalize(self, shutil.rmtree, self._own_folder, ignore_errors=True)

    def insert(
        self,
        label: str,
        files: Mapping[str, bytes] | Path,
        condition: Condition = Condition.READY,
        socket: str = "1",
    ) -> str:
        """Plug a device in; returns the id of its medium, new for every plugging-in.

        A folder is used in place; its later changes show. Only an export changes it.
        """
        number = self._next_number()
        folder = files if isinstance(files, Path) else self._written(number, files)
        medium = Medium(f"simulated-{number}", label, _CAPACITY_BYTES, condition, socket)
        with self._lock:
            self._sticks[medium.id] = _Stick(medium, folder)
        self._tell()
        return medium.id

    def turn(self, medium_id: str, condition: Condition) -> None:
        """Let a plugged-in device come into another condition."""
        with self._lock:
            stick = self._stick(medium_id)
            old = stick.medium
            stick.medium = Medium(old.id, old.label, old.size_bytes, condition, old.socket)
        self._tell()

    def pull(self, medium_id: str) -> None:
        """Pull a device out. Files still open on it fail with ENODEV at the next read."""
        with self._lock:
            stick = self._stick(medium_id)
            del self._sticks[medium_id]
            stick.gone = True
            for hang in stick.hangs:
                hang.set()
        if stick.folder.parent == self._own_folder:
            shutil.rmtree(stick.folder, ignore_errors=True)
        self._tell()

    def folder_of(self, medium_id: str) -> Path:
        """Where the files of a plugged-in device really are. Raises MediumGone."""
        with self._lock:
            return self._stick(medium_id).folder

    def fail_reading(self, medium_id: str, path: str, after_bytes: int) -> None:
        """Let every read of this file fail with EIO from this offset on."""
        with self._lock:
            self._stick(medium_id).bad_from[path] = after_bytes

    def slow(self, medium_id: str, bytes_per_s: float) -> None:
        """Let reading take its time, by the injected wait."""
        with self._lock:
            self._stick(medium_id).bytes_per_s = bytes_per_s

    def hang_next_read(self) -> Callable[[], None]:
        """Let the next read of any file stand still until the returned function is called.

        Pulling the device ends it too, with ENODEV, as the kernel does.
        """
        hang = threading.Event()
        with self._lock:
            self._hang = hang
        return hang.set

    def hang_next_listing(self) -> Callable[[], None]:
        """As hang_next_read, for the next list of a device's files."""
        hang = threading.Event()
        with self._lock:
            self._listing_hang = hang
        return hang.set

    def fail_looking(self) -> Callable[[], None]:
        """Let every look raise StorageUnavailable until the returned function is called."""
        self._set_looking_fails(True)
        return lambda: self._set_looking_fails(False)

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """See Storage."""
        number = self._next_number()
        with self._lock:
            self._watchers[number] = on_change

        def stop() -> None:
            with self._lock:
                self._watchers.pop(number, None)

        return stop

    def media(self) -> tuple[Medium, ...]:
        """See Storage."""
        with self._lock:
            self._look()
            return tuple(stick.medium for stick in self._sticks.values())

    def files(self, medium_id: str) -> tuple[FileEntry, ...]:
        """See Storage."""
        stick = self._ready(medium_id)
        hang, self._listing_hang = self._listing_hang, None
        self._stand_still(stick, hang)
        try:
            with opened_folder(str(stick.folder)) as folder:
                entries = list_beneath(folder)
        except OSError as error:
            raise self._lost(stick) from error
        if stick.gone:
            raise MediumGone(medium_id)
        return entries

    def open(self, medium_id: str, path: str) -> BinaryIO:
        """See Storage."""
        stick = self._ready(medium_id)
        try:
            with opened_folder(str(stick.folder)) as folder:
                file = open_beneath(folder, path)
        except FileUnreadable as error:
            if stick.gone:
                raise MediumGone(medium_id) from error
            raise
        except OSError as error:
            raise self._lost(stick) from error
        return slow_and_faulty(self, stick, path, file)

    def before_read(self, stick: _Stick, path: str, offset: int, wanted: int) -> int:
        """How many bytes may be read now; waits, hangs and fails as told. For open files."""
        with self._lock:
            hang, self._hang = self._hang, None
            bad_from = stick.bad_from.get(path)
            bytes_per_s = stick.bytes_per_s
        self._stand_still(stick, hang)
        if bytes_per_s is not None:
            self._wait(wanted / bytes_per_s)
        if stick.gone:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        if bad_from is None:
            return wanted
        if offset >= bad_from:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return min(wanted, bad_from - offset)

    def _stand_still(self, stick: _Stick, hang: threading.Event | None) -> None:
        with self._lock:
            if hang is None or stick.gone:
                return
            stick.hangs.append(hang)
        hang.wait()

    def _next_number(self) -> int:
        with self._lock:
            self._counter += 1
            return self._counter

    def _written(self, number: int, files: Mapping[str, bytes]) -> Path:
        folder = self._own_folder / str(number)
        folder.mkdir()
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return folder

    def _set_looking_fails(self, fails: bool) -> None:
        with self._lock:
            self._looking_fails = fails
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            watchers = tuple(self._watchers.values())
        for on_change in watchers:
            on_change()

    def _look(self) -> None:
        if self._looking_fails:
            raise StorageUnavailable("the simulated kiosk cannot look for devices")

    def _stick(self, medium_id: str) -> _Stick:
        if medium_id not in self._sticks:
            raise MediumGone(medium_id)
        return self._sticks[medium_id]

    def _ready(self, medium_id: str) -> _Stick:
        with self._lock:
            self._look()
            stick = self._stick(medium_id)
        if stick.medium.condition is not Condition.READY:
            raise MediumUnreadable(stick.medium.condition)
        return stick

    def _lost(self, stick: _Stick) -> MediumGone | MediumUnreadable:
        if stick.gone:
            return MediumGone(stick.medium.id)
        return MediumUnreadable(stick.medium.id)
