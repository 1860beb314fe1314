"""Being a service: told when ready, watched, stopped politely, and never limping on after a bug.

sd_notify(3) over the socket that systemd names; without systemd nothing is said.
"""

import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer

from kiosk_app.logbook import Entry, note

FAULT_EXIT = 70
"""EX_SOFTWARE of sysexits.h: systemd starts the kiosk again, the visitor sees Welcome."""


def notify(message: str) -> None:
    """Tell systemd, if it listens. Never raises: a deaf systemd must not stop the kiosk."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        try:
            link.sendto(message.encode("ascii"), name)
        except OSError:
            return


def runtime_folder() -> Path:
    """Where requests to root are left: systemd's folder for this unit, gone at every start."""
    return Path(os.environ.get("RUNTIME_DIRECTORY", "/run/court-kiosk"))


class Watchdog(QObject):
    """Says that the event loop still turns, twice in each interval systemd gave.

    The regular wake-up also lets Python see SIGTERM while Qt is idle.
    """

    def __init__(self) -> None:
        super().__init__()
        interval_us = int(os.environ.get("WATCHDOG_USEC", "1000000"))
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: notify("WATCHDOG=1"))
        self._timer.start(max(100, interval_us // 2000))


def stop_on_signals(stop: Callable[[], None]) -> None:
    """SIGTERM and SIGINT end the kiosk in order, also one that comes before the loop turns."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: QTimer.singleShot(0, stop))


def exit_on_faults() -> None:
    """A bug ends the process, on whatever thread; PySide would go on with half a visit.

    Where it happened is told, never the error's own words: they can hold a file's name.
    """

    def end(kind: type[BaseException], _: object, trace: TracebackType | None) -> None:
        sys.stderr.write("".join(traceback.format_tb(trace)))
        note(Entry.FAULT, kind=kind.__name__)
        sys.stderr.flush()
        os._exit(FAULT_EXIT)

    sys.excepthook = end
    threading.excepthook = lambda told: end(told.exc_type, told.exc_value, told.exc_traceback)
