"""What each fact about a machine means: well, wrong or not known, and never without words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, capture
from support.verdicts import RULES, brief

from drivers.clock import ClockQuality
from drivers.mountinfo import Mount
from drivers.printer import PrinterCondition
from drivers.storage import Condition, Medium
from drivers.udev import SAFE_OPTIONS
from kiosk_app.documents.malware import Signatures
from kiosk_app.maintenance import judging
from kiosk_app.maintenance.credential import LockedOut, NotSet, Open
from kiosk_app.maintenance.readiness import (
    Result,
    Verdict,
)
from kiosk_app.maintenance.software import Software
from kiosk_app.wording.texts import Language
from sync.checkpoints import Fault, Flaw
from sync.court import Blockage
from sync.lane import Lane, LaneState
from sync.outbox import Outbox
from sync.submissions import Item, Moment, State

NOW = Moment("boot-1", 1000.0)
KEY = Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("free", "least", "expected"),
    [(800, 800, (Verdict.PASSED, "enough")), (799, 800, (Verdict.FAILED, "low"))],
)
def test_disk(free: int, least: int, expected: object) -> None:
    assert brief(judging.disk(free, least)) == expected


@pytest.mark.parametrize(
    ("quality", "expected"),
    [
        (ClockQuality(True, 0.001, 0.05), (Verdict.PASSED, "kept")),
        (ClockQuality(True), (Verdict.PASSED, "kept")),
        (ClockQuality(True, 1.0, 5.1), (Verdict.FAILED, "loose")),
        (ClockQuality(False), (Verdict.FAILED, "unkept")),
    ],
)
def test_clock(quality: ClockQuality, expected: object) -> None:
    assert brief(judging.clock(quality)) == expected


def test_network() -> None:
    assert brief(judging.network(["eth0"])) == (Verdict.PASSED, "up")
    assert brief(judging.network([])) == (Verdict.FAILED, "down")


@pytest.mark.parametrize(
    ("lane", "runs", "expected"),
    [
        (Lane(answered=NOW), True, (Verdict.PASSED, "open")),
        (Lane(answered=Moment("boot-1", 100.0)), True, (Verdict.PASSED, "open")),
        (Lane(answered=Moment("boot-1", 99.0)), True, (Verdict.UNKNOWN, "silent")),
        (Lane(answered=Moment("boot-0", 1000.0)), True, (Verdict.UNKNOWN, "not_asked")),
        (Lane(), True, (Verdict.UNKNOWN, "not_asked")),
        (Lane(), None, (Verdict.UNKNOWN, "sender_unseen")),
        (Lane(), False, (Verdict.FAILED, "sender_stopped")),
        (Lane(LaneState.PAUSED, reason="x"), True, (Verdict.FAILED, "unreachable")),
        (Lane(LaneState.PAUSED, reason="x", since=NOON), None, (Verdict.FAILED, "unreachable")),
        *(
            (Lane(LaneState.BLOCKED, kind, "x"), True, (Verdict.FAILED, f"blocked_{kind}"))
            for kind in Blockage
        ),
    ],
)
def test_centre(lane: Lane, runs: bool | None, expected: object) -> None:
    assert brief(judging.centre(lane, sender_runs=runs, items=(), now=NOW)) == expected


def test_the_unreachable_centre_is_told_with_its_code_and_since_when_in_hong_kong() -> None:
    lane = Lane(LaneState.PAUSED, reason="connect-timeout", since=NOON)
    told = judging.centre(lane, sender_runs=True, items=(), now=NOW).what
    for language in Language:
        assert "connect-timeout" in told.in_language(language)
        assert "20 Nov 2026 12:00" in told.in_language(language)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path / "state", minimum_free_bytes=0)
    yield opened
    opened.close()


@pytest.fixture
def captured(outbox: Outbox) -> Item:
    capture(outbox, KEY)
    return outbox.items()[0]


def test_the_queue_may_hold_something_for_four_hours(captured: Item) -> None:
    on_time, late = NOON + timedelta(hours=4), NOON + timedelta(hours=4, seconds=1)
    assert brief(judging.queue((), NOON)) == (Verdict.PASSED, "empty")
    assert brief(judging.queue((captured,), on_time)) == (Verdict.PASSED, "moving")
    assert brief(judging.queue((captured,), late)) == (Verdict.FAILED, "old")
    received = replace(captured, state=State.RECEIVED)
    assert brief(judging.queue((received,), late)) == (Verdict.PASSED, "empty")


@pytest.mark.parametrize("state", [State.HELD, State.REFUSED, State.DAMAGED, State.UNKNOWN])
def test_what_needs_a_person_fails_the_queue_at_once(captured: Item, state: State) -> None:
    item = replace(captured, state=state)
    assert brief(judging.queue((item,), NOON)) == (Verdict.FAILED, "set_aside")


def test_audit() -> None:
    assert brief(judging.audit(None)) == (Verdict.PASSED, "whole")
    for flaw in Flaw:
        found = judging.audit(Fault(flaw, 7))
        assert brief(found) == (Verdict.FAILED, flaw)
        assert found.remedy is not None
        assert "7" in found.what.zh_hant


def mount(path: str, options: frozenset[str]) -> Mount:
    return Mount("8:1", "/", path, options, "vfat", frozenset({"ro"}))


def test_devices_must_be_mounted_harmlessly_and_captures_lie_apart() -> None:
    own = mount("/var/lib/kiosk", frozenset({"rw"}))
    stick = mount("/run/kiosk-media/sda1", SAFE_OPTIONS)
    loose = replace(stick, options=SAFE_OPTIONS - {"noexec"})

    def judged(*mounted: Mount, media: tuple[Medium, ...] = ()) -> Result:
        return judging.mounts(media, mounted, "/run/kiosk-media", "/var/lib/kiosk")

    assert brief(judged(own, stick)) == (Verdict.PASSED, "safe")
    assert brief(judged(own)) == (Verdict.PASSED, "safe")
    assert brief(judged(stick)) == (Verdict.FAILED, "shared")
    onto_itself = replace(own, root="/var/lib/kiosk")
    assert brief(judged(onto_itself, stick)) == (Verdict.FAILED, "shared")
    assert brief(judged(own, stick, loose)) == (Verdict.FAILED, "unsafe")
    assert "noexec" in judged(own, loose).what.en
    replayed = replace(stick, file_system="ext4")
    assert "noload" in judged(own, replayed).what.en
    left = replace(replayed, file_system_options=frozenset({"ro", "norecovery"}))
    assert brief(judged(own, left)) == (Verdict.PASSED, "safe")
    elsewhere = Medium("1", "X", 1, Condition.UNSAFE_MOUNT)
    assert brief(judged(own, media=(elsewhere,))) == (Verdict.FAILED, "unsafe")


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [(None, Verdict.PASSED), ("ready", Verdict.PASSED), ("empty", Verdict.PASSED)]
    + [(trouble, Verdict.FAILED) for trouble in ("jammed", "cover_open", "busy", "offline")],
)
def test_scanner(condition: str | None, verdict: Verdict) -> None:
    assert brief(judging.scanner(condition))[0] is verdict


@pytest.mark.parametrize("condition", [None, *PrinterCondition])
def test_printer(condition: PrinterCondition | None) -> None:
    prints = {None, PrinterCondition.READY, PrinterCondition.PAPER_LOW}
    verdict = Verdict.PASSED if condition in prints else Verdict.FAILED
    if condition is PrinterCondition.UNKNOWN:
        verdict = Verdict.UNKNOWN
    assert brief(judging.printer(condition))[0] is verdict


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime(2026, 3, 2, 2, 0, tzinfo=UTC), (Verdict.PASSED, "covered")),
        (datetime(2031, 3, 2, 2, 0, tzinfo=UTC), (Verdict.FAILED, "missing")),
    ],
)
def test_calendar(today: datetime, expected: object) -> None:
    assert brief(judging.calendar(RULES.calendar, today)) == expected


def test_the_calendar_warns_sixty_days_before_its_end() -> None:
    last_year = max(RULES.calendar.covered_years)
    at_midnight = datetime(last_year, 12, 31, 16, 0, tzinfo=UTC)  # which is 1 January here
    just_enough = at_midnight - timedelta(days=61)
    assert brief(judging.calendar(RULES.calendar, just_enough)) == (Verdict.PASSED, "covered")
    too_late = judging.calendar(RULES.calendar, just_enough + timedelta(days=1))
    assert brief(too_late) == (Verdict.FAILED, "ends")
    assert f"{last_year}-12-31" in too_late.what.en
    assert brief(judging.calendar(RULES.calendar, at_midnight)) == (Verdict.FAILED, "missing")


@pytest.mark.parametrize(
    ("signatures", "expected"),
    [
        (Signatures(timedelta(days=2), stale=False), (Verdict.PASSED, "current")),
        (Signatures(timedelta(days=9), stale=True), (Verdict.FAILED, "stale")),
        (Signatures(None, stale=True), (Verdict.FAILED, "ageless")),
    ],
)
def test_malware(signatures: Signatures, expected: object) -> None:
    assert brief(judging.malware(signatures)) == expected
    assert str(signatures.age.days if signatures.age else "") in judging.malware(signatures).what.en


def test_credential() -> None:
    assert brief(judging.credential(Open(5))) == (Verdict.PASSED, "set")
    assert brief(judging.credential(NotSet())) == (Verdict.FAILED, "not_set")
    assert brief(judging.credential(LockedOut(120))) == (Verdict.FAILED, "locked_out")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ((), (Verdict.PASSED, "as_installed")),
        (("sync/tus.py",), (Verdict.FAILED, "changed")),
        (None, (Verdict.UNKNOWN, "checkout")),
    ],
)
def test_software(changed: tuple[str, ...] | None, expected: object) -> None:
    assert brief(judging.software(Software("1.0", "ab", changed), "rules 1")) == expected


def test_in_service() -> None:
    assert brief(judging.in_service(None)) == (Verdict.PASSED, "on")
    assert brief(judging.in_service(NOON)) == (Verdict.FAILED, "off")
