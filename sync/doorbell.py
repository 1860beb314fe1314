"""A doorbell between processes: a datagram without content on a Unix socket.

It says "look again", nothing else, and may get lost: whoever waits also looks every second
or two (PRAGMA data_version).
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SYNC_BELL = "sync.bell"  # in the state folder: the sending process listens
KIOSK_BELL = "kiosk.bell"  # in the state folder: the capturing process listens


def ring(path: Path) -> None:
    """Ring whoever listens there; nobody listening, or too busy to, is no error."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell, suppress(OSError):
        bell.setblocking(False)
        with _short(path) as address:
            bell.sendto(b"\x00", address)


class Doorbell:
    """The listening end. `fileno()` becomes readable when it rings (for a socket notifier)."""

    def __init__(self, path: Path) -> None:
        """Listen at `path`, taking the place of what an ended process left. Raises OSError."""
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        path.unlink(missing_ok=True)
        with _short(path) as address:
            self._socket.bind(address)
        path.chmod(0o660)

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._socket.fileno()

    def wait(self, limit_s: float) -> bool:
        """Wait for a ring, at most so long; whether it rang. All rings so far count as one."""
        self._socket.settimeout(max(limit_s, 0.001))
        try:
            self._socket.recv(16)
        except TimeoutError:
            return False
        self.drain()
        return True

    def drain(self) -> None:
        """Take note of all rings so far."""
        self._socket.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                self._socket.recv(16)

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()
        self._path.unlink(missing_ok=True)


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """The path in fewer characters than the 108 that a socket's address may have."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
