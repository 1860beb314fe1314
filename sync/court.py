"""The court port: iCMS as the kiosk sees it, and everything that can be said of a delivery."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sync.manifest import Blob
from sync.submissions import Review


class Blockage(StrEnum):
    """Why nothing can be delivered until a person has done something."""

    AUTH = "auth"
    CLOCK = "clock"
    TLS = "tls"
    VERSION = "version"
    DISK = "disk"
    CONFIG = "config"


@dataclass(frozen=True)
class Confirmation:
    """The centre has the submission, whole: its verified receipt C and the time in it."""

    receipt_c: bytes
    received_at: datetime


class CourtError(Exception):
    """Why a delivery did not end with a receipt.

    CourtError
    ├── CourtUnavailable   may work later: the network, or an answer that is not the centre's
    │   └── NotYet         the centre is there and still busy with this submission
    ├── CourtBlocked       nothing can be delivered until a person acts (kind)
    ├── CourtRefused       the centre's signed verdict on this submission
    ├── CannotBeTaken      the centre cannot take this submission as it is; an operator's business
    ├── DocumentsMissing   the centre has not got these contents: send them again
    └── ContentDamaged     the kiosk's own copy is not what was captured
    """


class CourtUnavailable(CourtError):
    """May work later. `retry_after_s` is what the centre asked for, or 0.

    A `reason` here and below is a short code of our own, fit for the log.
    """

    def __init__(self, reason: str, retry_after_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


class NotYet(CourtUnavailable):
    """The centre works on this submission; ask again. The others need not wait."""


class CourtBlocked(CourtError):
    """Nothing can be delivered until a person acts."""

    def __init__(self, kind: Blockage, reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason


class CourtRefused(CourtError):
    """A verified verdict: `verdict` as signed, `reasons` its codes."""

    def __init__(self, verdict: bytes, reasons: tuple[str, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.verdict = verdict
        self.reasons = reasons


class CannotBeTaken(CourtError):
    """Sending it again will not help; `reason` is the problem as the centre names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DocumentsMissing(CourtError):
    """The centre lacks these contents (SHA-256, hex)."""

    def __init__(self, sha256s: tuple[str, ...]) -> None:
        super().__init__(f"{len(sha256s)} missing")
        self.sha256s = sha256s


class ContentDamaged(CourtError):
    """The kiosk's own copy of a content cannot be read whole, or has another digest."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


@dataclass(frozen=True)
class Upload:
    """One content on its way.

    `url` is where an earlier attempt has begun it, or None. `careful` asks for a checksum
    with every chunk, after the centre has found an earlier delivery wanting.
    """

    submission: UUID
    blob: Blob
    path: Path
    url: str | None = None
    careful: bool = False


class Court(Protocol):
    """iCMS, or what stands in for it. One thread at a time.

    `exactly_once` is False for a centre that can neither recognise a repeated submission nor
    be asked for one: an unclear end then waits for an operator.
    """

    exactly_once: bool

    def probe(self) -> None:
        """Ask, cheaply, whether the centre is there. Raises CourtUnavailable, CourtBlocked."""

    def send(
        self,
        upload: Upload,
        begun: Callable[[str], None],
        progressed: Callable[[int], bool],
    ) -> bool:
        """Bring one content to the centre, going on where an earlier attempt ended.

        `begun` is called with the address of a new upload, to be remembered before a byte is
        sent. `progressed` is called often with the bytes of this content handed over so far;
        when it answers False, sending stops after the present chunk and False is returned.
        What `progressed` raises ends the sending at once and is passed on. True: the centre
        has all of it. May be repeated at will. Raises CourtError.
        """

    def commit(self, submission: UUID, manifest: bytes, receipt_k: bytes) -> Confirmation:
        """Make the submission. Repeating it with the same bytes is the same submission.

        After CourtUnavailable it is not known whether the centre has it: ask lookup().
        Raises CourtError.
        """

    def lookup(self, submission: UUID, receipt_k: bytes) -> Confirmation | None:
        """What became of a submission; None when the centre has never received it.

        Raises CourtError; CourtRefused when it was refused.
        """

    def review(self, submission: UUID) -> Review | None:
        """What the Registry says of a received submission; None where this centre tells none.

        It vouches for nothing and is only shown. Answers soon or not at all: a delivery may be
        waiting behind it. Raises CourtUnavailable, CourtBlocked.
        """

    def time(self) -> datetime:
        """The centre's signed time, UTC. Raises CourtUnavailable, CourtBlocked."""
