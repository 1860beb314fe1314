"""The vocabulary of taking things along on a technician's stick; a part of maintenance mode.

Numbers and sizes only: nothing here ever holds a document's content or a file's name of a visitor.
"""

from dataclasses import dataclass

from drivers.outgoing import Written
from drivers.storage import Medium
from kiosk_app.wording.trouble import Trouble


@dataclass(frozen=True)
class ExportPlan:
    """What waits to be taken along, how large it is sealed, and the stick that is plugged in."""

    submissions: int
    size_bytes: int
    stick: Medium | None


# ---------------------------------------------------------------- states


@dataclass(frozen=True)
class PlanningExport:
    """What would be taken along, and the stick, live.

    `trouble` stands in the way of the queue, `failed` is how the last attempt ended.
    """

    plan: ExportPlan | None = None
    trouble: Trouble | None = None
    failed: Trouble | None = None


@dataclass(frozen=True)
class Exporting:
    """How far it is. `reading_back`: all is written, and is compared with what is on the stick."""

    plan: ExportPlan
    with_queue: bool
    done_bytes: int = 0
    reading_back: bool = False


@dataclass(frozen=True)
class Exported:
    """It is on the stick, and the stick may be pulled out: what there is, and what comes next."""

    submissions: int
    files: tuple[Written, ...]


# ---------------------------------------------------------------- touches


@dataclass(frozen=True)
class ExportWanted:
    """The queue is to be taken along."""


@dataclass(frozen=True)
class ExportStarted:
    """Write now: the queue too, or the report and the log alone."""

    with_queue: bool


# ---------------------------------------------------------------- what happens


@dataclass(frozen=True)
class ExportPlanned:
    """What waits, which stick is there, and what stands in the way of the queue."""

    plan: ExportPlan
    trouble: Trouble | None = None


@dataclass(frozen=True)
class ExportProgressed:
    """So much of the queue is sealed and written; or it is being read back."""

    done_bytes: int
    reading_back: bool = False


@dataclass(frozen=True)
class ExportWritten:
    """Everything is on the stick, durably, and the stick is read-only again."""

    submissions: int
    files: tuple[Written, ...]


# ---------------------------------------------------------------- commands


@dataclass(frozen=True)
class PlanExport:
    """Say what waits, and which stick is there."""


@dataclass(frozen=True)
class WriteExport:
    """Write the report, the log, and the sealed queue if it is wanted."""

    with_queue: bool
