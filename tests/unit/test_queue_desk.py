"""A technician reads how it stands with each submission, in words, and nothing of its content."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, BootClock, Told, capture

from kiosk_app.maintenance.queue_desk import QueueDesk, QueueLine
from kiosk_app.maintenance.words import words
from kiosk_app.wording.texts import Language
from sync.courier import Courier
from sync.court import Blockage
from sync.lane import Waits
from sync.outbox import Outbox
from sync.reviews import Pace
from sync.simulated import Mishap, SimulatedCourt
from sync.submissions import Review, State
from sync.wire import ReviewState

KEY = Ed25519PrivateKey.generate()
LATER = NOON + timedelta(minutes=90)


class Kiosk:
    """An outbox, its sender and the technician's desk over it."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox, self.court, self.clock = outbox, SimulatedCourt(), BootClock()
        waits = Waits(jitter=lambda: 0.5)
        self.courier = Courier(self.court, outbox, clock=self.clock, waits=waits, tell=Told())
        self.rung = 0
        self.desk = QueueDesk(outbox, self._ring)

    def _ring(self) -> None:
        self.rung += 1

    def turns(self) -> float:
        for _ in range(20):
            if wait_s := self.courier.turn():
                return wait_s
        raise AssertionError("the courier never rests")

    def lines(self) -> tuple[QueueLine, ...]:
        return self.desk.lines(LATER, self.clock())

    def line(self) -> QueueLine:
        (line,) = self.lines()
        return line


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    outbox = Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)
    yield Kiosk(outbox)
    outbox.close()


def test_what_has_just_been_captured_waits_for_its_turn(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    line = kiosk.line()
    assert (line.number, line.state, line.attempts) == (number, State.CAPTURED, 0)
    assert (line.age_s, line.next_attempt_s) == (5400, 0)
    assert line.why == words("why", "next")
    assert (line.can_hold, line.can_release, line.can_retry) == (True, False, True)


def test_while_the_centre_is_out_of_reach_each_line_says_so_and_when_it_is_tried(
    kiosk: Kiosk,
) -> None:
    capture(kiosk.outbox, KEY)
    kiosk.court.down = True
    wait_s = kiosk.turns()
    line = kiosk.line()
    assert line.why == words("why", "network")
    assert line.code
    assert line.next_attempt_s == pytest.approx(wait_s)
    kiosk.clock.seconds += 2
    assert kiosk.line().next_attempt_s == pytest.approx(wait_s - 2)


def test_after_a_restart_of_the_machine_nothing_waits_any_longer(kiosk: Kiosk) -> None:
    capture(kiosk.outbox, KEY)
    kiosk.court.down = True
    kiosk.turns()
    kiosk.clock.boot, kiosk.clock.seconds = "boot-2", 3.0
    assert kiosk.line().next_attempt_s == 0


def test_a_blocked_line_points_to_the_report(kiosk: Kiosk) -> None:
    capture(kiosk.outbox, KEY)
    kiosk.court.blocked = Blockage.AUTH
    kiosk.turns()
    assert kiosk.line().why == words("why", "blocked")


def test_an_unclear_answer_is_being_confirmed_and_cannot_be_held(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.court.mishaps.append(Mishap.ANSWER_LOST)
    kiosk.turns()
    line = kiosk.line()
    assert line.why == words("why", "being_confirmed")
    assert (line.can_hold, line.can_retry) == (False, True)
    assert not kiosk.desk.hold(number)
    assert kiosk.rung == 0


def test_a_centre_that_is_still_busy_leaves_it_being_confirmed(kiosk: Kiosk) -> None:
    capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.STILL_BUSY)
    kiosk.turns()
    line = kiosk.line()
    assert line.attempts == 1
    assert line.next_attempt_s
    assert line.why == words("why", "being_confirmed")


def test_a_refusal_has_its_codes(kiosk: Kiosk) -> None:
    kiosk.court.refusal = ("not-legible", "wrong-court")
    capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.REFUSED)
    kiosk.turns()
    line = kiosk.line()
    assert (line.why, line.code) == (words("why", "refused"), "not-legible wrong-court")
    assert (line.can_hold, line.can_release, line.can_retry) == (False, False, False)
    assert line.next_attempt_s is None


def test_hold_release_and_retry_wake_the_sender(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    assert kiosk.desk.hold(number)
    line = kiosk.line()
    assert (line.state, line.why) == (State.HELD, words("why", "held_by_operator"))
    assert (line.can_hold, line.can_release, line.can_retry) == (False, True, False)
    assert kiosk.desk.release(number)
    assert kiosk.desk.retry_now(number)
    assert kiosk.rung == 3
    kiosk.turns()
    assert kiosk.line().state is State.RECEIVED


def test_the_registrys_review_stands_on_the_line_with_its_reasons(kiosk: Kiosk) -> None:
    kiosk.court.tells_reviews = False
    submission = capture(kiosk.outbox, KEY).submission
    kiosk.turns()
    assert kiosk.line().why == words("why", "received")

    def reviewed(review: Review) -> QueueLine:
        kiosk.court.tells_reviews = True
        kiosk.court.reviews[submission] = review
        kiosk.clock.seconds += 2 * Pace().silent_s
        kiosk.turns()
        return kiosk.line()

    assert reviewed(Review(ReviewState.WAITING)).why == words("why", "review_waiting")
    line = reviewed(Review(ReviewState.RETURNED, ("illegible", "not-signed")))
    assert line.why == words("why", "review_returned")
    assert line.code == "illegible, not-signed"
    assert reviewed(Review(ReviewState.ACCEPTED)).why == words("why", "review_accepted")


def test_what_is_to_be_done_stands_above_what_is_done(kiosk: Kiosk) -> None:
    done = [capture(kiosk.outbox, KEY, b"%PDF one").number for _ in range(2)]
    kiosk.turns()
    waiting = [capture(kiosk.outbox, KEY, b"%PDF two").number for _ in range(2)]
    assert [line.number for line in kiosk.lines()] == [*waiting, *reversed(done)]
    assert len(kiosk.desk.lines(LATER, kiosk.clock(), most=3)) == 3


def test_no_line_holds_a_party_a_case_or_a_files_name(kiosk: Kiosk) -> None:
    capture(kiosk.outbox, KEY)
    told = repr(astuple(kiosk.line()))
    for canary in ("Canary", "CAN/1", "傳訊令狀", "HCA", "1234", "Writ"):
        assert canary not in told


def test_a_reason_that_is_not_plainly_a_code_is_not_shown(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.outbox.deliveries.set_aside(number, State.HELD, "名 <script> Canary & Partners")
    assert kiosk.line().code == ""
    assert kiosk.line().why == words("why", "held")


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_words_and_a_reason(kiosk: Kiosk, state: State) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.outbox.deliveries.set_aside(number, state, "a-code")
    line = kiosk.line()
    for text in (line.state_words, line.why):
        assert all(text.in_language(language) for language in Language)
