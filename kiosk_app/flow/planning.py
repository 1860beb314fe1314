"""Which documents the chosen files make: a PDF is one, all chosen pictures together are one."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from kiosk_app.documents.findings import Kind, ReceivedFile, Report
from kiosk_app.flow.gathered import Planned

OFFERED_SUFFIXES = (".pdf", ".jpg", ".jpeg")
"""What the list of files offers; a look at the content decides later."""


def is_offered(path: str) -> bool:
    """Whether a file may be marked, by its name alone."""
    return PurePosixPath(path).suffix.lower() in OFFERED_SUFFIXES


SCANNED_TITLE = "Scanned paper 掃描文件"


def plan_documents(reports: Sequence[Report], *, scanned: bool = False) -> tuple[Planned, ...]:
    """The documents of a submission, in the order of the files; pictures join at the first one.

    Pages that were `scanned` here have no name of the visitor's.
    """
    pictures = tuple(report for report in reports if report.kind is Kind.JPEG)
    planned = []
    for report in reports:
        if report.kind is Kind.PDF:
            planned.append(Planned(report.file.name, (report.file,), report.pages))
        elif pictures and report is pictures[0]:
            files = tuple(picture.file for picture in pictures)
            title = SCANNED_TITLE if scanned else _joined_title(files)
            planned.append(Planned(title, files, len(files), "image/jpeg"))
    return tuple(planned)


def _joined_title(files: Sequence[ReceivedFile]) -> str:
    """The first picture's name, and how many more there are."""
    more = f" (+{len(files) - 1})" if len(files) > 1 else ""
    return files[0].name + more
