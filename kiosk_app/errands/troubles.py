"""Which code a failure of the surroundings gets: the one table at the edge.

Only failures that are expected of a world of sticks, disks and networks stand here. Anything
else is a bug, is not caught, and ends the process.
"""

import errno
from dataclasses import replace

from drivers.outgoing import (
    FileTooLarge,
    OutgoingUnavailable,
    SeveralSticks,
    StickFailing,
    StickFull,
    StickGone,
    StickMissing,
    StickNotWritable,
    StickProtected,
)
from drivers.storage import (
    FileUnreadable,
    MediumGone,
    MediumOvercrowded,
    MediumUnreadable,
    StorageUnavailable,
)
from kiosk_app.documents.intake import DeviceFailed, DiskFailed, DiskFull, FileChanged
from kiosk_app.documents.sandbox import SandboxMissing
from kiosk_app.documents.workshop import WorkFailed
from kiosk_app.errands.capturing import CaptureUnclear
from kiosk_app.errands.examining import FileTrouble
from kiosk_app.errands.exporting import NoExportKey, NothingToExport
from kiosk_app.flow.model import TroubleArose
from kiosk_app.wording.trouble import Trouble
from scanner.device import (
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PageNotKept,
    PaperJammed,
    ScannerBusy,
    ScannerFailed,
)
from sync.submissions import NotPutIn, OutboxFull, OutboxUnavailable

_CODES: tuple[tuple[type[Exception], Trouble], ...] = (
    (MediumGone, Trouble.DEVICE_REMOVED),
    (MediumOvercrowded, Trouble.DEVICE_OVERCROWDED),
    (MediumUnreadable, Trouble.DEVICE_UNREADABLE),
    (FileUnreadable, Trouble.FILE_UNREADABLE),
    (StorageUnavailable, Trouble.USB_UNAVAILABLE),
    (DeviceFailed, Trouble.FILE_UNREADABLE),
    (FileChanged, Trouble.FILE_CHANGED_WHILE_COPYING),
    (DiskFull, Trouble.DISK_FULL),
    (DiskFailed, Trouble.CAPTURE_FAILED),
    (SandboxMissing, Trouble.SANDBOX_MISSING),
    (OutboxFull, Trouble.DISK_FULL),
    (OutboxUnavailable, Trouble.QUEUE_UNAVAILABLE),
    (NotPutIn, Trouble.CAPTURE_FAILED),
    (CaptureUnclear, Trouble.CAPTURE_UNCLEAR),
    (NoScanner, Trouble.SCANNER_MISSING),
    (ScannerBusy, Trouble.SCANNER_BUSY),
    (FeederEmpty, Trouble.FEEDER_EMPTY),
    (PaperJammed, Trouble.PAPER_JAMMED),
    (CoverOpen, Trouble.COVER_OPEN),
    (PageNotKept, Trouble.PAGE_NOT_KEPT),
    (ScannerFailed, Trouble.SCAN_FAILED),
    (StickMissing, Trouble.EXPORT_STICK_MISSING),
    (SeveralSticks, Trouble.EXPORT_STICKS_SEVERAL),
    (StickProtected, Trouble.EXPORT_STICK_PROTECTED),
    (StickNotWritable, Trouble.EXPORT_STICK_NOT_WRITABLE),
    (StickFull, Trouble.EXPORT_STICK_FULL),
    (FileTooLarge, Trouble.EXPORT_FILE_TOO_LARGE),
    (StickGone, Trouble.EXPORT_STICK_GONE),
    (StickFailing, Trouble.EXPORT_STICK_FAILING),
    (OutgoingUnavailable, Trouble.EXPORT_UNAVAILABLE),
    (NothingToExport, Trouble.EXPORT_EMPTY),
    (NoExportKey, Trouble.EXPORT_KEY_MISSING),
)

EXPECTED: tuple[type[Exception], ...] = (
    *(kind for kind, _ in _CODES),
    WorkFailed,
    FileTrouble,
    OSError,
)


def trouble_of(error: BaseException) -> TroubleArose:
    """What the flow is told of one of the EXPECTED failures."""
    if isinstance(error, FileTrouble) and error.__cause__ is not None:
        return replace(trouble_of(error.__cause__), file_name=error.file_name)
    if isinstance(error, WorkFailed):
        return TroubleArose(error.trouble)
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return TroubleArose(Trouble.DISK_FULL if full else Trouble.CAPTURE_FAILED)
    return TroubleArose(next(trouble for kind, trouble in _CODES if isinstance(error, kind)))
