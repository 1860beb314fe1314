"""Clocks jump: retries keep their time, and a certificate out of its dates says what is wrong."""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import KIOSK, BootClock, Told, capture
from support.tls_centre import DAY, NOW, centre, certificate

from sync.courier import Courier
from sync.court import Blockage, Court
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import LaneState, Waits, boot_clock
from sync.link import Patience, Tls
from sync.outbox import Outbox
from sync.simulated import SimulatedCourt
from sync.submissions import State

KEY = Ed25519PrivateKey.generate()
YEARS_S = 10 * 365 * 24 * 3600.0


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as opened:
        yield opened


def courier(court: Court, outbox: Outbox, clock: BootClock) -> Courier:
    return Courier(court, outbox, clock=clock, waits=Waits(jitter=lambda: 0.5), tell=Told())


@pytest.mark.parametrize("jump_s", [YEARS_S, -YEARS_S, 3600.0, -3600.0])
def test_the_wall_clock_moves_no_retry(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    capture(outbox, KEY)
    court, clock = SimulatedCourt(down=True), BootClock()
    ours = courier(court, outbox, clock)
    wait_s = ours.turn()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump_s)
    clock.seconds += wait_s - 1
    court.down = False
    assert 0 < ours.turn() <= 1, "not yet"
    clock.seconds += 1
    ours.turn()
    assert [item.state for item in outbox.items()] == [State.RECEIVED]


def test_the_boot_clock_does_not_follow_the_wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    before = boot_clock()
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + YEARS_S)
    after = boot_clock()
    assert after.boot == before.boot
    assert 0 <= after.seconds - before.seconds < 60


def test_another_boot_makes_everything_due_however_its_seconds_compare(outbox: Outbox) -> None:
    capture(outbox, KEY)
    court, clock = SimulatedCourt(down=True), BootClock(seconds=1_000_000)
    courier(court, outbox, clock).turn()
    court.down = False
    clock.boot, clock.seconds = "boot-2", 5.0
    courier(court, outbox, clock).turn()
    assert [item.state for item in outbox.items()] == [State.RECEIVED]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [(NOW + DAY, NOW + 2 * DAY, "verify-9"), (NOW - 2 * DAY, NOW - DAY, "verify-10")],
    ids=["not-yet-valid", "expired"],
)
def test_a_certificate_out_of_its_dates_blocks_the_lane_by_the_clock_until_that_is_trusted(
    outbox: Outbox, tmp_path: Path, start: dt.datetime, end: dt.datetime, reason: str
) -> None:
    manifest = capture(outbox, KEY)
    dated = certificate(tmp_path, "dated", start, end)
    synchronised: list[bool] = []
    clock, keys = BootClock(), PinnedKeys(tmp_path / "keys.json")
    with centre(dated) as base:
        tls = Tls(str(dated), clock_trusted=lambda: bool(synchronised))
        with closing(HttpCourt(base, KIOSK, KEY, keys, tls, Patience(5, 5, 5))) as court:
            ours = courier(court, outbox, clock)
            for kind in (Blockage.CLOCK, Blockage.TLS):
                clock.seconds += ours.turn()
                lane = outbox.deliveries.lane()
                assert (lane.state, lane.kind, lane.reason) == (LaneState.BLOCKED, kind, reason)
                item = outbox.item(manifest.number)
                assert item is not None
                assert item.state is State.SENDING, "the lane stops, the item keeps its state"
                synchronised.append(True)


def test_once_the_clock_is_right_the_lane_opens_by_itself(outbox: Outbox) -> None:
    manifest = capture(outbox, KEY)
    court, clock = SimulatedCourt(blocked=Blockage.CLOCK), BootClock()
    ours = courier(court, outbox, clock)
    clock.seconds += ours.turn()
    assert outbox.deliveries.lane().kind is Blockage.CLOCK
    court.blocked = None
    ours.turn()
    item = outbox.item(manifest.number)
    assert item is not None
    assert item.state is State.RECEIVED
    ours.turn()
    assert outbox.deliveries.lane().state is LaneState.OPEN
