"""What a visit gathers, and what it ends with: plain values that states and commands carry."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk_app.documents.findings import Picture, ReceivedFile
from kiosk_app.documents.mending import Mending
from kiosk_app.documents.room import Room
from kiosk_app.filing.case_numbers import Case
from kiosk_app.filing.document_types import DocumentType, Visitor
from kiosk_app.wording.trouble import Trouble


@dataclass(frozen=True)
class Filing:
    """What the visitor has said so far about what they hand in.

    `may_scan` says whether the rules let this kind of visitor use the kiosk's scanner.
    """

    visitor: Visitor
    case: Case | None = None
    document_type: DocumentType | None = None
    may_scan: bool = False


@dataclass(frozen=True)
class Offer:
    """A mending of the derivative of one checked file, which the visitor may agree to.

    `file` counts the checked files from 0; the pages of `mending` are those of that file.
    """

    file: int
    mending: Mending


@dataclass(frozen=True)
class Allowance:
    """How much one submission may bring, by the rules; judged before anything is copied."""

    max_file_bytes: int
    max_total_bytes: int
    max_files: int


@dataclass(frozen=True)
class Sheet:
    """One scanned page: durable on this kiosk, seen by the visitor, turned clockwise if asked.

    `turned` is in degrees: 0, 90, 180 or 270. The scan itself is not changed by it.
    """

    file: ReceivedFile
    picture: Picture
    turned: int = 0


class Slip(StrEnum):
    """What can be said of the printed slip."""

    ASKED = "asked"  # whether there is a printer at all is not known yet
    PRINTING = "printing"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    NO_PRINTER = "no_printer"


class Delivery(StrEnum):
    """Where a captured submission is, in the words of the database, the screen and the log."""

    CAPTURED = "captured"
    SENDING = "sending"
    COMMITTING = "committing"
    RECEIVED = "received"
    PURGED = "purged"
    REFUSED = "refused"
    HELD = "held"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Planned:
    """One document of the submission: a PDF, or all chosen pictures joined in order.

    `pages` were brought; `media_types` and `source_pages` are those of the sources, in their
    order. `mendings` is what the visitor agreed to, its pages counted from 1 over the document;
    on a receipt it is what was done, and `pages` are those of the derivative. `rooms` are where
    the check has found place for the stamp.
    """

    title: str
    sources: tuple[ReceivedFile, ...]
    pages: int
    media_types: tuple[str, ...] = ("application/pdf",)
    mendings: tuple[Mending, ...] = ()
    source_pages: tuple[int, ...] = ()
    rooms: tuple[Room, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class HandedOver:
    """The receipt as it is shown: what was captured, when, and where it is now."""

    number: str
    captured_at: datetime
    counts_from: datetime | None
    registry_open: bool
    case: Case
    document_type: DocumentType
    documents: tuple[Planned, ...]
    manifest_sha256: str
    receipt_url: str
    delivery: Delivery = Delivery.CAPTURED
    trouble: Trouble | None = None
    sent_fraction: float = 0.0
    received_at: datetime | None = None
    confidential: bool = False
