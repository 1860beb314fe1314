"""Submissions for tests of the outbox and the delivery: real files, real manifests, real keys."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.cose import receipt_k_of, sign_receipt_k
from sync.manifest import Document, Manifest, Party, Source, Stamped
from sync.outbox import Outbox
from sync.submissions import Moment
from sync.wire import ClockQuality

KIOSK = "RC01"
WRIT = b"%PDF-1.7 a writ of summons" + bytes(3000)
NOON = datetime(2026, 11, 20, 4, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A submission that is ready to be put in."""

    manifest: Manifest
    receipt_k: bytes
    blobs: Mapping[str, Path]


def make(
    outbox: Outbox,
    key: Ed25519PrivateKey,
    original: bytes = WRIT,
    *,
    sequence: int | None = None,
    number: str | None = None,
) -> Made:
    """Stage an original and its stamped derivative, as a visit does."""
    submission = uuid4()
    stamped = original + b"\n% stamp " + submission.bytes.hex().encode()
    blobs = {}
    for content in (original, stamped):
        digest = hashlib.sha256(content).hexdigest()
        blobs[digest] = outbox.staging / f"{submission}-{digest[:8]}"
        blobs[digest].write_bytes(content)
    first, second = blobs
    sequence = sequence or outbox.next_sequence()
    manifest = Manifest(
        submission=submission,
        number=number or f"RC01-{sequence:05}",
        sequence=sequence,
        kiosk=KIOSK,
        captured_at=NOON,
        clock=ClockQuality.SYNCHRONISED,
        rules="high-court-2026-11",
        party=Party("law_firm", "Canary & Partners", "CAN/1"),
        case="HCA 1234/2026",
        documents=(
            Document(
                id="d1",
                type="writ",
                title="Writ of summons",
                pages=3,
                sources=(Source("canary 傳訊令狀.pdf", len(original), first, "application/pdf"),),
                stamped=Stamped(len(stamped), second, len(original)),
            ),
        ),
    )
    return Made(manifest, receipt_for(manifest, key), blobs)


def capture(outbox: Outbox, key: Ed25519PrivateKey, original: bytes = WRIT) -> Manifest:
    """Put a submission in."""
    made = make(outbox, key, original)
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    return made.manifest


def receipt_for(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """Receipt K as the kiosk makes it."""
    return sign_receipt_k(key, receipt_k_of(manifest, manifest.sha256()))


@dataclass
class BootClock:
    """A boot clock that a test moves."""

    seconds: float = 1000.0
    boot: str = "boot-1"

    def __call__(self) -> Moment:
        """Now."""
        return Moment(self.boot, self.seconds)


@dataclass
class Told:
    """What the courier told, in order."""

    events: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def __call__(self, event: str, **facts: str | int) -> None:
        """Note one event."""
        self.events.append(event)
        self.facts += [f"{name}={value}" for name, value in facts.items()]
