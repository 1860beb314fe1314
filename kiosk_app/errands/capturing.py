"""The point of no return: stamp with the hour, seal into the outbox, make the receipt."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from drivers.clock import Clock
from kiosk_app.documents.workshop import Prepared
from kiosk_app.errands.preparing import stamp_documents
from kiosk_app.errands.report import Report
from kiosk_app.errands.sealing import Sealing, StampFacts
from kiosk_app.filing.case_numbers import Case
from kiosk_app.filing.rules import Rules
from kiosk_app.flow.mendings import combined
from kiosk_app.flow.model import Filing, HandedOver, Planned, SubmissionCaptured
from kiosk_app.logbook import Entry, note
from sync.cose import receipt_k_of, receipt_url, sign_receipt_k
from sync.manifest import Document, Manifest, Mended, Party, Source, Stamped
from sync.outbox import Outbox
from sync.submissions import OutboxFull, OutboxUnavailable
from sync.wire import ClockQuality

_LOOKS = 5
_BETWEEN_LOOKS_S = 2.0


class CaptureUnclear(Exception):
    """The disk failed while storing, and it cannot be found out whether it was stored."""


def capture_submission(
    sealing: Sealing, filing: Filing, documents: Sequence[Planned], report: Report
) -> None:
    """Seal the submission; only when everything is durable is it called captured.

    Raises WorkFailed, SandboxMissing, OutboxFull, OutboxUnavailable: then nothing was captured.
    """
    sequence = sealing.outbox.next_sequence()
    facts = sealing.facts_now()
    folder = sealing.spool.new_folder()
    made = stamp_documents(sealing.workshop, filing, documents, facts, folder, lambda _: None)
    manifest = _manifest(sealing, filing, documents, made, facts, sequence)
    receipt_k = sign_receipt_k(sealing.key, receipt_k_of(manifest, manifest.sha256()))
    done = [_done(*both) for both in zip(documents, made, strict=True)]
    receipt = _handed_over(sealing, filing, done, manifest, receipt_k)
    _put(sealing.outbox, manifest, receipt_k, _blobs(documents, made))
    note(Entry.CAPTURED, number=facts.number, documents=len(documents), pages=manifest.pages)
    sealing.ring()
    report(SubmissionCaptured(receipt))


def _put(outbox: Outbox, manifest: Manifest, receipt_k: bytes, blobs: dict[str, Path]) -> None:
    """Put it in; after an unclear end look whether it is in before saying either.

    Raises CaptureUnclear when that cannot be found out.
    """
    try:
        outbox.put(manifest, receipt_k, blobs)
    except OutboxUnavailable as error:
        if not _is_in(outbox, manifest):
            raise error from None


def _is_in(outbox: Outbox, manifest: Manifest) -> bool:
    for _ in range(_LOOKS):
        try:
            outbox.reopen()
            item = outbox.item(manifest.number)
        except (OutboxUnavailable, OutboxFull):
            Event().wait(_BETWEEN_LOOKS_S)
            continue
        return item is not None and item.submission == manifest.submission
    raise CaptureUnclear


def _manifest(
    sealing: Sealing,
    filing: Filing,
    documents: Sequence[Planned],
    made: Sequence[Prepared],
    facts: StampFacts,
    sequence: int,
) -> Manifest:
    visitor = filing.visitor
    return Manifest(
        submission=uuid.uuid4(),
        number=facts.number,
        sequence=sequence,
        kiosk=sealing.kiosk_id,
        captured_at=facts.received_at,
        clock=_clock_quality(sealing.clock),
        rules=sealing.rules.id,
        party=Party(visitor.kind.value, visitor.name, visitor.reference, visitor.telephone),
        case=str(filing.case),
        documents=tuple(
            _document(f"d{number}", filing, document, prepared)
            for number, (document, prepared) in enumerate(zip(documents, made, strict=True), 1)
        ),
    )


def _clock_quality(clock: Clock) -> ClockQuality:
    if clock.quality().synchronised:
        return ClockQuality.SYNCHRONISED
    return ClockQuality.UNSYNCHRONISED


def _document(document_id: str, filing: Filing, document: Planned, made: Prepared) -> Document:
    return Document(
        id=document_id,
        type=filing.document_type.code if filing.document_type else "",
        title=document.title,
        pages=made.pages,
        sources=tuple(
            Source(source.name, source.size_bytes, source.sha256, media_type)
            for source, media_type in zip(document.sources, document.media_types, strict=True)
        ),
        stamped=Stamped(made.size_bytes, made.sha256, made.original_length or 0, made.form),
        mended=tuple(
            Mended(each.mend.value, each.pages, each.degrees) for each in combined(made.mended)
        ),
    )


def _done(document: Planned, made: Prepared) -> Planned:
    """The document as it was captured: the pages that are sent, and what was really mended."""
    return replace(document, pages=made.pages, mendings=combined(made.mended))


def _blobs(documents: Sequence[Planned], made: Sequence[Prepared]) -> dict[str, Path]:
    originals = {
        source.sha256: Path(source.path) for document in documents for source in document.sources
    }
    return originals | {prepared.sha256: Path(prepared.path) for prepared in made}


def _handed_over(
    sealing: Sealing,
    filing: Filing,
    documents: Sequence[Planned],
    manifest: Manifest,
    receipt_k: bytes,
) -> HandedOver:
    if filing.case is None or filing.document_type is None:
        raise AssertionError("a capture without a case or a document type")
    time = sealing.rules.calendar.filing_time(manifest.captured_at)
    return HandedOver(
        number=manifest.number,
        captured_at=manifest.captured_at,
        counts_from=time.counts_from,
        registry_open=time.registry_open,
        case=filing.case,
        document_type=filing.document_type,
        documents=tuple(documents),
        manifest_sha256=manifest.sha256().hex(),
        receipt_url=receipt_url(sealing.receipt_host, receipt_k),
        confidential=is_confidential(sealing.rules, filing.case),
    )


def is_confidential(rules: Rules, case: Case) -> bool:
    """Whether the case's type is masked where others can read along."""
    return any(t.confidential for t in rules.case_types if t.prefix == case.prefix)
