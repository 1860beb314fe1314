"""The books of the Registry's desk: the same promises on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert
from support.postgres import postgres

from sync.receiver.database import open_database
from sync.receiver.desk.staff import FREE_TRIES, LockedOut, NotSignedIn, Staff
from sync.receiver.reviews import Mark, MarkedMeanwhile, NotAMark, Reason, Reviews, State
from sync.receiver.rows import SUBMISSIONS

NOW = 1_795_219_200
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as running:
        yield running.address


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    address = None if request.param == "sqlite" else request.getfixturevalue("server")
    opened = open_database(tmp_path, address)
    yield opened
    opened.dispose()


@pytest.fixture
def reviews(engine: Engine) -> Reviews:
    return Reviews(engine)


def received(engine: Engine, state: str = "received") -> str:
    uuid = str(uuid4())
    row = {
        "uuid": uuid, "kiosk": "RC01", "number": f"RC01-{uuid[:8]}", "captured_at": NOW,
        "manifest": b"{}", "manifest_sha256": b"0" * 32, "receipt_k": b"k", "state": state,
        "signed": b"c", "reasons": "", "decided_at": NOW,
    }  # fmt: skip
    with engine.begin() as db:
        db.execute(insert(SUBMISSIONS).values(**row))
    return uuid


def mark(sequence: int, state: State, *reasons: Reason) -> Mark:
    return Mark(sequence, state, reasons, "may chan", NOW + sequence)


def waiting(reviews: Reviews) -> set[str]:
    return {one.uuid for one in reviews.waiting()}


def test_marks_are_kept_in_order_and_the_last_one_counts(engine: Engine, reviews: Reviews) -> None:
    uuid = received(engine)
    made = (
        mark(1, State.RETURNED, Reason.PAGES_MISSING, Reason.NOT_SIGNED),
        mark(2, State.WAITING),
        mark(3, State.ACCEPTED),
    )
    for one in made:
        reviews.mark(uuid, one)
    assert reviews.of(uuid) == made


def test_the_second_of_two_marks_at_once_changes_nothing(engine: Engine, reviews: Reviews) -> None:
    uuid = received(engine)
    reviews.mark(uuid, mark(1, State.ACCEPTED))
    with pytest.raises(MarkedMeanwhile):
        reviews.mark(uuid, mark(1, State.RETURNED, Reason.ILLEGIBLE))
    assert reviews.of(uuid) == (mark(1, State.ACCEPTED),)


def test_a_return_has_reasons_and_nothing_else_has(engine: Engine, reviews: Reviews) -> None:
    uuid = received(engine)
    for wrong in (mark(1, State.RETURNED), mark(1, State.ACCEPTED, Reason.ILLEGIBLE)):
        with pytest.raises(NotAMark):
            reviews.mark(uuid, wrong)
    assert reviews.of(uuid) == ()


def test_what_was_never_received_cannot_be_marked(reviews: Reviews) -> None:
    with pytest.raises(LookupError):
        reviews.mark(str(uuid4()), mark(1, State.ACCEPTED))


def test_the_list_holds_what_waits_and_what_waits_again(engine: Engine, reviews: Reviews) -> None:
    fresh, accepted, again = received(engine), received(engine), received(engine)
    refused = received(engine, "refused")
    reviews.mark(accepted, mark(1, State.ACCEPTED))
    reviews.mark(again, mark(1, State.RETURNED, Reason.DUPLICATE))
    assert again not in waiting(reviews)
    reviews.mark(again, mark(2, State.WAITING))
    assert {fresh, again} <= waiting(reviews)
    assert waiting(reviews).isdisjoint({accepted, refused})


def test_tries_passwords_and_sessions_are_kept_alike(engine: Engine) -> None:
    name = f"clerk {uuid4().hex[:6]}"
    staff = Staff(engine, lambda: NOW)
    staff.set_password(name, PASSWORD)
    session = staff.sign_in(name, PASSWORD)
    assert staff.session(session.token) == session
    staff.sign_out(session)
    assert staff.session(session.token) is None
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(NotSignedIn):
            staff.sign_in(name, "wrong")
    with pytest.raises(LockedOut):
        staff.sign_in(name, "wrong")
    with pytest.raises(LockedOut):
        staff.sign_in(name, PASSWORD)
    staff.set_password(name, "a newer horse battery")
    staff.sign_in(name, "a newer horse battery")
    assert staff.remove(name)
