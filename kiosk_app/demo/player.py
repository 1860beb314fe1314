"""Plays a visitor: touches what is on the real screen, waits for what it shows, takes pictures."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk_app.flow.model import Captured, HandedOver, State, StillThere
from kiosk_app.ui.presenter import Presenter
from kiosk_app.wording.texts import Language

PATIENCE_S = 60.0
_BAR_WIDTH = 30


def bar(fraction: float) -> str:
    """How far something is, as [####....]."""
    done = round(_BAR_WIDTH * fraction)
    return "[" + "#" * done + "." * (_BAR_WIDTH - done) + "]"


class ScriptBroken(Exception):
    """The screen did not come, or has nothing of that name to touch."""


class Player:
    """A visitor's hands and eyes. Only on the GUI thread."""

    def __init__(
        self,
        window: QQuickWindow,
        presenter: Presenter,
        pictures: Path | None,
        tell: Callable[[str], None],
        already: Iterable[str] = (),
    ) -> None:
        """Pictures go into that folder, except of the screens that are there `already`."""
        self._window = window
        self._presenter = presenter
        self._pictures = pictures
        self._tell = tell
        self._state: State | None = None
        self._pictured = set(already)
        self.paths: list[Path] = []
        self.captured: list[Captured] = []
        self._last_told = ""

    def show(self, state: State) -> None:
        """Stands between the conductor and the presenter: sees every state, pictures new ones."""
        before, self._state = self._state, state
        self._presenter.show(state)
        if isinstance(state, Captured):
            self._tell_delivery(state.receipt)
        if type(before) is not type(state):
            name = type(state).__name__
            self._tell(f"  screen: {name}")
            if isinstance(state, Captured) and not isinstance(before, StillThere):
                self.captured.append(state)
            if name not in self._pictured:
                self._pictured.add(name)
                self.picture(name)

    def _tell_delivery(self, receipt: HandedOver) -> None:
        line = f"  {bar(receipt.sent_fraction)} {receipt.number} {receipt.delivery}"
        if line != self._last_told:
            self._last_told = line
            self._tell(line)

    def picture(self, name: str) -> None:
        """What the screen shows now, in all three languages; nothing without a place for it."""
        if self._pictures is None:
            return
        spoken = Language(str(self._presenter.language))
        for language in Language:
            self._presenter.setLanguage(language.value)
            path = self._pictures / f"{name}.{language.value}.png"
            self._window.grabWindow().save(str(path))
            self.paths.append(path)
        self._presenter.setLanguage(spoken.value)

    def picture_variant(self, name: str) -> None:
        """A further picture of a screen that was pictured before in another state."""
        if name not in self._pictured:
            self._pictured.add(name)
            self.picture(name)
            self._settle()

    def wait_for(self, *kinds: type[State]) -> State | None:
        """The state as soon as it is one of these; the question 'still there?' counts as itself."""
        names = " or ".join(kind.__name__ for kind in kinds)
        self.wait_until(lambda: isinstance(self._state, kinds), f"the screen {names}")
        return self._state

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Let the program run until this holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > deadline:
                raise ScriptBroken(f"waited {PATIENCE_S:.0f} s in vain for {what}")
            QTest.qWait(10)

    def touch(self, name: str) -> None:
        """Touch the thing of this name where a finger would: in its middle, once it can be seen."""
        QTest.qWait(20)
        self.wait_until(lambda: bool(self._touchable(name)), f"something called {name}")
        for place in self._touchable(name)[-1:]:
            QTest.mouseClick(
                self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
            )
        QCoreApplication.processEvents()

    def hold(self, name: str, seconds: float) -> None:
        """Press it, keep the finger there so long, and let go."""
        self.wait_until(lambda: bool(self._touchable(name)), f"something called {name}")
        place = self._touchable(name)[-1]
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self._window, left, none, place)
        QTest.qWait(round(seconds * 1000))
        QTest.mouseRelease(self._window, left, none, place)

    def touch_in_list(self, name: str) -> None:
        """Touch something in a long list, turning the list on until it can be seen."""
        turners = ("list_up", "list_down")
        self.wait_until(
            lambda: any(self._touchable(thing) for thing in (name, *turners)),
            f"something called {name} in the list",
        )
        self._settle()
        for turner in turners:
            while not self._touchable(name) and self._touchable(turner):
                self.touch(turner)
                self.wait_until(self._list_at_rest, "the list to come to rest")
        self.touch(name)

    @property
    def state(self) -> State | None:
        """What is shown now, looking through 'still there?'."""
        return self._state.waiting if isinstance(self._state, StillThere) else self._state

    def _touchable(self, name: str) -> list[QPoint]:
        """Where things of this name can be touched, uppermost last: shown, enabled, not clipped."""
        return [
            _middle(item).toPoint()
            for item in _all_items(self._window.contentItem())
            if item.objectName() == name and item.isEnabled() and _can_be_seen(item)
        ]

    def _settle(self) -> None:
        """Let the layout come to rest, as it long has when a person's finger arrives."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()
            self._window.grabWindow()

    def _list_at_rest(self) -> bool:
        lists = [i for i in _all_items(self._window.contentItem()) if i.objectName() == "list"]
        places = [item.property("contentY") for item in lists]
        QTest.qWait(20)
        return places == [item.property("contentY") for item in lists]


def _all_items(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(found for child in item.childItems() for found in _all_items(child))]


def _middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def _can_be_seen(item: QQuickItem) -> bool:
    """Whether its middle is shown: neither hidden nor clipped away by a list or the window."""
    above: QQuickItem | None = item
    middle = _middle(item)
    while above is not None:
        if not above.isVisible():
            return False
        if (above.clip() or above.parentItem() is None) and not above.contains(
            above.mapFromScene(middle)
        ):
            return False
        above = above.parentItem()
    return True
