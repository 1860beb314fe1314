"""Whether this machine can serve: asked before a visit begins, not found out in one."""

from kiosk_app.documents import sandbox
from kiosk_app.errands.report import Report
from kiosk_app.flow.model import ServiceLost, ServiceRestored
from kiosk_app.maintenance.switch import OutOfServiceSwitch
from kiosk_app.wording.trouble import Trouble
from sync.outbox import Outbox
from sync.submissions import OutboxFull, OutboxUnavailable


def check_service(outbox: Outbox, switch: OutOfServiceSwitch, report: Report) -> None:
    """Tell whether a visit can begin: switch, sandbox, queue, room for the largest submission."""
    off = switch.look()
    if off is not None:
        report(ServiceLost(Trouble.SWITCHED_OFF, off.message.words))
        return
    trouble = _first_trouble(outbox)
    report(ServiceRestored() if trouble is None else ServiceLost(trouble))


def _first_trouble(outbox: Outbox) -> Trouble | None:
    try:
        sandbox.probe()
        _ready(outbox)
    except sandbox.SandboxMissing:
        return Trouble.SANDBOX_MISSING
    except OutboxFull:
        return Trouble.DISK_FULL
    except OutboxUnavailable:
        return Trouble.QUEUE_UNAVAILABLE
    return None


def _ready(outbox: Outbox) -> None:
    """After a failure of disk or database: open and check anew before anything is captured."""
    try:
        outbox.ready()
    except OutboxUnavailable:
        outbox.reopen()
        outbox.ready()
