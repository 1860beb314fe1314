"""What time it is, how long ago something was, and how far the time can be trusted."""

import ctypes
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Protocol

_STA_UNSYNC = 0x0040  # linux/timex.h
_TIME_ERROR = 5


@dataclass(frozen=True)
class ClockQuality:
    """How far now() can be trusted, as the kernel's time discipline sees it.

    The errors are in seconds, None when the kernel does not say. When not synchronised they
    mean nothing.
    """

    synchronised: bool
    estimated_error_s: float | None = None
    maximum_error_s: float | None = None


class Clock(Protocol):
    """Time as the kiosk sees it. Every method may be called from any thread."""

    def now(self) -> datetime:
        """The time of day, in UTC, time zone set. It may jump, also backwards."""

    def boottime_s(self) -> float:
        """Seconds since the machine started, suspended time included. It never goes back."""

    def quality(self) -> ClockQuality:
        """Whether a time server disciplines the clock, and how closely. Never raises."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def boottime_s(self) -> float:
        """See Clock."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def quality(self) -> ClockQuality:
        """See Clock. What the kernel will not tell counts as not synchronised."""
        answer = _Timex(modes=0)  # no mode: a question, which needs no privilege
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(answer))
        if state < 0:
            return ClockQuality(synchronised=False)
        return ClockQuality(
            synchronised=state != _TIME_ERROR and not answer.status & _STA_UNSYNC,
            estimated_error_s=answer.esterror / 1e6,
            maximum_error_s=answer.maxerror / 1e6,
        )


class _Timex(ctypes.Structure):
    """struct timex of adjtimex(2): the fields asked for, then room for the rest."""

    modes: int
    esterror: int
    maxerror: int
    status: int
    _fields_: ClassVar = [
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    ]
