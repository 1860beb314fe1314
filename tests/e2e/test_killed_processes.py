"""Power goes and processes die at any moment: nothing is lost, nothing is doubled."""

import hashlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.killable import Nursery
from support.submissions import KIOSK, capture

from sync.cose import read_receipt_c, read_receipt_k
from sync.keys import PinnedKeys, published, signing_key
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.submissions import Item, State

KILLS = 60
PATIENCE_S = 60


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[str]:
    """The address of a receiver in a process of its own."""
    command = [sys.executable, "-m", "sync.receiver", "serve", "--listen", "127.0.0.1:0"]
    receiver = subprocess.Popen(
        [*command, "--store", str(tmp_path / "centre")], stdout=subprocess.PIPE, text=True
    )
    assert receiver.stdout is not None
    yield receiver.stdout.readline().strip()
    receiver.terminate()
    receiver.wait(PATIENCE_S)
    receiver.stdout.close()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with closing(Nursery()) as started:
        yield started


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


def is_at_work(outbox: Outbox) -> bool:
    """Something is on its way, or nothing is left to send."""
    states = {item.state for item in outbox.items()}
    return State.SENDING in states or State.COMMITTING in states or states == {State.RECEIVED}


def all_received(outbox: Outbox) -> bool:
    return all(item.state is State.RECEIVED for item in outbox.items())


def test_a_sender_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path, centre: str, nursery: Nursery
) -> None:
    chance = random.Random(2026)
    state = tmp_path / "state"
    interrupted: Counter[State] = Counter()
    originals = []
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        key = signing_key(state)
        for kill in range(KILLS):
            at_once = kill % 4 == 1  # on a busy machine too, some kills fall into the sending
            sizes = [3_000_000] if at_once else [30_000, 300_000, 3_000_000]
            originals.append(chance.randbytes(chance.choice(sizes)))
            capture(outbox, key, originals[-1])
            nursery.start_sender(state, centre, KIOSK)
            if kill % 2:
                until(lambda: is_at_work(outbox))
            if not at_once:
                time.sleep(chance.uniform(0.0, 0.1))  # the moment of the kill, not a wait
            nursery.kill()
            interrupted.update(item.state for item in outbox.items())

        nursery.start_sender(state, centre, KIOSK)
        until(lambda: all_received(outbox))
        nursery.kill()

        items = outbox.items()
        assert [item.state for item in items] == [State.RECEIVED] * KILLS
        assert outbox.first_break_in_audit() is None
    assert interrupted[State.SENDING] > 5  # the kills fell into the work
    assert interrupted[State.DAMAGED] == 0
    store = tmp_path / "centre"
    held = [count_holding(store, hashlib.sha256(each).hexdigest()) for each in originals]
    assert held == [1] * KILLS
    check_receipts(items, state, key)


def check_receipts(items: tuple[Item, ...], state: Path, key: Ed25519PrivateKey) -> None:
    keys = (*PinnedKeys(state / "centre-keys.json").known(), published(KIOSK, key))
    captured = [read_receipt_k(item.receipt_k, keys) for item in items]
    assert [receipt.sequence for receipt in captured] == list(range(1, KILLS + 1))
    for item in items:
        assert item.receipt_c is not None
        received = read_receipt_c(item.receipt_c, keys, item.receipt_k)
        assert received.submission == item.submission


def test_a_capturing_process_killed_again_and_again_keeps_what_it_acknowledged(
    tmp_path: Path, nursery: Nursery
) -> None:
    chance = random.Random(2026)
    state, acknowledged = tmp_path / "state", tmp_path / "acknowledged"
    acknowledged.touch()
    for kill in range(KILLS):
        before = acknowledged.stat().st_size
        nursery.start_capturing(state, acknowledged)
        if kill % 2:
            until(lambda before=before: acknowledged.stat().st_size > before)
        time.sleep(chance.uniform(0.0, 0.1))  # the moment of the kill, not a wait
        nursery.kill()

    promised = acknowledged.read_text().split()
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        items = outbox.items()
        assert [item.state for item in items] == [State.CAPTURED] * len(items)
        assert [item.sequence for item in items] == list(range(1, len(items) + 1))
        assert set(promised) <= {item.number for item in items}
        assert len(promised) >= KILLS // 2
        # A kill between the last fsync and the note may leave one more, never one fewer.
        assert len(promised) <= len(items) <= len(promised) + KILLS
        assert outbox.first_break_in_audit() is None
        contents = set()
        for item in items:
            manifest = outbox.manifest(item.number)
            assert manifest is not None
            for blob in manifest.blobs():
                content = outbox.path_of(blob.sha256).read_bytes()
                assert hashlib.sha256(content).hexdigest() == blob.sha256
                contents.add(blob.sha256)
        lying = {path.name for path in outbox.path_of("x").parent.iterdir()}
        assert lying == contents  # and nothing half-captured is left
