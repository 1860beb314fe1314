"""The switch holds through a restart, and whatever a technician does is on record."""

from collections.abc import Iterator
from pathlib import Path

import argon2.profiles
import pytest
from argon2 import PasswordHasher
from support.submissions import NOON, BootClock

from drivers.machine import RESTART_REQUEST, MachineUnavailable, ServedMachine
from drivers.simulated import SimulationRefused
from drivers.simulated_clock import SimulatedClock
from drivers.simulated_machine import SimulatedMachine
from kiosk_app.maintenance import credential
from kiosk_app.maintenance.credential import Credential, Granted, LockedOut, Wrong, set_pin
from kiosk_app.maintenance.switch import SWITCH_FILE, Message, OutOfServiceSwitch, SwitchedOff
from kiosk_app.maintenance.technician import Deed, Technician
from kiosk_app.wording.texts import Language
from sync.outbox import Outbox

PIN = "274951"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PIN costs is a test of its own, in test_credential.py."""
    cheapest = PasswordHasher.from_parameters(argon2.profiles.CHEAPEST)
    monkeypatch.setattr(credential, "_HASHER", cheapest)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path, minimum_free_bytes=0)
    yield opened
    opened.close()


@pytest.fixture
def machine() -> SimulatedMachine:
    return SimulatedMachine()


@pytest.fixture
def technician(tmp_path: Path, outbox: Outbox, machine: SimulatedMachine) -> Technician:
    set_pin(tmp_path, PIN)
    return Technician(
        Credential(tmp_path),
        OutOfServiceSwitch(tmp_path),
        machine,
        outbox,
        SimulatedClock(NOON),
        BootClock(),
    )


def on_record(outbox: Outbox) -> list[str]:
    return [str(record["event"]) for record in reversed(outbox.audit_records(100))]


# ---------------------------------------------------------------- the switch


def test_a_new_kiosk_is_in_service(tmp_path: Path) -> None:
    assert OutOfServiceSwitch(tmp_path).look() is None


@pytest.mark.parametrize("message", list(Message))
def test_it_stays_off_through_a_restart_with_its_message(tmp_path: Path, message: Message) -> None:
    OutOfServiceSwitch(tmp_path).turn_off(message, "technician", NOON)
    assert OutOfServiceSwitch(tmp_path).look() == SwitchedOff(NOON, "technician", message)
    OutOfServiceSwitch(tmp_path).turn_on()
    assert OutOfServiceSwitch(tmp_path).look() is None


@pytest.mark.parametrize("message", list(Message))
def test_each_message_says_in_three_languages_where_to_go(message: Message) -> None:
    assert "ask at the counter" in message.words.en
    assert "櫃位" in message.words.in_language(Language.ZH_HANT)
    assert "柜台" in message.words.in_language(Language.ZH_HANS)


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"[]", b"{}", b'{"since": "2026-11-20T04:00:00", "by": "x", "message": "faulty"}'],
)
def test_a_spoilt_switch_is_off_for_somebody_wanted_that(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / SWITCH_FILE).write_bytes(spoilt)
    off = OutOfServiceSwitch(tmp_path).look()
    assert off is not None
    assert off.message is Message.FAULTY
    OutOfServiceSwitch(tmp_path).turn_on()
    assert OutOfServiceSwitch(tmp_path).look() is None


def test_turning_on_what_is_on_does_no_harm(tmp_path: Path) -> None:
    OutOfServiceSwitch(tmp_path).turn_on()
    assert OutOfServiceSwitch(tmp_path).look() is None


# ---------------------------------------------------------------- on record


def test_a_whole_stay_is_in_the_audit_log_in_its_order(
    technician: Technician, outbox: Outbox, machine: SimulatedMachine
) -> None:
    assert technician.enter("112233") == Wrong(4)
    assert technician.enter(PIN) == Granted()
    technician.noted(Deed.REPORTED)
    technician.switch_off(Message.SERVICING)
    assert technician.switch.look() == SwitchedOff(NOON, "technician", Message.SERVICING)
    technician.switch_on()
    technician.restart_application()
    technician.restart_machine()
    technician.leave()
    technician.leave(alone=True)
    assert machine.restarts == ["application", "machine"]
    assert on_record(outbox) == [
        f"maintenance-{deed}"
        for deed in (
            "refused",
            "entered",
            "reported",
            "switched-off",
            "switched-on",
            "application-restarted",
            "machine-restarted",
            "left",
            "left-alone",
        )
    ]
    assert outbox.first_break_in_audit() is None


def test_guessing_is_on_record_but_not_what_was_guessed(
    technician: Technician, outbox: Outbox
) -> None:
    for _ in range(5):
        answer = technician.enter("981273")
    assert isinstance(answer, LockedOut)
    assert on_record(outbox) == ["maintenance-refused"] * 4 + ["maintenance-locked-out"]
    assert "981273" not in repr(outbox.audit_records(100))


@pytest.mark.parametrize("deed", list(Deed))
def test_every_deed_can_be_put_on_record(
    technician: Technician, outbox: Outbox, deed: Deed
) -> None:
    technician.noted(deed)
    assert on_record(outbox) == [f"maintenance-{deed}"]


def test_a_technician_gets_in_even_when_the_audit_log_is_what_has_failed(
    technician: Technician, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    outbox.close()
    assert technician.enter(PIN) == Granted()
    assert caplog.messages == [
        "maintenance deed=entered",
        "audit-missed deed=entered reason=OutboxUnavailable",
    ]


# ---------------------------------------------------------------- restarting


def test_the_application_ends_itself_and_the_machine_is_asked_for(tmp_path: Path) -> None:
    ended: list[str] = []
    machine = ServedMachine(tmp_path, lambda: ended.append("in order"))
    machine.restart_application()
    assert ended == ["in order"]
    machine.restart_machine()
    assert (tmp_path / RESTART_REQUEST).exists()


def test_a_request_that_nobody_can_take_is_told(tmp_path: Path) -> None:
    machine = ServedMachine(tmp_path / "gone", lambda: None)
    with pytest.raises(MachineUnavailable):
        machine.restart_machine()


def test_in_production_no_machine_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationRefused):
        SimulatedMachine()
