"""A clock that stands still until it is told otherwise, for tests and the demonstration."""

import threading
from datetime import UTC, datetime, timedelta

from drivers.clock import ClockQuality
from drivers.simulated import refuse_in_production

_WELL_KEPT = ClockQuality(synchronised=True, estimated_error_s=0.001, maximum_error_s=0.05)


class SimulatedClock:
    """Implements Clock. It starts at a time in UTC, 100 s after the machine was switched on."""

    def __init__(
        self,
        now: datetime = datetime(2026, 3, 2, 2, 0, tzinfo=UTC),
        quality: ClockQuality = _WELL_KEPT,
    ) -> None:
        refuse_in_production()
        self._lock = threading.Lock()
        self._now = now.astimezone(UTC)
        self._boottime_s = 100.0
        self._quality = quality

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        if seconds < 0:
            raise ValueError("time does not pass backwards; see jump")
        with self._lock:
            self._now += timedelta(seconds=seconds)
            self._boottime_s += seconds

    def jump(self, now: datetime) -> None:
        """Set the time of day, forwards or backwards, while no time passes."""
        with self._lock:
            self._now = now.astimezone(UTC)

    def drift(self, quality: ClockQuality) -> None:
        """Let the clock be kept better or worse from now on."""
        with self._lock:
            self._quality = quality

    def now(self) -> datetime:
        """See Clock."""
        with self._lock:
            return self._now

    def boottime_s(self) -> float:
        """See Clock."""
        with self._lock:
            return self._boottime_s

    def quality(self) -> ClockQuality:
        """See Clock."""
        with self._lock:
            return self._quality
