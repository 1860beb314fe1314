"""A centre that lives in this process and misbehaves as it is told."""

import hashlib
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum, auto
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.cose import (
    PublishedKey,
    ReceiptC,
    StatementInvalid,
    Verdict,
    read_receipt_c,
    read_verdict,
    sign_receipt_c,
    sign_verdict,
)
from sync.court import (
    Blockage,
    CannotBeTaken,
    Confirmation,
    ContentDamaged,
    CourtBlocked,
    CourtRefused,
    CourtUnavailable,
    DocumentsMissing,
    NotYet,
    Upload,
)
from sync.manifest import Manifest
from sync.submissions import Review
from sync.wire import ReviewState

CENTRE = "HCRC"
BLOCK_BYTES = 64 * 1024


class SimulationForbidden(RuntimeError):
    """Simulations do not start in production."""


class Mishap(StrEnum):
    """What the next commit meets."""

    ANSWER_LOST = auto()  # the centre has it, and the kiosk does not know
    CONNECTION_LOST = auto()  # the centre never heard of it
    REFUSED = auto()
    WRONG_SIGNATURE = auto()
    STILL_BUSY = auto()
    FORGOT_DOCUMENTS = auto()
    PORTAL = auto()  # somebody else answers


@dataclass
class SimulatedCourt:
    """The Court port without a network. One thread at a time; the switches from any.

    `down` and `blocked` last until they are changed; `mishaps` befall the coming commits one
    by one; `cut_after_bytes` cuts the next upload once it has got so far. `reviews` is what the
    Registry says, `asked` which submissions it was asked of.
    """

    exactly_once: bool = True
    down: bool = False
    blocked: Blockage | None = None
    mishaps: deque[Mishap] = field(default_factory=deque)
    refusal: tuple[str, ...] = ("not-legible",)
    cut_after_bytes: int | None = None
    retry_after_s: float = 0.0
    between_blocks: Callable[[], None] = lambda: None
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    tells_reviews: bool = True
    reviews: dict[UUID, Review] = field(default_factory=dict)
    asked: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Raises SimulationForbidden in production."""
        if os.environ.get("KIOSK_PRODUCTION") == "1":
            raise SimulationForbidden("a simulated centre in production")
        public = self.key.public_key().public_bytes_raw()
        since = datetime(2020, 1, 1, tzinfo=UTC)
        self.published = PublishedKey(public, "centre", CENTRE, since)
        self.received: dict[UUID, Manifest] = {}
        self._signed: dict[UUID, bytes] = {}
        self._digests: dict[UUID, bytes] = {}
        self._uploads: dict[tuple[UUID, str], bytearray] = {}

    def probe(self) -> None:
        """See Court."""
        if self.blocked is not None:
            raise CourtBlocked(self.blocked, "told-so")
        if self.down:
            raise CourtUnavailable("down", self.retry_after_s)

    def send(
        self, upload: Upload, begun: Callable[[str], None], progressed: Callable[[int], bool]
    ) -> bool:
        """See Court."""
        self.probe()
        key = (upload.submission, upload.blob.sha256)
        if key not in self._uploads:
            begun(f"/simulated/{upload.submission}/{upload.blob.sha256}")
        there = self._uploads.setdefault(key, bytearray())
        try:
            with upload.path.open("rb") as file:
                file.seek(len(there))
                while block := file.read(BLOCK_BYTES):
                    self.between_blocks()
                    self._cut(len(there))
                    there += block
                    if not progressed(len(there)) and len(there) < upload.blob.size_bytes:
                        return False
        except OSError as error:
            raise ContentDamaged(upload.blob.sha256) from error
        if len(there) < upload.blob.size_bytes:
            raise ContentDamaged(upload.blob.sha256)
        return True

    def commit(self, submission: UUID, manifest: bytes, receipt_k: bytes) -> Confirmation:
        """See Court."""
        self.probe()
        mishap = self.mishaps.popleft() if self.mishaps else None
        if mishap is Mishap.CONNECTION_LOST:
            raise CourtUnavailable("connection-lost")
        if mishap is Mishap.PORTAL:
            raise CourtUnavailable("answer-200-not-the-centre")
        if mishap is Mishap.STILL_BUSY:
            raise NotYet("being-confirmed", self.retry_after_s)
        if mishap is Mishap.FORGOT_DOCUMENTS:
            self._uploads.clear()
        self._take(submission, manifest, receipt_k, refuse=mishap is Mishap.REFUSED)
        if mishap is Mishap.ANSWER_LOST:
            raise CourtUnavailable("answer-lost")
        return self._answer(submission, receipt_k, forged=mishap is Mishap.WRONG_SIGNATURE)

    def lookup(self, submission: UUID, receipt_k: bytes) -> Confirmation | None:
        """See Court."""
        self.probe()
        if submission not in self._signed:
            return None
        return self._answer(submission, receipt_k, forged=False)

    def review(self, submission: UUID) -> Review | None:
        """See Court."""
        self.probe()
        self.asked.append(submission)
        if submission not in self.received or not self.tells_reviews:
            return None
        return self.reviews.get(submission, Review(ReviewState.WAITING))

    def time(self) -> datetime:
        """See Court."""
        self.probe()
        return datetime.now(UTC)

    def _cut(self, so_far: int) -> None:
        self.probe()
        if self.cut_after_bytes is not None and so_far >= self.cut_after_bytes:
            self.cut_after_bytes = None
            raise CourtUnavailable("connection-cut")

    def _take(self, submission: UUID, body: bytes, receipt_k: bytes, *, refuse: bool) -> None:
        digest = hashlib.sha256(body).digest()
        if self._digests.get(submission, digest) != digest:
            raise CannotBeTaken("different-content")
        if submission in self._signed:
            return
        manifest = Manifest.from_bytes(body)
        missing = tuple(b.sha256 for b in manifest.blobs() if not self._has(submission, b.sha256))
        if missing:
            raise DocumentsMissing(missing)
        self._digests[submission] = digest
        about = hashlib.sha256(receipt_k).digest()
        now = datetime.now(UTC).replace(microsecond=0)
        if refuse:
            verdict = Verdict(CENTRE, submission, now, about, self.refusal)
            self._signed[submission] = sign_verdict(self.key, verdict)
            return
        receipt = ReceiptC(CENTRE, submission, now, about)
        self._signed[submission] = sign_receipt_c(self.key, receipt)
        self.received[submission] = manifest

    def _has(self, submission: UUID, sha256: str) -> bool:
        there = self._uploads.get((submission, sha256), bytearray())
        if hashlib.sha256(there).hexdigest() == sha256:
            return True
        self._uploads.pop((submission, sha256), None)
        return False

    def _answer(self, submission: UUID, receipt_k: bytes, *, forged: bool) -> Confirmation:
        """As HttpCourt does: only what verifies counts."""
        token = self._signed[submission]
        if forged:
            token = token[:-1] + bytes([token[-1] ^ 1])
        try:
            if submission not in self.received:
                verdict = read_verdict(token, [self.published], receipt_k)
                raise CourtRefused(token, verdict.reasons)
            receipt = read_receipt_c(token, [self.published], receipt_k)
        except StatementInvalid as error:
            raise CourtUnavailable("receipt-not-valid") from error
        return Confirmation(token, receipt.received_at)
