"""What the Registry says of a received submission: the words, and the book they are kept in."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from sync.receiver.database import writing
from sync.receiver.rows import REVIEWS, SUBMISSIONS, Submission, submission_of
from sync.wire import ReviewState

LONGEST_LIST = 100
State = ReviewState


class Reason(StrEnum):
    """Why a submission is returned; as `reasons` in the answer to a kiosk."""

    ILLEGIBLE = "illegible"
    PAGES_MISSING = "pages-missing"
    PAGES_OUT_OF_ORDER = "pages-out-of-order"
    WRONG_CASE = "wrong-case"
    WRONG_DOCUMENT_TYPE = "wrong-document-type"
    NOT_SIGNED = "not-signed"
    NOT_THE_PAPER = "not-the-paper"
    DUPLICATE = "duplicate"
    ANOTHER_REGISTRY = "another-registry"
    ASK_AT_THE_COUNTER = "ask-at-the-counter"


@dataclass(frozen=True)
class Mark:
    """One mark: the `sequence`-th of its submission, from 1. `at` is UTC seconds since 1970."""

    sequence: int
    state: State
    reasons: tuple[Reason, ...]
    by: str
    at: int


class NotAMark(ValueError):
    """A return without a reason, or a reason without a return."""


class MarkedMeanwhile(Exception):
    """Somebody else has marked the submission since it was looked at; nothing was changed."""


class Reviews:
    """The marks of the Registry, in the centre's database; none is ever changed or removed.

    Any thread, any process may call any method. Raises sqlalchemy.exc.DBAPIError.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        self._insert = dialect.insert

    def of(self, uuid: str) -> tuple[Mark, ...]:
        """Every mark of a submission, the oldest first."""
        told = REVIEWS.c
        columns = (told.sequence, told.state, told.reasons, told.marked_by, told.marked_at)
        asked = select(*columns).where(told.submission == uuid).order_by(told.sequence)
        with self._engine.connect() as db:
            rows = db.execute(asked).all()
        return tuple(
            Mark(sequence, State(state), tuple(map(Reason, reasons.split())), by, at)
            for sequence, state, reasons, by, at in rows
        )

    def mark(self, uuid: str, mark: Mark) -> None:
        """Add a mark; its sequence is one more than that of the last which its maker saw.

        Raises NotAMark, MarkedMeanwhile, and LookupError when there is no such submission.
        """
        if (mark.state is State.RETURNED) != bool(mark.reasons):
            raise NotAMark
        row = {
            "submission": uuid, "sequence": mark.sequence, "state": mark.state.value,
            "reasons": " ".join(mark.reasons), "marked_by": mark.by, "marked_at": mark.at,
        }  # fmt: skip
        new = self._insert(REVIEWS).values(**row).on_conflict_do_nothing()
        try:
            with writing(self._engine) as db:
                if db.execute(new.returning(REVIEWS.c.sequence)).first() is None:
                    raise MarkedMeanwhile
        except IntegrityError as error:
            raise LookupError(uuid) from error

    def named(self, numbers: frozenset[str]) -> tuple[Submission, ...]:
        """The submissions with one of these numbers, the latest first."""
        asked = select(SUBMISSIONS).where(SUBMISSIONS.c.number.in_(numbers))
        return self._submissions(asked.order_by(SUBMISSIONS.c.decided_at.desc()))

    def waiting(self) -> tuple[Submission, ...]:
        """What was received and has no mark but "waiting", the oldest first; a list's length."""
        later = REVIEWS.alias()
        last = ~select(later.c.sequence).where(
            later.c.submission == REVIEWS.c.submission, later.c.sequence > REVIEWS.c.sequence
        ).exists()  # fmt: skip
        done = select(REVIEWS.c.submission).where(
            REVIEWS.c.submission == SUBMISSIONS.c.uuid, last, REVIEWS.c.state != State.WAITING.value
        )
        asked = select(SUBMISSIONS).where(SUBMISSIONS.c.state == "received", ~done.exists())
        return self._submissions(asked.order_by(SUBMISSIONS.c.decided_at, SUBMISSIONS.c.number))

    def _submissions(self, asked: object) -> tuple[Submission, ...]:
        with self._engine.connect() as db:
            return tuple(map(submission_of, db.execute(asked.limit(LONGEST_LIST)).all()))  # type: ignore[attr-defined]
