"""Which documents the chosen files make: a PDF is one, all chosen pictures together are one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kiosk_app.documents.findings import Kind, ReceivedFile, Report
from kiosk_app.documents.mending import Mending
from kiosk_app.flow.gathered import Offer, Planned
from kiosk_app.flow.mendings import combined

OFFERED_SUFFIXES = (".pdf", ".jpg", ".jpeg")
"""What the list of files offers; a look at the content decides later."""


def is_offered(path: str) -> bool:
    """Whether a file may be marked, by its name alone."""
    return PurePosixPath(path).suffix.lower() in OFFERED_SUFFIXES


SCANNED_TITLE = "Scanned paper 掃描文件"


def plan_documents(
    reports: Sequence[Report], agreed: Iterable[Offer] = (), *, scanned: bool = False
) -> tuple[Planned, ...]:
    """The documents of a submission, in the order of the files; pictures join at the first one.

    Each with what of it is `agreed` to be mended. Pages that were `scanned` here have no name of
    the visitor's.
    """
    offers = tuple(agreed)
    pictures = tuple(report for report in reports if report.kind is Kind.JPEG)
    planned = []
    for file, report in enumerate(reports):
        if report.kind is Kind.PDF:
            mendings = combined(offer.mending for offer in offers if offer.file == file)
            title = report.file.name
            planned.append(Planned(title, (report.file,), report.pages, mendings=mendings))
        elif pictures and report is pictures[0]:
            files = tuple(picture.file for picture in pictures)
            title = SCANNED_TITLE if scanned else _joined_title(files)
            mendings = _of_joined(reports, offers)
            planned.append(Planned(title, files, len(files), "image/jpeg", mendings))
    return tuple(planned)


def _of_joined(reports: Sequence[Report], offers: Sequence[Offer]) -> tuple[Mending, ...]:
    """What is agreed for the joined pictures, its pages counted over all of them."""
    files = [file for file, report in enumerate(reports) if report.kind is Kind.JPEG]
    page_of = {file: page for page, file in enumerate(files, start=1)}
    return combined(
        replace(offer.mending, pages=(page_of[offer.file],))
        for offer in offers
        if offer.file in page_of
    )


def _joined_title(files: Sequence[ReceivedFile]) -> str:
    """The first picture's name, and how many more there are."""
    more = f" (+{len(files) - 1})" if len(files) > 1 else ""
    return files[0].name + more
