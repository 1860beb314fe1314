"""What maintenance mode asks for."""

from dataclasses import dataclass, field
from typing import get_args

from kiosk_app.flow.desks import QueueAction, Restart
from kiosk_app.flow.exports import PlanExport, WriteExport
from kiosk_app.maintenance.switch import Message


@dataclass(frozen=True)
class LookAtPin:
    """Say how it stands with the PIN before anything is keyed."""


@dataclass(frozen=True)
class CheckPin:
    """Compare a PIN."""

    pin: str = field(repr=False)


@dataclass(frozen=True)
class Inspect:
    """Make the readiness report."""


@dataclass(frozen=True)
class LookAtQueue:
    """Say how the queue stands."""


@dataclass(frozen=True)
class ChangeQueue:
    """Do this with one submission."""

    number: str
    action: QueueAction


@dataclass(frozen=True)
class TestScanner:
    """Scan one page and show it."""

    __test__ = False


@dataclass(frozen=True)
class LookAtPrinter:
    """Ask the printer how it is."""


@dataclass(frozen=True)
class TestPrinter:
    """Print a test slip."""

    __test__ = False


@dataclass(frozen=True)
class ReadLog:
    """Read the kiosk's own lines."""


@dataclass(frozen=True)
class LookAtSwitch:
    """Say how the out-of-service switch stands."""


@dataclass(frozen=True)
class SwitchService:
    """Out of service with a message, or in service again with None."""

    message: Message | None


@dataclass(frozen=True)
class StartAnew:
    """Restart the application or the machine."""

    what: Restart


@dataclass(frozen=True)
class LeaveDesks:
    """Put on record that maintenance mode ends; `alone` when nobody touched the screen."""

    alone: bool


DeskCommand = (
    LookAtPin | CheckPin | Inspect | LookAtQueue | ChangeQueue | TestScanner | LookAtPrinter
    | TestPrinter | ReadLog | LookAtSwitch | SwitchService | StartAnew | LeaveDesks
    | PlanExport | WriteExport
)  # fmt: skip

DESK_COMMANDS: tuple[type[DeskCommand], ...] = get_args(DeskCommand)
