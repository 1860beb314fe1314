"""What can be said of a captured submission, and what can go wrong with the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from sync.manifest import Blob
from sync.wire import ReviewState


class State(StrEnum):
    """Where a submission is: the same words in the database, on the screen and in the log."""

    CAPTURED = "captured"
    SENDING = "sending"
    COMMITTING = "committing"
    RECEIVED = "received"
    PURGED = "purged"
    REFUSED = "refused"
    HELD = "held"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


TO_BE_DELIVERED = (State.CAPTURED, State.SENDING, State.COMMITTING)


@dataclass(frozen=True)
class Moment:
    """A time that no wall clock can move: the boot, and seconds since (CLOCK_BOOTTIME)."""

    boot: str
    seconds: float


@dataclass(frozen=True)
class Review:
    """What the Registry says of a received submission, as the centre told it last; only shown.

    `reasons` are the codes of a return, and are there with a return alone.
    """

    state: ReviewState
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A submission as screens and operators see it. Times are UTC.

    `review` is None where the centre has told none; `review_told_at` is when it last told it.
    """

    number: str
    submission: UUID
    sequence: int
    state: State
    captured_at: datetime
    received_at: datetime | None
    attempts: int
    sent_bytes: int
    total_bytes: int
    next_attempt: Moment | None
    reason: str
    receipt_k: bytes
    receipt_c: bytes | None
    verdict: bytes | None
    review: Review | None = None
    review_told_at: datetime | None = None


@dataclass(frozen=True)
class Content:
    """One blob of a parcel: where it lies here, where it is being uploaded, whether it is there."""

    blob: Blob
    path: Path
    url: str | None
    sent: bool
    times_missing: int


@dataclass(frozen=True)
class Parcel:
    """Everything needed to deliver one submission."""

    number: str
    submission: UUID
    state: State
    attempts: int
    manifest: bytes
    receipt_k: bytes
    contents: tuple[Content, ...]


class OutboxError(Exception):
    """Why the outbox did not do what it was asked.

    OutboxError
    ├── OutboxFull         too little room for another capture; what is there is safe
    ├── OutboxUnavailable  the disk or the database failed: nothing more until reopen() passes
    │   └── OutboxNewer    made by a newer version of this software
    └── NotPutIn           this submission was not taken as handed over; the outbox is well
    """


class OutboxFull(OutboxError):
    """Too little room for another capture."""


class OutboxUnavailable(OutboxError):
    """The disk or the database failed; no captures until reopen() has passed."""


class OutboxNewer(OutboxUnavailable):
    """The database was made by a newer version."""


class NotPutIn(OutboxError):
    """A wrong sequence number, or a staged file that is not as the manifest says."""
