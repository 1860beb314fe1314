"""One thread that listens to udev and to the table of mounts, and hints that something changed."""

import os
import select
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pyudev

_LOOK_ANYWAY_MS = 2000


def watch_devices(
    mountinfo: Path, look: Callable[[], object], on_change: Callable[[], None]
) -> Callable[[], None]:
    """Call on_change from a thread of its own after every message of udev and every (un)mount.

    Messages can be lost, and udev can be restarted: every 2 s `look` is asked too, and
    on_change is called when its answer is another. Listening has begun when this returns.
    Returns a function that stops it, after which on_change is not called again.
    """
    watching = _Watching(mountinfo, look, on_change)
    thread = threading.Thread(target=watching.run, name="storage-watch", daemon=True)
    thread.start()

    def stop() -> None:
        watching.stop()
        if threading.current_thread() is not thread:
            thread.join()

    return stop


class _Watching:
    def __init__(
        self, mountinfo: Path, look: Callable[[], object], on_change: Callable[[], None]
    ) -> None:
        self._mountinfo = mountinfo
        self._look = look
        self._on_change = on_change
        self._stopped = threading.Event()
        self._closing = threading.Lock()
        self._wake = os.eventfd(0, os.EFD_CLOEXEC)
        self._monitor: pyudev.Monitor | None = None
        self._mounts: IO[bytes] | None = None
        self._listen()
        self._last_seen = look()

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._listen()
                heard = self._wait()
                seen = self._look()
                if self._stopped.is_set():
                    return
                if heard or seen != self._last_seen:
                    self._on_change()
                self._last_seen = seen
        finally:
            if self._mounts is not None:
                self._mounts.close()
            with self._closing:
                self._stopped.set()
                os.close(self._wake)

    def stop(self) -> None:
        with self._closing:
            if not self._stopped.is_set():
                self._stopped.set()
                os.eventfd_write(self._wake, 1)

    def _listen(self) -> None:
        """Open what is not open yet. What cannot be opened now is tried again at the next look."""
        if self._monitor is None:
            self._monitor = _new_monitor()
        if self._mounts is None:
            try:
                self._mounts = self._mountinfo.open("rb", buffering=0)
            except OSError:
                return

    def _wait(self) -> bool:
        """Wait for a message, at most until it is time to look anyway; True when there was one."""
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        if self._monitor is not None:
            poll.register(self._monitor.fileno(), select.POLLIN)
        if self._mounts is not None:
            poll.register(self._mounts.fileno(), select.POLLPRI)
        heard = bool(poll.poll(_LOOK_ANYWAY_MS))
        if heard and self._monitor is not None:
            self._drain(self._monitor)
        return heard

    def _drain(self, monitor: pyudev.Monitor) -> None:
        try:
            while monitor.poll(timeout=0) is not None:
                pass
        except OSError:
            # Too many messages at once, or udev is gone: look again, then listen afresh.
            self._monitor = None


def _new_monitor() -> pyudev.Monitor | None:
    try:
        monitor = pyudev.Monitor.from_netlink(pyudev.Context())
        monitor.filter_by("block")
        monitor.start()
    except (OSError, ImportError):
        return None
    return monitor
