"""Which documents the chosen files make: a PDF is one, all chosen pictures together are one."""

from collections.abc import Iterable, Sequence
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


MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.TIFF: "image/tiff",
    Kind.PNG: "image/png",
}
SCANNED_TITLE = "Scanned paper 掃描文件"


def plan_documents(
    reports: Sequence[Report], agreed: Iterable[Offer] = (), *, scanned: bool = False
) -> tuple[Planned, ...]:
    """The documents of a submission, in the order of the files; pictures join at the first one.

    Each with what of it is `agreed` to be mended. Pages that were `scanned` here have no name of
    the visitor's.
    """
    offers = tuple(agreed)
    checked = tuple(enumerate(reports))
    pictures = [(file, report) for file, report in checked if report.kind in IMAGES]
    planned = []
    for file, report in checked:
        if report.kind is Kind.PDF:
            planned.append(_document(report.file.name, [(file, report)], offers))
        elif pictures and file == pictures[0][0]:
            files = [picture.file for _, picture in pictures]
            title = SCANNED_TITLE if scanned else _joined_title(files)
            planned.append(_document(title, pictures, offers))
    return tuple(planned)


def _document(title: str, parts: Sequence[tuple[int, Report]], offers: Sequence[Offer]) -> Planned:
    """One document of these files, each with the number under which it was checked."""
    pages = tuple(report.pages for _, report in parts)
    mendings = []
    for index, (file, report) in enumerate(parts):
        before = sum(pages[:index])
        here = [offer.mending for offer in offers if offer.file == file]
        mendings += here if len(parts) == 1 else [_later(m, before, report.pages) for m in here]
    return Planned(
        title=title,
        sources=tuple(report.file for _, report in parts),
        pages=sum(pages),
        media_types=tuple(MEDIA_TYPES[report.kind] for _, report in parts),
        source_pages=pages,
        mendings=combined(mendings),
        rooms=parts[0][1].rooms if len(parts) == 1 else (),
    )


def _later(mending: Mending, before: int, count: int) -> Mending:
    """The same, its pages counted over all joined pictures; where it names none, all of them."""
    own = mending.pages or range(1, count + 1)
    return replace(mending, pages=tuple(before + page for page in own))


def _joined_title(files: Sequence[ReceivedFile]) -> str:
    """The first picture's name, and how many more there are."""
    more = f" (+{len(files) - 1})" if len(files) > 1 else ""
    return files[0].name + more
