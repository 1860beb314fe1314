"""Who gets in at the Registry's desk: passwords, waits that double, sessions that end."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from sync.receiver.database import open_database
from sync.receiver.desk import staff as desk_staff
from sync.receiver.desk.staff import (
    DAY_S,
    FIRST_WAIT_S,
    FREE_TRIES,
    IDLE_S,
    LONGEST_WAIT_S,
    LockedOut,
    NotSignedIn,
    PasswordUnsuitable,
    Staff,
)
from sync.receiver.rows import STAFF, TRIES

PASSWORD = "correct horse battery"


@dataclass
class Clock:
    now: int = 1_790_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm with little work: these tests are about everything else."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(desk_staff, "_HASHER", quick)
    monkeypatch.setattr(desk_staff, "_NOBODYS", quick.hash("nobody's"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def staff(tmp_path: Path, clock: Clock) -> Iterator[Staff]:
    engine = open_database(tmp_path, None)
    yield Staff(engine, clock)
    engine.dispose()


@pytest.fixture
def may(staff: Staff) -> Staff:
    staff.set_password("May Chan", PASSWORD)
    return staff


def wrongly(staff: Staff, name: str = "may chan") -> int:
    """Try a wrong password; the wait it brought."""
    with pytest.raises(NotSignedIn) as failed:
        staff.sign_in(name, "wrong")
    return failed.value.wait_s if isinstance(failed.value, LockedOut) else 0


def test_the_right_password_lets_in_however_the_name_is_written(may: Staff) -> None:
    for name in ("May Chan", "may chan", "  MAY   CHAN ", "ｍａｙ chan"):
        assert may.sign_in(name, PASSWORD).name == "may chan"


def test_a_password_is_kept_as_a_hash_that_is_slow_to_try(may: Staff, tmp_path: Path) -> None:
    engine = open_database(tmp_path, None)
    with engine.connect() as db:
        kept = db.scalar(select(STAFF.c.password_hash))
    engine.dispose()
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("may", "too short"),
        ("may", "aaaaaaaaaaaaaaaa"),
        ("may", "this is may herself"),
        ("", PASSWORD),
        ("x" * 41, PASSWORD),
        ("?12", PASSWORD),
        ("may", "abcde" * 100),
    ],
)
def test_what_does_not_guard_is_not_taken(staff: Staff, name: str, password: str) -> None:
    with pytest.raises(PasswordUnsuitable):
        staff.set_password(name, password)


def test_each_wrong_try_after_the_free_ones_doubles_the_wait(may: Staff, clock: Clock) -> None:
    waits = []
    for _ in range(FREE_TRIES + 8):
        waits.append(wrongly(may))
        clock.now += waits[-1]
    doubled = [min(FIRST_WAIT_S * 2**n, LONGEST_WAIT_S) for n in range(9)]
    assert waits == [0] * (FREE_TRIES - 1) + doubled


def test_during_a_wait_not_even_the_right_password_is_compared(may: Staff, clock: Clock) -> None:
    for _ in range(FREE_TRIES):
        wrongly(may)
    with pytest.raises(LockedOut) as locked:
        may.sign_in("may chan", PASSWORD)
    assert locked.value.wait_s == FIRST_WAIT_S
    clock.now += FIRST_WAIT_S - 1
    with pytest.raises(LockedOut):
        may.sign_in("may chan", PASSWORD)
    clock.now += 1
    may.sign_in("may chan", PASSWORD)
    assert wrongly(may) == 0  # counted from the beginning again


def test_a_name_that_nobody_has_is_treated_alike(may: Staff) -> None:
    waits = [wrongly(may, "nobody at all") for _ in range(FREE_TRIES)]
    assert waits == [0] * (FREE_TRIES - 1) + [FIRST_WAIT_S]


def test_names_that_nobody_has_do_not_fill_the_books(
    may: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_staff, "_STRANGERS", 4)
    for number in range(12):
        wrongly(may, f"nobody {number}")
    engine = open_database(tmp_path, None)
    with engine.connect() as db:
        assert len(db.execute(select(TRIES.c.who)).all()) <= 4
    engine.dispose()


def test_the_wait_of_one_is_not_the_wait_of_another(may: Staff) -> None:
    may.set_password("Lee", "another horse battery")
    for _ in range(FREE_TRIES):
        wrongly(may)
    may.sign_in("lee", "another horse battery")


def test_a_session_ends_when_nobody_is_at_the_desk(may: Staff, clock: Clock) -> None:
    token = may.sign_in("may chan", PASSWORD).token
    for _ in range(3):
        clock.now += IDLE_S - 1
        assert may.session(token) is not None
    clock.now += IDLE_S
    assert may.session(token) is None


def test_a_session_ends_with_the_day_however_busy(may: Staff, clock: Clock) -> None:
    token = may.sign_in("may chan", PASSWORD).token
    for _ in range(DAY_S // 600 - 1):
        clock.now += 600
        assert may.session(token) is not None
    clock.now += 600
    assert may.session(token) is None


def test_a_new_password_and_a_removal_sign_out_at_once(may: Staff) -> None:
    first = may.sign_in("may chan", PASSWORD).token
    may.set_password("may chan", "a newer horse battery")
    assert may.session(first) is None
    second = may.sign_in("may chan", "a newer horse battery").token
    assert may.remove("May Chan")
    assert may.session(second) is None
    assert not may.remove("May Chan")
    assert wrongly(may) == 0


def test_a_made_up_token_is_nobodys(may: Staff) -> None:
    may.sign_in("may chan", PASSWORD)
    assert may.session("made up") is None
