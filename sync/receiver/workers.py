"""Several processes that serve one folder: started, replaced when one dies, and told apart.

An upload under way is written by one of them at a time. Each has a bell that the others ring
to have an upload let go, and holds it by a lock on one byte of a file, which the kernel takes
back from a process that has died.
"""

import asyncio
import fcntl
import hashlib
import os
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_LOCK_FILE = "writers"
_ASK_AGAIN_S = 0.01
_RING_AGAIN_S = 0.2
_TOO_SOON_S = 2.0
_STOPS = (signal.SIGTERM, signal.SIGINT)


class WorkersFailed(Exception):
    """A worker ended as soon as it had been started."""


class Bells:
    """One bell for each worker; made before they are."""

    def __init__(self, count: int) -> None:
        self._pairs = [socket.socketpair(type=socket.SOCK_DGRAM) for _ in range(count)]
        for end in (end for pair in self._pairs for end in pair):
            end.setblocking(False)

    def mine(self, number: int) -> socket.socket:
        """The end a worker hears."""
        return self._pairs[number][0]

    def ring_others(self, number: int, upload_id: str) -> None:
        """Tell all but one; a bell that is full has been rung enough."""
        for other, (_, ringing) in enumerate(self._pairs):
            if other != number:
                with suppress(BlockingIOError):
                    ringing.send(upload_id.encode())


class Peers:
    """The other workers, as one of them sees them; on the thread of its event loop."""

    def __init__(self, folder: Path, bells: Bells, number: int) -> None:
        self._bells = bells
        self._number = number
        self._locks = (folder / _LOCK_FILE).open("w")

    def listen(self, let_go: Callable[[str], None]) -> None:
        """From now on call let_go with every upload another worker wants."""
        bell = self._bells.mine(self._number)

        def rung() -> None:
            with suppress(BlockingIOError):
                while True:
                    let_go(bell.recv(256).decode())

        asyncio.get_running_loop().add_reader(bell, rung)

    def take_if_free(self, upload_id: str) -> bool:
        """Hold an upload if no other worker does; nobody is asked."""
        return self._lock(upload_id, fcntl.LOCK_EX | fcntl.LOCK_NB)

    async def take(self, upload_id: str) -> None:
        """Hold an upload as soon as no other worker does; they are asked to let it go."""
        rung_at = -_RING_AGAIN_S
        while not self.take_if_free(upload_id):
            if time.monotonic() - rung_at >= _RING_AGAIN_S:
                self._bells.ring_others(self._number, upload_id)
                rung_at = time.monotonic()
            await asyncio.sleep(_ASK_AGAIN_S)

    def release(self, upload_id: str) -> None:
        """Let the others have it. Nothing happens when it is not held."""
        self._lock(upload_id, fcntl.LOCK_UN)

    def _lock(self, upload_id: str, how: int) -> bool:
        byte = int.from_bytes(hashlib.sha256(upload_id.encode()).digest()[:7], "big")
        try:
            fcntl.lockf(self._locks, how, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True


def run_workers(
    count: int, work: Callable[[int, int], None], on_started: Callable[[], None]
) -> None:
    """Run work(number, lifeline) in processes of their own until SIGTERM or SIGINT.

    The lifeline is a descriptor that can be read at its end once this process is gone. One
    that dies is replaced. Raises WorkersFailed when one gives up as soon as it was started.
    """
    lifeline, our_end = os.pipe()
    running: dict[int, tuple[int, float]] = {}
    stopping = failed = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    def start(number: int) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        if pid := os.fork():
            running[pid] = number, time.monotonic()
        else:
            os.close(our_end)
            _work_and_exit(work, number, lifeline)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    for one in _STOPS:
        signal.signal(one, stop)
    for number in range(count):
        start(number)
    on_started()
    while running:
        pid, status = os.wait()
        number, since = running.pop(pid)
        if stopping:
            continue
        if os.WIFEXITED(status) and time.monotonic() - since < _TOO_SOON_S:
            failed = True
            stop()
        else:
            start(number)
    if failed:
        raise WorkersFailed


def _work_and_exit(work: Callable[[int, int], None], number: int, lifeline: int) -> None:
    status = 1
    try:
        work(number, lifeline)
        status = 0
    except BaseException:  # noqa: BLE001 - nothing may return into the parent's code
        traceback.print_exc()
    finally:
        os._exit(status)
