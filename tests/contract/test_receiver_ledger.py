"""The centre's clock, its countersigning of audit chains, and the comparing of both sides."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.receiver import PlainKiosk, document

from sync.cose import read_time
from sync.receiver.server import start_receiver
from sync.wire import Problem, from_base64url, to_base64url


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[PlainKiosk]:
    running = start_receiver(tmp_path)
    speaking = PlainKiosk(running.base_url)
    yield speaking
    speaking.close()
    running.stop()


def test_the_centre_gives_its_time_and_countersigns_an_audit_chain_once(
    kiosk: PlainKiosk,
) -> None:
    nonce = b"a nonce."
    told = kiosk.ask("GET", f"/time?nonce={to_base64url(nonce)}").json()["time"]
    assert read_time(from_base64url(told), kiosk.keys(), nonce)
    head, rewritten = bytes(32), bytes(31) + b"!"
    asked = {"length": 7, "head": to_base64url(head)}
    signed = kiosk.ask("POST", "/checkpoints", json=asked).json()["countersigned"]
    assert read_time(from_base64url(signed), kiosk.keys(), head)
    assert kiosk.ask("POST", "/checkpoints", json=asked).json()["countersigned"] == signed
    other = kiosk.ask("POST", "/checkpoints", json={**asked, "head": to_base64url(rewritten)})
    assert (other.status_code, other.json()["type"]) == (409, Problem.DIFFERENT_CONTENT)


def test_the_days_lists_of_both_sides_are_compared(kiosk: PlainKiosk) -> None:
    both, here, there = (kiosk.captured(document(99), sequence) for sequence in (1, 2, 3))
    kiosk.deliver(both)
    kiosk.deliver(here)
    listed = [
        {"submission": one.uuid, "number": one.manifest.number,
         "manifest_sha256": one.manifest.sha256().hex()}
        for one in (both, there)
    ]  # fmt: skip
    day = {"from": "2026-11-19T16:00:00Z", "until": "2026-11-20T16:00:00Z", "submissions": listed}
    assert kiosk.ask("POST", "/reconcile", json=day).json() == {
        "missing_at_centre": [there.manifest.number],
        "missing_at_kiosk": [here.manifest.number],
        "different": [],
    }
