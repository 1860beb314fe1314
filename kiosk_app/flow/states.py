"""The states of a visit. A state holds exactly what its screen shows, and bears its name."""

from dataclasses import dataclass, field

from drivers.storage import FileEntry, Medium
from kiosk_app.documents.findings import Picture, Report, Severity
from kiosk_app.documents.mending import Mending
from kiosk_app.filing.case_numbers import CaseReading
from kiosk_app.filing.document_types import ReadinessCheck, Visitor
from kiosk_app.flow.desks import DeskState
from kiosk_app.flow.gathered import (
    Allowance,
    Filing,
    HandedOver,
    Offer,
    Planned,
    Sheet,
    Slip,
)
from kiosk_app.flow.inquiries import LookedUp, LookingUp
from kiosk_app.wording.texts import Text
from kiosk_app.wording.trouble import Trouble


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
    """Waiting for a USB device; saying what is wrong with the one that is in; or asking which.

    With several ready media and no trouble the visitor chooses one.
    """

    filing: Filing
    media: tuple[Medium, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Choosing:
    """Which files of the device; files of unsuitable kinds are shown, greyed, with the reason.

    `refused` says why the file that was touched last could not be marked.
    """

    filing: Filing
    medium: Medium
    files: tuple[FileEntry, ...]
    allowance: Allowance
    chosen: frozenset[str] = frozenset()
    refused: Trouble | None = None


@dataclass(frozen=True)
class LoadingPaper:
    """Paper goes into the scanner, then one big button; or what has to be cleared first.

    `replacing` is the index of the one sheet that is to be scanned again.
    """

    filing: Filing
    sheets: tuple[Sheet, ...] = ()
    trouble: Trouble | None = None
    replacing: int | None = None


@dataclass(frozen=True)
class Scanning:
    """Pages come in, one after the other; what is in is kept whatever happens to the next."""

    filing: Filing
    sheets: tuple[Sheet, ...]
    replacing: int | None = None


@dataclass(frozen=True)
class ArrangingSheets:
    """Every scanned page, to be turned, removed or scanned again; `chosen` was touched."""

    filing: Filing
    sheets: tuple[Sheet, ...]
    chosen: int | None = None


@dataclass(frozen=True)
class Checking:
    """Copying off the device, then checking the copies; honest about how far it is.

    Scanned sheets are on the kiosk already: then there is no medium, and `copied` from the start.
    """

    filing: Filing
    medium: Medium | None
    paths: tuple[str, ...]
    copied_bytes: int = 0
    total_bytes: int = 0
    copied: bool = False
    checked_files: int = 0
    checking: str = ""
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class ReadingFindings:
    """All findings of all files, or of all scanned sheets, at once.

    `offers` is what can be mended on the copies, and `agreed` what the visitor has agreed to:
    nothing before they touch it.
    """

    filing: Filing
    medium: Medium | None
    reports: tuple[Report, ...]
    sheets: tuple[Sheet, ...] = ()
    offers: tuple[Offer, ...] = ()
    agreed: frozenset[Offer] = frozenset()

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
    found: ReadingFindings
    done_pages: int = 0


@dataclass(frozen=True)
class Reviewing:
    """What was brought beside what will be sent, page by page, before the point of no return.

    A page that is left out has None beside it, and so has a sheet of the kiosk's. `mended` is what
    was done to each document; what was agreed to and is not in it could not be done. `sheets` says
    how many sheets of the kiosk's go before the pages of each document.
    """

    filing: Filing
    documents: tuple[Planned, ...]
    found: ReadingFindings
    brought: tuple[Picture | None, ...] = field(default=(), repr=False)
    stamped: tuple[Picture | None, ...] = field(default=(), repr=False)
    mended: tuple[tuple[Mending, ...], ...] = ()
    sheets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Capturing:
    """The one point of no return: nothing interrupts it."""

    filing: Filing
    documents: tuple[Planned, ...]


@dataclass(frozen=True)
class Captured:
    """The receipt: on the screen always, on paper as far as the printer goes."""

    filing: Filing
    receipt: HandedOver
    slip: Slip = Slip.ASKED
    slip_trouble: Trouble | None = None


@dataclass(frozen=True)
class Goodbye:
    """The end of a visit; stays until the sockets were seen and no device is left in them."""

    remove_device: bool
    number: str = ""
    looked: bool = False


@dataclass(frozen=True)
class Sorry:
    """Something went wrong: what is safe, what happened, what to do.

    `filing` is there when the visit can go on from the USB device.
    """

    trouble: Trouble
    filing: Filing | None = None
    file_name: str = ""


@dataclass(frozen=True)
class OutOfService:
    """The kiosk cannot serve; it looks again by itself and leaves by itself.

    `message` is there when a technician switched it off, and says why.
    """

    trouble: Trouble
    message: Text | None = None


@dataclass(frozen=True)
class StillThere:
    """Nobody has touched the screen for a while: more time, or everything is put away."""

    waiting: "State"


State = (
    Welcome | Notice | Identifying | EnteringCase | ChoosingDocumentType | ConfirmingReadiness
    | NotReady | Inserting | Choosing | LoadingPaper | Scanning | ArrangingSheets | Checking
    | ReadingFindings
    | Preparing | Reviewing | Capturing | Captured | Goodbye | Sorry | OutOfService | StillThere
    | LookingUp | LookedUp | DeskState
)  # fmt: skip
