"""What is done behind the desks of maintenance mode; every deed is put on record first."""

from collections.abc import Callable
from dataclasses import dataclass

from drivers.machine import MachineUnavailable
from drivers.printer import PrinterError
from kiosk_app.documents.intake import own_disk
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.exporting import ExportDesk
from kiosk_app.errands.printing import Printing, reprint_slip, trouble_of_printer
from kiosk_app.errands.report import Report
from kiosk_app.errands.scanning import RESOLUTION_DPI
from kiosk_app.errands.spool import Spool
from kiosk_app.flow.model import (
    CheckMade,
    InspectionMade,
    LogRead,
    PinAnswered,
    PrinterSeen,
    QueueAction,
    QueueSeen,
    Restart,
    ScannerTested,
    Slip,
    SwitchSeen,
)
from kiosk_app.logbook import Entry, note
from kiosk_app.maintenance.inspection import Machine, inspect
from kiosk_app.maintenance.log_reader import Log, LogUnreadable
from kiosk_app.maintenance.queue_desk import QueueDesk
from kiosk_app.maintenance.switch import Message
from kiosk_app.maintenance.technician import Deed, Technician
from kiosk_app.receipts.print_queue import SlipMissing, picture_of
from kiosk_app.receipts.trial_slip import draw_trial_slip
from scanner.device import ColourMode, NoScanner, ScannedPage, Scanner, Source
from sync.submissions import Moment

_LOG_LINES = 200
_TEST_PAGE_PX = 560


@dataclass(frozen=True)
class Desks:
    """What the desks work with."""

    technician: Technician
    machine: Machine
    queue: QueueDesk
    log: Log
    moment: Callable[[], Moment]
    export: ExportDesk


def look_at_pin(desks: Desks, report: Report) -> None:
    """Tell how it stands with the PIN."""
    report(PinAnswered(desks.technician.credential.status(desks.moment())))


def check_pin(desks: Desks, pin: str, report: Report) -> None:
    """Compare a PIN."""
    report(PinAnswered(desks.technician.enter(pin)))


def make_inspection(desks: Desks, report: Report) -> None:
    """Make the readiness report, telling each check as it is made."""
    desks.technician.noted(Deed.REPORTED)
    report(InspectionMade(inspect(desks.machine, lambda result: report(CheckMade(result)))))


def look_at_queue(desks: Desks, report: Report) -> None:
    """Tell how the queue stands. Raises OutboxUnavailable."""
    report(_queue(desks))


def change_queue(
    desks: Desks, printing: Printing, number: str, action: QueueAction, report: Report
) -> None:
    """Do this with one submission, and tell how the queue stands then.

    Raises OutboxUnavailable, OutboxFull, OSError.
    """
    match action:
        case QueueAction.HOLD:
            report(_queue(desks, done=desks.queue.hold(number)))
        case QueueAction.RELEASE:
            report(_queue(desks, done=desks.queue.release(number)))
        case QueueAction.RETRY:
            report(_queue(desks, done=desks.queue.retry_now(number)))
        case QueueAction.REPRINT:
            desks.technician.noted(Deed.REPRINTED, number=number)
            report(_queue(desks, slip=_reprinted(printing, number)))


def test_scan(
    desks: Desks, scanner: Scanner | None, spool: Spool, workshop: Workshop, report: Report
) -> None:
    """Scan what is in the scanner and tell its first page's picture; nothing of it is kept.

    Raises ScannerError, WorkFailed, SandboxMissing.
    """
    desks.technician.noted(Deed.TEST_SCANNED)
    infos = scanner.scanners() if scanner else ()
    if scanner is None or not infos:
        raise NoScanner("no scanner is plugged in")
    pages: list[ScannedPage] = []
    folder = spool.new_folder()
    try:
        scanner.scan(
            infos[0].id, Source.AUTO, folder, RESOLUTION_DPI, ColourMode.GREY, pages.append
        )
        (picture,) = workshop.pictures(pages[0].file, (1,), _TEST_PAGE_PX)
    finally:
        spool.remove(folder)
    report(ScannerTested(picture))


def look_at_printer(printing: Printing, report: Report) -> None:
    """Tell how the printer is."""
    printer = printing.printer
    report(PrinterSeen(printer.condition() if printer else None))


def test_print(desks: Desks, printing: Printing, report: Report) -> None:
    """Print a slip that says it is a test, and tell whether it came out."""
    printer = printing.printer
    if printer is None:
        report(PrinterSeen(None, Slip.NO_PRINTER))
        return
    desks.technician.noted(Deed.TEST_PRINTED)
    try:
        printer.print_picture(picture_of(draw_trial_slip(printing.kiosk_id)))
    except PrinterError as error:
        trouble = trouble_of_printer(error)
        report(PrinterSeen(printer.condition(), Slip.NOT_PRINTED, trouble))
        return
    report(PrinterSeen(printer.condition(), Slip.PRINTED))


def read_log(desks: Desks, report: Report) -> None:
    """Tell the latest lines of the kiosk's own log, or that it cannot be read."""
    try:
        extract = desks.log.latest(_LOG_LINES)
    except LogUnreadable:
        report(LogRead((), 0, readable=False))
        return
    report(LogRead(extract.lines, extract.left_out))


def look_at_switch(desks: Desks, report: Report) -> None:
    """Tell how the out-of-service switch stands."""
    report(SwitchSeen(desks.technician.switch.look()))


def switch_service(desks: Desks, message: Message | None, report: Report) -> None:
    """Out of service with a message, or in service again. Raises DiskFailed."""
    with own_disk():
        if message is None:
            desks.technician.switch_on()
        else:
            desks.technician.switch_off(message)
    look_at_switch(desks, report)


def start_anew(desks: Desks, what: Restart, report: Report) -> None:
    """Restart the application or the machine; a machine that cannot be is noted, and stays."""
    try:
        if what is Restart.APPLICATION:
            desks.technician.restart_application()
        else:
            desks.technician.restart_machine()
    except MachineUnavailable:
        note(Entry.TROUBLE, code="restart-unavailable")
    look_at_switch(desks, report)


def leave_desks(desks: Desks, alone: bool, report: Report) -> None:
    """Put on record that maintenance mode has ended."""
    del report
    desks.technician.leave(alone=alone)


def _queue(desks: Desks, done: bool | None = None, slip: Slip | None = None) -> QueueSeen:
    lines = desks.queue.lines(desks.machine.clock.now(), desks.moment())
    return QueueSeen(lines, done, slip)


def _reprinted(printing: Printing, number: str) -> Slip:
    try:
        return reprint_slip(printing, number).slip
    except SlipMissing:
        return Slip.NOT_PRINTED
