"""The lane to the centre: open, paused (the network), or blocked (a person must act)."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.submissions import Moment

ANSWER_KEPT_S = 300.0
"""How often an idle kiosk asks whether the centre is there, and an answer is written down."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class LaneState(StrEnum):
    """Whether anything can be delivered; the submissions keep their own states."""

    OPEN = "open"
    PAUSED = "paused"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Lane:
    """How delivery stands. `since` is when this state began (UTC), `again` when to probe.

    `answered` is when the centre was last heard to answer, to within ANSWER_KEPT_S; None: never.
    """

    state: LaneState = LaneState.OPEN
    kind: Blockage | None = None
    reason: str = ""
    failures: int = 0
    since: datetime | None = None
    again: Moment | None = None
    answered: Moment | None = None

    def interrupted(
        self, error: CourtUnavailable | CourtBlocked, now: Moment, waits: "Waits"
    ) -> "Lane":
        """The lane after a failure that concerns every submission."""
        blocked = isinstance(error, CourtBlocked)
        state = LaneState.BLOCKED if blocked else LaneState.PAUSED
        asked_s = 0.0 if isinstance(error, CourtBlocked) else error.retry_after_s
        return Lane(
            state=state,
            kind=error.kind if isinstance(error, CourtBlocked) else None,
            reason=error.reason,
            failures=self.failures + 1,
            since=self.since if self.state is state else datetime.now(UTC),
            again=waits.after(now, self.failures, asked_s),
            answered=self.answered,
        )

    def wait_s(self, now: Moment) -> float:
        """Seconds until the centre is to be probed; 0 when it is due, or after a restart."""
        if self.again is None or self.again.boot != now.boot:
            return 0.0
        return max(0.0, self.again.seconds - now.seconds)

    def silent_s(self, now: Moment) -> float | None:
        """Seconds since the centre answered; None when it has not since this machine started."""
        if self.answered is None or self.answered.boot != now.boot:
            return None
        return max(0.0, now.seconds - self.answered.seconds)


@dataclass(frozen=True)
class Waits:
    """How long to wait before the next attempt: never less than asked, at random beyond."""

    least_s: float = 5.0
    most_s: float = 300.0
    jitter: Callable[[], float] = random.random

    def after(self, now: Moment, failures: int, asked_s: float = 0.0) -> Moment:
        """max(what the centre asked for, 5 s + full jitter that doubles up to 300 s)."""
        spread_s = min(self.most_s, self.least_s * 2 ** min(failures, 30))
        return Moment(now.boot, now.seconds + max(asked_s, self.least_s + self.jitter() * spread_s))


def boot_clock() -> Moment:
    """Now, by the boot and CLOCK_BOOTTIME: goes on in suspend, unmoved by the wall clock."""
    boot = _BOOT_ID.read_text(encoding="ascii").strip()
    return Moment(boot, time.clock_gettime(time.CLOCK_BOOTTIME))
