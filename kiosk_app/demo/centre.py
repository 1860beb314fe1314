"""The centre of the demonstration: the reference receiver and the kiosk's sending process."""

import subprocess
import sys
import time
from pathlib import Path

import requests

from kiosk_app.demo.network import Cable
from sync.receiver.bringing import EXPORT_KEY
from sync.receiver.database import open_database
from sync.receiver.reviews import Mark, Reason, Reviews, State
from sync.sealed import new_identity
from sync.wire import PREFIX

UPLINK_BYTES_PER_S = 1_500_000.0


class Centre:
    """A receiver on loopback behind a cable that can be pulled, and kiosk-sync before it.

    Both are the real programs, each a process of its own.
    """

    def __init__(self, store: Path, log: Path) -> None:
        self.store = store
        self._lines = log.open("ab")
        serve = ["serve", "--listen", "127.0.0.1:0", "--store", str(store)]
        self._receiver = subprocess.Popen(
            [sys.executable, "-m", "sync.receiver", *serve],
            stdout=subprocess.PIPE,
            stderr=self._lines,
            text=True,
        )
        self.cable = Cable(self._told_address(), bytes_per_s=UPLINK_BYTES_PER_S)
        self._sync: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        """Where the kiosk finds it: the near end of the cable."""
        host, port = self.cable.address
        return f"http://{host}:{port}"

    def export_key(self) -> str:
        """What an export on a stick is encrypted to."""
        return new_identity(self.store / EXPORT_KEY)

    def start_sending(self, state: Path, kiosk_id: str) -> None:
        """Start the sending process as the appliance does; it tries again within two seconds."""
        where = ["--state", str(state), "--base", self.base_url, "--kiosk-id", kiosk_id]
        waits = ["--retry-least-s", "0.2", "--retry-most-s", "2", "--reviews-every-s", "0.5"]
        self._sync = subprocess.Popen(
            [sys.executable, "-m", "kiosk_app.services.sync", *where, *waits], stderr=self._lines
        )

    def returns(self, number: str, *reasons: Reason) -> None:
        """The Registry looks at a received submission and returns it for these reasons."""
        books = open_database(self.store, None)
        reviews = Reviews(books)
        for submission in reviews.named(frozenset({number})):
            mark = Mark(1, State.RETURNED, reasons, "demo", int(time.time()))
            reviews.mark(submission.uuid, mark)
        books.dispose()

    def published_keys(self) -> bytes:
        """The key list as anyone may fetch it: the centre's own keys and every kiosk's."""
        answer = requests.get(f"{self.base_url}{PREFIX}/keys", timeout=10)
        answer.raise_for_status()
        return answer.content

    def close(self) -> None:
        """End the sender, the cable and the receiver."""
        for process in (self._sync, self._receiver):
            if process is not None:
                process.terminate()
                process.wait(timeout=30)
        self.cable.close()
        self._lines.close()

    def _told_address(self) -> tuple[str, int]:
        """The first line the receiver prints, once it listens: http://HOST:PORT."""
        if self._receiver.stdout is None:
            raise RuntimeError("the receiver was started without a way to tell its address")
        with self._receiver.stdout as told:
            host, _, port = told.readline().strip().rpartition("/")[2].rpartition(":")
        return host, int(port)
