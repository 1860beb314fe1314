"""What the centre says to a manifest: received, refused, or not yet; blocking, for a thread."""

import hashlib
import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.cose import (
    PublishedKey,
    ReceiptC,
    StatementInvalid,
    Verdict,
    read_receipt_k,
    receipt_k_of,
    sign_receipt_c,
    sign_verdict,
)
from sync.manifest import Document, Manifest, ManifestInvalid
from sync.receiver.keys import Centre
from sync.receiver.limits import Limits
from sync.receiver.problems import Refusal
from sync.receiver.rows import Submission, Upload
from sync.receiver.store import Store
from sync.wire import Problem

RECEIVED = "received"
REFUSED = "refused"


@dataclass(frozen=True)
class Presented:
    """A manifest as it came, with the kiosk's receipt over it, and all keys the kiosk has had."""

    uuid: str
    kiosk: str
    keys: tuple[PublishedKey, ...]
    manifest: bytes
    receipt_k: bytes

    @property
    def manifest_sha256(self) -> bytes:
        """What both receipts are about."""
        return hashlib.sha256(self.manifest).digest()


@dataclass(frozen=True)
class _Right:
    """An upload whose bytes have the hash they should, with the hashes of its beginnings."""

    upload: Upload
    hashes: dict[int, str]


def earlier(store: Store, presented: Presented) -> Submission | None:
    """The decision there already is about this very manifest.

    Raises Refusal 409 when the UUID stands for another one, which is never overwritten.
    """
    known = store.books.submission(presented.uuid)
    if known is None:
        return None
    same = known.manifest_sha256 == presented.manifest_sha256
    if not same or known.kiosk != presented.kiosk:
        raise Refusal(409, Problem.DIFFERENT_CONTENT)
    return known


def decide(
    store: Store, centre: Centre, limits: Limits, presented: Presented, now: int
) -> Submission:
    """Check everything, then receive or refuse, durably and once.

    Raises Refusal for what is neither: 400, 409, 413, 422 documents-missing; and
    DocumentsUnavailable.
    """
    manifest = _read_manifest(presented)
    _check_receipt(presented, manifest)
    known = earlier(store, presented)
    if known is not None:
        return known
    if manifest.total_bytes > limits.submission_bytes:
        raise Refusal(413, Problem.TOO_LARGE, "the submission as a whole")
    right, missing = _complete_uploads(store, presented, manifest)
    if missing:
        return _unless_decided_meanwhile(store, presented, missing)
    reasons = _reasons_to_refuse(manifest, right)
    decision = Submission(
        uuid=presented.uuid,
        kiosk=manifest.kiosk,
        number=manifest.number,
        captured_at=int(manifest.captured_at.timestamp()),
        manifest=presented.manifest,
        manifest_sha256=presented.manifest_sha256,
        receipt_k=presented.receipt_k,
        state=REFUSED if reasons else RECEIVED,
        signed=_sign(centre, presented, reasons, now),
        reasons=reasons,
        decided_at=now,
    )
    kept = () if reasons else tuple(one.upload for one in right.values())
    try:
        store.decide(decision, kept)
    except LookupError as error:
        return _unless_decided_meanwhile(store, presented, [str(error.args[0])])
    held = earlier(store, presented)
    assert held is not None  # noqa: S101 - it was just written, by us or by a faster request
    return held


def _read_manifest(presented: Presented) -> Manifest:
    try:
        manifest = Manifest.from_bytes(presented.manifest)
    except ManifestInvalid as error:
        raise Refusal(400, Problem.BAD_MANIFEST, str(error)) from error
    if str(manifest.submission) != presented.uuid or manifest.kiosk != presented.kiosk:
        raise Refusal(400, Problem.BAD_MANIFEST, "submission or kiosk")
    if not manifest.number.isprintable():  # no database keeps every text that JSON can write
        raise Refusal(400, Problem.BAD_MANIFEST, "number")
    return manifest


