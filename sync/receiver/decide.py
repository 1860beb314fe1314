"""What the centre says to a manifest: received, refused, or not yet; blocking, for a thread."""

import hashlib
import uuid as uuids
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
from sync.receiver.limits import MIB, Limits
from sync.receiver.problems import Refusal
from sync.receiver.rows import Submission, Upload
from sync.receiver.store import Store
from sync.wire import Problem

RECEIVED = "received"
REFUSED = "refused"


@dataclass(frozen=True)
class Presented:
    """A manifest as it came, with the kiosk's receipt over it."""

    uuid: str
    kiosk: PublishedKey
    manifest: bytes
    receipt_k: bytes

    @property
    def manifest_sha256(self) -> bytes:
        """What both receipts are about."""
        return hashlib.sha256(self.manifest).digest()


def earlier(store: Store, presented: Presented) -> Submission | None:
    """The decision there already is about this very manifest.

    Raises Refusal 409 when the UUID stands for another one, which is never overwritten.
    """
    known = store.submission(presented.uuid)
    if known is None:
        return None
    same = known.manifest_sha256 == presented.manifest_sha256
    if not same or known.kiosk != presented.kiosk.owner:
        raise Refusal(409, Problem.DIFFERENT_CONTENT)
    return known


def decide(
    store: Store, centre: Centre, limits: Limits, presented: Presented, now: int
) -> Submission:
    """Check everything, then receive or refuse, durably and once.

    Raises Refusal for what is neither: 400, 409, 413, 422 documents-missing.
    """
    manifest = _read_manifest(presented)
    _check_receipt(presented, manifest)
    known = earlier(store, presented)
    if known is not None:
        return known
    if manifest.total_bytes > limits.submission_bytes:
        raise Refusal(413, Problem.TOO_LARGE, "the submission as a whole")
    kept = _complete_uploads(store, presented, manifest)
    reasons = _reasons_to_refuse(store, manifest, kept)
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
    try:
        store.decide(decision, () if reasons else tuple(kept.values()))
    except LookupError as error:
        raise _missing([str(error.args[0])]) from error
    held = earlier(store, presented)
    assert held is not None  # noqa: S101 - it was just written, by us or by a faster request
    return held


def _read_manifest(presented: Presented) -> Manifest:
    try:
        manifest = Manifest.from_bytes(presented.manifest)
    except ManifestInvalid as error:
        raise Refusal(400, Problem.BAD_MANIFEST, str(error)) from error
    if str(manifest.submission) != presented.uuid or manifest.kiosk != presented.kiosk.owner:
        raise Refusal(400, Problem.BAD_MANIFEST, "submission or kiosk")
    return manifest


def _check_receipt(presented: Presented, manifest: Manifest) -> None:
    """Receipt K is the kiosk's signature over the manifest: it must say the same, in all."""
    expected = receipt_k_of(manifest, presented.manifest_sha256)
    try:
        receipt = read_receipt_k(presented.receipt_k, [presented.kiosk])
    except StatementInvalid as error:
        raise Refusal(400, Problem.WRONG_RECEIPT, type(error).__name__) from error
    if receipt != expected:
        raise Refusal(400, Problem.WRONG_RECEIPT, "about something else")


def _complete_uploads(store: Store, presented: Presented, manifest: Manifest) -> dict[str, Upload]:
    """One right upload for every content, by hash; damaged ones are thrown away.

    Raises Refusal 422 documents-missing, which names every content still to be sent.
    """
    uploads = store.uploads_of(manifest.kiosk, presented.uuid)
    right: dict[str, Upload] = {}
    for blob in manifest.blobs():
        for upload in uploads:
            told = upload.announced
            announced = told.sha256 == blob.sha256 and told.length == blob.size_bytes
            if not announced or not upload.complete or blob.sha256 in right:
                continue
            if _sha256(store, upload, told.length) == blob.sha256:
                right[blob.sha256] = upload
            else:
                store.end_upload(upload.id)
    missing = [blob.sha256 for blob in manifest.blobs() if blob.sha256 not in right]
    if missing:
        raise _missing(missing)
    return right


def _reasons_to_refuse(
    store: Store, manifest: Manifest, kept: dict[str, Upload]
) -> tuple[str, ...]:
    changed = [d.id for d in manifest.documents if not _holds_its_original(store, d, kept)]
    return ("original-changed",) if changed else ()


def _holds_its_original(store: Store, document: Document, kept: dict[str, Upload]) -> bool:
    """Whether a stamped PDF begins with the very bytes the visitor brought."""
    length = document.stamped.original_length_bytes
    if length == 0:
        return True
    original = document.sources[0]
    if len(document.sources) != 1 or length != original.size_bytes:
        return False
    if length > document.stamped.size_bytes:
        return False
    return _sha256(store, kept[document.stamped.sha256], length) == original.sha256


def _sign(centre: Centre, presented: Presented, reasons: tuple[str, ...], now: int) -> bytes:
    about = uuids.UUID(presented.uuid)
    at = datetime.fromtimestamp(now, UTC)
    receipt_k_sha256 = hashlib.sha256(presented.receipt_k).digest()
    if reasons:
        verdict = Verdict(centre.name, about, at, receipt_k_sha256, reasons)
        return sign_verdict(centre.private, verdict)
    return sign_receipt_c(centre.private, ReceiptC(centre.name, about, at, receipt_k_sha256))


def _sha256(store: Store, upload: Upload, length: int) -> str:
    """The hash of the first `length` bytes as they lie on the disk; "" when they are gone."""
    digest = hashlib.sha256()
    try:
        with store.blob(upload.id).open("rb") as file:
            while length > 0 and (block := file.read(min(MIB, length))):
                digest.update(block)
                length -= len(block)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def _missing(hashes: list[str]) -> Refusal:
    return Refusal(422, Problem.DOCUMENTS_MISSING, missing=hashes)
