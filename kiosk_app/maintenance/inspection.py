"""Making the readiness report: every port is asked, one check after the other."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from drivers import disk
from drivers.clock import Clock
from drivers.file_locks import is_locked
from drivers.links import links_up
from drivers.mountinfo import read_mounts
from drivers.printer import Printer
from drivers.storage import Storage, StorageError, StorageUnavailable
from kiosk_app.documents import sandbox
from kiosk_app.documents.malware import MalwareScanner, ScannerGone
from kiosk_app.filing.rules import Rules
from kiosk_app.maintenance import judging, software
from kiosk_app.maintenance.credential import Credential
from kiosk_app.maintenance.readiness import (
    UNSEEN,
    Check,
    ReadinessReport,
    Result,
    failed,
    passed,
    unknown,
)
from kiosk_app.maintenance.switch import OutOfServiceSwitch
from scanner.device import Condition, Scanner, ScannerError
from sync import certificates
from sync.certificates import CentreFiles
from sync.keys import CENTRE_KEYS, KeyUnusable, PinnedKeys
from sync.lane import boot_clock
from sync.outbox import Outbox
from sync.submissions import Moment, OutboxError

SENDER_LOCK = "sync.lock"

_CANNOT_LOOK = (OSError, ValueError, OutboxError, KeyUnusable, StorageError, ScannerError)


@dataclass(frozen=True)
class Machine:
    """What a report is about; made in the composition root. Without a device: None."""

    kiosk_id: str
    state: Path
    media_root: Path
    minimum_free_bytes: int
    rules: Rules
    outbox: Outbox
    storage: Storage
    clock: Clock
    credential: Credential
    switch: OutOfServiceSwitch
    printer: Printer | None = None
    scanner: Scanner | None = None
    malware: MalwareScanner | None = None
    centre: CentreFiles | None = None
    boot_clock: Callable[[], Moment] = boot_clock


def inspect(machine: Machine, tell: Callable[[Result], None] = lambda _: None) -> ReadinessReport:
    """Look at everything; `tell` gets each result as soon as it is there.

    Takes some seconds, in which nothing is changed: for a background thread. Never raises for
    anything that can be wrong with the machine.
    """
    found = software.look()
    looks: dict[Check, Callable[[], Result]] = {
        Check.DISK: lambda: judging.disk(
            disk.free_bytes(machine.state), machine.minimum_free_bytes
        ),
        Check.CLOCK: lambda: judging.clock(machine.clock.quality()),
        Check.NETWORK: lambda: judging.network(links_up()),
        Check.CENTRE: lambda: judging.centre(
            machine.outbox.deliveries.lane(),
            sender_runs=is_locked(machine.state / SENDER_LOCK),
            items=machine.outbox.items(),
            now=machine.boot_clock(),
        ),
        Check.QUEUE: lambda: judging.queue(machine.outbox.items(), machine.clock.now()),
        Check.AUDIT: lambda: _audit(machine),
        Check.USB: lambda: _usb(machine.storage),
        Check.MOUNTS: lambda: judging.mounts(
            machine.storage.media(),
            read_mounts(Path("/proc/self/mountinfo")),
            below=str(machine.media_root),
            state=str(machine.state),
        ),
        Check.SCANNER: lambda: judging.scanner(_scanner(machine.scanner)),
        Check.PRINTER: lambda: judging.printer(
            machine.printer.condition() if machine.printer else None
        ),
        Check.SANDBOX: _sandbox,
        Check.CALENDAR: lambda: judging.calendar(machine.rules.calendar, machine.clock.now()),
        Check.CREDENTIAL: lambda: judging.credential(
            machine.credential.status(machine.boot_clock())
        ),
        Check.SOFTWARE: lambda: judging.software(found, machine.rules.id),
        Check.IN_SERVICE: lambda: _in_service(machine.switch),
        Check.MALWARE: lambda: _malware(machine.malware),
        Check.CERTIFICATES: lambda: certificates_of(machine.centre, machine.clock),
    }
    results = []
    for check, look in looks.items():
        results.append(_looked(check, look))
        tell(results[-1])
    made_at = machine.clock.now().astimezone(UTC)
    return ReadinessReport(
        machine.kiosk_id, made_at, found.version, machine.rules.id, found.sha256, tuple(results)
    )


def _looked(check: Check, look: Callable[[], Result]) -> Result:
    """What could not be looked at is not known: never "nothing there"."""
    try:
        return look()
    except _CANNOT_LOOK as error:
        return unknown(check, UNSEEN, code=_code(error))


def _code(error: Exception) -> str:
    """A short code; never the error's own text, which could hold a name."""
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, "EIO")
    return type(error).__name__


def _audit(machine: Machine) -> Result:
    keys = PinnedKeys(machine.state / CENTRE_KEYS).known()
    return judging.audit(machine.outbox.checkpoints.fault(machine.kiosk_id, keys))


def _usb(storage: Storage) -> Result:
    try:
        return judging.usb(storage.media())
    except StorageUnavailable:
        return failed(Check.USB, "blind")


def _scanner(scanner: Scanner | None) -> str | None:
    if scanner is None:
        return None
    plugged_in = scanner.scanners()
    if not plugged_in:
        return Condition.OFFLINE.value
    return scanner.probe(plugged_in[0].id).value


def _sandbox() -> Result:
    try:
        sandbox.probe()
    except sandbox.SandboxMissing:
        return failed(Check.SANDBOX, "missing")
    return passed(Check.SANDBOX, "closed")


def _in_service(switch: OutOfServiceSwitch) -> Result:
    off = switch.look()
    return judging.in_service(off.since if off else None)


def _malware(malware: MalwareScanner | None) -> Result:
    if malware is None:
        return passed(Check.MALWARE, "not_configured")
    try:
        return judging.malware(malware.signatures())
    except ScannerGone:
        return failed(Check.MALWARE, "absent")


def certificates_of(centre: CentreFiles | None, clock: Clock) -> Result:
    """How long delivery's certificates last: the same words in the report and at `kiosk queue`."""
    found = () if centre is None else certificates.look(centre, clock.now())
    return judging.certificates(found, clock.quality())
