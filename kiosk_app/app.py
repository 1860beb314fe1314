"""The composition root: which parts make a kiosk, joined in the order they are needed."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QGuiApplication

from config.rule_data import RuleDataUnreadable
from config.settings import Settings, load_rule_data
from drivers.clock import Clock
from drivers.disk import free_bytes
from kiosk_app import service
from kiosk_app.background import Background
from kiosk_app.conductor import Conductor
from kiosk_app.credentials import credential, kiosk_key
from kiosk_app.devices import Devices, real_devices
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.carrying_out import Parts
from kiosk_app.errands.desk_work import Desks
from kiosk_app.errands.exporting import ExportDesk
from kiosk_app.errands.printing import Printing, tidy_slips
from kiosk_app.errands.sealing import Sealing
from kiosk_app.errands.slip import whom_to_ask
from kiosk_app.errands.spool import Spool
from kiosk_app.filing.case_numbers import CaseReading, read_case
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.filing.rules import Rules, RulesInvalid, read_rules
from kiosk_app.flow.limits import time_limit_s
from kiosk_app.flow.model import State
from kiosk_app.logbook import Entry, note
from kiosk_app.maintenance import inspection
from kiosk_app.maintenance.credential import PIN_FILE, Credential
from kiosk_app.maintenance.queue_desk import QueueDesk
from kiosk_app.maintenance.signed_report import sign_report
from kiosk_app.maintenance.switch import OutOfServiceSwitch
from kiosk_app.maintenance.technician import Technician
from kiosk_app.receipts.print_queue import PrintQueue
from kiosk_app.supervision import notify
from kiosk_app.ui.presenter import Presenter
from kiosk_app.ui.window import KioskWindow, open_window, prepare
from kiosk_app.wording.trouble import Trouble
from sync.doorbell import SYNC_BELL, ring
from sync.keys import KeyUnusable
from sync.lane import boot_clock
from sync.outbox import Outbox
from sync.submissions import OutboxFull, OutboxUnavailable

_LEAST_TO_START_BYTES = 4 * 1024 * 1024


class CannotStart(Exception):
    """The kiosk could not be put together; `trouble` is what its screen shall say."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass
class Kiosk:
    """A kiosk that is put together, and lives as long as this does."""

    conductor: Conductor
    presenter: Presenter
    window: KioskWindow
    background: Background
    sealing: Sealing

    def stop(self) -> None:
        """End every part, in the reverse order of the joining."""
        self.conductor.stop()
        self.window.close()
        self.sealing.workshop.close()
        self.sealing.outbox.close()


def first_trouble(settings: Settings) -> Trouble | None:
    """What stands in the way of starting at all; None when nothing does. Touches no screen."""
    try:
        rules_of(settings)
        Outbox.open(settings.paths.state, minimum_free_bytes=0).close()
        kiosk_key(settings.paths.state)
        if free_bytes(settings.paths.state) < _LEAST_TO_START_BYTES:
            return Trouble.DISK_FULL
    except (RulesInvalid, RuleDataUnreadable):
        return Trouble.SETTINGS_INVALID
    except OutboxFull:
        return Trouble.DISK_FULL
    except (OutboxUnavailable, KeyUnusable, OSError):
        return Trouble.QUEUE_UNAVAILABLE
    return None


def run(settings: Settings) -> int:
    """The kiosk on its own machine, until it is told to stop. Returns the exit status.

    Raises CannotStart; there is a QGuiApplication then.
    """
    service.exit_on_faults()
    prepare()
    application = QGuiApplication(sys.argv[:1])
    patience = settings.idle.patience_percent / 100
    try:
        devices = real_devices(settings, application.quit, settings.paths.state / "sane")
        kiosk = assemble(settings, devices, partial(_limit_s, patience))
    except OutboxFull as error:
        raise CannotStart(Trouble.DISK_FULL) from error
    except (OutboxUnavailable, OSError) as error:
        raise CannotStart(Trouble.QUEUE_UNAVAILABLE) from error
    service.stop_on_signals(application.quit)
    watchdog = service.Watchdog()
    kiosk.window.window.showFullScreen()
    kiosk.conductor.start(kiosk.presenter.show, kiosk.presenter.chinese)
    notify("READY=1")
    note(Entry.STARTED, kiosk=settings.kiosk.id)
    status = application.exec()
    del watchdog
    kiosk.stop()
    note(Entry.STOPPED)
    return status


