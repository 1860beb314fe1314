"""From the visitor's device to reports: list, copy, check."""

from collections.abc import Sequence

from drivers.storage import Medium, MediumGone, Storage, StorageError, StorageUnavailable
from kiosk_app.documents.file_checks import Checks
from kiosk_app.documents.findings import ReceivedFile
from kiosk_app.documents.intake import DeviceFailed, IntakeError, copy_in
from kiosk_app.errands.offering import offers_of
from kiosk_app.errands.office_sheet import sheet_on
from kiosk_app.errands.report import Report
from kiosk_app.errands.spool import Spool
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.flow.model import (
    Allowance,
    CheckProgressed,
    CopyProgressed,
    FilesChecked,
    FilesCopied,
    FilesListed,
    MediaSeen,
    MediaUnseen,
)


class FileTrouble(Exception):
    """A failure that is about one file; the failure itself is the cause."""

    def __init__(self, file_name: str) -> None:
        super().__init__("a file could not be taken in")
        self.file_name = file_name


def look_at_media(storage: Storage, report: Report) -> None:
    """Tell what is plugged in, or that it cannot be seen."""
    try:
        media = storage.media()
    except StorageUnavailable:
        report(MediaUnseen())
        return
    report(MediaSeen(media))


def list_files(storage: Storage, medium: Medium, limits: DocumentLimits, report: Report) -> None:
    """Tell which files a medium holds, and how much of it one submission may bring.

    Raises StorageError.
    """
    allowance = Allowance(
        max_file_bytes=limits.max_file_bytes,
        max_total_bytes=limits.max_submission_bytes,
        max_files=limits.max_documents,
    )
    report(FilesListed(medium, storage.files(medium.id), allowance))


def examine_files(
    storage: Storage,
    medium: Medium,
    paths: Sequence[str],
    spool: Spool,
    checks: Checks,
    report: Report,
) -> None:
    """Copy the files off the device, say that it may be taken, then check the copies.

    Where an office's sheet lies beside them, its pages are compared, file by file as their
    digests agree. Raises FileTrouble around what went wrong with a file, MediumGone when the
    device is out.
    """
    sheet = sheet_on(storage, medium, checks.workshop)
    files = _copy_all(storage, medium, paths, spool, report)
    report(FilesCopied())
    reports = []
    for number, file in enumerate(files):
        report(CheckProgressed(number, file.name))
        reports.append(checks.report(file, sheet.pages_of(file.sha256) if sheet else None))
    report(CheckProgressed(len(files), ""))
    report(FilesChecked(tuple(reports), offers_of(reports)))


def _copy_all(
    storage: Storage, medium: Medium, paths: Sequence[str], spool: Spool, report: Report
) -> list[ReceivedFile]:
    sizes = {entry.path: entry.size_bytes for entry in storage.files(medium.id)}
    total_bytes = sum(sizes.get(path, 0) for path in paths)
    folder = spool.new_folder()
    files: list[ReceivedFile] = []
    for path in paths:
        before = sum(file.size_bytes for file in files)

        def tell(copied_bytes: int, before: int = before) -> None:
            report(CopyProgressed(before + copied_bytes, total_bytes))

        name = path.rsplit("/", 1)[-1]
        try:
            with storage.open(medium.id, path) as source:
                files.append(copy_in(source, name, folder, sizes.get(path, 0), tell))
        except (StorageError, IntakeError) as error:
            if isinstance(error, DeviceFailed) and _is_gone(storage, medium):
                raise MediumGone from error
            raise FileTrouble(name) from error
    return files


def _is_gone(storage: Storage, medium: Medium) -> bool:
    """Whether the failing device was simply pulled out. A failed look proves nothing."""
    try:
        return all(other.id != medium.id for other in storage.media())
    except StorageError:
        return False
