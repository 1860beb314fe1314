"""The centre's figures: counted in the books, told on loopback alone, whoever serves."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client.parser import text_string_to_metric_families
from support.receiver import PATIENCE_S, PlainKiosk, ServedReceiver, document

from sync.countersigning import Countersignature, Mark, sign_chain
from sync.receiver.figures import COUNTED_EVERY_S, Figures
from sync.receiver.rows import Submission
from sync.receiver.store import Store

NOW = 1_790_000_000
Told = dict[tuple[str, tuple[str, ...]], float]


def read(text: str) -> Told:
    """Each figure by its name and its labels' values."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def submission(uuid: str, kiosk: str, state: str, at: int) -> Submission:
    return Submission(
        uuid, kiosk, f"{kiosk}-{at}", NOW, b"canary", b"m" * 32, b"K", state, b"C", (), at
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "store")) as opened:
        yield opened


def test_submissions_are_counted_by_kiosk_and_state(store: Store) -> None:
    for uuid, kiosk, state, at in [
        ("a", "RC01", "received", NOW), ("b", "RC01", "received", NOW + 9),
        ("c", "RC01", "refused", NOW + 5), ("d", "RC02", "received", NOW + 1),
    ]:  # fmt: skip
        store.decide(submission(uuid, kiosk, state, at), ())
    text = Figures(store).text().decode()
    told = read(text)
    assert told["court_centre_submissions", ("RC01", "received")] == 2
    assert told["court_centre_submissions", ("RC01", "refused")] == 1
    assert told["court_centre_last_decided_timestamp_seconds", ("RC01",)] == NOW + 9
    assert told["court_centre_reviews_waiting", ()] == 3
    assert told["court_centre_uploads_under_way", ()] == 0
    assert told["court_centre_free_bytes", ()] > 0
    assert "canary" not in text


def test_audit_logs_that_are_not_what_was_countersigned_are_counted(store: Store) -> None:
    key = Ed25519PrivateKey.generate()

    def sign(chain: Mark, before: Mark) -> bytes:
        at = datetime.fromtimestamp(NOW, UTC)
        return sign_chain(key, Countersignature("RC-HC", "RC01", chain, before, at))

    for chain in (Mark(9, bytes(32)), Mark(9, b"x" * 32), Mark(3, b"y" * 32)):
        store.books.checkpoints.show("RC01", chain, None, sign, NOW)
    told = read(Figures(store).text().decode())
    assert told["court_centre_audit_disputes", ("RC01",)] == 2
    store.books.checkpoints.begin_anew("RC01", NOW)
    assert "RC01" not in Figures(store).text().decode()


def test_whoever_asks_often_is_told_the_same_for_a_while(store: Store) -> None:
    clock = [0.0]
    figures = Figures(store, lambda: clock[0])
    first = figures.text()
    store.decide(submission("a", "RC01", "received", NOW), ())
    clock[0] += COUNTED_EVERY_S - 1
    assert figures.text() == first
    clock[0] += 1
    assert read(figures.text().decode())["court_centre_submissions", ("RC01", "received")] == 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("workers", ["1", "2"])
def test_they_are_at_an_address_of_their_own(tmp_path: Path, workers: str) -> None:
    port = free_port()
    options = ("--figures", f"127.0.0.1:{port}", "--workers", workers)
    with ServedReceiver(tmp_path / "store", *options) as served:
        with closing(PlainKiosk(served.url)) as kiosk:
            assert kiosk.deliver(kiosk.captured(document(1000))).status_code == 201
        at = f"http://127.0.0.1:{port}/metrics"
        answer = requests.get(at, timeout=PATIENCE_S)
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert read(answer.text)["court_centre_submissions", ("RC01", "received")] == 1
        other = requests.get(f"http://127.0.0.1:{port}/rc/v1", timeout=PATIENCE_S)
        assert other.status_code == 404
        assert requests.get(f"{served.url}/metrics", timeout=PATIENCE_S).status_code == 404
        assert served.end() == 0


def test_beyond_loopback_there_are_none(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.receiver", "serve", "--listen", "127.0.0.1:0"]
    command += ["--store", str(tmp_path / "store"), "--figures", "0.0.0.0:0"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 2
    assert "loopback" in ended.stderr


def test_a_receiver_that_was_not_asked_to_tells_nobody(tmp_path: Path) -> None:
    with (
        ServedReceiver(tmp_path / "store") as served,
        closing(requests.Session()) as session,
    ):
        assert session.get(f"{served.url}/metrics", timeout=PATIENCE_S).status_code == 404
