"""Which errand carries out which command."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from drivers.storage import Storage
from kiosk_app.documents.file_checks import Checks
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.errands import desk_work
from kiosk_app.errands.capturing import capture_submission
from kiosk_app.errands.desk_work import Desks
from kiosk_app.errands.examining import examine_files, list_files, look_at_media
from kiosk_app.errands.exporting import plan_export, write_export
from kiosk_app.errands.first_pages import read_first_pages
from kiosk_app.errands.looking_up import LookUps, look_up
from kiosk_app.errands.office_sheet import suggest_from_sheet
from kiosk_app.errands.preparing import prepare_pages
from kiosk_app.errands.printing import Printing, print_slip
from kiosk_app.errands.report import Report
from kiosk_app.errands.scanning import check_sheets, look_at_scanner, scan_paper
from kiosk_app.errands.sealing import Sealing
from kiosk_app.errands.service_check import check_service
from kiosk_app.filing.case_numbers import CaseReading
from kiosk_app.flow.model import (
    DESK_COMMANDS,
    CaptureSubmission,
    ChangeQueue,
    CheckPin,
    CheckService,
    CheckSheets,
    Command,
    DeskCommand,
    ExamineFiles,
    Inspect,
    LeaveDesks,
    ListFiles,
    LookAtMedia,
    LookAtPin,
    LookAtPrinter,
    LookAtQueue,
    LookAtScanner,
    LookAtSwitch,
    LookUpNumber,
    PlanExport,
    PreparePages,
    PrintSlip,
    ReadFilingSheet,
    ReadFirstPages,
    ReadLog,
    ScanPaper,
    StartAnew,
    SwitchService,
    TestPrinter,
    TestScanner,
    WriteExport,
)
from kiosk_app.wording.texts import Language
from scanner.device import Scanner

Errand = Callable[[Report], None]


@dataclass(frozen=True)
class Parts:
    """What the errands work with; made in the composition root."""

    storage: Storage
    scanner: Scanner | None
    sealing: Sealing
    printing: Printing
    desks: Desks
    read_case: Callable[[str], CaseReading]
    malware: MalwareScanner | None = None
    look_ups: LookUps = field(default_factory=LookUps)

    def stop_work(self) -> None:
        """End what workshop and scanner are doing. From any thread."""
        self.sealing.workshop.stop()
        if self.scanner is not None:
            self.scanner.stop()


def errand_for(command: Command, parts: Parts, chinese: Language) -> Errand:
    """The blocking work that a command asks for; `chinese` stands beside the English on paper.

    Raises TypeError for the few commands that the conductor carries out itself.
    """
    spool, workshop = parts.sealing.spool, parts.sealing.workshop
    match command:
        case LookAtMedia():
            return partial(look_at_media, parts.storage)
        case ListFiles(medium):
            return partial(list_files, parts.storage, medium, parts.sealing.rules.limits)
        case ExamineFiles(medium, paths):
            checks = Checks(workshop, parts.malware)
            return partial(examine_files, parts.storage, medium, paths, spool, checks)
        case ReadFilingSheet(medium):
            rules = parts.sealing.rules
            return partial(suggest_from_sheet, parts.storage, medium, workshop, rules)
        case ReadFirstPages(entered, files):
            return partial(read_first_pages, workshop, parts.sealing.rules, entered, files)
        case LookAtScanner():
            return partial(look_at_scanner, parts.scanner)
        case ScanPaper(count_from):
            return partial(scan_paper, parts.scanner, spool, workshop, count_from)
        case CheckSheets(sheets):
            return partial(check_sheets, sheets, spool, workshop)
        case PreparePages(filing, documents):
            return partial(prepare_pages, parts.sealing, filing, documents)
        case CaptureSubmission(filing, documents):
            return partial(capture_submission, parts.sealing, filing, documents)
        case PrintSlip(filing, receipt):
            return partial(print_slip, parts.printing, filing, receipt, chinese)
        case LookUpNumber(text):
            sealing, look_ups = parts.sealing, parts.look_ups
            return partial(look_up, sealing.outbox, sealing.kiosk_number, look_ups, text)
        case CheckService():
            switch = parts.desks.technician.switch
            return partial(
                check_service, parts.sealing.outbox, parts.storage, switch, parts.printing.queue
            )
        case _ if isinstance(command, DESK_COMMANDS):
            return desk_errand_for(command, parts)
        case _:
            raise TypeError(f"{type(command).__name__} is no blocking work")


def desk_errand_for(command: DeskCommand, parts: Parts) -> Errand:
    """The same for the commands of maintenance mode."""
    desks, printing, sealing = parts.desks, parts.printing, parts.sealing
    match command:
        case LookAtPin():
            return partial(desk_work.look_at_pin, desks)
        case CheckPin(pin):
            return partial(desk_work.check_pin, desks, pin)
        case Inspect():
            return partial(desk_work.make_inspection, desks)
        case LookAtQueue():
            return partial(desk_work.look_at_queue, desks)
        case ChangeQueue(number, action):
            return partial(desk_work.change_queue, desks, printing, number, action)
        case TestScanner():
            return partial(
                desk_work.test_scan, desks, parts.scanner, sealing.spool, sealing.workshop
            )
        case LookAtPrinter():
            return partial(desk_work.look_at_printer, printing)
        case TestPrinter():
            return partial(desk_work.test_print, desks, printing)
        case ReadLog():
            return partial(desk_work.read_log, desks)
        case LookAtSwitch():
            return partial(desk_work.look_at_switch, desks)
        case SwitchService(message):
            return partial(desk_work.switch_service, desks, message)
        case StartAnew(what):
            return partial(desk_work.start_anew, desks, what)
        case PlanExport():
            return partial(plan_export, desks.export)
        case WriteExport(with_queue):
            return partial(write_export, desks.export, with_queue)
        case LeaveDesks(alone):
            return partial(desk_work.leave_desks, desks, alone)
