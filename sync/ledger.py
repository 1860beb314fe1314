"""What the centre has confirmed of the whole: each day's list."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from sync.book import Book
from sync.cose import manifest_sha256_in
from sync.submissions import State


@dataclass(frozen=True)
class Listed:
    """One submission of a day, as the kiosk knows it."""

    number: str
    submission: str
    manifest_sha256: str
    state: State


@dataclass(frozen=True)
class Differences:
    """Numbers of submissions on which the two sides do not agree.

    `missing_at_centre` leaves out what the kiosk knows to be still on its way.
    """

    missing_at_centre: tuple[str, ...] = ()
    missing_at_kiosk: tuple[str, ...] = ()
    different: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing_at_centre or self.missing_at_kiosk or self.different)


@dataclass(frozen=True)
class Comparison:
    """How a day's list compared, and when it was asked."""

    day: date
    at: datetime
    differences: Differences


class ComparingCourt(Protocol):
    """A centre that can be asked about more than one submission. Raises CourtError."""

    def compare(self, start: datetime, until: datetime, listed: tuple[Listed, ...]) -> Differences:
        """What is missing on either side of all that was captured in [start, until)."""


class Ledger:
    """Every change is durable when its method returns. Raises OutboxUnavailable, OutboxFull."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def captured_on(self, day: date, zone: tzinfo) -> tuple[Listed, ...]:
        """What was captured on a day there, oldest first; purged ones included."""
        start, until = day_bounds(day, zone)
        rows = self._book.all(
            "SELECT number, submission, state, receipt_k FROM submissions"
            " WHERE captured_at >= ? AND captured_at < ? ORDER BY sequence",
            (start.isoformat(), until.isoformat()),
        )
        return tuple(
            Listed(
                row["number"],
                row["submission"],
                manifest_sha256_in(row["receipt_k"]).hex(),
                State(row["state"]),
            )
            for row in rows
        )

    def compared(self, comparison: Comparison) -> None:
        """Keep how a day compared, in place of an earlier comparison of that day."""
        self._book.change(
            lambda db: db.execute(
                "INSERT INTO comparisons VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE"
                " SET at = excluded.at, differences = excluded.differences",
                (
                    comparison.day.isoformat(),
                    comparison.at.astimezone(UTC).isoformat(),
                    json.dumps(asdict(comparison.differences)),
                ),
            )
        )

    def comparison(self, day: date) -> Comparison | None:
        """How that day compared when it was last asked."""
        rows = self._book.all("SELECT * FROM comparisons WHERE day = ?", (day.isoformat(),))
        if not rows:
            return None
        kept: Mapping[str, list[str]] = json.loads(rows[0]["differences"])
        return Comparison(
            day,
            datetime.fromisoformat(rows[0]["at"]),
            Differences(**{name: tuple(numbers) for name, numbers in kept.items()}),
        )


def reconcile(ledger: Ledger, court: ComparingCourt, day: date, zone: tzinfo) -> Comparison:
    """Compare a day's list with the centre's and keep the result. Raises CourtError."""
    listed = ledger.captured_on(day, zone)
    told = court.compare(*day_bounds(day, zone), listed)
    on_the_way = {one.number for one in listed if one.state not in {State.RECEIVED, State.PURGED}}
    missing = tuple(number for number in told.missing_at_centre if number not in on_the_way)
    differences = Differences(missing, told.missing_at_kiosk, told.different)
    comparison = Comparison(day, datetime.now(UTC), differences)
    ledger.compared(comparison)
    return comparison


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first moment of a day there, and of the next; in UTC."""
    start = datetime.combine(day, time(), zone)
    return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)
