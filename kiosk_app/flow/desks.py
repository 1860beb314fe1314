"""The vocabulary of maintenance mode: its screens, what a technician touches, what is asked.

A chapter like the others. Nothing here ever holds a document's content or a file's name.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import get_args

from drivers.printer import PrinterCondition
from drivers.storage import Medium
from kiosk_app.documents.findings import Picture
from kiosk_app.flow.exports import Exported as Exported
from kiosk_app.flow.exports import Exporting as Exporting
from kiosk_app.flow.exports import ExportPlanned as ExportPlanned
from kiosk_app.flow.exports import ExportProgressed as ExportProgressed
from kiosk_app.flow.exports import ExportStarted as ExportStarted
from kiosk_app.flow.exports import ExportWanted as ExportWanted
from kiosk_app.flow.exports import ExportWritten as ExportWritten
from kiosk_app.flow.exports import PlanningExport as PlanningExport
from kiosk_app.flow.gathered import Slip
from kiosk_app.maintenance.credential import Granted, LockedOut, NotSet, Open, Wrong
from kiosk_app.maintenance.log_reader import LogLine
from kiosk_app.maintenance.queue_desk import QueueLine
from kiosk_app.maintenance.readiness import ReadinessReport, Result
from kiosk_app.maintenance.switch import Message, SwitchedOff
from kiosk_app.wording.trouble import Trouble


class Desk(StrEnum):
    """The places of maintenance mode, in the order of its menu."""

    READINESS = "readiness"
    QUEUE = "queue"
    SOCKETS = "sockets"
    SCANNER = "scanner"
    PRINTER = "printer"
    TOUCH = "touch"
    LOG = "log"
    SERVICE = "service"


class QueueAction(StrEnum):
    """What can be done with one submission; never a look into it."""

    HOLD = "hold"
    RELEASE = "release"
    RETRY = "retry"
    REPRINT = "reprint"


class Restart(StrEnum):
    """What is to be started anew."""

    APPLICATION = "application"
    MACHINE = "machine"


# ---------------------------------------------------------------- states


@dataclass(frozen=True)
class EnteringPin:
    """The technician's PIN; says how it stands before and after a try."""

    said: Open | Wrong | LockedOut | NotSet | None = None


@dataclass(frozen=True)
class Inspecting:
    """Every check by its name, as it is made; the whole report when all are made."""

    results: tuple[Result, ...] = ()
    report: ReadinessReport | None = None


@dataclass(frozen=True)
class MindingQueue:
    """Every submission's state, age, attempts, next attempt and why; `done` answers an action."""

    lines: tuple[QueueLine, ...] | None = None
    chosen: str = ""
    done: bool | None = None
    slip: Slip | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class WatchingSockets:
    """What is plugged in, live; nothing of what is on it."""

    media: tuple[Medium, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True)
class TestingScanner:
    """How the scanner is, and the page of a test scan."""

    __test__ = False  # no test of pytest

    trouble: Trouble | None = None
    looked: bool = False
    busy: bool = False
    picture: Picture | None = field(default=None, repr=False)


@dataclass(frozen=True)
class TestingPrinter:
    """How the printer is, and whether the test slip came out."""

    __test__ = False

    condition: PrinterCondition | None = None
    looked: bool = False
    busy: bool = False
    slip: Slip | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class TestingTouch:
    """A grid to be touched all over."""

    __test__ = False


@dataclass(frozen=True)
class ReadingLog:
    """The kiosk's own lines, newest first, by code and time."""

    lines: tuple[LogLine, ...] | None = None
    left_out: int = 0
    readable: bool = True


@dataclass(frozen=True)
class SwitchingService:
    """In or out of service, with which message; and starting anew."""

    off: SwitchedOff | None = None
    trouble: Trouble | None = None


DeskState = (
    EnteringPin | Inspecting | MindingQueue | WatchingSockets | TestingScanner | TestingPrinter
    | TestingTouch | ReadingLog | SwitchingService | PlanningExport | Exporting | Exported
)  # fmt: skip

DESKS: tuple[type[DeskState], ...] = get_args(DeskState)

# ---------------------------------------------------------------- touches


@dataclass(frozen=True)
class GestureMade:
    """The hidden gesture was made on Welcome or on an out-of-service screen."""


@dataclass(frozen=True)
class PinEntered:
    """A PIN was keyed and sent."""

    pin: str = field(repr=False)


@dataclass(frozen=True)
class DeskChosen:
    """Another place of maintenance mode."""

    desk: Desk


@dataclass(frozen=True)
class LineTouched:
    """One submission of the queue."""

    number: str


@dataclass(frozen=True)
class ActionChosen:
    """Something is to be done with the touched submission."""

    action: QueueAction


@dataclass(frozen=True)
class ScannerTestWanted:
    """Scan a test page."""


@dataclass(frozen=True)
class PrinterTestWanted:
    """Print a test slip."""


@dataclass(frozen=True)
class SwitchOffWanted:
    """Out of service, with this message."""

    message: Message


@dataclass(frozen=True)
class SwitchOnWanted:
    """In service again."""


@dataclass(frozen=True)
class RestartWanted:
    """Start something anew."""

    what: Restart


DeskTouch = (
    GestureMade | PinEntered | DeskChosen | LineTouched | ActionChosen | ScannerTestWanted
    | PrinterTestWanted | SwitchOffWanted | SwitchOnWanted | RestartWanted | ExportWanted
    | ExportStarted
)  # fmt: skip

DESK_TOUCHES: tuple[type[DeskTouch], ...] = get_args(DeskTouch)

# ---------------------------------------------------------------- what happens


@dataclass(frozen=True)
class PinAnswered:
    """How it stands with the PIN."""

    answer: Granted | Open | Wrong | LockedOut | NotSet


@dataclass(frozen=True)
class CheckMade:
    """One check of the readiness report."""

    result: Result


@dataclass(frozen=True)
class InspectionMade:
    """The whole readiness report."""

    report: ReadinessReport


@dataclass(frozen=True)
class QueueSeen:
    """The queue as it is now; `done` and `slip` answer an action."""

    lines: tuple[QueueLine, ...]
    done: bool | None = None
    slip: Slip | None = None


@dataclass(frozen=True)
class ScannerTested:
    """The test page, or what went wrong with it."""

    picture: Picture | None = field(repr=False)
    trouble: Trouble | None = None


@dataclass(frozen=True)
class PrinterSeen:
    """How the printer is; None when there is none. `slip` answers a test."""

    condition: PrinterCondition | None
    slip: Slip | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True)
class LogRead:
    """The latest lines."""

    lines: tuple[LogLine, ...]
    left_out: int
    readable: bool = True


@dataclass(frozen=True)
class SwitchSeen:
    """How the out-of-service switch stands."""

    off: SwitchedOff | None


DeskEvent = (
    DeskTouch | PinAnswered | CheckMade | InspectionMade | QueueSeen | ScannerTested | PrinterSeen
    | LogRead | SwitchSeen | ExportPlanned | ExportProgressed | ExportWritten
)  # fmt: skip
