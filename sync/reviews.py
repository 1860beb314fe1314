"""What the Registry says of what was received: asked modestly by the sender, kept, only shown."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sync.book import Book
from sync.court import Court, CourtBlocked, CourtUnavailable
from sync.submissions import Moment, Review, State
from sync.wire import ReviewState

_DUE = "state = :received AND (ask_boot IS NULL OR ask_boot <> :boot OR ask_s <= :seconds)"


class Reviews:
    """The answers, in the outbox. Durable when a method returns.

    Any thread. Raises OutboxUnavailable, OutboxFull.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def next_due(self, now: Moment) -> tuple[str, UUID] | None:
        """Of which received submission to ask now, by number and UUID: longest untold first.

        What is purged is not asked of any more; its last answer stays.
        """
        rows = self._book.all(
            f"SELECT number, submission FROM submissions WHERE {_DUE}"  # noqa: S608  constant
            " ORDER BY review_told_at IS NOT NULL, review_told_at, sequence LIMIT 1",
            {"received": State.RECEIVED, "boot": now.boot, "seconds": now.seconds},
        )
        return (rows[0]["number"], UUID(rows[0]["submission"])) if rows else None

    def told(self, number: str, review: Review, at: datetime, again: Moment) -> bool:
        """The centre has answered; whether that is news. Not asked again before `again`.

        That it waits is no news where nothing was told before.
        """
        rows = self._book.all(
            "SELECT review, review_reasons FROM submissions WHERE number = ?", (number,)
        )
        said = (review.state.value, " ".join(review.reasons))
        self._book.change(
            lambda db: db.execute(
                "UPDATE submissions SET review = ?, review_reasons = ?, review_told_at = ?,"
                " ask_boot = ?, ask_s = ? WHERE number = ?",
                (*said, at.astimezone(UTC).isoformat(), again.boot, again.seconds, number),
            )
        )
        return (rows[0]["review"] or ReviewState.WAITING, rows[0]["review_reasons"]) != said

    def put_off(self, number: str, again: Moment) -> None:
        """No answer, or a centre that tells none: what it told before stays."""
        self._book.change(
            lambda db: db.execute(
                "UPDATE submissions SET ask_boot = ?, ask_s = ? WHERE number = ?",
                (again.boot, again.seconds, number),
            )
        )


@dataclass(frozen=True)
class Pace:
    """How often is asked, in seconds; each wait is drawn from itself to twice itself.

    A mark can be corrected at the Registry's desk, so a marked one is asked of again, seldom.
    """

    between_s: float = 20.0
    waiting_s: float = 900.0
    marked_s: float = 6 * 3600.0
    silent_s: float = 12 * 3600.0
    failed_s: float = 300.0
    jitter: Callable[[], float] = field(default=random.random)

    def drawn(self, now: Moment, wait_s: float) -> Moment:
        """Some time between `wait_s` and twice that from now."""
        return Moment(now.boot, now.seconds + wait_s * (1 + self.jitter()))


class Inquiry:
    """Asks of one submission at a time, and never says anything of the lane. One thread."""

    def __init__(
        self, court: Court, reviews: Reviews, clock: Callable[[], Moment], pace: Pace
    ) -> None:
        self._court, self._reviews = court, reviews
        self._clock, self._pace = clock, pace
        self._not_before = Moment("", 0.0)

    def turn(self) -> tuple[UUID, Review] | None:
        """Ask one question if it is time for one; what was learnt, where it is news.

        A question that goes wrong is put off; whether the centre can be reached is for the
        probe to say. Raises OutboxUnavailable, OutboxFull.
        """
        now = self._clock()
        if self._not_before.boot == now.boot and now.seconds < self._not_before.seconds:
            return None
        due = self._reviews.next_due(now)
        if due is None:
            return None
        number, submission = due
        pace = self._pace
        try:
            review = self._court.review(submission)
        except (CourtUnavailable, CourtBlocked) as error:
            asked_s = error.retry_after_s if isinstance(error, CourtUnavailable) else 0.0
            now = self._clock()
            self._not_before = pace.drawn(now, max(pace.failed_s, asked_s))
            self._reviews.put_off(number, pace.drawn(now, pace.waiting_s))
            return None
        now = self._clock()
        self._not_before = pace.drawn(now, pace.between_s)
        if review is None:
            self._reviews.put_off(number, pace.drawn(now, pace.silent_s))
            return None
        wait_s = pace.waiting_s if review.state is ReviewState.WAITING else pace.marked_s
        news = self._reviews.told(number, review, datetime.now(UTC), pace.drawn(now, wait_s))
        return (submission, review) if news else None
