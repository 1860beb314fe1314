"""Each thing a network does, at each step of a delivery: it arrives once, and is never lost."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.fault_proxy import Fault, FaultProxy, Step
from support.submissions import KIOSK, BootClock, Told, make

from sync.cose import read_receipt_c
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import LaneState, Waits
from sync.link import Patience
from sync.manifest import Manifest
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.submissions import TO_BE_DELIVERED, Item, State

KEY = Ed25519PrivateKey.generate()
NUMBERS = count(1)
MOST_TURNS = 30
ANSWER_WITHIN_S = 0.7

# What a fault is called while it lasts; the others are got over without an interruption, or
# with one that depends on the step.
CALLED = {
    Fault.RESET: {"ConnectionError"},
    Fault.LOSE_ANSWER: {"ConnectionError"},
    Fault.STALL: {"ReadTimeout"},
    Fault.HALF_OPEN: {"ReadTimeout"},
    Fault.LATE: {"ReadTimeout"},
    Fault.PORTAL: {"answer-200-not-the-centre"},
    Fault.REDIRECT: {"answer-302-not-the-centre"},
    Fault.PROXY_403: {"answer-403-not-the-centre"},
    Fault.PROXY_413: {"answer-413-not-the-centre", "answer-413-to-head"},
    Fault.PROXY_502: {"answer-502-not-the-centre"},
    Fault.BUSY: {"answer-503"},
}
WITHOUT_INTERRUPTION = {
    (Step.CHUNK, Fault.PROXY_413),
    *((step, Fault.SLOW) for step in Step),
    *((step, Fault.DOUBLE) for step in (Step.CREATE, Step.OFFSET, Step.COMMIT)),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centre")


@pytest.fixture(scope="module")
def receiver(store: Path) -> Iterator[RunningReceiver]:
    started = start_receiver(store)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def pinned(receiver: RunningReceiver, store: Path) -> PinnedKeys:
    keys = PinnedKeys(store.parent / "faults-centre-keys.json")
    with closing(HttpCourt(receiver.base_url, KIOSK, KEY, keys)) as first:
        first.published_keys()
    return keys


class Kiosk:
    """A kiosk with one submission on its way, whose clock the test moves."""

    def __init__(
        self, outbox: Outbox, proxy: FaultProxy, pinned: PinnedKeys, patience: Patience
    ) -> None:
        self.outbox = outbox
        self.court = HttpCourt(proxy.base_url, KIOSK, KEY, pinned, patience=patience)
        self.clock, self.called = BootClock(), set[str]()
        self.courier = Courier(
            self.court, outbox, clock=self.clock, waits=Waits(jitter=lambda: 0.5), tell=Told()
        )

    def capture(self, original: bytes) -> Manifest:
        made = make(self.outbox, KEY, original, number=f"{KIOSK}-{next(NUMBERS):05}")
        self.outbox.put(made.manifest, made.receipt_k, made.blobs)
        return made.manifest

    def item(self, manifest: Manifest) -> Item:
        found = self.outbox.item(manifest.number)
        assert found is not None
        return found

    def turn(self) -> None:
        """One turn, and the wait after it; what the lane is called is kept."""
        self.clock.seconds += self.courier.turn()
        lane = self.outbox.deliveries.lane()
        if lane.state is LaneState.PAUSED:
            assert (lane.kind, bool(lane.reason)) == (None, True)
            self.called.add(lane.reason)
        else:
            assert lane.state is LaneState.OPEN, "no network blocks the lane"


@pytest.fixture
def proxy(receiver: RunningReceiver) -> Iterator[FaultProxy]:
    with closing(FaultProxy(receiver.base_url)) as started:
        yield started


@pytest.fixture
def kiosk(tmp_path: Path, proxy: FaultProxy, pinned: PinnedKeys) -> Iterator[Kiosk]:
    patience = Patience(5, ANSWER_WITHIN_S, ANSWER_WITHIN_S)
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox:
        kiosk = Kiosk(outbox, proxy, pinned, patience)
        with closing(kiosk.court):
            yield kiosk


def arm(proxy: FaultProxy, step: Step, fault: Fault) -> None:
    """The fault, after what brings a delivery to this step: only an unclear end is looked up."""
    if step in {Step.LOOK_UP, Step.PROBE}:
        proxy.arm(Step.COMMIT, Fault.LOSE_ANSWER)
    proxy.arm(step, fault)


@pytest.mark.parametrize("fault", list(Fault), ids=str)
@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.name.lower())
def test_whatever_happens_on_the_way_it_arrives_once(
    kiosk: Kiosk, proxy: FaultProxy, store: Path, pinned: PinnedKeys, step: Step, fault: Fault
) -> None:
    original = hashlib.sha256(f"{step}{fault}".encode()).digest() * 20_000
    manifest = kiosk.capture(original)
    stamped = manifest.documents[0].stamped.sha256
    arm(proxy, step, fault)
    for _ in range(MOST_TURNS):
        kiosk.turn()
        item = kiosk.item(manifest)
        if item.state is State.RECEIVED:
            break
        assert item.state in TO_BE_DELIVERED, (item.state, item.reason)
        if count_holding(store, stamped):
            assert item.state is State.COMMITTING, "what the centre may have is being confirmed"
    assert item.state is State.RECEIVED
    assert (step, fault) in proxy.met, "the delivery came by this step"
    proxy.let_the_late_arrive()
    kiosk.turn()
    assert kiosk.item(manifest).state is State.RECEIVED
    assert kiosk.outbox.deliveries.lane().state is LaneState.OPEN
    assert item.receipt_c is not None
    receipt = read_receipt_c(item.receipt_c, pinned.known(), item.receipt_k)
    assert receipt.submission == manifest.submission
    for blob in manifest.blobs():
        assert count_holding(store, blob.sha256) == 1
    if (step, fault) in WITHOUT_INTERRUPTION:
        assert kiosk.called <= (
            {"ConnectionError"} if step in {Step.LOOK_UP, Step.PROBE} else set()
        )
    elif fault in CALLED:
        assert kiosk.called & CALLED[fault], kiosk.called


HEADERS = [
    (Step.CREATE, b"kiosk-id"),
    (Step.CREATE, b"kiosk-key"),
    (Step.CREATE, b"upload-length"),
    (Step.CREATE, b"upload-metadata"),
    (Step.CREATE, b"tus-resumable"),
    (Step.COMMIT, b"kiosk-id"),
    (Step.COMMIT, b"kiosk-key"),
    (Step.COMMIT, b"kiosk-receipt"),
    (Step.COMMIT, b"content-digest"),
    (Step.COMMIT, b""),
]


@pytest.mark.parametrize(("step", "header"), HEADERS, ids=str)
def test_a_header_that_is_changed_on_the_way_sets_nothing_aside(
    kiosk: Kiosk, proxy: FaultProxy, store: Path, step: Step, header: bytes
) -> None:
    """Not even when it is changed each time, for as long as the cable is what it is."""
    manifest = kiosk.capture(hashlib.sha256(f"{step}{header!r}".encode()).digest() * 500)
    proxy.spoilt_header = header
    proxy.arm(step, Fault.CORRUPT_HEAD, times=7)
    for _ in range(2 * MOST_TURNS):
        kiosk.clock.seconds += kiosk.courier.turn()
        item = kiosk.item(manifest)
        if item.state is State.RECEIVED:
            break
        assert item.state in TO_BE_DELIVERED, (item.state, item.reason)
    assert item.state is State.RECEIVED
    assert len(proxy.met) >= 7
    for blob in manifest.blobs():
        assert count_holding(store, blob.sha256) == 1


def test_what_the_centre_cannot_take_as_it_is_is_still_set_aside(
    kiosk: Kiosk, receiver: RunningReceiver, pinned: PinnedKeys
) -> None:
    """The near miss: nothing was changed on the way, and the answer says so."""
    made = make(kiosk.outbox, KEY, b"x" * 3000, number=f"{KIOSK}-{next(NUMBERS):05}")
    other = make(kiosk.outbox, KEY, b"y" * 3000, number=f"{KIOSK}-{next(NUMBERS):05}")
    kiosk.outbox.put(made.manifest, other.receipt_k, made.blobs)  # about another manifest
    for _ in range(MOST_TURNS):
        kiosk.turn()
    item = kiosk.item(made.manifest)
    assert (item.state, item.reason) == (State.HELD, "wrong-receipt")


def test_a_network_that_spoils_one_thing_after_the_other_loses_and_doubles_none(
    kiosk: Kiosk, proxy: FaultProxy, store: Path
) -> None:
    chance = random.Random(2026)
    quick = [each for each in Fault if each not in {Fault.STALL, Fault.HALF_OPEN, Fault.LATE}]
    manifests = [kiosk.capture(chance.randbytes(200_000)) for _ in range(3)]
    for step in Step:
        for fault in chance.sample(quick, 4):
            proxy.arm(step, fault)
    for _ in range(20 * MOST_TURNS):
        kiosk.turn()
        if {kiosk.item(each).state for each in manifests} == {State.RECEIVED}:
            break
    assert {kiosk.item(each).state for each in manifests} == {State.RECEIVED}
    assert len(proxy.met) > 15
    assert all(count_holding(store, b.sha256) == 1 for m in manifests for b in m.blobs())
    assert kiosk.outbox.first_break_in_audit() is None
