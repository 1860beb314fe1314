"""What the Registry says of received submissions reaches the outbox, and never at a cost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import BootClock, Told, capture

from sync.courier import Courier
from sync.court import Blockage
from sync.lane import LaneState, Waits
from sync.outbox import Outbox
from sync.reviews import Inquiry, Pace
from sync.simulated import SimulatedCourt
from sync.submissions import Item, Review, State
from sync.wire import ReviewState

KEY = Ed25519PrivateKey.generate()
PACE = Pace(jitter=lambda: 0.0)
ACCEPTED = Review(ReviewState.ACCEPTED)
RETURNED = Review(ReviewState.RETURNED, ("illegible", "pages-missing"))


class Kiosk:
    """A sender over a simulated centre, whose clock the test moves."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox, self.court, self.clock = outbox, SimulatedCourt(), BootClock()
        self.told = Told()
        self.start_again()

    def start_again(self) -> None:
        waits = Waits(jitter=lambda: 0.5)
        self.courier = Courier(
            self.court, self.outbox, clock=self.clock, waits=waits, tell=self.told, pace=PACE
        )

    def turns(self) -> None:
        while not self.courier.turn():
            pass

    def after(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.turns()

    def received(self) -> Item:
        """One more submission, which the centre has received."""
        number = capture(self.outbox, KEY).number
        self.turns()
        return self.item(number)

    def item(self, number: str) -> Item:
        found = self.outbox.item(number)
        assert found is not None
        return found


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    outbox = Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)
    yield Kiosk(outbox)
    outbox.close()


def test_a_mark_of_the_registry_is_learnt_and_kept_with_its_reasons(kiosk: Kiosk) -> None:
    item = kiosk.received()
    assert item.review == Review(ReviewState.WAITING)
    kiosk.court.reviews[item.submission] = RETURNED
    kiosk.after(PACE.waiting_s)
    kept = kiosk.item(item.number)
    assert (kept.review, kept.state) == (RETURNED, State.RECEIVED)
    assert kept.review_told_at is not None
    assert abs(kept.review_told_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert kiosk.told.events.count("registry-review") == 1


def test_a_mark_that_is_corrected_at_the_desk_is_corrected_here(kiosk: Kiosk) -> None:
    item = kiosk.received()
    kiosk.court.reviews[item.submission] = ACCEPTED
    kiosk.after(PACE.waiting_s)
    kiosk.court.reviews[item.submission] = RETURNED
    kiosk.after(PACE.waiting_s)
    assert kiosk.item(item.number).review == ACCEPTED  # asked of again, but seldom
    kiosk.after(PACE.marked_s)
    assert kiosk.item(item.number).review == RETURNED


def test_what_is_not_received_is_not_asked_of(kiosk: Kiosk) -> None:
    kiosk.court.down = True
    capture(kiosk.outbox, KEY)
    kiosk.turns()
    kiosk.after(PACE.waiting_s)
    assert kiosk.court.asked == []


def test_questions_are_asked_one_at_a_time_with_a_pause(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.received()
    assert len(kiosk.court.asked) == 1
    kiosk.turns()
    assert len(kiosk.court.asked) == 1
    kiosk.after(PACE.between_s)
    kiosk.after(PACE.between_s)
    assert len(set(kiosk.court.asked)) == 3
    kiosk.after(PACE.between_s)
    assert len(kiosk.court.asked) == 3  # each has been asked of, lately


def test_the_pauses_are_drawn_and_never_shorter_than_said() -> None:
    now = BootClock(seconds=0)()
    assert PACE.drawn(now, 100).seconds == 100
    assert replace(PACE, jitter=lambda: 1.0).drawn(now, 100).seconds == 200


def test_a_restart_asks_again_without_haste(kiosk: Kiosk) -> None:
    for _ in range(2):
        kiosk.received()
    kiosk.after(PACE.between_s)
    kiosk.clock.boot, kiosk.clock.seconds = "boot-2", 3.0
    kiosk.start_again()
    kiosk.turns()
    kiosk.turns()
    assert len(kiosk.court.asked) == 3


def test_what_is_to_be_sent_goes_before_any_question(kiosk: Kiosk) -> None:
    kiosk.received()
    kiosk.clock.seconds += PACE.waiting_s
    number = capture(kiosk.outbox, KEY).number
    asked = len(kiosk.court.asked)
    kiosk.courier.turn()
    assert kiosk.item(number).state is State.RECEIVED
    assert len(kiosk.court.asked) == asked


def test_a_question_that_goes_wrong_leaves_the_lane_open_and_the_answer_standing(
    kiosk: Kiosk,
) -> None:
    item = kiosk.received()
    kiosk.court.blocked = Blockage.AUTH
    kiosk.clock.seconds += PACE.waiting_s
    assert Inquiry(kiosk.court, kiosk.outbox.reviews, kiosk.clock, PACE).turn() is None
    assert kiosk.outbox.deliveries.lane().state is LaneState.OPEN
    assert kiosk.item(item.number).review == item.review

    kiosk.court.blocked = None
    kiosk.court.reviews[item.submission] = ACCEPTED
    kiosk.turns()
    assert kiosk.item(item.number).review == item.review  # not at once again
    kiosk.after(PACE.waiting_s)
    assert kiosk.item(item.number).review == ACCEPTED


def test_a_centre_without_reviews_is_fine_and_hardly_ever_asked(kiosk: Kiosk) -> None:
    kiosk.court.tells_reviews = False
    item = kiosk.received()
    assert (item.review, item.review_told_at) == (None, None)
    kiosk.after(PACE.marked_s)
    assert len(kiosk.court.asked) == 1


def test_after_the_retention_the_last_answer_stays_and_nobody_asks(kiosk: Kiosk) -> None:
    item = kiosk.received()
    kiosk.court.reviews[item.submission] = ACCEPTED
    kiosk.after(PACE.waiting_s)
    kiosk.outbox.purge(timedelta(), datetime.now(UTC) + timedelta(seconds=1))
    asked = len(kiosk.court.asked)
    kiosk.after(PACE.marked_s)
    kept = kiosk.item(item.number)
    assert (kept.state, kept.review) == (State.PURGED, ACCEPTED)
    assert len(kiosk.court.asked) == asked
