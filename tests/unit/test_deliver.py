"""What becomes of a submission on its way to the centre, whatever the centre and the network do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import WRIT, BootClock, Told, capture

from sync.cose import read_receipt_c, read_verdict
from sync.court import Blockage
from sync.courier import Courier
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
