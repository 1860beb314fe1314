"""Who knows the PIN gets in; who guesses waits, whatever they do to the clock or the plug."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import argon2.profiles
import pytest
from argon2 import PasswordHasher
from support.submissions import BootClock

from kiosk_app.maintenance import credential as of
from kiosk_app.maintenance.credential import (
    Credential,
    Granted,
    LockedOut,
    NotSet,
    Open,
    PinUnsuitable,
    Wrong,
    set_pin,
)
from kiosk_app.maintenance.pin_command import run

PIN, GUESS = "274951", "112233"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials by the hundred; what a PIN really costs is a test of its own."""
    cheapest = PasswordHasher.from_parameters(argon2.profiles.CHEAPEST)
    monkeypatch.setattr(of, "_HASHER", cheapest)


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    set_pin(tmp_path, PIN)
    return tmp_path


def guess(state: Path, clock: BootClock, times: int) -> list[object]:
    return [Credential(state).check(GUESS, clock()) for _ in range(times)]


def test_without_a_pin_nobody_can_enter(tmp_path: Path, clock: BootClock) -> None:
    credential = Credential(tmp_path)
    assert credential.status(clock()) == NotSet()
    for pin in ("", "000000", "123456", PIN):
        assert credential.check(pin, clock()) == NotSet()


def test_a_pin_file_that_is_no_hash_lets_nobody_in(tmp_path: Path, clock: BootClock) -> None:
    (tmp_path / of.PIN_FILE).write_text(PIN)
    assert Credential(tmp_path).check(PIN, clock()) == Wrong(4)


def test_the_pin_opens(state: Path, clock: BootClock) -> None:
    assert Credential(state).check(PIN, clock()) == Granted()


def test_the_pin_lies_nowhere_in_clear(state: Path, clock: BootClock) -> None:
    Credential(state).check(PIN, clock())
    for file in state.iterdir():
        assert PIN.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0


def test_a_stolen_file_costs_what_rfc_9106_asks_for_each_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    set_pin(tmp_path, PIN)
    assert (tmp_path / of.PIN_FILE).read_text().startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_wrong_tries_are_counted_down_and_then_there_is_a_wait(
    state: Path, clock: BootClock
) -> None:
    assert guess(state, clock, 5) == [Wrong(4), Wrong(3), Wrong(2), Wrong(1), LockedOut(60)]
    assert Credential(state).check(PIN, clock()) == LockedOut(60)
    clock.seconds += 59.5
    assert Credential(state).check(PIN, clock()) == LockedOut(0.5)
    clock.seconds += 0.5
    assert Credential(state).check(PIN, clock()) == Granted()


def test_the_wait_doubles_with_each_wrong_try_up_to_four_hours(
    state: Path, clock: BootClock
) -> None:
    guess(state, clock, 4)
    waits = []
    for _ in range(11):
        answer = Credential(state).check(GUESS, clock())
        assert isinstance(answer, LockedOut)
        waits.append(answer.wait_s)
        clock.seconds += answer.wait_s
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-2:] == [of.LONGEST_WAIT_S] * 2


def test_the_right_pin_forgets_the_wrong_ones(state: Path, clock: BootClock) -> None:
    guess(state, clock, 4)
    assert Credential(state).check(PIN, clock()) == Granted()
    assert guess(state, clock, 1) == [Wrong(4)]


def test_tries_during_a_wait_do_not_lengthen_it(state: Path, clock: BootClock) -> None:
    guess(state, clock, 5)
    clock.seconds += 30
    assert guess(state, clock, 3) == [LockedOut(30)] * 3


def test_a_restart_begins_the_wait_anew(state: Path, clock: BootClock) -> None:
    guess(state, clock, 6)
    clock.seconds += 60
    guess(state, clock, 1)
    clock.boot, clock.seconds = "boot-2", 20.0
    assert Credential(state).check(PIN, clock()) == LockedOut(120)
    clock.seconds += 100
    assert Credential(state).status(clock()) == LockedOut(20)
    clock.seconds += 20
    assert Credential(state).check(PIN, clock()) == Granted()


