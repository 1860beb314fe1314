"""kiosk-receiver under systemd: it says when it takes requests, and that it still does."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from support.receiver import PATIENCE_S

from sync.receiver.server import ALIVE_EVERY_S

RECEIVER = [sys.executable, "-m", "kiosk_app.services.receiver"]


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket on which systemd would hear this process."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(PATIENCE_S)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield ear


@pytest.mark.parametrize("workers", ["1", "2"])
def test_systemd_hears_that_it_is_ready_and_alive(
    tmp_path: Path, systemd: socket.socket, workers: str
) -> None:
    serve = [*RECEIVER, "serve", "--listen", "127.0.0.1:0", "--store", str(tmp_path / "store")]
    with subprocess.Popen(
        [*serve, "--workers", workers], stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        try:
            url = served.stdout.readline().strip()
            heard = [systemd.recv(100).decode() for _ in range(3)]
            assert requests.get(f"{url}/rc/v1", timeout=PATIENCE_S).status_code == 200
        finally:
            served.terminate()
            assert served.wait(PATIENCE_S) == 0
    assert heard.count("READY=1") == 1
    assert heard.count("WATCHDOG=1") == 2


def test_it_speaks_often_enough_for_its_unit() -> None:
    unit = (Path(__file__).parents[2] / "systemd/kiosk-receiver.service").read_text("utf-8")
    (limit,) = (line for line in unit.splitlines() if line.startswith("WatchdogSec="))
    assert int(limit.partition("=")[2]) >= 2 * ALIVE_EVERY_S


def test_a_store_it_cannot_have_is_no_reason_to_say_ready(
    tmp_path: Path, systemd: socket.socket
) -> None:
    (tmp_path / "store").write_text("no folder")
    serve = [*RECEIVER, "serve", "--listen", "127.0.0.1:0", "--store", str(tmp_path / "store")]
    ended = subprocess.run(serve, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 1
    systemd.setblocking(False)
    with pytest.raises(BlockingIOError):
        systemd.recv(100)
