"""Taking things along on a technician's stick: the queue for the centre, the report, the log.

Nothing leaves the queue by it. What the centre takes from the stick is the same submission as
over the network, and the kiosk learns of it when it asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from drivers.outgoing import (
    Outgoing,
    OutgoingError,
    OutgoingFolder,
    OutgoingUnavailable,
    SeveralSticks,
    StickFull,
    StickMissing,
    Written,
)
from drivers.storage import Medium
from kiosk_app.errands.report import Report
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.flow.model import ExportPlan, ExportPlanned, ExportProgressed, ExportWritten
from kiosk_app.maintenance.inspection import Machine, inspect
from kiosk_app.maintenance.log_reader import Log, LogUnreadable, log_as_text
from kiosk_app.maintenance.signed_report import sign_report
from kiosk_app.maintenance.technician import Deed, Technician
from kiosk_app.wording.trouble import Trouble
from sync.outbox import Outbox
from sync.sealed import Waiting, is_recipient, seal, waiting
from sync.submissions import OutboxUnavailable

_TELL_TIMES = 200  # over one export


class NothingToExport(Exception):
    """Nothing waits for the centre."""


class NoExportKey(Exception):
    """There is no usable key of the centre."""


@dataclass(frozen=True)
class ExportDesk:
    """What an export is made of. `recipient` is the centre's key, empty when there is none."""

    outbox: Outbox
    recipient: str
    outgoing: Outgoing
    technician: Technician
    machine: Machine
    log: Log
    key: Ed25519PrivateKey


def plan_export(desk: ExportDesk, report: Report) -> None:
    """Tell what waits, and which stick is there. Raises OutboxUnavailable."""
    waits = waiting(desk.outbox)
    stick, missing = _stick(desk.outgoing)
    trouble = missing
    if not is_recipient(desk.recipient):
        trouble = Trouble.EXPORT_KEY_MISSING
    elif not waits.submissions:
        trouble = Trouble.EXPORT_EMPTY
    report(ExportPlanned(ExportPlan(waits.submissions, waits.size_bytes, stick), trouble))


def write_export(desk: ExportDesk, with_queue: bool, report: Report) -> None:
    """Put the report and the log on the stick, and the queue for the centre if it is wanted.

    Told only once everything is durable and the stick read-only again. Raises OutgoingError,
    NothingToExport, NoExportKey, OutboxError; then nothing on the stick passes for an export.
    """
    waits = _checked(desk) if with_queue else None
    if waits is not None:
        desk.technician.noted(Deed.QUEUE_EXPORTED, submissions=waits.submissions)
    desk.technician.noted(Deed.REPORT_EXPORTED)
    # While a stick is writable the report would have to say that one is.
    readiness = sign_report(inspect(desk.machine), desk.key)
    desk.technician.noted(Deed.LOG_EXPORTED)
    log = _log(desk.log)
    now = desk.machine.clock.now().astimezone(HONG_KONG)
    mark = f"{desk.machine.kiosk_id}-{now:%Y%m%d-%H%M%S}"
    numbers: tuple[str, ...] = ()
    files: list[Written] = []
    with desk.outgoing.writable() as folder:
        if waits is not None:
            numbers, sealed = _sealed(desk, folder, f"queue-{mark}.age", waits, report)
            files.append(sealed)
        files.append(folder.write(f"readiness-{mark}.json", _writing(readiness)))
        files.append(folder.write(f"log-{mark}.txt", _writing(log)))
    if waits is not None:
        desk.outbox.noted("exported", submissions=len(numbers), sha256=files[0].sha256)
    report(ExportWritten(len(numbers), tuple(files)))


def _stick(outgoing: Outgoing) -> tuple[Medium | None, Trouble | None]:
    try:
        return outgoing.stick(), None
    except StickMissing:
        return None, Trouble.EXPORT_STICK_MISSING
    except SeveralSticks:
        return None, Trouble.EXPORT_STICKS_SEVERAL
    except OutgoingUnavailable:
        return None, Trouble.USB_UNAVAILABLE


def _checked(desk: ExportDesk) -> Waiting:
    if not is_recipient(desk.recipient):
        raise NoExportKey
    waits = waiting(desk.outbox)
    if not waits.submissions:
        raise NothingToExport
    return waits


def _sealed(
    desk: ExportDesk, folder: OutgoingFolder, name: str, waits: Waiting, report: Report
) -> tuple[tuple[str, ...], Written]:
    if folder.free_bytes() < waits.size_bytes:
        raise StickFull(f"{waits.size_bytes} bytes are needed")
    numbers: list[str] = []
    step_bytes = waits.size_bytes // _TELL_TIMES
    told_bytes = 0

    def tell(done_bytes: int) -> None:
        nonlocal told_bytes
        if done_bytes - told_bytes >= step_bytes:
            told_bytes = done_bytes
            report(ExportProgressed(min(done_bytes, waits.size_bytes)))

    def fill(file: IO[bytes]) -> None:
        numbers.extend(seal(desk.outbox, desk.recipient, file, tell))
        report(ExportProgressed(waits.size_bytes, reading_back=True))

    report(ExportProgressed(0))
    try:
        written = folder.write(name, fill)
    except OutgoingError:
        raise
    except OSError as error:  # not the stick's: a captured document cannot be read
        raise OutboxUnavailable("what waits cannot be read") from error
    return tuple(numbers), written


def _writing(content: bytes) -> Callable[[IO[bytes]], None]:
    def fill(file: IO[bytes]) -> None:
        file.write(content)

    return fill


def _log(log: Log) -> bytes:
    try:
        return log_as_text(log)
    except LogUnreadable as error:
        return f"# the log could not be read: {error}\n".encode("ascii", "replace")
