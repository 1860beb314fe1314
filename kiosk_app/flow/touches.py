"""What a visitor does, in the past tense: every touch that means something."""

from dataclasses import dataclass
from typing import get_args

from drivers.storage import Medium
from kiosk_app.filing.case_numbers import Case
from kiosk_app.filing.document_types import DocumentType, Visitor, VisitorKind
from kiosk_app.flow.desks import DESK_TOUCHES, DeskTouch
from kiosk_app.flow.gathered import Offer
from kiosk_app.flow.inquiries import LookUpWanted, NumberEntered


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
    """The visitor said who they are; `may_scan` is what the rules allow this kind of visitor."""

    visitor: Visitor
    may_scan: bool = False


@dataclass(frozen=True)
class CaseTyped:
    """The text of the case number changed."""

    text: str


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
class MediumChosen:
    """Several devices or partitions are in; the visitor touched the one that holds the papers."""

    medium: Medium


@dataclass(frozen=True)
class FileToggled:
    """A file was touched in the list."""

    path: str


@dataclass(frozen=True)
class FilesChosen:
    """The visitor goes on with the marked files."""


@dataclass(frozen=True)
class ScannerWanted:
    """The visitor has paper and no device."""


@dataclass(frozen=True)
class ScanStarted:
    """The visitor touched the big button."""


@dataclass(frozen=True)
class SheetTouched:
    """The visitor touched one of the pages, counted from 0."""

    index: int


@dataclass(frozen=True)
class SheetTurned:
    """The touched page is to stand a quarter further clockwise."""


@dataclass(frozen=True)
class SheetRemoved:
    """The touched page is not to be handed in."""


@dataclass(frozen=True)
class SheetRescanWanted:
    """The touched page is to be scanned again."""


@dataclass(frozen=True)
class MorePaperWanted:
    """There is more paper to scan."""


@dataclass(frozen=True)
class SheetsAccepted:
    """The pages are complete and in order."""


@dataclass(frozen=True)
class MendingMarked:
    """The visitor agreed to have this mended on the copy, or took it back."""

    offers: tuple[Offer, ...]
    agreed: bool


@dataclass(frozen=True)
class FindingsRead:
    """The visitor has read the findings and goes on."""


@dataclass(frozen=True)
class Confirmed:
    """The visitor hands it over."""


@dataclass(frozen=True)
class SlipWanted:
    """The visitor wants the slip printed again."""


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


Touch = (
    Started | NoticeAccepted | VisitorKindChosen | VisitorNamed | CaseTyped | CaseChosen
    | DocumentTypeChosen | ReadinessMarked | ReadinessConfirmed | NotYetReady | MediumChosen
    | FileToggled | FilesChosen | ScannerWanted | ScanStarted | SheetTouched | SheetTurned
    | SheetRemoved | SheetRescanWanted | MorePaperWanted | SheetsAccepted | MendingMarked
    | FindingsRead | Confirmed | SlipWanted | Finished | AnotherWanted | WentBack | Left
    | MoreTimeWanted | LookUpWanted | NumberEntered
)  # fmt: skip

TOUCHES: tuple[type[Touch | DeskTouch], ...] = (*get_args(Touch), *DESK_TOUCHES)
"""Signs that somebody is there; only these give a screen its time anew."""
