"""The readiness report names what is wrong, says what to do, and never calls the unseen well."""

import fcntl
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, BootClock, Told
from support.verdicts import RULES, brief

from drivers.printer import PrinterCondition
from drivers.simulated import SimulatedShelf
from drivers.simulated_clock import SimulatedClock
from drivers.simulated_printer import SimulatedPrinter
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.maintenance.credential import Credential, set_pin
from kiosk_app.maintenance.inspection import SENDER_LOCK, Machine, inspect
from kiosk_app.maintenance.readiness import Check, ReadinessReport, Result, Verdict
from kiosk_app.maintenance.signed_report import read_report, sign_report
from kiosk_app.maintenance.switch import Message, OutOfServiceSwitch
from sync.countersigning import Mark
from sync.courier import Courier
from sync.keys import CENTRE_KEYS, published
from sync.lane import Waits
from sync.outbox import Outbox
from sync.simulated import SimulatedCourt

KEY = Ed25519PrivateKey.generate()
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path / "state", minimum_free_bytes=0)
    yield opened
    opened.close()


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


def test_an_audit_log_that_is_not_the_countersigned_one_fails_though_it_is_whole(
    machine: Machine,
) -> None:
    machine.outbox.noted("maintenance")
    kept = machine.outbox.checkpoints
    kept.keep(kept.chain(), b"signed")
    assert found(inspect(machine))[Check.AUDIT] == (Verdict.PASSED, "whole")
    kept.keep(Mark(1, b"another head of that length....."), b"signed")
    assert found(inspect(machine))[Check.AUDIT] == (Verdict.FAILED, "rewritten")
    (machine.state / CENTRE_KEYS).write_text("{")
    assert found(inspect(machine))[Check.AUDIT] == (Verdict.UNKNOWN, "unseen")


def test_a_malware_scanner_that_is_set_up_must_answer(machine: Machine) -> None:
    assert found(inspect(machine))[Check.MALWARE] == (Verdict.PASSED, "not_configured")
    scanner = MalwareScanner(machine.state / "clamd.ctl", 7, False, RULES.limits, lambda: NOON)
    told = found(inspect(replace(machine, malware=scanner)))
    assert told[Check.MALWARE] == (Verdict.FAILED, "absent")


def test_the_sender_is_seen_by_the_lock_it_holds(machine: Machine) -> None:
    assert found(inspect(machine))[Check.CENTRE] == (Verdict.FAILED, "sender_stopped")
    with (machine.state / SENDER_LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.UNKNOWN, "not_asked")


def test_a_new_kiosk_with_nobody_at_the_address_of_the_centre_is_not_ready(
    machine: Machine,
) -> None:
    court = SimulatedCourt(down=True)
    courier = Courier(court, machine.outbox, clock=BootClock(), waits=Waits(), tell=Told())
    with (machine.state / SENDER_LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        courier.turn()
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.FAILED, "unreachable")


def test_an_idle_kiosk_asks_for_the_centre_at_the_start_and_every_five_minutes(
    machine: Machine,
) -> None:
    court, clock = SimulatedCourt(), BootClock()
    machine = replace(machine, boot_clock=clock)
    courier = Courier(court, machine.outbox, clock=clock, waits=Waits(), tell=Told())
    with (machine.state / SENDER_LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        courier.turn()
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.PASSED, "open")
        court.down = True
        clock.seconds += 299
        courier.turn()
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.PASSED, "open")
        clock.seconds += 1
        courier.turn()
        assert found(inspect(machine))[Check.CENTRE] == (Verdict.FAILED, "unreachable")


def test_the_file_is_vouched_for_by_the_kiosks_key(machine: Machine) -> None:
    report = inspect(machine)
    content = read_report(sign_report(report, KEY), [published("RC01", KEY)])
    assert content == json.loads(json.dumps(report.to_json()))
    assert [check["code"] for check in content["checks"]] == list(map(str, Check))
