"""Which documents the chosen files make: a PDF is one, all chosen pictures together are one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kiosk_app.documents.findings import Kind, ReceivedFile, Report
from kiosk_app.documents.kinds import IMAGES, SUFFIXES
from kiosk_app.documents.mending import Mending
from kiosk_app.flow.gathered import Offer, Planned
from kiosk_app.flow.mendings import combined

OFFERED_SUFFIXES = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
"""What the list of files offers; a look at the content decides later."""


def is_offered(path: str) -> bool:
    """Whether a file may be marked, by its name alone."""
    return PurePosixPath(path).suffix.lower() in OFFERED_SUFFIXES


MEDIA_TYPES = {Kind.JPEG: "image/jpeg", Kind.TIFF: "image/tiff", Kind.PNG: "image/png"}
SCANNED_TITLE = "Scanned paper 掃描文件"


def plan_documents(
    reports: Sequence[Report], agreed: Iterable[Offer] = (), *, scanned: bool = False
) -> tuple[Planned, ...]:
    """The documents of a submission, in the order of the files; pictures join at the first one.

    Each with what of it is `agreed` to be mended. Pages that were `scanned` here have no name of
    the visitor's.
    """
    offers = tuple(agreed)
    pictures = tuple(report for report in reports if report.kind in IMAGES)
    planned = []
    for file, report in enumerate(reports):
        if report.kind is Kind.PDF:
            mendings = combined(offer.mending for offer in offers if offer.file == file)
            file_name, pages = report.file.name, (report.pages,)
            planned.append(
                Planned(
                    file_name, (report.file,), sum(pages), mendings=mendings, source_pages=pages
                )
            )
        elif pictures and report is pictures[0]:
            files = tuple(picture.file for picture in pictures)
            title = SCANNED_TITLE if scanned else _joined_title(files)
            mendings = _of_joined(reports, offers)
            pages = tuple(picture.pages for picture in pictures)
            types = tuple(MEDIA_TYPES[picture.kind] for picture in pictures)
            planned.append(Planned(title, files, sum(pages), types, mendings, pages))
    return tuple(planned)


def _of_joined(reports: Sequence[Report], offers: Sequence[Offer]) -> tuple[Mending, ...]:
    """What is agreed for the joined pictures, its pages counted over all of them."""
    before: dict[int, int] = {}
    count = 0
    for file, report in enumerate(reports):
        if report.kind in IMAGES:
            before[file] = count
            count += report.pages
    return combined(
        replace(offer.mending, pages=_pages_of(offer, reports[offer.file].pages, before))
        for offer in offers
        if offer.file in before
    """The pages of an offer counted over the joined pictures; all of its file's when it names none."""


def _pages_of(offer: Offer, count: int, before: Mapping[int, int]) -> tuple[int, ...]:
    """The pages of an offer over the joined pictures; where it names none, all of its file's."""
    pages = offer.mending.pages or range(1, count + 1)
    return tuple(before[offer.file] + page for page in pages)


def _joined_title(files: Sequence[ReceivedFile]) -> str:
    """The first picture's name, and how many more there are."""
    more = f" (+{len(files) - 1})" if len(files) > 1 else ""
    return files[0].name + more
