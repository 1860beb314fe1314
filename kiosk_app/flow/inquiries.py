"""The vocabulary of looking a submission up by its number: two screens, and what passes there.

Whoever has the number is told what the printed slip's holder may know of the way it went, and
nothing of whose it is or what it says: no name, no case, no type, no file.
"""

from dataclasses import dataclass
from datetime import datetime

from kiosk_app.flow.gathered import Delivery
from kiosk_app.wording.trouble import Trouble
from sync.submissions import Review


@dataclass(frozen=True)
class Known:
    """What can be told of a submission to whoever has its number.

    `review` is what the Registry said last, `review_told_at` when the centre last told it; both
    None where it has told none. `documents` and `pages` are 0 where they are not known any more.
    """

    number: str
    delivery: Delivery
    captured_at: datetime
    received_at: datetime | None = None
    documents: int = 0
    pages: int = 0
    trouble: Trouble | None = None
    review: Review | None = None
    review_told_at: datetime | None = None


# ---------------------------------------------------------------- states


@dataclass(frozen=True)
class LookingUp:
    """Which number; or why there is no answer to the one that was keyed last."""

    trouble: Trouble | None = None


@dataclass(frozen=True)
class LookedUp:
    """Where the submission is, and what the Registry says of it."""

    known: Known


# ---------------------------------------------------------------- touches and events


@dataclass(frozen=True)
class LookUpWanted:
    """Somebody wants to know what became of a submission."""


@dataclass(frozen=True)
class NumberEntered:
    """A submission number was keyed and sent."""

    text: str


@dataclass(frozen=True)
class SubmissionFound:
    """The submission with this number, as this kiosk knows it."""

    known: Known


# ---------------------------------------------------------------- the command


@dataclass(frozen=True)
class LookUpNumber:
    """Say what this kiosk knows of the submission with this number."""

    text: str
