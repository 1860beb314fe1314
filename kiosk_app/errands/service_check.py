"""Whether this machine can serve: asked before a visit begins, not found out in one."""

from drivers.storage import Storage, StorageUnavailable
from kiosk_app.documents import sandbox
from kiosk_app.documents.intake import DiskFailed, own_disk
from kiosk_app.errands.printing import purge_slips
from kiosk_app.errands.report import Report
from kiosk_app.flow.model import ServiceLost, ServiceRestored
from kiosk_app.logbook import Entry, made_harmless, note
from kiosk_app.maintenance.switch import OutOfServiceSwitch
from kiosk_app.receipts.print_queue import PrintQueue
from kiosk_app.wording.trouble import Trouble
from sync.outbox import Outbox
from sync.submissions import OutboxFull, OutboxUnavailable


def check_service(
    outbox: Outbox,
    storage: Storage,
    switch: OutOfServiceSwitch,
    slips: PrintQueue,
    report: Report,
) -> None:
    """Tell whether a visit can begin: switch, sandbox, queue, sockets, room enough.

    Between visits is also when the slips of purged submissions go.
    """
    off = switch.look()
    if off is not None:
        report(ServiceLost(Trouble.SWITCHED_OFF, off.message.words))
        return
    trouble = _first_trouble(outbox, storage, slips)
    report(ServiceRestored() if trouble is None else ServiceLost(trouble))


def _first_trouble(outbox: Outbox, storage: Storage, slips: PrintQueue) -> Trouble | None:
    try:
        sandbox.probe()
        _ready(outbox)
        storage.media()
        with own_disk():
            purge_slips(slips, outbox)
    except sandbox.SandboxMissing as error:
        said = made_harmless(error.last_words or str(error))
        note(Entry.FAULT, code=Trouble.SANDBOX_MISSING.value, said=said)
        return Trouble.SANDBOX_MISSING
    except OutboxFull:
        return Trouble.DISK_FULL
    except (OutboxUnavailable, DiskFailed):
        return Trouble.QUEUE_UNAVAILABLE
    except StorageUnavailable:
        return Trouble.USB_UNAVAILABLE
    return None


def _ready(outbox: Outbox) -> None:
    """After a failure of disk or database: open and check anew before anything is captured."""
    try:
        outbox.ready()
    except OutboxUnavailable:
        outbox.reopen()
        outbox.ready()
