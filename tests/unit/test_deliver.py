"""What becomes of a submission on its way to the centre, whatever the centre and the network do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import BootClock, Told, capture

from sync.cose import read_receipt_c, read_verdict
from sync.courier import Courier
from sync.court import Blockage
from sync.lane import LaneState, Waits
from sync.outbox import Outbox
from sync.simulated import Mishap, SimulatedCourt, SimulationForbidden
from sync.submissions import Item, State

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)
    yield opened
    opened.close()


class Kiosk:
    """A kiosk whose clock the test moves."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox, self.court, self.clock, self.told = (
            outbox,
            SimulatedCourt(),
            BootClock(),
            Told(),
        )
        self.start_again()

    def start_again(self) -> None:
        waits = Waits(jitter=lambda: 0.5)
        self.courier = Courier(
            self.court, self.outbox, clock=self.clock, waits=waits, tell=self.told
        )

    def turns(self, most: int = 20) -> float:
        """Take turns until there is something to wait for."""
        for _ in range(most):
            if wait_s := self.courier.turn():
                return wait_s
        raise AssertionError("the courier never rests")

    def item(self, number: str) -> Item:
        found = self.outbox.item(number)
        assert found is not None
        return found


@pytest.fixture
def kiosk(outbox: Outbox) -> Kiosk:
    return Kiosk(outbox)


def test_a_captured_submission_is_received_with_a_receipt_that_verifies(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.turns()
    item = kiosk.item(manifest.number)
    assert item.state is State.RECEIVED
    assert item.receipt_c is not None
    receipt = read_receipt_c(item.receipt_c, [kiosk.court.published], item.receipt_k)
    assert (receipt.submission, receipt.received_at) == (manifest.submission, item.received_at)
    assert kiosk.court.received == {manifest.submission: manifest}


def test_a_lost_answer_leaves_it_being_confirmed_and_asking_finds_the_receipt(
    kiosk: Kiosk,
) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.ANSWER_LOST)
    wait_s = kiosk.turns()
    assert kiosk.item(manifest.number).state is State.COMMITTING
    assert wait_s >= 5

    kiosk.clock.seconds += wait_s
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED
    assert list(kiosk.court.received) == [manifest.submission]


def test_a_commit_that_never_arrived_is_made_again(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.CONNECTION_LOST)
    kiosk.clock.seconds += kiosk.turns()
    assert kiosk.item(manifest.number).state is State.COMMITTING
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED


@pytest.mark.parametrize("mishap", [Mishap.WRONG_SIGNATURE, Mishap.PORTAL])
def test_what_is_not_recognisably_the_centres_is_never_a_receipt(
    kiosk: Kiosk, mishap: Mishap
) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(mishap)
    wait_s = kiosk.turns()
    item = kiosk.item(manifest.number)
    assert (item.state, item.receipt_c) == (State.COMMITTING, None)
    kiosk.clock.seconds += wait_s
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_a_signed_refusal_ends_the_delivery_and_keeps_the_verdict(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.REFUSED)
    kiosk.turns()
    item = kiosk.item(manifest.number)
    assert (item.state, item.reason) == (State.REFUSED, "not-legible")
    assert item.verdict is not None
    verdict = read_verdict(item.verdict, [kiosk.court.published], item.receipt_k)
    assert verdict.reasons == ("not-legible",)


def test_a_busy_centre_is_asked_again_without_stopping_the_others(kiosk: Kiosk) -> None:
    first, second = capture(kiosk.outbox, KEY), capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.STILL_BUSY)
    kiosk.court.retry_after_s = 30
    wait_s = kiosk.turns()
    states = [kiosk.item(m.number).state for m in (first, second)]
    assert states == [State.COMMITTING, State.RECEIVED]
    assert 0 < wait_s <= 30
    kiosk.clock.seconds += 30
    kiosk.turns()
    assert kiosk.item(first.number).state is State.RECEIVED


def test_documents_the_centre_has_lost_are_sent_again(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.FORGOT_DOCUMENTS)
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_documents_lost_again_and_again_are_sent_for_ever_with_a_wait(kiosk: Kiosk) -> None:
    """The copy here is as it was captured: something on the way damages it each time."""
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.extend([Mishap.FORGOT_DOCUMENTS] * 20)
    waits = []
    while kiosk.item(manifest.number).state is not State.RECEIVED:
        waits.append(kiosk.turns())
        kiosk.clock.seconds += waits[-1]
        item = kiosk.item(manifest.number)
        if item.state is not State.RECEIVED:
            assert (item.state, item.reason) == (State.SENDING, "documents-missing-again")
    assert len(waits) > 10
    assert min(waits[:-1]) >= 5