def test_restarting_over_and_over_only_makes_it_longer(state: Path, clock: BootClock) -> None:
    guess(state, clock, 5)
    for boot in range(4):
        clock.boot, clock.seconds = f"boot-{boot + 2}", 5.0
        assert Credential(state).check(PIN, clock()) == LockedOut(60)


def test_a_restart_does_not_give_back_used_tries(state: Path, clock: BootClock) -> None:
    guess(state, clock, 3)
    clock.boot, clock.seconds = "boot-2", 5.0
    assert guess(state, clock, 2) == [Wrong(1), LockedOut(60)]


FORGED = b'{"wrong": -999, "boot": "", "until_s": 0, "length_s": 0}'


def test_a_spoilt_count_is_no_way_in(state: Path, clock: BootClock) -> None:
    for spoilt in (b"", b"{", b"[]", b"7", b'{"more": 1}', b'{"wrong": "0"}', FORGED):
        (state / of.TRIES_FILE).write_bytes(spoilt)
        assert Credential(state).check(PIN, clock()) == LockedOut(60)
    clock.seconds += 60
    assert Credential(state).check(PIN, clock()) == Granted()


def test_a_try_that_cannot_be_written_down_is_not_compared(state: Path, clock: BootClock) -> None:
    (state / f"{of.TRIES_FILE}.part").mkdir()  # nothing can be written beside the file
    with pytest.raises(OSError, match="Errno"):
        Credential(state).check(PIN, clock())


_TRIES = """
import sys
from pathlib import Path
from kiosk_app.maintenance.credential import Credential
from sync.submissions import Moment
for n in range(1000):
    print(Credential(Path(sys.argv[1])).check("998877", Moment("boot-1", 1000.0)), flush=True)
"""


def test_kill_9_gives_no_try_back(state: Path, clock: BootClock) -> None:
    answers = []
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _TRIES, str(state)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        answers.append(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        answers += process.communicate()[0].splitlines()
    wrong = [answer for answer in answers if answer.startswith("Wrong")]
    assert len(wrong) <= of.FREE_TRIES - 1
    left = Credential(state).status(clock())
    if isinstance(left, Open):  # a try that was cut off counts, too
        assert left.tries_left <= of.FREE_TRIES - len(wrong)


def test_the_hash_may_come_from_a_systemd_credential(tmp_path: Path, clock: BootClock) -> None:
    elsewhere = tmp_path / "credentials"
    elsewhere.mkdir()
    set_pin(elsewhere, PIN)
    state = tmp_path / "state"
    state.mkdir()
    credential = Credential(state, elsewhere / of.PIN_FILE)
    assert credential.check(PIN, clock()) == Granted()


GUESSED_FIRST = "123456 987654 890123 000000 121212"
NOT_DIGITS = "12a456 １２３７５９ 12\u00a03759 -12375"


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567890123", *GUESSED_FIRST.split(" "), *NOT_DIGITS.split(" ")]
)
def test_a_pin_that_anybody_would_try_first_is_not_taken(tmp_path: Path, pin: str) -> None:
    with pytest.raises(PinUnsuitable):
        set_pin(tmp_path, pin)
    assert list(tmp_path.iterdir()) == []


def test_setting_a_new_pin_ends_a_wait(state: Path, clock: BootClock) -> None:
    guess(state, clock, 5)
    set_pin(state, "804613")
    assert Credential(state).check("804613", clock()) == Granted()


def test_the_command_asks_twice_and_says_nothing_of_the_pin(
    tmp_path: Path, clock: BootClock, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "new"
    assert run(state, lambda _: PIN) == 0
    assert Credential(state).check(PIN, clock()) == Granted()
    told = capsys.readouterr()
    assert PIN not in told.out + told.err


@pytest.mark.parametrize("answers", [(PIN, "274952"), ("111111", "111111")])
def test_the_command_changes_nothing_when_it_does_not_like_the_pin(
    tmp_path: Path, answers: tuple[str, str]
) -> None:
    left = list(answers)
    assert run(tmp_path, lambda _: left.pop(0)) == 1
    assert list(tmp_path.iterdir()) == []


def test_interrupting_the_command_changes_nothing(tmp_path: Path) -> None:
    def interrupted(_: str) -> str:
        raise EOFError

    assert run(tmp_path, interrupted) == 1
    assert list(tmp_path.iterdir()) == []
