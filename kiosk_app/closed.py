"""A kiosk that cannot even start: a polite screen with a code, until the trouble is mended."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from config.settings import load_settings
from drivers.clock import SystemClock
from kiosk_app import service
from kiosk_app.app import rules_of
from kiosk_app.flow.model import OutOfService
from kiosk_app.logbook import Entry, note
from kiosk_app.supervision import notify
from kiosk_app.ui.presenter import Presenter
from kiosk_app.ui.window import KioskWindow, open_window, prepare
from kiosk_app.wording.trouble import Trouble

_LOOK_AGAIN_MS = 10_000


@dataclass
class Notice:
    """A window that only says that the kiosk is out of service, and why."""

    presenter: Presenter
    window: KioskWindow


def show_out_of_service(trouble: Trouble) -> Notice:
    """Say it kindly, with the packaged rules, where the machine's own cannot be used.

    Needs a QGuiApplication.
    """
    presenter = Presenter(lambda _: None, rules_of(load_settings(None)), SystemClock().now)
    presenter.show(OutOfService(trouble))
    return Notice(presenter, open_window(presenter))


def stay_closed(trouble: Trouble, mended: Callable[[], bool] = lambda: False) -> int:
    """Stand out of service until told to stop, or mended; then end, to be started anew.

    Returns the exit status.
    """
    service.exit_on_faults()
    prepare()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    notice = show_out_of_service(trouble)
    notice.window.window.showFullScreen()
    service.stop_on_signals(application.quit)
    watchdog = service.Watchdog()
    look_again = QTimer()
    look_again.timeout.connect(lambda: mended() and application.quit())
    look_again.start(_LOOK_AGAIN_MS)
    notify("READY=1")
    note(Entry.OUT_OF_SERVICE, code=trouble.value)
    status = application.exec()
    del watchdog
    notice.window.close()
    return status
