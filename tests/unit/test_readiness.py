"""The readiness report names what is wrong, says what to do, and never calls the unseen well."""

import fcntl
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, BootClock, capture

from config.rule_data import load_rule_data
from drivers.clock import ClockQuality
from drivers.file_locks import is_locked
from drivers.links import links_up
from drivers.mountinfo import Mount
from drivers.printer import PrinterCondition
from drivers.simulated import SimulatedShelf
from drivers.simulated_clock import SimulatedClock
from drivers.simulated_printer import SimulatedPrinter
from drivers.storage import Condition, Medium
from drivers.udev import SAFE_OPTIONS
from kiosk_app.filing.rules import read_rules
from kiosk_app.maintenance import judging
from kiosk_app.maintenance.credential import Credential, LockedOut, NotSet, Open, set_pin
from kiosk_app.maintenance.inspection import SENDER_LOCK, Machine, inspect
from kiosk_app.maintenance.readiness import (
    Check,
    ReadinessReport,
    Result,
    Verdict,
    failed,
    passed,
)
from kiosk_app.maintenance.signed_report import ReportInvalid, read_report, sign_report
from kiosk_app.maintenance.software import Software
from kiosk_app.maintenance.switch import Message, OutOfServiceSwitch
from kiosk_app.maintenance.words import has_words, words
from kiosk_app.wording.texts import Language
from sync.court import Blockage
from sync.keys import published
from sync.lane import Lane, LaneState
from sync.outbox import Outbox
from sync.submissions import Item, State

KEY = Ed25519PrivateKey.generate()
DATA = load_rule_data("high_court")
RULES = read_rules(DATA.data, DATA.id)
LATER = NOON + timedelta(hours=1)


def brief(result: Result) -> tuple[Verdict, str]:
    """What a test is about; and no verdict without words, in three languages, fully filled."""
    for text in filter(None, (result.name, result.what, result.remedy)):
        for language in Language:
            sentence = text.in_language(language)
            assert sentence
            assert "{" not in sentence
    if result.verdict is not Verdict.PASSED:
        assert result.remedy is not None, f"{result.check} {result.reason} has no remedy"
    return result.verdict, result.reason


# ---------------------------------------------------------------- what each fact means


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
        (Lane(), True, (Verdict.PASSED, "open")),
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
    assert brief(judging.centre(lane, sender_runs=runs, items=())) == expected


def test_the_unreachable_centre_is_told_with_its_code_and_since_when_in_hong_kong() -> None:
    lane = Lane(LaneState.PAUSED, reason="connect-timeout", since=NOON)
    told = judging.centre(lane, sender_runs=True, items=()).what
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
    assert brief(judging.audit(7)) == (Verdict.FAILED, "broken")


def mount(path: str, options: frozenset[str]) -> Mount:
    return Mount("8:1", "/", path, options, "vfat", frozenset({"ro"}))


def test_devices_must_be_mounted_harmlessly_and_captures_lie_apart() -> None:
    own = mount("/var/lib/kiosk", frozenset({"rw"}))
    stick = mount("/run/kiosk-media/sda1", SAFE_OPTIONS | {"noatime"})
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


# ---------------------------------------------------------------- the words


TABLE = tomllib.loads(
    resources.files("kiosk_app.maintenance").joinpath("words.toml").read_text("utf-8")
)


def leaves(place: dict[str, Any]) -> Iterator[dict[str, str]]:
    if "en" in place:
        yield place
        return
    for inner in place.values():
        yield from leaves(inner)


def test_every_check_verdict_state_and_message_has_its_words_and_there_are_no_others() -> None:
    assert set(TABLE["check"]) == {*map(str, Check), "unseen"}
    assert all(has_words("check", check, "name") for check in Check)
    assert set(TABLE["verdict"]) == set(map(str, Verdict))
    assert set(TABLE["switch"]) == set(map(str, Message))
    assert set(TABLE["state"]) == set(map(str, State))


def test_the_same_facts_stand_in_every_language() -> None:
    found = list(leaves(TABLE))
    assert len(found) > 100
    for words_of in found:
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in words_of.values()}) == 1


def test_the_staff_page_explains_every_code() -> None:
    page = (Path(__file__).parents[2] / "docs/maintenance.md").read_text("utf-8")
    for check in Check:
        assert f"| {check} | {words('check', check, 'name').en} |" in page


# ---------------------------------------------------------------- the machine


@pytest.fixture
def machine(tmp_path: Path, outbox: Outbox) -> Machine:
    state = tmp_path / "state"
    set_pin(state, "274951")
    return Machine(
        kiosk_id="RC01",
        state=state,
        media_root=tmp_path / "media",
        minimum_free_bytes=1,
        rules=RULES,
        outbox=outbox,
        storage=SimulatedShelf(),
        clock=SimulatedClock(LATER),
        credential=Credential(state),
        switch=OutOfServiceSwitch(state),
        printer=SimulatedPrinter(),
        boot_clock=BootClock(),
    )


