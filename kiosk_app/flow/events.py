"""What happens by itself during a visit, in the past tense; and with the touches, every event."""

from dataclasses import dataclass
from datetime import datetime

from drivers.storage import FileEntry, Medium
from kiosk_app.documents.findings import Finding, Picture, ReceivedFile, Report
from kiosk_app.documents.mending import Mending
from kiosk_app.filing.case_numbers import CaseReading
from kiosk_app.filing.document_types import DocumentType
from kiosk_app.flow.desks import DeskEvent
from kiosk_app.flow.gathered import Allowance, Delivery, HandedOver, Offer, Sheet, Slip
from kiosk_app.flow.inquiries import SubmissionFound
from kiosk_app.flow.touches import Touch
from kiosk_app.wording.texts import Text
from kiosk_app.wording.trouble import Trouble


@dataclass(frozen=True)
class CaseRead:
    """What the rules make of a keyed text."""

    text: str
    reading: CaseReading


@dataclass(frozen=True)
class MediaSeen:
    """What is plugged in now, asked from the port after any change."""

    media: tuple[Medium, ...]


@dataclass(frozen=True)
class MediaUnseen:
    """The sockets could not be looked at: that is not 'nothing there'."""


@dataclass(frozen=True)
class FilesListed:
    """The files of a medium were read."""

    medium: Medium
    files: tuple[FileEntry, ...]
    allowance: Allowance


@dataclass(frozen=True)
class ScannerSeen:
    """How the scanner is, asked afresh: None when nothing speaks against a scan."""

    trouble: Trouble | None


@dataclass(frozen=True)
class SheetScanned:
    """One more page is durable on this kiosk."""

    sheet: Sheet


@dataclass(frozen=True)
class ScanEnded:
    """All the paper is through."""


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
    """Every file has its report; `offers` is what can be mended on the derivatives."""

    reports: tuple[Report, ...]
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class OtherCaseSeen:
    """On the first page of this file another case number stands than the one entered."""

    file: ReceivedFile
    finding: Finding


@dataclass(frozen=True)
class FilingSheetRead:
    """The device brings a filing sheet: suggestions for the case (its text) and the type."""

    case: str
    document_type: DocumentType | None


@dataclass(frozen=True)
class PageStamped:
    """So many pages of the derivative are made."""

    done_pages: int


@dataclass(frozen=True)
class PagesReady:
    """The pictures of what was brought and what will be sent, page beside page.

    A page that was left out has None beside it, and so has a sheet of the kiosk's that goes in
    front of a document or beside it. `mended` is what was done to each document, `sheets` how
    many such sheets it has.
    """

    brought: tuple[Picture | None, ...]
    stamped: tuple[Picture | None, ...]
    mended: tuple[tuple[Mending, ...], ...] = ()
    sheets: tuple[int, ...] = ()


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
    trouble: Trouble | None = None


@dataclass(frozen=True)
class SlipTold:
    """What became of the slip of this submission; a trouble only where it was not printed."""

    number: str
    slip: Slip
    trouble: Trouble | None = None


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
    """The kiosk's own check failed: it cannot serve; `message` when it was switched off."""

    trouble: Trouble
    message: Text | None = None


@dataclass(frozen=True)
class ServiceRestored:
    """The kiosk's own check passes again."""


Event = (
    Touch | DeskEvent
    | CaseRead | MediaSeen | MediaUnseen | FilesListed | ScannerSeen | SheetScanned | ScanEnded
    | FilingSheetRead | OtherCaseSeen
    | CopyProgressed | FilesCopied | CheckProgressed | FilesChecked | PageStamped | PagesReady
    | SubmissionCaptured | DeliveryChanged | SlipTold | TimedOut | TroubleArose | ServiceLost
    | ServiceRestored | SubmissionFound
)  # fmt: skip