def _check_receipt(presented: Presented, manifest: Manifest) -> None:
    """Receipt K is the kiosk's signature over the manifest: it must say the same, in all."""
    expected = receipt_k_of(manifest, presented.manifest_sha256)
    try:
        receipt = read_receipt_k(presented.receipt_k, presented.keys)
    except StatementInvalid as error:
        raise Refusal(400, Problem.WRONG_RECEIPT, type(error).__name__) from error
    if receipt != expected:
        raise Refusal(400, Problem.WRONG_RECEIPT, "about something else")


def _complete_uploads(
    store: Store, presented: Presented, manifest: Manifest
) -> tuple[dict[str, _Right], list[str]]:
    """One right upload for every content, by hash, and every content still to be sent.

    What is damaged is thrown away; what lies in another receiver's folder begins anew here.
    """
    uploads = store.books.uploads_of(manifest.kiosk, presented.uuid)
    begins = [(d.stamped.sha256, d.stamped.original_length_bytes) for d in manifest.documents]
    right: dict[str, _Right] = {}
    for blob in manifest.blobs():
        for upload in uploads:
            told = upload.announced
            announced = told.sha256 == blob.sha256 and told.length == blob.size_bytes
            if not announced or not upload.complete or blob.sha256 in right:
                continue
            here = store.here(upload)
            if here is None or not here.complete:
                continue
            here = store.store_away(here)
            lengths = {length for sha256, length in begins if sha256 == blob.sha256 and length}
            hashes = _hashes(store.blocks(here.blob), {told.length, *lengths})
            if hashes.get(told.length) == blob.sha256:
                right[blob.sha256] = _Right(here, hashes)
            else:
                store.end_upload(here)
    return right, [blob.sha256 for blob in manifest.blobs() if blob.sha256 not in right]


def _unless_decided_meanwhile(store: Store, presented: Presented, missing: list[str]) -> Submission:
    """What another receiver has decided while we looked; else Refusal 422 documents-missing."""
    known = earlier(store, presented)
    if known is None:
        raise Refusal(422, Problem.DOCUMENTS_MISSING, missing=missing)
    return known


def _reasons_to_refuse(manifest: Manifest, right: dict[str, _Right]) -> tuple[str, ...]:
    changed = [d.id for d in manifest.documents if not _holds_its_original(d, right)]
    return ("original-changed",) if changed else ()


def _holds_its_original(document: Document, right: dict[str, _Right]) -> bool:
    """Whether a stamped PDF begins with the very bytes the visitor brought."""
    length = document.stamped.original_length_bytes
    if length == 0:
        return True
    original = document.sources[0]
    if len(document.sources) != 1 or length != original.size_bytes:
        return False
    return right[document.stamped.sha256].hashes.get(length) == original.sha256


def _sign(centre: Centre, presented: Presented, reasons: tuple[str, ...], now: int) -> bytes:
    about = uuids.UUID(presented.uuid)
    at = datetime.fromtimestamp(now, UTC)
    receipt_k_sha256 = hashlib.sha256(presented.receipt_k).digest()
    if reasons:
        verdict = Verdict(centre.name, about, at, receipt_k_sha256, reasons)
        return sign_verdict(centre.private, verdict)
    return sign_receipt_c(centre.private, ReceiptC(centre.name, about, at, receipt_k_sha256))


def _hashes(blocks: Iterator[bytes], lengths: set[int]) -> dict[int, str]:
    """The hashes of the beginnings of these lengths, in one reading of what can be read.

    A length beyond the end has none, nor has any when the bytes are gone.
    """
    digest, at = hashlib.sha256(), 0
    found: dict[int, str] = {}
    wanted = sorted(lengths)
    try:
        for block in blocks:
            view, end = memoryview(block), at + len(block)
            while wanted and wanted[0] <= end:
                length = wanted.pop(0)
                digest.update(view[: length - at])
                view, at = view[length - at :], length
                found[length] = digest.hexdigest()
            if not wanted:
                break
            digest.update(view)
            at = end
    except FileNotFoundError:
        return {}
    return found
