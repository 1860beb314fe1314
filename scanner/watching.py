"""One thread that hints when a scanner may have come or gone."""

import os
import select
import threading
from collections.abc import Callable

import pyudev


def watch_scanners(
    look: Callable[[], object], look_every_s: float, on_change: Callable[[], None]
) -> Callable[[], None]:
    """Call on_change from a thread of its own whenever `look` gives another answer.

    It is asked after every message of udev on USB devices, and every `look_every_s` anyway:
    messages can be lost, and a scanner is served only some seconds after it was plugged in.
    Returns a function that stops it, after which on_change is not called again.
    """
    watching = _Watching(look, look_every_s, on_change)
    thread = threading.Thread(target=watching.run, name="scanner-watch", daemon=True)
    thread.start()

    def stop() -> None:
        watching.stop()
        if threading.current_thread() is not thread:
            thread.join()

    return stop


class _Watching:
    def __init__(
        self, look: Callable[[], object], look_every_s: float, on_change: Callable[[], None]
    ) -> None:
        self._look = look
        self._look_every_s = look_every_s
        self._on_change = on_change
        self._closing = threading.Lock()
        self._stopped = False
        self._wake = os.eventfd(0, os.EFD_CLOEXEC)
        self._monitor = _new_monitor()
        self._last_seen = look()

    def run(self) -> None:
        while True:
            self._wait()
            if self._stopped:
                break
            seen = self._look()
            if seen != self._last_seen and not self._stopped:
                self._on_change()
            self._last_seen = seen
        with self._closing:
            os.close(self._wake)
            self._wake = -1

    def stop(self) -> None:
        with self._closing:
            self._stopped = True
            if self._wake >= 0:
                os.eventfd_write(self._wake, 1)

    def _wait(self) -> None:
        if self._monitor is None:
            self._monitor = _new_monitor()
        poll = select.poll()
        poll.register(self._wake, select.POLLIN)
        if self._monitor is not None:
            poll.register(self._monitor.fileno(), select.POLLIN)
        if poll.poll(self._look_every_s * 1000) and self._monitor is not None:
            try:
                while self._monitor.poll(timeout=0) is not None:
                    pass
            except OSError:
                self._monitor = None  # too many messages at once, or udev is gone: listen afresh


def _new_monitor() -> pyudev.Monitor | None:
    try:
        monitor = pyudev.Monitor.from_netlink(pyudev.Context())
        monitor.filter_by("usb", "usb_device")
        monitor.start()
    except (OSError, ImportError):
        return None
    return monitor
