"""The dev dock: a small window beside the kiosk with the hands of the world around it."""

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from drivers.outgoing import MARK
from drivers.printer import PrinterCondition
from drivers.storage import Condition
from kiosk_app.demo.network import Cable
from kiosk_app.demo.world import World
from kiosk_app.documents import samples


def _sticks() -> Mapping[str, tuple[Condition, dict[str, bytes]]]:
    return {
        "Papers": (Condition.READY, samples.shelf()),
        "One good scan": (Condition.READY, {"Statement of Claim.pdf": samples.good_scan()}),
        "Only Word": (Condition.READY, {"order.docx": samples.word_document()}),
        "Empty": (Condition.READY, {}),
        "Unformatted": (Condition.UNFORMATTED, {}),
        "Encrypted": (Condition.ENCRYPTED, {}),
        MARK: (Condition.READY, {}),
    }


class Dock(QObject):
    """What the dock's buttons do. Keep it as long as its window is open."""

    changed = Signal()

    def __init__(self, world: World, cable: Cable) -> None:
        super().__init__()
        self._world = world
        self._shelf = world.shelf
        self._paper_out = False
        self._cable = cable
        self._sticks = _sticks()
        self._inserted: dict[str, str] = {}
        self._engine = QQmlApplicationEngine()
        self._engine.setInitialProperties({"dock": self})
        self._engine.load(QUrl.fromLocalFile(os.fspath(Path(__file__).with_name("Dock.qml"))))

    def stand_beside(self, kiosk: QQuickWindow) -> None:
        """To the right of the kiosk's window, where it hides nothing."""
        for window in self._engine.rootObjects():
            if isinstance(window, QQuickWindow):
                window.setPosition(kiosk.x() + kiosk.width() + 8, kiosk.y())

    @Property(list, constant=True)
    def sticks(self) -> list[str]:
        """The names of the sticks at hand."""
        return list(self._sticks)

    @Property(list, notify=changed)
    def inserted(self) -> list[str]:
        """The names of the sticks in the sockets."""
        return list(self._inserted)

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Whether the network cable is in."""
        return self._cable.plugged

    @Slot(str)
    def toggleStick(self, name: str) -> None:  # noqa: N802 - QML names slots so
        """Plug this stick in, or pull it."""
        if name in self._inserted:
            self._shelf.pull(self._inserted.pop(name))
        else:
            condition, files = self._sticks[name]
            self._inserted[name] = self._shelf.insert(name, files, condition)
        self.changed.emit()

    @Slot()
    def toggleNetwork(self) -> None:  # noqa: N802
        """Pull the cable, or plug it in."""
        if self._cable.plugged:
            self._cable.pull()
        else:
            self._cable.plug_in()
        self.changed.emit()

    @Property(bool, notify=changed)
    def printerHasPaper(self) -> bool:  # noqa: N802
        """Whether there is paper in the printer."""
        return not self._paper_out

    @Slot()
    def togglePaper(self) -> None:  # noqa: N802
        """Take the paper roll out, or put a new one in."""
        self._paper_out = not self._paper_out
        condition = PrinterCondition.PAPER_OUT if self._paper_out else PrinterCondition.READY
        self._world.printer.turn(condition)
        self.changed.emit()

    @Slot(int)
    def loadPaper(self, sheets: int) -> None:  # noqa: N802
        """Put sheets into the scanner's feeder."""
        self._world.scanner.load(sheets)

    @Slot()
    def jamNext(self) -> None:  # noqa: N802
        """Let the second sheet of the next scan jam."""
        self._world.scanner.jam_at(2)

    @Slot()
    def clearJam(self) -> None:  # noqa: N802
        """Take the jammed sheet out and put it back on top."""
        self._world.scanner.clear_jam()


def open_dock(world: World, cable: Cable, kiosk: QQuickWindow) -> Dock:
    """Open the dock beside the kiosk's window."""
    dock = Dock(world, cable)
    dock.stand_beside(kiosk)
    return dock
