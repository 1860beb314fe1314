"""What each fact of the machine means: one function a check, all of them pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from drivers.clock import ClockQuality
from drivers.mountinfo import Mount
from drivers.printer import PrinterCondition
from drivers.storage import Condition, Medium
from drivers.udev import missing_options
from kiosk_app.documents.malware import Signatures
from kiosk_app.filing.court_calendar import HONG_KONG, CourtCalendar
from kiosk_app.maintenance.credential import LockedOut, NotSet, Open
from kiosk_app.maintenance.readiness import Check, Result, failed, passed, unknown
from kiosk_app.maintenance.software import Software
from kiosk_app.receipts.times import day_and_hour
from sync.certificates import Certificate, Standing
from sync.checkpoints import Fault
from sync.lane import ANSWER_KEPT_S, Lane, LaneState
from sync.submissions import TO_BE_DELIVERED, Item, Moment, State

CLOCK_MAY_BE_WRONG_BY_S = 5.0
LONGEST_WAIT = timedelta(hours=4)
CALENDAR_DAYS = 60
LONGEST_SILENCE_S = 3 * ANSWER_KEPT_S

_GOOD_ENOUGH = {PrinterCondition.READY, PrinterCondition.PAPER_LOW}
_NEEDS_A_PERSON = {State.HELD, State.REFUSED, State.DAMAGED, State.UNKNOWN}


def disk(free_bytes: int, least_bytes: int) -> Result:
    """Room for a visit: the same limit that opens and closes the kiosk."""
    facts = {"free": _size(free_bytes), "least": _size(least_bytes)}
    if free_bytes < least_bytes:
        return failed(Check.DISK, "low", **facts)
    return passed(Check.DISK, "enough", **facts)


def clock(quality: ClockQuality) -> Result:
    """Whether capture times can be trusted."""
    if not quality.synchronised:
        return failed(Check.CLOCK, "unkept")
    error_s = quality.maximum_error_s
    error = "?" if error_s is None else f"{error_s:.3g} s"
    if error_s is not None and error_s > CLOCK_MAY_BE_WRONG_BY_S:
        return failed(Check.CLOCK, "loose", error=error)
    return passed(Check.CLOCK, "kept", error=error)


def network(links_up: Iterable[str]) -> Result:
    """Whether a cable carries a signal: this process itself has no network."""
    links = sorted(links_up)
    if not links:
        return failed(Check.NETWORK, "down")
    return passed(Check.NETWORK, "up", links=", ".join(links))


def centre(lane: Lane, *, sender_runs: bool | None, items: tuple[Item, ...], now: Moment) -> Result:
    """What the sending process last heard of iCMS, and whether it is still asking."""
    if sender_runs is False:
        return failed(Check.CENTRE, "sender_stopped")
    if lane.state is LaneState.BLOCKED:
        return failed(Check.CENTRE, f"blocked_{lane.kind or 'config'}", code=lane.reason)
    if lane.state is LaneState.PAUSED:
        since = _moment(lane.since) if lane.since else "?"
        return failed(Check.CENTRE, "unreachable", since=since, code=lane.reason)
    if sender_runs is None:
        return unknown(Check.CENTRE, "sender_unseen")
    silent_s = lane.silent_s(now)
    if silent_s is None:
        return unknown(Check.CENTRE, "not_asked")
    minutes = f"{silent_s / 60:.0f} min"
    if silent_s > LONGEST_SILENCE_S:
        return unknown(Check.CENTRE, "silent", since=minutes)
    last = max((item.received_at for item in items if item.received_at), default=None)
    return passed(Check.CENTRE, "open", since=minutes, last=_moment(last) if last else "–")


def queue(items: tuple[Item, ...], now: datetime) -> Result:
    """Whether anything waits too long, or for a person."""
    aside = [item for item in items if item.state in _NEEDS_A_PERSON]
    if aside:
        return failed(Check.QUEUE, "set_aside", aside=str(len(aside)))
    waiting = [item for item in items if item.state in TO_BE_DELIVERED]
    if not waiting:
        return passed(Check.QUEUE, "empty")
    oldest = min(item.captured_at for item in waiting)
    facts = {"waiting": str(len(waiting)), "since": _moment(oldest)}
    if now - oldest > LONGEST_WAIT:
        return failed(Check.QUEUE, "old", **facts)
    return passed(Check.QUEUE, "moving", **facts)


def audit(fault: Fault | None) -> Result:
    """Whether the audit log is one unbroken chain, and the one that iCMS has countersigned."""
    if fault is not None:
        return failed(Check.AUDIT, fault.flaw, number=str(fault.number))
    return passed(Check.AUDIT, "whole")


def usb(media: tuple[Medium, ...]) -> Result:
    """The sockets can be looked at; whether anything is in them matters to nobody here."""
    return passed(Check.USB, "seen", count=str(len(media)))


def mounts(media: tuple[Medium, ...], mounted: tuple[Mount, ...], below: str, state: str) -> Result:
    """Whether every mounted device is harmless, and captured documents lie apart.

    `below` is the folder under which devices are mounted, `state` the kiosk's own folder.
    """
    devices = [mount for mount in mounted if mount.path.startswith(f"{below}/")]
    missing = {option for mount in devices for option in missing_options(mount)}
    if any(medium.condition is Condition.UNSAFE_MOUNT for medium in media):
        missing = missing or {"ro"}
    if missing:
        return failed(Check.MOUNTS, "unsafe", missing=", ".join(sorted(missing)))
    # systemd's ReadWritePaths= mounts the folder onto itself: only a whole file system counts.
    if not any(mount.path == state and mount.root == "/" for mount in mounted):
        return failed(Check.MOUNTS, "shared")
    return passed(Check.MOUNTS, "safe", count=str(len(devices)))


def scanner(condition: str | None) -> Result:
    """`condition` is the value of a scanner's Condition, None when none belongs to the kiosk."""
    if condition is None:
        return passed(Check.SCANNER, "not_fitted")
    if condition in {"ready", "empty"}:
        return passed(Check.SCANNER, condition)
    return failed(Check.SCANNER, condition)


