"""How long the certificates last by which the centre and this kiosk know each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from cryptography import x509

from sync.courier import Tell

WARNED_BEFORE = timedelta(days=30)


class CentreFiles(Protocol):
    """The centre's address, and the PEM files by which it and this kiosk know each other."""

    @property
    def base_url(self) -> str:
        """Scheme and host."""

    @property
    def authorities(self) -> str | None:
        """Who may vouch for the centre; None for the usual public authorities."""

    @property
    def certificate(self) -> tuple[str, str] | None:
        """This kiosk's certificate and its key; None without."""


class Whose(StrEnum):
    """Which of the two files."""

    OWN = "own"
    CENTRE = "centre"  # who may vouch for the centre


class Standing(StrEnum):
    """How it is with a file, the worst first."""

    UNREADABLE = "unreadable"
    ENDED = "ended"
    EARLY = "early"
    ENDS = "ends"  # within WARNED_BEFORE
    VALID = "valid"


@dataclass(frozen=True)
class Certificate:
    """What a file holds: from when until when it counts, UTC; None where it cannot be read."""

    whose: Whose
    standing: Standing
    start: datetime | None = None
    until: datetime | None = None

    def days_left(self, now: datetime) -> int:
        """Whole days until its end, below 0 after it; 0 when it cannot be read."""
        return (self.until - now).days if self.until else 0


def look(centre: CentreFiles, now: datetime) -> tuple[Certificate, ...]:
    """Every certificate file that delivery to this address uses, the worst first.

    None for a share, for plain loopback, and for files that are not set up: the usual public
    authorities come with the software. Never raises for what a file holds.
    """
    if not centre.base_url.startswith("https:"):
        return ()
    files: list[tuple[Whose, str]] = []
    if centre.certificate is not None:
        files.append((Whose.OWN, centre.certificate[0]))
    if centre.authorities is not None:
        files.append((Whose.CENTRE, centre.authorities))
    worst_first = list(Standing)
    found = [_judged(whose, Path(file), now) for whose, file in files]
    return tuple(sorted(found, key=lambda one: worst_first.index(one.standing)))


class Watch:
    """Tells of certificates that want a person, once a day for each. One thread."""

    def __init__(self, centre: CentreFiles, tell: Tell) -> None:
        self._centre, self._tell = centre, tell
        self._told: set[tuple[Whose, Standing, int]] = set()

    def look(self, now: datetime, *, clock_trusted: bool) -> None:
        """Look again; with a clock that nobody keeps, dates are not judged."""
        wanting = {}
        for found in look(self._centre, now):
            dated = found.standing is not Standing.UNREADABLE
            if found.standing is not Standing.VALID and (clock_trusted or not dated):
                days = found.days_left(now)
                wanting[found.whose, found.standing, days] = found
        for (whose, standing, days), found in wanting.items():
            if (whose, standing, days) not in self._told:
                self._tell(_EVENTS[found.standing], check="R17", whose=whose, days=days)
        self._told = set(wanting)


_EVENTS = {
    Standing.UNREADABLE: "certificate-unusable",
    Standing.EARLY: "certificate-unusable",
    Standing.ENDED: "certificate-ended",
    Standing.ENDS: "certificate-ends",
}


def _judged(whose: Whose, file: Path, now: datetime) -> Certificate:
    try:
        held = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        return Certificate(whose, Standing.UNREADABLE)
    start, until = _life(whose, held)
    return Certificate(whose, _standing(start, until, now), start, until)


def _life(whose: Whose, held: Iterable[x509.Certificate]) -> tuple[datetime, datetime]:
    """Of our own chain every link must count. Of the authorities one is enough: during a
    change the old one and the new one lie in the same file.
    """
    lives = [(one.not_valid_before_utc, one.not_valid_after_utc) for one in held]
    starts, ends = zip(*lives, strict=True)
    if whose is Whose.OWN:
        return max(starts), min(ends)
    return min(starts), max(ends)


def _standing(start: datetime, until: datetime, now: datetime) -> Standing:
    if until < now:
        return Standing.ENDED
    if start > now:
        return Standing.EARLY
    return Standing.ENDS if until <= now + WARNED_BEFORE else Standing.VALID
