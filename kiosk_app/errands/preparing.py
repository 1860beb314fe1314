"""From checked files to pages: the stamped derivative, and what it looks like."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk_app.documents.findings import Picture
from kiosk_app.documents.intake import own_disk
from kiosk_app.documents.wording import StampWording
from kiosk_app.documents.workshop import Prepared, Workshop
from kiosk_app.errands.report import Report
from kiosk_app.errands.sealing import Sealing, StampFacts
from kiosk_app.flow.mendings import combined, left_out
from kiosk_app.flow.model import Filing, PagesReady, PageStamped, Planned

REVIEW_PAGES = 24
"""The screen shows this many pages side by side with their originals; the paper shows the rest."""

_LONG_SIDE_PX = 900


def stamp_documents(
    workshop: Workshop,
    filing: Filing,
    documents: Sequence[Planned],
    facts: StampFacts,
    folder: Path,
    on_page: Callable[[int], None],
) -> list[Prepared]:
    """Make the derivative of every document in `folder`; `on_page` counts over all of them.

    Raises WorkFailed, WorkStopped, SandboxMissing, DiskFailed.
    """
    prepared: list[Prepared] = []
    for number, document in enumerate(documents):
        before = sum(made.pages for made in prepared)
        wording = StampWording(
            number=facts.number,
            case=str(filing.case),
            kiosk=facts.kiosk,
            received_at=facts.received_at,
            sha256=content_sha256(document),
        )

        def tell(page: int, before: int = before) -> None:
            on_page(before + page)

        out = folder / f"stamped-{number}.pdf"
        with own_disk():
            made = workshop.prepare(document.sources, out, wording, tell, document.mendings)
        prepared.append(made)
    return prepared


def content_sha256(document: Planned) -> str:
    """The original's digest; of several originals the digest of their digests in order."""
    digests = [source.sha256 for source in document.sources]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode("ascii")).hexdigest()


def prepare_pages(
    sealing: Sealing, filing: Filing, documents: Sequence[Planned], report: Report
) -> None:
    """Stamp for the visitor's eyes, as capturing will: same rules, same code, the minute of now.

    Raises WorkFailed, WorkStopped, SandboxMissing, DiskFailed.
    """

    def tell(done_pages: int) -> None:
        report(PageStamped(done_pages))

    workshop = sealing.workshop
    folder = sealing.spool.new_folder()
    made = stamp_documents(workshop, filing, documents, sealing.facts_now(), folder, tell)
    brought: list[Picture] = []
    stamped: list[Picture | None] = []
    for document, prepared in zip(documents, made, strict=True):
        pages = range(1, min(document.pages, REVIEW_PAGES - len(brought)) + 1)
        brought += _pictures_of_sources(workshop, document, len(pages))
        stamped += _pictures_beside(workshop, prepared, pages)
    mended = tuple(combined(prepared.mended) for prepared in made)
    report(PagesReady(tuple(brought), tuple(stamped), mended))


def _pictures_of_sources(workshop: Workshop, document: Planned, wanted: int) -> list[Picture]:
    drawn: list[Picture] = []
    for source, pages in zip(document.sources, document.source_pages, strict=True):
        here = range(1, min(pages, wanted - len(drawn)) + 1)
        if here:
            drawn += workshop.pictures(Path(source.path), here, _LONG_SIDE_PX)
    return drawn


def _pictures_beside(
    workshop: Workshop, prepared: Prepared, pages: Sequence[int]
) -> list[Picture | None]:
    """What will be sent beside each of these pages as brought: None for one that is left out."""
    gone = left_out(prepared.mended)
    kept = [page for page in pages if page not in gone]
    there = range(1, len(kept) + 1)
    drawn = workshop.pictures(Path(prepared.path), there, _LONG_SIDE_PX) if kept else ()
    beside = dict(zip(kept, drawn, strict=True))
    return [beside.get(page) for page in pages]
