"""What the flow asks for, in the imperative; the conductor carries it out."""

from dataclasses import dataclass

from drivers.storage import Medium
from kiosk_app.flow.gathered import Filing, Planned


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
    """Destroy the copies and pictures made for this visit; what was captured is not touched."""


@dataclass(frozen=True)
class CheckService:
    """Look again whether this machine can serve."""


Command = (
    ReadCase | LookAtMedia | ListFiles | ExamineFiles | PreparePages | CaptureSubmission
    | FollowDelivery | StopWork | WipeVisit | CheckService
)  # fmt: skip
