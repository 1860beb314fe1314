"""From checked files to pages: the stamped derivative, and what it looks like."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk_app.documents.findings import Picture
from kiosk_app.documents.intake import own_disk
from kiosk_app.documents.stamp_form import Form
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
            on=facts.on,
        )

        def tell(page: int, before: int = before) -> None:
            on_page(before + page)

        out = folder / f"stamped-{number}.pdf"
        with own_disk():
            made = workshop.prepare(
                document.sources, out, wording, tell, document.mendings, document.rooms
            )
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
    brought: list[Picture | None] = []
    stamped: list[Picture | None] = []
    for document, prepared in zip(documents, made, strict=True):
        if len(brought) < REVIEW_PAGES:
            pages = range(1, min(document.pages, REVIEW_PAGES - len(brought)) + 1)
            left = _pictures_of_sources(workshop, document, len(pages))
            right = _pictures_of_derivative(workshop, prepared, left)
            brought += [*[None] * (len(right) - len(left)), *left]
            stamped += right
    mended = tuple(combined(prepared.mended) for prepared in made)
    sheets = tuple(_sheets(prepared) for prepared in made)
    report(PagesReady(tuple(brought), tuple(stamped), mended, sheets))


def _sheets(prepared: Prepared) -> int:
    """How many sheets of the kiosk's own go before the pages."""
    return 1 if prepared.form is Form.SIDE_CAR else prepared.form.sheets


def _pictures_of_sources(workshop: Workshop, document: Planned, wanted: int) -> list[Picture]:
    drawn: list[Picture] = []
    for source, pages in zip(document.sources, document.source_pages, strict=True):
        here = range(1, min(pages, wanted - len(drawn)) + 1)
        if here:
            drawn += workshop.pictures(Path(source.path), here, _LONG_SIDE_PX)
    return drawn


def _pictures_of_derivative(
    workshop: Workshop, prepared: Prepared, brought: Sequence[Picture]
) -> list[Picture | None]:
    """What will be sent: the kiosk's sheet first, then each page, None where one is left out.

    Beside a document that must stay as it is there is the sheet alone: its pages go as brought.
    """
    sheets = _sheets(prepared)
    gone = left_out(prepared.mended)
    kept = [page for page in range(1, len(brought) + 1) if page not in gone]
    here = sheets if prepared.form is Form.SIDE_CAR else sheets + len(kept)
    drawn = list(workshop.pictures(Path(prepared.path), range(1, here + 1), _LONG_SIDE_PX))
    if prepared.form is Form.SIDE_CAR:
        return [*drawn, *brought]
    beside = dict(zip(kept, drawn[sheets:], strict=True))
    return [*drawn[:sheets], *(beside.get(page) for page in range(1, len(brought) + 1))]
