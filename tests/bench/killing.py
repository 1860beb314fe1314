"""The sender killed again and again: what it sends and what it reads, against the document."""

import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from support.read_by import read_by
from support.tus_server import tus_server

from .table import Row

KILLS = 50
KILLED_AFTER_BYTES = (50_000, 1_000_000)
SLOW_BLOCK_S = 0.005  # 50 MB/s, so that a kill meets an upload under way


def killed(folder: Path, document: Path) -> Iterator[Row]:
    """What leaves the sender, and what it reads, over many kills in the middle of its sending."""
    chance, read = random.Random(9), 0
    nothing = folder / "nothing.pdf"
    nothing.touch()
    with tus_server(folder / "killed") as address, _counting(address) as (endpoint, count):
        of_python = _read_until_killed(kiosk_send(endpoint, folder / "unkilled", nothing))
        sending = kiosk_send(endpoint, folder / "killed-state", document)
        for _ in range(KILLS):
            enough = _at_rest(count) + chance.randint(*KILLED_AFTER_BYTES)
            read += _read_until_killed(sending, lambda enough=enough: count() >= enough)
        read += _read_until_killed(sending)
        sent = _at_rest(count)
    size_mb, times = document.stat().st_size / 1e6, f"over {KILLS} kills"
    read_mb = (read - (KILLS + 1) * of_python) / 1e6  # less the modules that every start reads
    yield Row(f"bytes sent {times}", "MB", sent / 1e6, "size", size_mb, 1.08)
    yield Row(f"bytes of the document read {times}", "MB", read_mb, "size", size_mb, 1.08)


def _read_until_killed(sending: list[str], enough: Callable[[], bool] | None = None) -> int:
    """Bytes that a sender has read until it was killed, or ended where nobody kills it."""
    with subprocess.Popen(sending, stdout=subprocess.DEVNULL) as process:
        while enough and not enough():
            if process.poll() is not None:
                raise RuntimeError("it ended before it was killed")
            time.sleep(0.001)
        if enough:
            process.kill()
        read = read_by(process)
    if not enough and process.returncode:
        raise RuntimeError("it was not sent")
    return read


def _at_rest(count: Callable[[], int]) -> int:
    """The count once nothing more comes of what a killed sender had handed to the system."""
    before, now = -1, count()
    while before != now:
        time.sleep(0.1)
        before, now = now, count()
    return now


@contextmanager
def _counting(address: str) -> Iterator[tuple[str, Callable[[], int]]]:
    """A relay in front of a server, that counts what senders send."""
    parts = urlsplit(address)
    counted, guard = [0], threading.Lock()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)  # little is under way

    def pump(near: socket.socket, far: socket.socket, *, count: bool) -> None:
        try:
            while block := near.recv(256 * 1024):
                far.sendall(block)
                if count:
                    time.sleep(SLOW_BLOCK_S)
                with guard:
                    counted[0] += len(block) * count
        except OSError:
            pass
        finally:
            for end in (near, far):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def accept() -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection((parts.hostname or "", parts.port or 80))
            for ends, count in (((near, far), True), ((far, near), False)):
                threading.Thread(
                    target=pump, args=ends, kwargs={"count": count}, daemon=True
                ).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{parts.path}", lambda: counted[0]
    finally:
        listener.close()


def kiosk_send(endpoint: str, state: Path, file: Path) -> list[str]:
    """The command line of `kiosk send`."""
    argv = ["send", "--endpoint", endpoint, "--state", str(state), str(file)]
    return [sys.executable, "-m", "kiosk_app", *argv]
