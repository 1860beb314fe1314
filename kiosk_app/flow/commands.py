"""What the flow asks for, in the imperative; the conductor carries it out."""

from dataclasses import dataclass

from drivers.storage import Medium
from kiosk_app.documents.findings import ReceivedFile
from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.flow.desk_commands import DeskCommand
from kiosk_app.flow.gathered import Filing, HandedOver, Planned, Sheet
from kiosk_app.flow.inquiries import LookUpNumber


@dataclass(frozen=True)
class ReadCase:
    """Say what the rules make of a keyed case number."""

    text: str


@dataclass(frozen=True)
class LookAtMedia:
    """Ask the storage port what is plugged in."""


@dataclass(frozen=True)
class ReadFilingSheet:
    """Read what an office prepared, where the medium brings it."""

    medium: Medium


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
class ReadFirstPages:
    """Read the case number on the first page of each file, and say where it is another."""

    case: CaseNumber
    files: tuple[ReceivedFile, ...]


@dataclass(frozen=True)
class LookAtScanner:
    """Ask the scanner afresh how it is."""


@dataclass(frozen=True)
class ScanPaper:
    """Scan what is in the scanner; `count_from` is the number of the first new page."""

    count_from: int


@dataclass(frozen=True)
class CheckSheets:
    """Check the scanned pages, turned as the visitor wants them."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class PrintSlip:
    """Queue the slip, then print it."""

    filing: Filing
    receipt: HandedOver


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
    """Destroy the copies and pictures made for this visit; what was captured is not touched."""


@dataclass(frozen=True)
class CheckService:
    """Look again whether this machine can serve."""


Command = (
    ReadCase | LookAtMedia | ReadFilingSheet | ListFiles | ExamineFiles | ReadFirstPages
    | PreparePages | CaptureSubmission
    | LookAtScanner | ScanPaper | CheckSheets | PrintSlip | FollowDelivery | StopWork | WipeVisit
    | CheckService | LookUpNumber | DeskCommand
)  # fmt: skip
