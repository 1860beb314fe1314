"""Large submissions make way, proxies with small limits are got past, a busy centre is obeyed."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.fault_proxy import Fault, FaultProxy, Step
from support.submissions import KIOSK, BootClock, Told, capture

from sync.courier import SHOWN_EVERY_S, Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import LaneState, Waits
from sync.link import Patience
from sync.outbox import Outbox
from sync.receiver.server import start_receiver
from sync.submissions import Moment, State
from sync.tus import CHUNK_BYTES, CHUNK_LEAST_BYTES, CHUNK_MOST_BYTES, Chunks

KEY = Ed25519PrivateKey.generate()
MIB = 1024 * 1024


class PacedClock(BootClock):
    """Half the time between two looks at the queue passes each time it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.at_each_look: Callable[[], None] = lambda: None

    def __call__(self) -> Moment:
        self.seconds += SHOWN_EVERY_S * 0.51
        self.at_each_look()
        return super().__call__()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[FaultProxy]:
    receiver = start_receiver(tmp_path / "centre")
    with closing(FaultProxy(receiver.base_url)) as started:
        yield started
    receiver.stop()


class Kiosk:
    def __init__(self, outbox: Outbox, court: HttpCourt, clock: BootClock) -> None:
        self.outbox, self.clock = outbox, clock
        self.courier = Courier(
            court, outbox, clock=clock, waits=Waits(jitter=lambda: 0.5), tell=Told()
        )

    def turns_until_all_received(self) -> list[str]:
        """The numbers in the order in which they were received."""
        order: list[str] = []
        for _ in range(60):
            self.clock.seconds += self.courier.turn()
            received = [i.number for i in self.outbox.items() if i.state is State.RECEIVED]
            order += [number for number in received if number not in order]
            if len(order) == len(self.outbox.items()):
                return order
        raise AssertionError("never")


@pytest.fixture
def kiosk(tmp_path: Path, proxy: FaultProxy) -> Iterator[Kiosk]:
    keys = PinnedKeys(tmp_path / "keys.json")
    with (
        closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox,
        closing(HttpCourt(proxy.base_url, KIOSK, KEY, keys)) as court,
    ):
        yield Kiosk(outbox, court, PacedClock())


def test_a_large_submission_makes_way_after_a_chunk_for_a_small_one(
    kiosk: Kiosk, proxy: FaultProxy
) -> None:
    large = capture(kiosk.outbox, KEY, bytes(3 * MIB))
    proxy.arm(Step.CHUNK, Fault.PROXY_413, times=5)  # down to the smallest chunks
    kiosk.courier.turn()
    assert kiosk.outbox.deliveries.lane().state is LaneState.PAUSED
    small: list[str] = []

    def a_visitor_comes_when_it_has_begun() -> None:
        item = kiosk.outbox.item(large.number)
        if not small and item is not None and item.sent_bytes > 0:
            small.append("")
            small[0] = capture(kiosk.outbox, KEY).number

    assert isinstance(kiosk.clock, PacedClock)
    kiosk.clock.at_each_look = a_visitor_comes_when_it_has_begun
    kiosk.clock.seconds += 60
    kiosk.courier.turn()
    item = kiosk.outbox.item(large.number)
    assert item is not None
    assert 0 < item.sent_bytes <= 3 * CHUNK_LEAST_BYTES, "after this chunk, not after the document"
    assert kiosk.turns_until_all_received() == [*small, large.number]


def test_the_one_that_was_tried_least_goes_first_then_the_smallest(
    kiosk: Kiosk, proxy: FaultProxy
) -> None:
    tried = capture(kiosk.outbox, KEY)
    proxy.arm(Step.CREATE, Fault.PROXY_502)
    kiosk.clock.seconds += kiosk.courier.turn()
    large, small = capture(kiosk.outbox, KEY, bytes(MIB)), capture(kiosk.outbox, KEY, bytes(10))
    assert kiosk.turns_until_all_received() == [small.number, large.number, tried.number]


def test_a_proxy_that_takes_a_mebibyte_at_once_is_got_past_without_a_pause(
    kiosk: Kiosk, proxy: FaultProxy
) -> None:
    capture(kiosk.outbox, KEY, bytes(3 * MIB))
    proxy.arm(Step.CHUNK, Fault.PROXY_413, times=3)
    for _ in range(3):
        assert kiosk.outbox.deliveries.lane().state is LaneState.OPEN
        kiosk.courier.turn()
    assert [item.state for item in kiosk.outbox.items()] == [State.RECEIVED]


def test_chunks_shrink_to_a_quarter_of_a_mebibyte_and_grow_to_64() -> None:
    chunks = Chunks()
    assert chunks.size_bytes == CHUNK_BYTES == 8 * MIB
    sizes = []
    for _ in range(7):
        chunks.failed()
        sizes.append(chunks.size_bytes // 1024)
    assert sizes == [4096, 2048, 1024, 512, 256, 256, 256]
    grown = []
    for _ in range(80):
        chunks.went_well()
        grown.append(chunks.size_bytes)
    assert grown[6:8] == [CHUNK_LEAST_BYTES, 2 * CHUNK_LEAST_BYTES]
    assert grown[-1] == CHUNK_MOST_BYTES == 64 * MIB
    assert grown.index(CHUNK_MOST_BYTES) == 8 * 8 - 1


def test_a_failure_begins_the_count_of_successes_anew() -> None:
    chunks = Chunks()
    for _ in range(7):
        chunks.went_well()
    chunks.failed()
    for _ in range(7):
        chunks.went_well()
    assert chunks.size_bytes == CHUNK_BYTES // 2


def test_a_chunk_that_is_not_answered_in_time_is_followed_by_smaller_ones(
    tmp_path: Path, proxy: FaultProxy
) -> None:
    keys, patience = PinnedKeys(tmp_path / "keys.json"), Patience(5, 0.5, 5)
    with (
        closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox,
        closing(HttpCourt(proxy.base_url, KIOSK, KEY, keys, patience=patience)) as court,
    ):
        kiosk = Kiosk(outbox, court, BootClock())
        capture(outbox, KEY, bytes(5 * MIB))
        proxy.arm(Step.CHUNK, Fault.STALL)
        kiosk.turns_until_all_received()
    assert proxy.lengths[Step.CHUNK][:2] == [5 * MIB, 4 * MIB]


def test_a_centre_that_asks_for_patience_is_not_asked_before(
    kiosk: Kiosk, proxy: FaultProxy
) -> None:
    capture(kiosk.outbox, KEY)
    proxy.arm(Step.CREATE, Fault.BUSY)
    asked_at = kiosk.clock.seconds
    wait_s = kiosk.courier.turn()
    assert 120 <= wait_s + kiosk.clock.seconds - asked_at < 140
    kiosk.clock.seconds += wait_s - 10
    assert 0 < kiosk.courier.turn() <= 10
    assert kiosk.outbox.deliveries.lane().state is LaneState.PAUSED
    kiosk.clock.seconds += 10
    kiosk.turns_until_all_received()
