"""The slip on paper: queued first, printed after; and when it cannot be, a clear word."""

from dataclasses import dataclass

from drivers.printer import (
    CoverOpen,
    PaperOut,
    Printer,
    PrinterError,
    PrinterFaulty,
    PrinterOffline,
    PrintUnconfirmed,
)
from kiosk_app.documents.intake import DiskFailed, own_disk
from kiosk_app.errands.report import Report
from kiosk_app.errands.slip import slip_of
from kiosk_app.flow.model import Filing, HandedOver, Slip, SlipTold
from kiosk_app.receipts.print_queue import PrintQueue, picture_of, print_next
from kiosk_app.receipts.slip import Contact, draw_slip
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble
from sync.outbox import Outbox
from sync.submissions import State

_TROUBLES: tuple[tuple[type[PrinterError], Trouble], ...] = (
    (PaperOut, Trouble.PRINTER_OUT_OF_PAPER),
    (CoverOpen, Trouble.PRINTER_COVER_OPEN),
    (PrinterOffline, Trouble.PRINTER_OFFLINE),
    (PrintUnconfirmed, Trouble.SLIP_UNCONFIRMED),
    (PrinterFaulty, Trouble.PRINTER_FAULTY),
)


@dataclass(frozen=True)
class Printing:
    """What slips are printed with. Without a printer the code on the screen suffices."""

    queue: PrintQueue
    printer: Printer | None
    kiosk_id: str
    contacts: tuple[Contact, ...]


def print_slip(
    printing: Printing, filing: Filing, receipt: HandedOver, chinese: Language, report: Report
) -> None:
    """Queue the slip of this receipt, print it, and tell what became of it.

    That it is being printed is told only where there is a printer. A queue that cannot be
    written costs the slip, never the submission.
    """
    fitted = printing.printer is not None
    report(SlipTold(receipt.number, Slip.PRINTING if fitted else Slip.NO_PRINTER))
    content = slip_of(receipt, filing, printing.kiosk_id, printing.contacts, chinese)
    try:
        with own_disk():
            printing.queue.put(receipt.number, picture_of(draw_slip(content)))
            told = _printed(printing, receipt.number)
    except DiskFailed:
        told = SlipTold(receipt.number, Slip.NOT_PRINTED, Trouble.PRINTER_FAULTY)
    if fitted:
        report(told)


def reprint_slip(printing: Printing, number: str) -> SlipTold:
    """Print the slip of an earlier submission again, for staff. Raises SlipMissing, OSError."""
    printing.queue.reprint(number)
    return _printed(printing, number)


def tidy_slips(queue: PrintQueue, outbox: Outbox) -> None:
    """At the start: slips that still wait belong to visitors who have gone; purged ones go too.

    Raises OSError, OutboxUnavailable.
    """
    for number in queue.waiting():
        queue.withdraw(number)
    purge_slips(queue, outbox)


def purge_slips(queue: PrintQueue, outbox: Outbox) -> None:
    """Destroy the slips of submissions whose contents are purged.

    Raises OSError, OutboxUnavailable.
    """
    kept = {item.number for item in outbox.items() if item.state is not State.PURGED}
    queue.keep_only(kept)


def _printed(printing: Printing, number: str) -> SlipTold:
    """Print what waits, which is this slip alone; one that fails does not wait for the next."""
    if printing.printer is None:
        printing.queue.withdraw(number)
        return SlipTold(number, Slip.NO_PRINTER)
    try:
        print_next(printing.queue, printing.printer)
    except PrinterError as error:
        printing.queue.withdraw(number)
        return SlipTold(number, Slip.NOT_PRINTED, trouble_of_printer(error))
    return SlipTold(number, Slip.PRINTED)


def trouble_of_printer(error: PrinterError) -> Trouble:
    """The code of what is wrong with the printer."""
    found = (trouble for kind, trouble in _TROUBLES if isinstance(error, kind))
    return next(found, Trouble.PRINTER_FAULTY)
