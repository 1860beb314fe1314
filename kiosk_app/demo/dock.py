"""The dev dock: a small window beside the kiosk with the hands of the world around it."""

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QQmlApplicationEngine

from drivers.simulated import SimulatedShelf
from drivers.storage import Condition
from kiosk_app.demo.network import Cable
from kiosk_app.documents import samples


def _sticks() -> Mapping[str, tuple[Condition, dict[str, bytes]]]:
    return {
        "Papers": (Condition.READY, samples.shelf()),
        "One good scan": (Condition.READY, {"Statement of Claim.pdf": samples.good_scan()}),
        "Only Word": (Condition.READY, {"order.docx": samples.word_document()}),
        "Empty": (Condition.READY, {}),
        "Unformatted": (Condition.UNFORMATTED, {}),
        "Encrypted": (Condition.ENCRYPTED, {}),
    }


class Dock(QObject):
    """What the dock's buttons do. Keep it as long as its window is open."""

    changed = Signal()

    def __init__(self, shelf: SimulatedShelf, cable: Cable) -> None:
        super().__init__()
        self._shelf = shelf
        self._cable = cable
        self._sticks = _sticks()
        self._inserted: dict[str, str] = {}
        self._engine = QQmlApplicationEngine()
        self._engine.setInitialProperties({"dock": self})
        self._engine.load(QUrl.fromLocalFile(os.fspath(Path(__file__).with_name("Dock.qml"))))

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


def open_dock(shelf: SimulatedShelf, cable: Cable) -> Dock:
    """Open the dock beside the kiosk."""
    return Dock(shelf, cable)
