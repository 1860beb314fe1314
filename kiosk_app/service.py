"""Being a service: told when ready, watched, stopped politely, and never limping on after a bug."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QTimer

from kiosk_app.logbook import Entry, note
from kiosk_app.supervision import alive

FAULT_EXIT = 70
"""EX_SOFTWARE of sysexits.h: systemd starts the kiosk again, the visitor sees Welcome."""


class Watchdog(QObject):
    """Says that the event loop still turns, twice in each interval systemd gave.

    The regular wake-up also lets Python see SIGTERM while Qt is idle.
    """

    def __init__(self) -> None:
        super().__init__()
        interval_us = int(os.environ.get("WATCHDOG_USEC", "1000000"))
        self._timer = QTimer(self)
        self._timer.timeout.connect(alive)
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
