"""The vocabulary of a visit: states, events and commands.

A state holds exactly what its screen shows. Events are what happened, commands are what is
to be done. `step.py` joins them; the conductor carries the commands out.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from drivers.storage import FileEntry, Medium
from kiosk_app.documents.findings import Picture, ReceivedFile, Report, Severity
from kiosk_app.filing.case_numbers import Case, CaseReading
from kiosk_app.filing.document_types import DocumentType, ReadinessCheck, Visitor, VisitorKind
from kiosk_app.wording.trouble import Trouble

# ---------------------------------------------------------------- what a visit gathers


@dataclass(frozen=True)
class Filing:
    """What the visitor has said so far about what they hand in."""

    visitor: Visitor
    case: Case | None = None
    document_type: DocumentType | None = None


class Delivery(StrEnum):
    """Where a captured submission is, in the words of the database, the screen and the log."""

    CAPTURED = "captured"
    SENDING = "sending"
    COMMITTING = "committing"
    RECEIVED = "received"
    REFUSED = "refused"
    HELD = "held"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class HandedOver:
    """The receipt as it is shown: what was captured, when, and where it is now."""

    number: str
    captured_at: datetime
    counts_from: datetime | None
    registry_open: bool
    case: Case
    document_type: DocumentType
    documents: tuple["Planned", ...]
    manifest_sha256: str
    receipt_url: str
    delivery: Delivery = Delivery.CAPTURED
    sent_fraction: float = 0.0
    received_at: datetime | None = None
    confidential: bool = False


@dataclass(frozen=True)
class Planned:
    """One document of the submission: a PDF, or all chosen pictures joined in order."""

    title: str
    sources: tuple[ReceivedFile, ...]
    pages: int


# ---------------------------------------------------------------- states


@dataclass(frozen=True)
class Welcome:
    """Nobody is here; touch to start."""


@dataclass(frozen=True)
class Notice:
    """The personal-data notice; nothing continues without accepting it."""


@dataclass(frozen=True)
class Identifying:
    """Who is handing in: law firm, government or organisation, litigant in person."""

    visitor: Visitor | None = None


@dataclass(frozen=True)
class ScanningLater:
    """A litigant in person would scan here: not in this version; where the counter is."""

    visitor: Visitor


@dataclass(frozen=True)
class EnteringCase:
    """Which case; the reading says at once what is made of the keyed text."""

    filing: Filing
    text: str = ""
    reading: CaseReading | None = None


@dataclass(frozen=True)
class ChoosingDocumentType:
    """What the document is."""

    filing: Filing


@dataclass(frozen=True)
class ConfirmingReadiness:
    """What this type of document needs before it can be scanned: done, one by one."""

    filing: Filing
    checks: tuple[ReadinessCheck, ...]
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NotReady:
    """Something is still to be done elsewhere first: a kind end with a list of where to go."""

    filing: Filing
    missing: tuple[ReadinessCheck, ...]


@dataclass(frozen=True)
class Inserting:
    """Waiting for a USB device; or saying what is wrong with the one that is in."""

    filing: Filing
    media: tuple[Medium, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Choosing:
    """Which files of the device; files of unsuitable kinds are shown, greyed, with the reason."""

    filing: Filing
    medium: Medium
    files: tuple[FileEntry, ...]
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checking:
    """Copying off the device, then checking the copies; honest about how far it is."""

    filing: Filing
    medium: Medium
    paths: tuple[str, ...]
    copied_bytes: int = 0
    total_bytes: int = 0
    copied: bool = False
    checked_files: int = 0
    checking: str = ""


@dataclass(frozen=True)
class ReadingFindings:
    """All findings of all files at once."""

    filing: Filing
    medium: Medium
    reports: tuple[Report, ...]

    @property
    def worst(self) -> Severity:
        """The worst verdict of all files: with MUST_FIX the visit cannot go on with these files."""
        verdicts = {report.verdict for report in self.reports}
        return next((s for s in (Severity.MUST_FIX, Severity.LOOK) if s in verdicts), Severity.FINE)


@dataclass(frozen=True)
class Preparing:
    """The pages to be handed over are being made, stamp in place, for the visitor to see."""

    filing: Filing
    documents: tuple[Planned, ...]
    done_pages: int = 0


@dataclass(frozen=True)
class Reviewing:
    """What was brought beside what will be sent, page by page, before the point of no return."""

    filing: Filing
    documents: tuple[Planned, ...]
    brought: tuple[Picture, ...] = field(default=(), repr=False)
    stamped: tuple[Picture, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Capturing:
    """The one point of no return: nothing interrupts it."""

    filing: Filing
    documents: tuple[Planned, ...]


@dataclass(frozen=True)
class Captured:
    """The receipt."""

    filing: Filing
    receipt: HandedOver


@dataclass(frozen=True)
class Goodbye:
    """The end of a visit; stays until no device is left in the sockets."""

    remove_device: bool
    number: str = ""


@dataclass(frozen=True)
class Sorry:
    """Something went wrong: what is safe, what happened, what to do.

    `filing` is there when the visit can go on from the USB device; `number` when something
    was captured before.
    """

    trouble: Trouble
    filing: Filing | None = None
    file_name: str = ""


@dataclass(frozen=True)
class OutOfService:
    """The kiosk cannot serve; it looks again by itself and leaves by itself."""

    trouble: Trouble


@dataclass(frozen=True)
class StillThere:
    """Nobody has touched the screen for a while: more time, or everything is put away."""

    waiting: "State"


State = (
    Welcome | Notice | Identifying | ScanningLater | EnteringCase | ChoosingDocumentType
    | ConfirmingReadiness | NotReady | Inserting | Choosing | Checking | ReadingFindings
    | Preparing | Reviewing | Capturing | Captured | Goodbye | Sorry | OutOfService | StillThere
)  # fmt: skip

# ---------------------------------------------------------------- events


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
    Started | NoticeAccepted | VisitorKindChosen | VisitorNamed | ScanWanted | CaseTyped | CaseRead
    | CaseChosen | DocumentTypeChosen | ReadinessMarked | ReadinessConfirmed | NotYetReady
    | MediaSeen | FilesListed | FileToggled | FilesChosen | CopyProgressed | FilesCopied
    | CheckProgressed | FilesChecked | FindingsRead | PageStamped | PagesReady | Confirmed
    | SubmissionCaptured | DeliveryChanged | Finished | AnotherWanted | WentBack | Left
    | MoreTimeWanted | TimedOut | TroubleArose | ServiceLost | ServiceRestored
)  # fmt: skip

# ---------------------------------------------------------------- commands


@dataclass(frozen=True)
class ReadCase:
    """Say what the rules make of a keyed case number."""

    text: str


@dataclass(frozen=True)
class LookAtMedia:
    """Ask the storage port what is plugged in."""


@dataclass(frozen=True)
class ListFiles:
    """Read the names on a medium."""

    medium: Medium


@dataclass(frozen=True)
class ExamineFiles:
    """Copy files off the medium, then check the copies."""

    medium: Medium
    paths: tuple[str, ...]


@dataclass(frozen=True)
class PreparePages:
    """Make the stamped derivative for review, with its pictures."""

    filing: Filing
    documents: tuple[Planned, ...]


@dataclass(frozen=True)
class CaptureSubmission:
    """Stamp with the hour, seal into the outbox, make the receipt."""

    filing: Filing
    documents: tuple[Planned, ...]


@dataclass(frozen=True)
class FollowDelivery:
    """Tell from now on how the delivery of this submission goes."""

    number: str


@dataclass(frozen=True)
class StopWork:
    """Whatever runs for the visit is not wanted any more."""


@dataclass(frozen=True)
class WipeVisit:
    """Forget everything of this visit: copies, pictures, words, language, text size."""


@dataclass(frozen=True)
class CheckService:
    """Look again whether this machine can serve."""


Command = (
    ReadCase | LookAtMedia | ListFiles | ExamineFiles | PreparePages | CaptureSubmission
    | FollowDelivery | StopWork | WipeVisit | CheckService
)  # fmt: skip