def test_a_copy_that_changed_on_this_kiosk_is_found_to_be_damaged(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    path = kiosk.outbox.path_of(manifest.documents[0].stamped.sha256)
    path.write_bytes(b"x" * path.stat().st_size)
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.DAMAGED
    assert kiosk.court.received == {}


def test_a_content_that_cannot_be_read_is_found_to_be_damaged(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.outbox.path_of(manifest.documents[0].stamped.sha256).unlink()
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.DAMAGED


def test_an_upload_that_was_cut_goes_on_where_it_ended(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY, bytes(500_000))
    kiosk.court.cut_after_bytes = 300_000
    wait_s = kiosk.turns()
    assert kiosk.item(manifest.number).state is State.SENDING
    kiosk.clock.seconds += wait_s
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_how_far_it_is_can_be_seen_while_it_is_sent(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY, bytes(1_000_000))
    seen = []

    def a_second_passes() -> None:
        kiosk.clock.seconds += 1
        seen.append(kiosk.item(manifest.number).sent_bytes)

    kiosk.court.between_blocks = a_second_passes
    kiosk.turns()
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    item = kiosk.item(manifest.number)
    assert item.sent_bytes == item.total_bytes


def test_a_small_submission_goes_first_even_when_a_large_one_is_on_its_way(kiosk: Kiosk) -> None:
    large = capture(kiosk.outbox, KEY, bytes(2_000_000))
    small = []

    def a_visitor_captures_meanwhile() -> None:
        kiosk.clock.seconds += 1
        if not small:
            small.append(capture(kiosk.outbox, KEY))

    kiosk.court.between_blocks = a_visitor_captures_meanwhile
    kiosk.turns()
    assert list(kiosk.court.received) == [small[0].submission, large.submission]


def test_an_outage_is_told_once_down_and_once_up(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.down = True
    for _ in range(10):
        kiosk.clock.seconds += kiosk.turns()
    kiosk.court.down = False
    kiosk.turns()
    assert kiosk.told.events == ["lane-down", "lane-up", "delivery-received"]
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_nothing_told_names_a_party_a_case_or_a_file(kiosk: Kiosk) -> None:
    capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.extend([Mishap.ANSWER_LOST, Mishap.FORGOT_DOCUMENTS, Mishap.REFUSED])
    kiosk.clock.seconds += kiosk.turns()
    kiosk.turns()
    told = " ".join(kiosk.told.facts).lower()
    assert kiosk.told.facts
    assert not any(word in told for word in ("canary", "傳訊", "hca", "1234"))


@pytest.mark.parametrize("kind", list(Blockage))
def test_a_blocked_lane_says_why_and_the_submissions_keep_their_states(
    kiosk: Kiosk, kind: Blockage
) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.blocked = kind
    wait_s = kiosk.turns()
    lane = kiosk.outbox.deliveries.lane()
    assert (lane.state, lane.kind) == (LaneState.BLOCKED, kind)
    assert kiosk.item(manifest.number).state in {State.CAPTURED, State.SENDING}

    kiosk.court.blocked = None
    kiosk.clock.seconds += wait_s
    kiosk.turns()
    assert kiosk.outbox.deliveries.lane().state is LaneState.OPEN
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_a_restarted_machine_tries_at_once(kiosk: Kiosk) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.down = True
    kiosk.turns()
    kiosk.court.down = False
    kiosk.start_again()
    assert kiosk.courier.turn() > 0  # the process alone: it still waits

    kiosk.clock.boot, kiosk.clock.seconds = "boot-2", 3.0
    kiosk.start_again()
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.RECEIVED


def test_an_unclear_end_waits_for_an_operator_when_the_centre_cannot_be_asked(
    kiosk: Kiosk,
) -> None:
    manifest = capture(kiosk.outbox, KEY)
    kiosk.court.exactly_once = False
    kiosk.court.mishaps.append(Mishap.ANSWER_LOST)
    kiosk.turns()
    assert kiosk.item(manifest.number).state is State.UNKNOWN


def test_one_submission_that_always_fails_does_not_keep_the_others_back(kiosk: Kiosk) -> None:
    first, second = capture(kiosk.outbox, KEY), capture(kiosk.outbox, KEY)
    kiosk.court.mishaps.append(Mishap.CONNECTION_LOST)
    kiosk.clock.seconds += kiosk.turns()
    kiosk.courier.turn()
    assert kiosk.item(second.number).state is State.RECEIVED
    assert kiosk.item(first.number).state is State.COMMITTING


def test_a_simulated_centre_does_not_start_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationForbidden):
        SimulatedCourt()
