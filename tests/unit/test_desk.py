"""What an operator does with a submission holds, whatever the sender is doing at that moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import BootClock, Told, capture

from sync.courier import SHOWN_EVERY_S, Courier
from sync.court import Upload
from sync.desk import HELD_BY_OPERATOR
from sync.lane import LaneState, Waits
from sync.outbox import Outbox
from sync.simulated import BLOCK_BYTES, Mishap, SimulatedCourt
from sync.submissions import State

KEY = Ed25519PrivateKey.generate()


class Kiosk:
    """An outbox, its sender, and a centre that does what the operator should have prevented."""

    def __init__(self, outbox: Outbox, court: SimulatedCourt) -> None:
        self.outbox, self.court, self.clock, self.told = outbox, court, BootClock(), Told()
        waits = Waits(jitter=lambda: 0.5)
        self.courier = Courier(court, outbox, clock=self.clock, waits=waits, tell=self.told)

    def turns(self) -> float:
        for _ in range(20):
            if wait_s := self.courier.turn():
                return wait_s
        raise AssertionError("the courier never rests")

    def state(self, number: str) -> State:
        return self.outbox.deliveries.state_of(number)

    def audited(self) -> list[str]:
        return [str(record["event"]) for record in reversed(self.outbox.audit_records(50))]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)
    yield opened
    opened.close()


@pytest.fixture
def kiosk(outbox: Outbox) -> Kiosk:
    return Kiosk(outbox, SimulatedCourt())


def test_what_is_held_is_not_sent_until_it_is_released(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    assert kiosk.outbox.desk.hold(number)
    kiosk.turns()
    assert kiosk.state(number) is State.HELD
    assert kiosk.court.received == {}
    item = kiosk.outbox.item(number)
    assert item is not None
    assert item.reason == HELD_BY_OPERATOR

    assert kiosk.outbox.desk.release(number)
    assert kiosk.state(number) is State.CAPTURED
    kiosk.turns()
    assert kiosk.state(number) is State.RECEIVED


@pytest.mark.parametrize("at_content", [1, 2])
def test_a_hold_while_it_is_being_sent_keeps_it_from_the_centre(
    outbox: Outbox, at_content: int
) -> None:
    class HeldMeanwhile(SimulatedCourt):
        sent = 0

        def send(self, upload: Upload, begun: object, progressed: object) -> bool:
            self.sent += 1
            if self.sent == at_content:
                assert outbox.desk.hold(number)
            return super().send(upload, begun, progressed)  # type: ignore[arg-type]  # passed on

    kiosk = Kiosk(outbox, HeldMeanwhile())
    number = capture(outbox, KEY).number
    kiosk.turns()
    assert kiosk.state(number) is State.HELD
    assert kiosk.court.received == {}
    assert outbox.desk.release(number)
    assert kiosk.state(number) is State.SENDING
    kiosk.turns()
    assert kiosk.state(number) is State.RECEIVED
    assert len(kiosk.court.received) == 1


def test_a_hold_ends_a_long_upload_after_a_block(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY, b"%PDF long" + bytes(20 * BLOCK_BYTES)).number
    blocks = 0

    def between_blocks() -> None:
        nonlocal blocks
        blocks += 1
        kiosk.clock.seconds += SHOWN_EVERY_S
        if blocks == 3:
            assert kiosk.outbox.desk.hold(number)

    kiosk.court.between_blocks = between_blocks
    kiosk.turns()
    assert kiosk.state(number) is State.HELD
    assert blocks <= 4


def test_what_is_being_confirmed_cannot_be_held_for_the_centre_may_have_it(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.court.mishaps.append(Mishap.ANSWER_LOST)
    kiosk.turns()
    assert kiosk.state(number) is State.COMMITTING
    assert not kiosk.outbox.desk.hold(number)
    assert kiosk.state(number) is State.COMMITTING


def test_what_the_sender_set_aside_is_asked_for_before_it_is_sent_again(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.outbox.deliveries.set_aside(number, State.HELD, "different-content")
    assert kiosk.outbox.desk.release(number)
    assert kiosk.state(number) is State.COMMITTING
    kiosk.turns()
    assert kiosk.state(number) is State.RECEIVED


def test_retry_now_ends_the_wait_of_the_lane_and_of_the_submission(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.court.mishaps.append(Mishap.CONNECTION_LOST)
    wait_s = kiosk.turns()
    assert wait_s > 0
    assert kiosk.turns() == wait_s
    assert kiosk.outbox.desk.retry_now(number)
    kiosk.turns()
    assert kiosk.state(number) is State.RECEIVED
    assert kiosk.outbox.deliveries.lane().state is LaneState.OPEN


def test_what_is_done_with_cannot_be_touched(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.turns()
    desk, audited = kiosk.outbox.desk, kiosk.audited()
    assert not any((desk.hold(number), desk.release(number), desk.retry_now(number)))
    assert not any((desk.hold("RC01-9"), desk.release("RC01-9"), desk.retry_now("RC01-9")))
    assert kiosk.state(number) is State.RECEIVED
    assert kiosk.audited() == audited


def test_everything_an_operator_does_is_in_the_chain(kiosk: Kiosk) -> None:
    number = capture(kiosk.outbox, KEY).number
    kiosk.outbox.desk.hold(number)
    kiosk.outbox.desk.release(number)
    kiosk.outbox.desk.retry_now(number)
    kiosk.outbox.noted("maintenance-entered", by="technician")
    expected = ["captured", "held", "released", "retry-asked", "maintenance-entered"]
    assert kiosk.audited() == expected
    assert kiosk.outbox.first_break_in_audit() is None
