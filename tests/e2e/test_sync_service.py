"""The kiosk-sync process as an operator meets it: a cut network, a second copy, its end."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from support.faulty_cable import FaultyCable
from support.submissions import KIOSK, capture

from sync.collect import Receiver, collect
from sync.doorbell import SYNC_BELL, ring
from sync.figures import FILE
from sync.folder_court import MARKER
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, signing_key
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import start_receiver
from sync.submissions import State

PATIENCE_S = 60
COMMAND = "import sys; from kiosk_app.services.sync import main; sys.exit(main())"


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[FaultyCable]:
    receiver = start_receiver(tmp_path / "centre")
    with closing(FaultyCable(receiver.base_url)) as cable:
        yield cable
    receiver.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as opened:
        yield opened


@contextmanager
def sync(tmp_path: Path, base_url: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The process, with its log in tmp_path/log; ended by SIGTERM."""
    argv = ["--state", str(tmp_path / "state"), "--base", base_url, "--kiosk-id", KIOSK]
    argv += ["--retry-least-s", "0.05", "--retry-most-s", "0.1", *options]
    with (tmp_path / "log").open("a") as log:
        process = subprocess.Popen([sys.executable, "-c", COMMAND, *argv], stderr=log, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket on which systemd would hear this process; it never waits."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield ear


def heard(systemd: socket.socket) -> list[str]:
    told = []
    with suppress(BlockingIOError):
        while True:
            told.append(systemd.recv(100).decode())
    return told


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def test_a_network_cut_in_the_middle_of_an_upload_and_restored(
    tmp_path: Path, cable: FaultyCable, outbox: Outbox
) -> None:
    manifest = capture(outbox, signing_key(tmp_path / "state"), bytes(range(256)) * 20_000)

    def state() -> State:
        item = outbox.item(manifest.number)
        assert item is not None
        return item.state

    log = tmp_path / "log"
    cable.cut_body_after = 2_000_000
    with sync(tmp_path, cable.base_url) as process:
        until(lambda: cable.cut_body_after is None)
        cable.down = True
        until(lambda: outbox.deliveries.lane().failures >= 5)
        assert state() is State.SENDING
        cable.down = False
        ring(tmp_path / "state" / SYNC_BELL)
        until(lambda: state() is State.RECEIVED)
        until(lambda: "delivery-received" in log.read_text())
    assert process.returncode == 0
    told = [line.split()[1] for line in log.read_text().splitlines()]
    assert told == [
        "sync-started", "lane-down", "lane-up", "delivery-received", "sync-stopped",
    ]  # fmt: skip
    assert not any(w in log.read_text().lower() for w in ("canary", "hca", "writ", ".pdf"))


def test_the_watchdog_hears_of_it_while_idle_and_while_a_document_is_on_its_way(
    tmp_path: Path, cable: FaultyCable, outbox: Outbox, systemd: socket.socket
) -> None:
    with sync(tmp_path, cable.base_url):
        until(lambda: "sync-started" in (tmp_path / "log").read_text())
        assert heard(systemd)[0] == "READY=1"
        until(lambda: "WATCHDOG=1" in heard(systemd))  # idle: nothing was captured

        manifest = capture(outbox, signing_key(tmp_path / "state"), b"page" * 2_000_000)
        ring(tmp_path / "state" / SYNC_BELL)
        until(lambda: outbox.items()[0].state is State.RECEIVED)
        assert manifest.number == outbox.items()[0].number
        assert heard(systemd)


def test_figures_are_written_while_it_runs_and_stay_when_it_ends(
    tmp_path: Path, cable: FaultyCable, outbox: Outbox
) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    capture(outbox, signing_key(tmp_path / "state"))
    with sync(tmp_path, cable.base_url, "--figures", str(folder)):
        until(lambda: (folder / FILE).exists())
    assert "court_kiosk_submissions" in (folder / FILE).read_text()


def test_a_mounted_share_is_a_way_to_the_centre(tmp_path: Path, outbox: Outbox) -> None:
    manifest = capture(outbox, signing_key(tmp_path / "state"), b"page" * 100_000)
    share = tmp_path / "mounted share"
    share.mkdir()
    receiver = start_receiver(tmp_path / "centre")
    own = signing_key(tmp_path / "state").public_key()
    there = Receiver(receiver.base_url, PinnedKeys(tmp_path / "state" / "centre-keys.json"))
    with closing(HttpCourt(receiver.base_url, KIOSK, own, there.pinned)) as first:
        first.published_keys()
    with sync(tmp_path, share.as_uri()) as process:
        until(lambda: outbox.deliveries.lane().reason == "share-not-there")
        (share / MARKER).touch()
        until(lambda: sum(collect(share, there, lambda _: own)) > 0)
        until(lambda: outbox.items()[0].state is State.RECEIVED)
    receiver.stop()
    assert process.returncode == 0
    assert collect(share, there, lambda _: own) == (0, 0)
    assert count_holding(tmp_path / "centre", manifest.blobs()[0].sha256) == 1


def test_there_is_only_ever_one_of_it(tmp_path: Path, cable: FaultyCable) -> None:
    with sync(tmp_path, cable.base_url):
        until(lambda: "sync-started" in (tmp_path / "log").read_text())
        with sync(tmp_path, cable.base_url) as second:
            assert second.wait(PATIENCE_S) == 75


def test_settings_with_mistakes_end_it_with_all_of_them_named(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[centre]\nbase_url = "http://icms.example"\n[kisok]\nid = "RC02"\n')
    command = [sys.executable, "-c", COMMAND, "--config", str(settings)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 2
    assert "centre.base_url" in ended.stderr
    assert "kisok" in ended.stderr


def test_an_outbox_it_cannot_use_ends_it_to_be_started_again(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "outbox.sqlite").write_bytes(b"no database" * 100)
    with sync(tmp_path, "http://127.0.0.1:9") as process:
        assert process.wait(PATIENCE_S) == 1
    assert "sync-failed reason=OutboxUnavailable" in (tmp_path / "log").read_text()
