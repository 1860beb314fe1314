"""The queue as a technician sees it: how it stands with each submission, and why.

Numbers, times and codes only: never a document's content, a case, or a file's name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk_app.maintenance.words import words
from kiosk_app.wording.texts import Text
from sync.desk import HELD_BY_OPERATOR
from sync.lane import Lane, LaneState
from sync.outbox import Outbox
from sync.submissions import TO_BE_DELIVERED, Item, Moment, State

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}")
_DONE = {State.RECEIVED, State.PURGED}


@dataclass(frozen=True)
class QueueLine:
    """One submission. `age_s` is since its capture; `next_attempt_s` from now, None for never.

    `code` is the sender's or the centre's own, for whoever is called; it may be empty.
    """

    number: str
    state: State
    captured_at: datetime
    age_s: float
    attempts: int
    next_attempt_s: float | None
    why: Text
    code: str
    sent_fraction: float
    can_hold: bool
    can_release: bool
    can_retry: bool

    @property
    def state_words(self) -> Text:
        """The state, in words."""
        return words("state", self.state.value)


class QueueDesk:
    """Any thread. Raises OutboxUnavailable, OutboxFull."""

    def __init__(self, outbox: Outbox, ring: Callable[[], None]) -> None:
        """`ring` wakes the sending process."""
        self._outbox, self._ring = outbox, ring

    def lines(self, now: datetime, moment: Moment, most: int = 200) -> tuple[QueueLine, ...]:
        """What is still to be done, oldest first; then what is done with, latest first."""
        lane, items = self._outbox.deliveries.lane(), self._outbox.items()
        open_ones = [item for item in items if item.state not in _DONE]
        done = [item for item in reversed(items) if item.state in _DONE]
        return tuple(_line(item, lane, now, moment) for item in (open_ones + done)[:most])

    def hold(self, number: str) -> bool:
        """See Desk."""
        return self._done(self._outbox.desk.hold(number))

    def release(self, number: str) -> bool:
        """See Desk."""
        return self._done(self._outbox.desk.release(number))

    def retry_now(self, number: str) -> bool:
        """See Desk."""
        return self._done(self._outbox.desk.retry_now(number))

    def _done(self, done: bool) -> bool:
        if done:
            self._ring()
        return done


def _line(item: Item, lane: Lane, now: datetime, moment: Moment) -> QueueLine:
    waits = item.state in TO_BE_DELIVERED
    return QueueLine(
        number=item.number,
        state=item.state,
        captured_at=item.captured_at,
        age_s=max(0.0, (now - item.captured_at).total_seconds()),
        attempts=item.attempts,
        next_attempt_s=_next_attempt_s(item, lane, moment) if waits else None,
        why=words("why", _why(item, lane)),
        code=_code(item, lane),
        sent_fraction=item.sent_bytes / item.total_bytes if item.total_bytes else 0.0,
        can_hold=item.state in {State.CAPTURED, State.SENDING},
        can_release=item.state is State.HELD,
        can_retry=waits,
    )


def _next_attempt_s(item: Item, lane: Lane, moment: Moment) -> float:
    """When it can be tried at the earliest; a restart of the machine ends every wait."""
    own_s = 0.0
    if item.next_attempt is not None and item.next_attempt.boot == moment.boot:
        own_s = max(0.0, item.next_attempt.seconds - moment.seconds)
    if lane.state is LaneState.OPEN:
        return own_s
    return max(own_s, lane.wait_s(moment))


def _why(item: Item, lane: Lane) -> str:
    if item.state is State.HELD:
        return "held_by_operator" if item.reason == HELD_BY_OPERATOR else "held"
    if item.state in _DONE:
        return f"review_{item.review.state}" if item.review else "received"
    if item.state not in TO_BE_DELIVERED:
        return item.state.value
    if lane.state is LaneState.BLOCKED:
        return "blocked"
    if lane.state is LaneState.PAUSED:
        return "being_confirmed" if item.state is State.COMMITTING else "network"
    if item.state is State.COMMITTING:
        return "being_confirmed"
    if item.reason and item.attempts:
        return "tried"
    return "on_its_way" if item.state is State.SENDING else "next"


def _code(item: Item, lane: Lane) -> str:
    """The code behind it, if it is plainly one."""
    if item.state in _DONE and item.review:
        return ", ".join(item.review.reasons)
    code = item.reason
    if item.state in TO_BE_DELIVERED and lane.state is not LaneState.OPEN:
        code = lane.reason
    return code if _CODE.fullmatch(code) else ""