def assemble(
    settings: Settings,
    devices: Devices,
    limit_s: Callable[[State], float | None] = time_limit_s,
) -> Kiosk:
    """Join the parts of a kiosk over these devices. Needs a QGuiApplication.

    Raises RulesInvalid, OutboxUnavailable, OutboxFull.
    """
    rules = rules_of(settings)
    state = settings.paths.state
    outbox = Outbox.open(state, minimum_free_bytes=settings.disk.min_free_bytes)
    outbox.clear_staging()
    sealing = Sealing(
        outbox=outbox,
        workshop=Workshop(rules.limits),
        spool=Spool(outbox.staging),
        clock=devices.clock,
        key=kiosk_key(state),
        kiosk_id=settings.kiosk.id,
        rules=rules,
        kiosk_number=settings.kiosk.number,
        receipt_host=settings.receipts.url_host,
        ring=partial(ring, state / SYNC_BELL),
    )
    queue = PrintQueue(state)
    tidy_slips(queue, outbox)
    background = Background()
    parts = Parts(
        storage=devices.storage,
        scanner=devices.scanner,
        sealing=sealing,
        printing=Printing(
            queue,
            devices.printer,
            settings.kiosk.id,
            whom_to_ask(rules.contacts, settings.owner.role, settings.owner.telephone),
        ),
        desks=_desks(settings, devices, sealing),
        read_case=partial(_read_case, rules, devices.clock),
        malware=_malware_scanner(settings, rules, devices.clock),
    )
    conductor = Conductor(parts, background, limit_s)
    presenter = Presenter(conductor.post, rules, devices.clock.now)
    presenter.touched.connect(conductor.somebody_touched)
    window = open_window(presenter)
    return Kiosk(conductor, presenter, window, background, sealing)


def _desks(settings: Settings, devices: Devices, sealing: Sealing) -> Desks:
    """What maintenance mode works with."""
    machine = _looked_at(settings, devices, sealing.outbox, sealing.rules)
    technician = Technician(
        machine.credential, machine.switch, devices.machine, sealing.outbox, devices.clock
    )
    return Desks(
        technician=technician,
        machine=machine,
        queue=QueueDesk(sealing.outbox, sealing.ring),
        log=devices.log,
        moment=boot_clock,
        export=ExportDesk(
            outbox=sealing.outbox,
            recipient=settings.centre.recipient,
            outgoing=devices.outgoing,
            technician=technician,
            machine=machine,
            log=devices.log,
            key=sealing.key,
        ),
    )


def _looked_at(
    settings: Settings, devices: Devices, outbox: Outbox, rules: Rules
) -> inspection.Machine:
    """What a readiness report is about."""
    state = settings.paths.state
    return inspection.Machine(
        kiosk_id=settings.kiosk.id,
        state=state,
        media_root=settings.paths.media_root,
        minimum_free_bytes=settings.disk.min_free_bytes,
        rules=rules,
        outbox=outbox,
        storage=devices.storage,
        clock=devices.clock,
        credential=Credential(state, credential(PIN_FILE)),
        switch=OutOfServiceSwitch(state),
        printer=devices.printer,
        scanner=devices.scanner,
        malware=_malware_scanner(settings, rules, devices.clock),
        centre=settings.centre,
    )


def signed_readiness(settings: Settings) -> bytes:
    """The readiness report of this machine as a signed file, made beside a kiosk that runs.

    Raises OutboxError, KeyUnusable, OSError; ValueError when the rules cannot be used.
    """
    state = settings.paths.state
    with (
        closing(Outbox.open(state, minimum_free_bytes=0)) as outbox,
        TemporaryDirectory() as own,  # the running kiosk's scanner configuration is left alone
    ):
        devices = real_devices(settings, lambda: None, Path(own) / "sane")
        report = inspection.inspect(_looked_at(settings, devices, outbox, rules_of(settings)))
        return sign_report(report, kiosk_key(state))


def _malware_scanner(settings: Settings, rules: Rules, clock: Clock) -> MalwareScanner | None:
    choice = settings.malware
    if choice.socket == "none":
        return None
    at = Path(choice.socket)
    return MalwareScanner(at, choice.stale_after_days, choice.required, rules.limits, clock.now)


def _limit_s(patience: float, state: State) -> float | None:
    usual_s = time_limit_s(state)
    return None if usual_s is None else usual_s * patience


def rules_of(settings: Settings) -> Rules:
    """The court's rules that these settings name. Raises RulesInvalid."""
    data = load_rule_data(settings.rules.folder)
    return read_rules(data.data, data.id)


def _read_case(rules: Rules, clock: Clock, text: str) -> CaseReading:
    today = clock.now().astimezone(HONG_KONG).date()
    return read_case(text, rules.case_types, today, rules.other_prefixes)
