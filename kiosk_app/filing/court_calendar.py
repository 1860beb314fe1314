"""When the Registry and the Resource Centre are open, and from when a paper can be presented.

Registry: RHC Order 64 and the published hours; "closure time" as in Cap. 638J rule 1. What the
table of holidays does not cover is not computed: a wrong date is worse than none.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

HONG_KONG = timezone(timedelta(hours=8), "HKT")
"""Hong Kong has kept UTC+8 without summer time since 1979; no table of zones is needed."""

SATURDAY = 5


@dataclass(frozen=True)
class Span:
    """Open from `opens` until just before `closes`, Hong Kong time."""

    opens: time
    closes: time


@dataclass(frozen=True)
class DayHours:
    """The hours of one working day, morning first; never empty."""

    registry: tuple[Span, ...]
    resource_centre: tuple[Span, ...]
    half_day: bool

    @property
    def registry_closes(self) -> time:
        """When the Registry closes for the day."""
        return self.registry[-1].closes

    @property
    def resource_centre_closes(self) -> time:
        """When the Resource Centre closes for the day."""
        return self.resource_centre[-1].closes


@dataclass(frozen=True)
class FilingTime:
    """What a moment means for presenting paper at the Registry; times are Hong Kong times.

    `counts_from` is the moment itself while the Registry is open, else its next opening; None
    when the table does not cover the days that matter (`covered` is then False). `closes_at`
    is the end of the Registry's working day, None when that is over or there is none.
    """

    registry_open: bool
    counts_from: datetime | None
    closes_at: datetime | None
    covered: bool


@dataclass(frozen=True)
class CourtCalendar:
    """Hours, half days and general holidays for the years the table covers."""

    registry: tuple[Span, ...]
    resource_centre: tuple[Span, ...]
    half_day_closes: time
    half_days: frozenset[date]
    holidays: frozenset[date]
    covered_years: frozenset[int]
    warn_before_close: timedelta

    def covers(self, day: date) -> bool:
        """Whether the table of holidays is official for that day."""
        return day.year in self.covered_years

    def hours_of(self, day: date) -> DayHours | None:
        """The hours of that day; None when both are closed all day or the day is not covered."""
        if not self.covers(day) or day.weekday() >= SATURDAY or day in self.holidays:
            return None
        if day not in self.half_days:
            return DayHours(self.registry, self.resource_centre, half_day=False)
        return DayHours(
            _until(self.registry, self.half_day_closes),
            _until(self.resource_centre, self.half_day_closes),
            half_day=True,
        )

    def filing_time(self, at: datetime) -> FilingTime:
        """What the moment `at` (aware, any zone) means for presenting the paper."""
        at = _in_hong_kong(at)
        day = at.date()
        if not self.covers(day):
            return FilingTime(registry_open=False, counts_from=None, closes_at=None, covered=False)

        hours = self.hours_of(day)
        closes_at = _moment(day, hours.registry_closes) if hours else None
        if closes_at is not None and at >= closes_at:
            closes_at = None
        if hours and any(span.opens <= at.time() < span.closes for span in hours.registry):
            return FilingTime(registry_open=True, counts_from=at, closes_at=closes_at, covered=True)

        opening = self._next_opening(at)
        return FilingTime(
            registry_open=False,
            counts_from=opening,
            closes_at=closes_at,
            covered=opening is not None,
        )

    def warns(self, at: datetime) -> bool:
        """Whether it is late: from shortly before the Registry's last closing to the day's end."""
        at = _in_hong_kong(at)
        hours = self.hours_of(at.date())
        if hours is None:
            return False
        return at >= _moment(at.date(), hours.registry_closes) - self.warn_before_close

    def _next_opening(self, at: datetime) -> datetime | None:
        day = at.date()
        while self.covers(day):
            hours = self.hours_of(day)
            for span in hours.registry if hours else ():
                opening = _moment(day, span.opens)
                if opening > at:
                    return opening
            day += timedelta(days=1)
        return None


def _in_hong_kong(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at.astimezone(HONG_KONG)


def _until(spans: tuple[Span, ...], closes: time) -> tuple[Span, ...]:
    return tuple(
        Span(span.opens, min(span.closes, closes)) for span in spans if span.opens < closes
    )


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, HONG_KONG)
