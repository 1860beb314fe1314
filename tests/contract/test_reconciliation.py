"""Kiosk and centre compare what they have: nothing is missing in silence on either side."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.submissions import KIOSK, NOON, BootClock, Told, capture

from kiosk_app.filing.court_calendar import HONG_KONG
from sync.courier import Courier
from sync.court import CourtUnavailable
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, signing_key
from sync.lane import Waits
from sync.ledger import Differences, reconcile
from sync.outbox import Outbox
from sync.receiver.server import start_receiver

DAY = NOON.astimezone(HONG_KONG).date()
Connect = Callable[[Path], HttpCourt]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def outbox(state: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(state, minimum_free_bytes=0)) as opened:
        yield opened


@pytest.fixture
def court_of(tmp_path: Path, state: Path) -> Iterator[Connect]:
    """A centre with a store of this name, asked with the kiosk's own key."""
    running, courts = [], []

    def start(store: Path) -> HttpCourt:
        receiver = start_receiver(store)
        running.append(receiver)
        pinned = PinnedKeys(tmp_path / f"{store.name}-keys.json")
        courts.append(HttpCourt(receiver.base_url, KIOSK, signing_key(state), pinned))
        return courts[-1]

    yield start
    for court in courts:
        court.close()
    for receiver in running:
        receiver.stop()


@pytest.fixture
def court(court_of: Connect, tmp_path: Path) -> HttpCourt:
    return court_of(tmp_path / "centre")


def deliver_all(outbox: Outbox, court: HttpCourt) -> None:
    courier = Courier(court, outbox, clock=BootClock(), waits=Waits(), tell=Told())
    while not courier.turn():
        pass


def compare(outbox: Outbox, court: HttpCourt, day: date = DAY) -> Differences:
    return reconcile(outbox.ledger, court, day, HONG_KONG).differences


def test_what_is_on_its_way_is_not_missing_and_what_arrived_agrees(
    outbox: Outbox, court: HttpCourt, state: Path
) -> None:
    capture(outbox, signing_key(state), b"%PDF-1.7 one")
    assert not compare(outbox, court)
    deliver_all(outbox, court)
    assert not compare(outbox, court)
    kept = outbox.ledger.comparison(DAY)
    assert kept is not None
    assert kept.differences == Differences()


def test_a_centre_that_lost_a_submission_is_found_out(
    outbox: Outbox, court: HttpCourt, court_of: Connect, state: Path, tmp_path: Path
) -> None:
    number = capture(outbox, signing_key(state)).number
    deliver_all(outbox, court)
    emptied = court_of(tmp_path / "another-centre")
    assert compare(outbox, emptied) == Differences(missing_at_centre=(number,))
    assert outbox.ledger.comparison(DAY).differences.missing_at_centre == (number,)


def test_a_kiosk_that_lost_its_disk_is_found_out(
    outbox: Outbox, court: HttpCourt, state: Path, tmp_path: Path
) -> None:
    number = capture(outbox, signing_key(state)).number
    deliver_all(outbox, court)
    with closing(Outbox.open(tmp_path / "new-disk", minimum_free_bytes=0)) as empty:
        assert compare(empty, court) == Differences(missing_at_kiosk=(number,))


def test_another_day_is_another_list(outbox: Outbox, court: HttpCourt, state: Path) -> None:
    capture(outbox, signing_key(state))
    deliver_all(outbox, court)
    next_day = DAY + timedelta(days=1)
    assert outbox.ledger.captured_on(next_day, HONG_KONG) == ()
    assert len(outbox.ledger.captured_on(DAY, HONG_KONG)) == 1
    assert not compare(outbox, court, next_day)


def test_a_centre_that_is_gone_leaves_the_last_comparison_as_it_was(
    outbox: Outbox, court_of: Connect, state: Path, tmp_path: Path
) -> None:
    court = court_of(tmp_path / "centre")
    compare(outbox, court)
    before = outbox.ledger.comparison(DAY)
    nobody = HttpCourt(
        "http://127.0.0.1:9", KIOSK, signing_key(state), PinnedKeys(tmp_path / "no-keys.json")
    )
    with pytest.raises(CourtUnavailable):
        compare(outbox, nobody)
    assert outbox.ledger.comparison(DAY) == before
