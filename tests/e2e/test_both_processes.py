"""Kiosk and sender die at any moment of visits: what was called captured is received, once."""

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.killable import Nursery
from support.submissions import KIOSK

from kiosk_app.documents import samples
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import start_receiver
from sync.submissions import Item, State

KILLS = 50
MOST_SCREENS_BETWEEN = 4
WAITS_FOR = {0: "Capturing", 3: "Captured", 7: "Captured"}  # every tenth kill; else any screen
PATIENCE_S = 60


@pytest.fixture
def nurseries() -> Iterator[tuple[Nursery, Nursery]]:
    """One for the kiosk, one for its sender."""
    with closing(Nursery()) as of_kiosk, closing(Nursery()) as of_sender:
        yield of_kiosk, of_sender


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.005)


@pytest.mark.timeout(600)
def test_kiosk_and_sender_killed_again_and_again_lose_and_double_nothing(
    tmp_path: Path, nurseries: tuple[Nursery, Nursery]
) -> None:
    chance = random.Random(2026)
    state, store, told = tmp_path / "state", tmp_path / "centre", tmp_path / "told"
    told.touch()
    kiosk, sender = nurseries
    receiver = start_receiver(store)
    kiosk.start_visiting(state, told)
    sender.start_sender(state, receiver.base_url, KIOSK)
    died_at: Counter[str] = Counter()
    interrupted: Counter[State] = Counter()
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        for kill in range(KILLS):
            visit_goes_on(told, chance, WAITS_FOR.get(kill % 10))
            time.sleep(chance.uniform(0.0, 0.2))  # the moment of the kill, not a wait
            if kill % 2:
                sender.kill()
                interrupted.update(item.state for item in outbox.items())
                sender.start_sender(state, receiver.base_url, KIOSK)
            else:
                kiosk.kill()
                died_at[last_screen(told)] += 1
                kiosk.start_visiting(state, told)

        nothing_of_an_unfinished_visit_outlives_the_next_start(kiosk, state, told, outbox)
        until(lambda: all_received(outbox), "everything received")
        sender.kill()
        items = outbox.items()
        shown = numbers(told)
        print(f"died at {dict(died_at)}; captured {len(items)}, told {len(shown)}")
        assert len(died_at) >= 4, "the kills fell into different screens"
        assert died_at["Capturing"] or len(items) > len(shown), "also into the capture itself"
        assert (
            interrupted[State.SENDING] + interrupted[State.COMMITTING] + interrupted[State.CAPTURED]
        ), "also before everything was sent"
        assert interrupted[State.DAMAGED] == 0
        assert len(shown) >= KILLS / 5, "visits came to their receipts"
        assert len(shown) == len(set(shown)), "no number was given twice"
        assert set(shown) <= {item.number for item in items}, "nothing captured is lost"
        assert [item.sequence for item in items] == list(range(1, len(items) + 1))
        assert outbox.first_break_in_audit() is None
        for item in items:
            is_whole_and_received_once(item, outbox, store)
    receiver.stop()
    claim = hashlib.sha256(samples.good_scan(1)).hexdigest()
    assert count_holding(store, claim) == len(items), "the centre has as many, and no more"


def visit_goes_on(told: Path, chance: random.Random, screen: str | None) -> None:
    """Until the next screen of this name; or for some screens, whichever they are."""
    before = len(told.read_text().splitlines())

    def screens_since() -> list[str]:
        return told.read_text().splitlines()[before:]

    if screen:
        until(lambda: f"screen: {screen}" in screens_since(), f"the next {screen}")
        return
    wanted = chance.randint(1, MOST_SCREENS_BETWEEN)
    until(lambda: len(screens_since()) >= wanted, "the next screens")


def last_screen(told: Path) -> str:
    screens = [line for line in told.read_text().splitlines() if line.startswith("screen: ")]
    return screens[-1].removeprefix("screen: ") if screens else ""


def numbers(told: Path) -> list[str]:
    """What was called captured on the screen."""
    lines = told.read_text().splitlines()
    return [line.split()[1] for line in lines if line.startswith("captured ")]


def nothing_of_an_unfinished_visit_outlives_the_next_start(
    kiosk: Nursery, state: Path, told: Path, outbox: Outbox
) -> None:
    until(lambda: last_screen(told) == "Reviewing", "papers under review")
    kiosk.kill()
    left = set(outbox.staging.iterdir())
    assert left, "the copies of the visit that was cut off"
    before = told.stat().st_size
    kiosk.start_visiting(state, told)
    until(lambda: told.stat().st_size > before, "the first screen")
    assert not left & set(outbox.staging.iterdir())
    kiosk.kill()


def all_received(outbox: Outbox) -> bool:
    return all(item.state is State.RECEIVED for item in outbox.items())


def is_whole_and_received_once(item: Item, outbox: Outbox, store: Path) -> None:
    claim = samples.good_scan(1)
    manifest = outbox.manifest(item.number)
    assert manifest is not None
    (document,) = manifest.documents
    assert document.sources[0].sha256 == hashlib.sha256(claim).hexdigest()
    stamped = outbox.path_of(document.stamped.sha256).read_bytes()
    assert hashlib.sha256(stamped).hexdigest() == document.stamped.sha256
    assert stamped[: document.stamped.original_length_bytes] == claim
    assert count_holding(store, document.stamped.sha256) == 1
