"""Which documents the chosen files make: a PDF is one, all chosen pictures together are one."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from kiosk_app.documents.findings import Kind, Report
from kiosk_app.flow.gathered import Planned

OFFERED_SUFFIXES = (".pdf", ".jpg", ".jpeg")
"""What the list of files offers; a look at the content decides later."""


def is_offered(path: str) -> bool:
    """Whether a file may be marked, by its name alone."""
    return PurePosixPath(path).suffix.lower() in OFFERED_SUFFIXES


def plan_documents(reports: Sequence[Report]) -> tuple[Planned, ...]:
    """The documents of a submission, in the order of the files; pictures join at the first one."""
    pictures = tuple(report for report in reports if report.kind is Kind.JPEG)
    planned = []
    for report in reports:
        if report.kind is Kind.PDF:
            planned.append(Planned(report.file.name, (report.file,), report.pages))
        elif pictures and report is pictures[0]:
            files = tuple(picture.file for picture in pictures)
            planned.append(Planned(report.file.name, files, len(files)))
    return tuple(planned)
