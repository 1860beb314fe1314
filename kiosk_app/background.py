"""Blocking work off the GUI thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

Job = Callable[[], None]


class Background(QObject):
    """Runs each job on a thread of its own and calls back on the GUI thread.

    Threads are daemons: a job that hangs in a dying USB device must hold up neither the screen
    nor the end of the process.
    """

    _handed_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._handed_back.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def start(self, job: Job) -> None:
        """Run the job. What it raises is raised again on the GUI thread: it is a bug."""

        def run() -> None:
            try:
                job()
            except BaseException as error:  # noqa: BLE001 - handed on, not swallowed
                self._handed_back.emit(_raiser(error))

        threading.Thread(target=run, daemon=True, name="errand").start()

    def call_back(self, call: Callable[[], None]) -> None:
        """Call this on the GUI thread, soon. From any thread."""
        self._handed_back.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


def _raiser(error: BaseException) -> Callable[[], None]:
    def raise_again() -> None:
        raise error

    return raise_again
