"""What a technician touches in maintenance mode, said as events."""

from PySide6.QtCore import Slot

from kiosk_app.flow import desks
from kiosk_app.maintenance.switch import Message
from kiosk_app.ui.touch_slots import TouchSlots


class DeskSlots(TouchSlots):
    """The slots of the desks, besides those of a visit."""

    @Slot()
    def makeGesture(self) -> None:  # noqa: N802 - QML names slots so
        """Welcome and OutOfService: the hidden gesture."""
        self._post(desks.GestureMade())

    @Slot(str)
    def enterPin(self, pin: str) -> None:  # noqa: N802
        """EnteringPin: the digits as keyed; nothing of them is kept here."""
        self._post(desks.PinEntered(pin))

    @Slot(str)
    def chooseDesk(self, desk: str) -> None:  # noqa: N802
        """Any desk: another one, or the same anew."""
        self._post(desks.DeskChosen(desks.Desk(desk)))

    @Slot(str)
    def touchLine(self, number: str) -> None:  # noqa: N802
        """MindingQueue: one submission."""
        self._post(desks.LineTouched(number))

    @Slot(str)
    def chooseAction(self, action: str) -> None:  # noqa: N802
        """MindingQueue: what is to be done with the touched submission."""
        self._post(desks.ActionChosen(desks.QueueAction(action)))

    @Slot()
    def exportQueue(self) -> None:  # noqa: N802
        """MindingQueue: take the queue along."""
        self._post(desks.ExportWanted())

    @Slot(bool)
    def writeExport(self, with_queue: bool) -> None:  # noqa: N802
        """PlanningExport: write the queue too, or the report and the log alone."""
        self._post(desks.ExportStarted(with_queue))

    @Slot()
    def testScanner(self) -> None:  # noqa: N802
        """TestingScanner: scan a page."""
        self._post(desks.ScannerTestWanted())

    @Slot()
    def testPrinter(self) -> None:  # noqa: N802
        """TestingPrinter: print a slip."""
        self._post(desks.PrinterTestWanted())

    @Slot(str)
    def switchOff(self, message: str) -> None:  # noqa: N802
        """SwitchingService: out of service, with this message."""
        self._post(desks.SwitchOffWanted(Message(message)))

    @Slot()
    def switchOn(self) -> None:  # noqa: N802
        """SwitchingService: in service again."""
        self._post(desks.SwitchOnWanted())

    @Slot(str)
    def restart(self, what: str) -> None:
        """SwitchingService: start this anew."""
        self._post(desks.RestartWanted(desks.Restart(what)))
