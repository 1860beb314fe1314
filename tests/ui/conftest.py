"""A kiosk window without a display, and hands that find and touch what a visitor can see."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.visit import MakeVisit, Visit, switch_on

from kiosk_app.filing.rules import Rules
from kiosk_app.flow.events import Event
from kiosk_app.flow.states import State, Welcome
from kiosk_app.ui.gallery import sample_rules
from kiosk_app.ui.presenter import Presenter
from kiosk_app.ui.samples import NOW
from kiosk_app.ui.window import KioskWindow, open_window


class Hands:
    """Sees and touches the window; `posted` is what the touches said, in order."""

    def __init__(
        self, qtbot: QtBot, presenter: Presenter, opened: KioskWindow, posted: list[Event]
    ):
        self._qtbot = qtbot
        self._touch_screen = QTest.createTouchDevice()
        self.presenter = presenter
        self.opened = opened
        self.window = opened.window
        self.posted = posted

    def show(self, state: State) -> None:
        """Show a state and let the layout settle."""
        self.presenter.show(state)
        self.settle()

    def settle(self) -> None:
        """Let Qt carry out what it has put off: late layout, deletions, one frame."""
        for _ in range(3):
            QGuiApplication.processEvents()
            QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.grabWindow()

    def find(self, name: str) -> QQuickItem:
        """The visible item of that name that lies on top."""
        found = [item for item in self.seen() if item.objectName() == name]
        assert found, f"{name} is not on the screen"
        return found[-1]

    def sees(self, name: str) -> bool:
        return any(item.objectName() == name for item in self.seen())

    def seen(self, root: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Every visible item, in the order of painting."""
        for child in (root or self.window.contentItem()).childItems():
            if child.isVisible():
                yield child
                yield from self.seen(child)

    def text(self, name: str) -> str:
        return str(self.find(name).property("text"))

    def words(self) -> str:
        """All words on the screen."""
        texts = (item.property("text") for item in self.seen() if is_text(item))
        return "\n".join(str(text) for text in texts if text)

    def click(self, name: str) -> None:
        self._qtbot.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._at(name)
        )
        self.settle()

    def touch(self, name: str) -> None:
        """Touch with one finger, as on the kiosk's screen."""
        at = self._at(name)
        QTest.touchEvent(self.window, self._touch_screen).press(1, at, self.window).commit()
        QTest.touchEvent(self.window, self._touch_screen).release(1, at, self.window).commit()
        self.settle()

    def type(self, text: str) -> None:
        """Touch the keys of the keyboard on the screen, one after another."""
        for character in text:
            self.click("key_space" if character == " " else f"key_{character.upper()}")

    def _at(self, name: str) -> QPoint:
        item = self.find(name)
        assert item.isEnabled(), f"{name} cannot be touched now"
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText")


def scene_rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="session")
def rules() -> Rules:
    return sample_rules()


@pytest.fixture
def now() -> list[datetime]:
    """The time on the kiosk's clock; a test may change it."""
    return [NOW]


@pytest.fixture
def kiosk(qtbot: QtBot, rules: Rules, now: list[datetime]) -> Iterator[Hands]:
    posted: list[Event] = []
    presenter = Presenter(posted.append, rules, lambda: now[0])
    opened = open_window(presenter)
    qtbot.waitExposed(opened.window)
    hands = Hands(qtbot, presenter, opened, posted)
    hands.show(Welcome())
    yield hands
    opened.close()
    hands_problems = list(opened.problems)
    QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not hands_problems


@pytest.fixture
def switched_on(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeVisit]:
    """Makes a whole kiosk, with visitors, at `switched_on()`; it is switched off at the end."""
    made: list[Visit] = []

    def make(
        min_free_bytes: int = 1_000_000, *, with_printer: bool = True, export_key: str = "none"
    ) -> Visit:
        options = {"with_printer": with_printer, "export_key": export_key}
        made.append(switch_on(tmp_path / "state", min_free_bytes, **options))
        return made[-1]

    yield make
    for visit in made:
        visit.kiosk.stop()
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not visit.kiosk.window.problems


@pytest.fixture
def visit(switched_on: MakeVisit) -> Visit:
    return switched_on()
