"""Whoever has a number is told the way its submission went; whoever guesses is slowed down."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, make

from kiosk_app.errands.looking_up import A_MISS_COSTS, AT_ONCE, ONE_MORE_EVERY_S, LookUps, look_up
from kiosk_app.filing.submission_numbers import submission_number
from kiosk_app.flow.model import Delivery, Event, Known, SubmissionFound, TroubleArose
from kiosk_app.wording.trouble import Trouble
from sync.lane import boot_clock
from sync.outbox import Outbox
from sync.submissions import Review
from sync.wire import ReviewState

KEY = Ed25519PrivateKey.generate()
DAY = date(2026, 11, 20)
OURS, UNKNOWN, OTHERS = (submission_number(*of) for of in ((1, DAY, 1), (1, DAY, 2), (2, DAY, 1)))
RETURNED = Review(ReviewState.RETURNED, ("illegible",))


@dataclass
class Desk:
    """A kiosk with one submission, and somebody who keys numbers."""

    outbox: Outbox
    now_s: float = 0.0
    told: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.look_ups = LookUps(lambda: self.now_s)

    def keyed(self, text: str) -> Event:
        look_up(self.outbox, 1, self.look_ups, text, self.told.append)
        return self.told[-1]

    def found(self, text: str = OURS) -> Known:
        event = self.keyed(text)
        assert isinstance(event, SubmissionFound), event
        return event.known


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    outbox = Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)
    made = make(outbox, KEY, number=OURS)
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    yield Desk(outbox)
    outbox.close()


def test_a_captured_submission_is_told_with_its_time_and_its_pages(desk: Desk) -> None:
    assert desk.found() == Known(OURS, Delivery.CAPTURED, NOON, None, 1, 3)


@pytest.mark.parametrize("as_keyed", [OURS.replace("-", ""), OURS.lower(), f" {OURS} "])
def test_the_number_may_be_keyed_in_any_way(desk: Desk, as_keyed: str) -> None:
    assert desk.found(as_keyed).number == OURS


def test_of_a_received_one_the_registrys_review_is_told(desk: Desk) -> None:
    desk.outbox.deliveries.received(OURS, b"C", NOON + timedelta(minutes=1))
    assert (desk.found().review, desk.found().review_told_at) == (None, None)
    told_at = NOON + timedelta(hours=1)
    desk.outbox.reviews.told(OURS, RETURNED, told_at, boot_clock())
    known = desk.found()
    assert (known.delivery, known.received_at) == (Delivery.RECEIVED, NOON + timedelta(minutes=1))
    assert (known.review, known.review_told_at) == (RETURNED, told_at)


def test_a_purged_one_still_knows_pages_times_and_review(desk: Desk) -> None:
    desk.outbox.deliveries.received(OURS, b"C", NOON)
    desk.outbox.reviews.told(OURS, RETURNED, NOON, boot_clock())
    desk.outbox.purge(timedelta(), datetime.now(UTC) + timedelta(days=9999))
    known = desk.found()
    assert (known.delivery, known.pages, known.review) == (Delivery.PURGED, 3, RETURNED)


def test_nothing_that_is_told_says_whose_it_is_or_what_it_says(desk: Desk) -> None:
    desk.outbox.deliveries.refused(OURS, b"verdict", ("wrong-court",))
    told = repr(desk.found())
    for canary in ("Canary", "CAN/1", "HCA", "writ", "Writ", "傳訊令狀", "law_firm", "wrong-court"):
        assert canary not in told
    assert "party" not in {each.name for each in fields(Known)}


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (UNKNOWN, Trouble.NUMBER_UNKNOWN),
        (OTHERS, Trouble.NUMBER_OF_ANOTHER_KIOSK),
        (OURS[:-1] + str((int(OURS[-1]) + 1) % 10), Trouble.NUMBER_MISTYPED),
        (OURS[:-3], Trouble.NUMBER_MISTYPED),
        ("", Trouble.NUMBER_MISTYPED),
    ],
)
def test_a_number_without_an_answer_gets_its_own_code(
    desk: Desk, text: str, trouble: Trouble
) -> None:
    assert desk.keyed(text) == TroubleArose(trouble)


def test_a_submission_here_is_found_though_the_kiosk_was_given_another_number(desk: Desk) -> None:
    look_up(desk.outbox, 7, desk.look_ups, OURS, desk.told.append)
    assert isinstance(desk.told[-1], SubmissionFound)


def test_a_clerk_can_look_up_the_receipts_of_a_day_and_then_waits(desk: Desk) -> None:
    for _ in range(AT_ONCE):
        assert desk.found()
    assert desk.keyed(OURS) == TroubleArose(Trouble.TOO_MANY_LOOK_UPS)
    desk.now_s += ONE_MORE_EVERY_S - 1
    assert desk.keyed(OURS) == TroubleArose(Trouble.TOO_MANY_LOOK_UPS)
    desk.now_s += 1
    assert desk.found()
    assert desk.keyed(OURS) == TroubleArose(Trouble.TOO_MANY_LOOK_UPS)


def test_guessing_is_slowed_down_sooner_and_forgotten_after_a_while(desk: Desk) -> None:
    tries = 0
    while desk.keyed(UNKNOWN) == TroubleArose(Trouble.NUMBER_UNKNOWN):
        tries += 1
    assert tries == -(-AT_ONCE // A_MISS_COSTS)
    desk.now_s += 10 * AT_ONCE * ONE_MORE_EVERY_S
    for _ in range(AT_ONCE):
        assert desk.found()
    assert desk.keyed(OURS) == TroubleArose(Trouble.TOO_MANY_LOOK_UPS)


def test_a_mistyped_number_costs_nothing(desk: Desk) -> None:
    for _ in range(3 * AT_ONCE):
        desk.keyed(OURS[:-1])
    assert desk.found()
