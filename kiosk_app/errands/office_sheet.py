"""Finds and reads the filing sheet that an office put beside its documents."""

from drivers.storage import Medium, Storage, StorageError
from kiosk_app.documents.workshop import WorkFailed, Workshop
from kiosk_app.errands.report import Report
from kiosk_app.filing.filing_sheet import FILE_NAME, MOST_BYTES, FilingSheet
from kiosk_app.filing.rules import Rules
from kiosk_app.flow.model import FilingSheetRead


def suggest_from_sheet(
    storage: Storage, medium: Medium, workshop: Workshop, rules: Rules, report: Report
) -> None:
    """Tell the case and the type of document on the device's sheet; without one, nothing.

    Raises WorkStopped, SandboxMissing.
    """
    sheet = sheet_on(storage, medium, workshop)
    if sheet is None:
        return
    document_type = next((t for t in rules.document_types if t.code == sheet.type), None)
    report(FilingSheetRead(sheet.case, document_type))


def sheet_on(storage: Storage, medium: Medium, workshop: Workshop) -> FilingSheet | None:
    """The sheet of a device that also holds one of its documents, by name at least.

    A sheet that cannot be read is none. Raises WorkStopped, SandboxMissing.
    """
    try:
        files = storage.files(medium.id)
        at = _place_of_sheet([file.path for file in files])
        if at is None:
            return None
        with storage.open(medium.id, at) as source:
            data = source.read(MOST_BYTES + 1)
        sheet = workshop.filing_sheet(data)
    except (StorageError, WorkFailed, OSError):
        return None
    here = {file.path.rsplit("/", 1)[-1] for file in files}
    if sheet is None or here.isdisjoint(document.file for document in sheet.documents):
        return None
    return sheet


def _place_of_sheet(paths: list[str]) -> str | None:
    """At the top of the device, else wherever the only one is."""
    if FILE_NAME in paths:
        return FILE_NAME
    below = [path for path in paths if path.endswith("/" + FILE_NAME)]
    return below[0] if len(below) == 1 else None