def found(report: ReadinessReport) -> dict[Check, tuple[Verdict, str]]:
    return {result.check: brief(result) for result in report.results}


def test_a_report_has_every_check_once_and_tells_each_as_it_comes(machine: Machine) -> None:
    told: list[Result] = []
    report = inspect(machine, told.append)
    assert [result.check for result in report.results] == list(Check)
    assert tuple(told) == report.results
    assert report.made_at == LATER
    assert report.rules == RULES.id


def test_a_report_says_what_is_wrong_with_this_machine(machine: Machine) -> None:
    assert isinstance(machine.printer, SimulatedPrinter)
    assert isinstance(machine.storage, SimulatedShelf)
    well = found(inspect(machine))
    for check in (Check.DISK, Check.CLOCK, Check.QUEUE, Check.AUDIT, Check.USB, Check.PRINTER):
        assert well[check][0] is Verdict.PASSED

    machine.printer.turn(PrinterCondition.PAPER_OUT)
    machine.storage.fail_looking()
    machine.switch.turn_off(Message.FAULTY, "technician", NOON)
    (machine.state / "maintenance-pin").unlink()
    ill = found(inspect(replace(machine, minimum_free_bytes=10**18)))
    assert ill[Check.PRINTER] == (Verdict.FAILED, "paper-out")
    assert ill[Check.USB] == (Verdict.FAILED, "blind")
    assert ill[Check.MOUNTS] == (Verdict.UNKNOWN, "unseen")
    assert ill[Check.IN_SERVICE] == (Verdict.FAILED, "off")
    assert ill[Check.CREDENTIAL] == (Verdict.FAILED, "not_set")
    assert ill[Check.DISK] == (Verdict.FAILED, "low")


def test_what_cannot_be_looked_at_is_not_called_well(machine: Machine) -> None:
    gone = replace(machine, state=machine.state / "gone")
    assert found(inspect(gone))[Check.DISK] == (Verdict.UNKNOWN, "unseen")


def test_the_sender_is_seen_by_the_lock_it_holds(machine: Machine) -> None:
    assert found(inspect(machine))[Check.CENTRE] == (Verdict.FAILED, "sender_stopped")
    with (machine.state / SENDER_LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.PASSED, "open")


def test_a_lock_that_cannot_be_seen_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    assert is_locked(tmp_path / "lock", tmp_path / "no-table") is None
    assert is_locked(tmp_path / "nothing") is False


def test_only_a_cable_with_a_signal_counts(tmp_path: Path) -> None:
    for name, kind, carrier in [("lo", "772", "1"), ("eth0", "1", "1"), ("eth1", "1", "0")]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(f"{kind}\n")
        (tmp_path / name / "carrier").write_text(f"{carrier}\n")
    (tmp_path / "bonding_masters").write_text("")
    assert links_up(tmp_path) == ("eth0",)


# ---------------------------------------------------------------- the signed file


def report_of(*results: Result) -> ReadinessReport:
    return ReadinessReport("RC01", NOON, "1.0", "rules 1", "ab", results)


def test_one_failed_check_fails_the_report_and_one_unknown_makes_it_unknown() -> None:
    good, bad = passed(Check.IN_SERVICE, "on"), failed(Check.NETWORK, "down")
    unseen = judging.printer(PrinterCondition.UNKNOWN)
    assert report_of(good).verdict is Verdict.PASSED
    assert report_of(good, unseen).verdict is Verdict.UNKNOWN
    assert report_of(good, unseen, bad).verdict is Verdict.FAILED


def test_the_file_is_vouched_for_by_the_kiosks_key(machine: Machine) -> None:
    report = inspect(machine)
    content = read_report(sign_report(report, KEY), [published("RC01", KEY)])
    assert content == json.loads(json.dumps(report.to_json()))
    assert [check["code"] for check in content["checks"]] == list(map(str, Check))


def test_a_changed_or_foreign_report_is_not_believed() -> None:
    report = report_of(failed(Check.NETWORK, "down"))
    file, ours = sign_report(report, KEY), published("RC01", KEY)
    changed = file.replace(b'"verdict": "failed"', b'"verdict": "passed"')
    assert changed != file
    other = Ed25519PrivateKey.generate()
    for data, keys in [
        (changed, [ours]),
        (file, []),
        (file, [published("RC02", KEY)]),
        (file, [published("RC01", other)]),
        (sign_report(report, other), [ours]),
        (b"", [ours]),
        (b"[]", [ours]),
        (b'{"report": {"kiosk": "RC01"}, "signature": "zz"}', [ours]),
    ]:
        with pytest.raises(ReportInvalid):
            read_report(data, keys)
