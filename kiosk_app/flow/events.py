"""What can happen during a visit, in the past tense."""

from dataclasses import dataclass
from datetime import datetime

from drivers.storage import FileEntry, Medium
from kiosk_app.documents.findings import Picture, Report
from kiosk_app.filing.case_numbers import Case, CaseReading
from kiosk_app.filing.document_types import DocumentType, Visitor, VisitorKind
from kiosk_app.flow.gathered import Delivery, HandedOver
from kiosk_app.wording.trouble import Trouble


@dataclass(frozen=True)
class Started:
    """The visitor touched start."""


@dataclass(frozen=True)
class NoticeAccepted:
    """The visitor accepted the notice."""


@dataclass(frozen=True)
class VisitorKindChosen:
    """The visitor said what they are."""

    kind: VisitorKind


@dataclass(frozen=True)
class VisitorNamed:
    """The visitor said who they are and goes on with a USB device."""

    visitor: Visitor


@dataclass(frozen=True)
class ScanWanted:
    """A litigant in person asked for the scanner."""

    visitor: Visitor


@dataclass(frozen=True)
class CaseTyped:
    """The text of the case number changed."""

    text: str


@dataclass(frozen=True)
class CaseRead:
    """What the rules make of a keyed text."""

    text: str
    reading: CaseReading


@dataclass(frozen=True)
class CaseChosen:
    """The visitor confirmed the case."""

    case: Case


@dataclass(frozen=True)
class DocumentTypeChosen:
    """The visitor said what the document is."""

    document_type: DocumentType


@dataclass(frozen=True)
class ReadinessMarked:
    """One check was marked done, or not done after all."""

    code: str
    done: bool


@dataclass(frozen=True)
class ReadinessConfirmed:
    """The visitor goes on from the readiness list."""


@dataclass(frozen=True)
class NotYetReady:
    """The visitor says that something on the list is still to be done."""


@dataclass(frozen=True)
class MediaSeen:
    """What is plugged in now, asked from the port after any change."""

    media: tuple[Medium, ...]


@dataclass(frozen=True)
class MediumChosen:
    """Several devices or partitions are in; the visitor touched the one that holds the papers."""

    medium: Medium


@dataclass(frozen=True)
class FilesListed:
    """The files of a medium were read."""

    medium: Medium
    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class FileToggled:
    """A file was touched in the list."""

    path: str


@dataclass(frozen=True)
class FilesChosen:
    """The visitor goes on with the marked files."""


@dataclass(frozen=True)
class CopyProgressed:
    """So much has been copied."""

    copied_bytes: int
    total_bytes: int


@dataclass(frozen=True)
class FilesCopied:
    """All chosen files are durable on this kiosk; the device may be taken."""


@dataclass(frozen=True)
class CheckProgressed:
    """So many files are checked; `checking` is the name of the next."""

    checked_files: int
    checking: str


@dataclass(frozen=True)
class FilesChecked:
    """Every file has its report."""

    reports: tuple[Report, ...]


@dataclass(frozen=True)
class FindingsRead:
    """The visitor has read the findings and goes on."""


@dataclass(frozen=True)
class PageStamped:
    """So many pages of the derivative are made."""

    done_pages: int


@dataclass(frozen=True)
class PagesReady:
    """The pictures of what was brought and what will be sent."""

    brought: tuple[Picture, ...]
    stamped: tuple[Picture, ...]


@dataclass(frozen=True)
class Confirmed:
    """The visitor hands it over."""


@dataclass(frozen=True)
class SubmissionCaptured:
    """It is safe on this kiosk: every fsync has returned, the transaction is committed."""

    receipt: HandedOver


@dataclass(frozen=True)
class DeliveryChanged:
    """Where the captured submission is now."""

    number: str
    delivery: Delivery
    sent_fraction: float
    received_at: datetime | None = None


@dataclass(frozen=True)
class Finished:
    """The visitor is done."""


@dataclass(frozen=True)
class AnotherWanted:
    """The visitor has another document for the same case."""


@dataclass(frozen=True)
class WentBack:
    """The visitor touched back."""


@dataclass(frozen=True)
class Left:
    """The visitor ends the visit."""


@dataclass(frozen=True)
class MoreTimeWanted:
    """The visitor is still there."""


@dataclass(frozen=True)
class TimedOut:
    """The state's time limit passed."""


@dataclass(frozen=True)
class TroubleArose:
    """Work for this screen visit ended in trouble."""

    trouble: Trouble
    file_name: str = ""


@dataclass(frozen=True)
class ServiceLost:
    """The kiosk's own check failed: it cannot serve."""

    trouble: Trouble


@dataclass(frozen=True)
class ServiceRestored:
    """The kiosk's own check passes again."""


Event = (
    Started | NoticeAccepted | VisitorKindChosen | VisitorNamed | ScanWanted | CaseTyped
    | CaseRead | CaseChosen | DocumentTypeChosen | ReadinessMarked | ReadinessConfirmed
    | NotYetReady | MediaSeen | MediumChosen | FilesListed | FileToggled | FilesChosen
    | CopyProgressed | FilesCopied | CheckProgressed | FilesChecked | FindingsRead
    | PageStamped | PagesReady | Confirmed | SubmissionCaptured | DeliveryChanged | Finished
    | AnotherWanted | WentBack | Left | MoreTimeWanted | TimedOut | TroubleArose
    | ServiceLost | ServiceRestored
)  # fmt: skip

TOUCHES = (
    Started, NoticeAccepted, VisitorKindChosen, VisitorNamed, ScanWanted, CaseTyped, CaseChosen,
    DocumentTypeChosen, ReadinessMarked, ReadinessConfirmed, NotYetReady, MediumChosen, FileToggled,
    FilesChosen, FindingsRead, Confirmed, Finished, AnotherWanted, WentBack, Left, MoreTimeWanted,
)  # fmt: skip
"""The events that show that somebody is there; only these give a screen its time anew."""
