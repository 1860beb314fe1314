"""The courier: takes turns with what waits in the outbox, and minds the lane."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from sync.court import Court, CourtBlocked, CourtUnavailable
from sync.deliver import Outcome, deliver
from sync.lane import ANSWER_KEPT_S, Lane, LaneState, Waits
from sync.outbox import Outbox
from sync.reviews import Inquiry, Pace
from sync.submissions import Moment, Parcel

IDLE_S = 60.0
SHOWN_EVERY_S = 0.25


class Tell(Protocol):
    """Where the courier tells what happened; never case content, parties or file names."""

    def __call__(self, event: str, **facts: str | int) -> None:
        """One event of the catalogue."""


class Courier:
    """Delivers, one submission at a time, for ever. One thread."""

    def __init__(
        self,
        court: Court,
        outbox: Outbox,
        *,
        clock: Callable[[], Moment],
        waits: Waits,
        tell: Tell,
        changed: Callable[[], None] = lambda: None,
        pace: Pace | None = None,
    ) -> None:
        """`changed` is called when screens may want to look: the bell to the other process.

        `pace` is how often the Registry's reviews are asked for.
        """
        self._court, self._deliveries = court, outbox.deliveries
        self._clock, self._waits = clock, waits
        self._tell, self._changed = tell, changed
        self._inquiry = Inquiry(court, outbox.reviews, clock, pace or Pace())
        self._lane = outbox.deliveries.lane()
        self._down = self._lane.state is not LaneState.OPEN
        self._shown_s = 0.0
        self._goes_on = True
        self._asked: Moment | None = None  # not yet, whatever was written down before a restart

    def turn(self) -> float:
        """Do what is due; seconds until there may be more, 0 when there is."""
        if self._lane.state is not LaneState.OPEN:
            self._lane = self._deliveries.lane()  # an operator may have shortened the wait
            if wait_s := self._lane.wait_s(self._clock()):
                return wait_s
            try:
                self._court.probe()
            except (CourtUnavailable, CourtBlocked) as error:
                return self._interrupted(error)
            self._lane = replace(self._lane, state=LaneState.OPEN, again=None)
            self._asked = None  # this answer is to be written down

        parcel = self._deliveries.next_due(self._clock())
        if parcel is None:
            try:
                self._ask_now_and_then()
            except (CourtUnavailable, CourtBlocked) as error:
                return self._interrupted(error)
            self._up()
            self._ask_for_a_review()
            return self._idle_s()
        self._goes_on = True
        try:
            outcome = deliver(
                parcel,
                self._court,
                self._deliveries,
                now=self._clock,
                waits=self._waits,
                go_on=lambda done: self._go_on(parcel, done),
            )
        except (CourtUnavailable, CourtBlocked) as error:
            return self._interrupted(error)
        self._heard()
        self._up()
        if outcome is not Outcome.YIELDED:
            state = self._deliveries.state_of(parcel.number)
            self._tell(f"delivery-{outcome}", submission=str(parcel.submission), state=state)
        self._changed()
        return 0.0

    def _go_on(self, parcel: Parcel, done: int) -> bool:
        """Show how far it is, now and then; make way for one that should go first, or a hold."""
        now = self._clock()
        if 0 <= now.seconds - self._shown_s < SHOWN_EVERY_S:
            return self._goes_on  # asked within a chunk, it is heeded at its end
        self._shown_s = now.seconds
        if done:
            self._heard()
        self._deliveries.progressed(parcel.number, done)
        self._changed()
        first = self._deliveries.next_due(now)
        self._goes_on = first is not None and first.number == parcel.number
        return self._goes_on

    def _ask_now_and_then(self) -> None:
        """With nothing to deliver, still know whether the centre could be reached."""
        if self._is_time_to_ask():
            self._court.probe()
            self._heard()

    def _ask_for_a_review(self) -> None:
        """Only with nothing to deliver, and only over a lane that is open."""
        if (news := self._inquiry.turn()) is not None:
            submission, review = news
            self._tell("registry-review", submission=str(submission), review=review.state)
            self._changed()

    def _heard(self) -> None:
        """The centre has just answered: kept for the readiness report, now and then."""
        if self._is_time_to_ask():
            self._asked = self._clock()
            self._lane = replace(self._lane, answered=self._asked)
            self._deliveries.lane_changed(self._lane)

    def _is_time_to_ask(self) -> bool:
        now = self._clock()
        asked = self._asked
        return asked is None or not 0 <= now.seconds - asked.seconds < ANSWER_KEPT_S

    def _interrupted(self, error: CourtUnavailable | CourtBlocked) -> float:
        """Wait; tell of an outage once, however often it is tried."""
        self._lane = self._lane.interrupted(error, self._clock(), self._waits)
        self._deliveries.lane_changed(self._lane)
        if not self._down:
            kind = str(self._lane.kind or "network")
            self._tell("lane-down", state=self._lane.state, kind=kind, reason=error.reason)
        self._down = True
        self._changed()
        return self._lane.wait_s(self._clock())

    def _up(self) -> None:
        """Something worked, or nothing is left to try: the lane is open again."""
        if self._down:
            self._tell("lane-up", after_failures=self._lane.failures)
        if self._lane.failures or self._down:
            self._lane = Lane(since=datetime.now(UTC), answered=self._lane.answered)
            self._deliveries.lane_changed(self._lane)
            self._down = False

    def _idle_s(self) -> float:
        now = self._clock()
        due = self._deliveries.next_moment(now.boot)
        return IDLE_S if due is None else min(IDLE_S, max(0.0, due - now.seconds))