def printer(condition: PrinterCondition | None) -> Result:
    """None when no printer belongs to the kiosk."""
    if condition is None:
        return passed(Check.PRINTER, "not_fitted")
    if condition is PrinterCondition.UNKNOWN:
        return unknown(Check.PRINTER, condition.value)
    if condition in _GOOD_ENOUGH:
        return passed(Check.PRINTER, condition.value)
    return failed(Check.PRINTER, condition.value)


def malware(signatures: Signatures) -> Result:
    """How old the signatures of the malware scanner are; files are scanned with old ones too."""
    if signatures.age is None:
        return failed(Check.MALWARE, "ageless")
    days = str(max(0, signatures.age.days))
    if signatures.stale:
        return failed(Check.MALWARE, "stale", days=days)
    return passed(Check.MALWARE, "current", days=days)


def calendar(table: CourtCalendar, now: datetime) -> Result:
    """Whether today and the next 60 days have official holidays."""
    today = now.astimezone(HONG_KONG).date()
    if not table.covers(today):
        return failed(Check.CALENDAR, "missing")
    covered = today
    while table.covers(covered + timedelta(days=1)):
        covered += timedelta(days=1)
    if covered < today + timedelta(days=CALENDAR_DAYS):
        return failed(Check.CALENDAR, "ends", until=_day(covered))
    return passed(Check.CALENDAR, "covered", until=_day(covered))


def credential(status: Open | LockedOut | NotSet) -> Result:
    """Whether a technician can enter, and whether somebody has been guessing."""
    match status:
        case NotSet():
            return failed(Check.CREDENTIAL, "not_set")
        case LockedOut(wait_s):
            return failed(Check.CREDENTIAL, "locked_out", wait=f"{wait_s / 60:.0f} min")
        case Open():
            return passed(Check.CREDENTIAL, "set")


def certificates(found: tuple[Certificate, ...], quality: ClockQuality) -> Result:
    """Whether the centre and this kiosk will know each other for another 30 days.

    `found` has the worst first, as sync.certificates.look() gives them.
    """
    if not found:
        return passed(Check.CERTIFICATES, "not_used")
    worst = found[0]
    if worst.standing is Standing.UNREADABLE or worst.until is None or worst.start is None:
        return failed(Check.CERTIFICATES, f"{worst.whose}_unreadable")
    until = _moment(worst.until)
    if not quality.synchronised:
        return unknown(Check.CERTIFICATES, "undated", until=until)
    if worst.standing is Standing.VALID:
        first = min(one.until for one in found if one.until is not None)
        return passed(Check.CERTIFICATES, "valid", until=_moment(first))
    when = _moment(worst.start) if worst.standing is Standing.EARLY else until
    return failed(Check.CERTIFICATES, f"{worst.whose}_{worst.standing}", when=when)


def software(found: Software, rules: str) -> Result:
    """Whether every file is the one that was installed."""
    if found.changed is None:
        return unknown(Check.SOFTWARE, "checkout", version=found.version, rules=rules)
    if found.changed:
        count = str(len(found.changed))
        return failed(Check.SOFTWARE, "changed", version=found.version, count=count)
    return passed(Check.SOFTWARE, "as_installed", version=found.version, rules=rules)


def in_service(off_since: datetime | None) -> Result:
    """Whether a technician has switched the kiosk off."""
    if off_since is not None:
        return failed(Check.IN_SERVICE, "off", since=_moment(off_since))
    return passed(Check.IN_SERVICE, "on")


def _moment(when: datetime) -> str:
    return " ".join(day_and_hour(when))


def _day(day: date) -> str:
    return day.isoformat()


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f} GB"
