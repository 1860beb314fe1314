"""Processes that a test starts at once and kills with SIGKILL at any moment.

They are forked from a process that has everything imported, so that a start takes
milliseconds and a kill falls into the work, not into the imports.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk_app.services.sync import main as kiosk_sync
from support import visiting_forever
from support.submissions import make
from sync.outbox import Outbox

TESTS = Path(__file__).parents[1]


class Nursery:
    """Starts and kills processes, one at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from support.killable import serve; serve()"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        self._ask("ready")

    def start_sender(self, state: Path, base_url: str, kiosk: str) -> None:
        """The kiosk-sync process itself, in a hurry to try again."""
        argv = ["--state", str(state), "--base", base_url, "--kiosk-id", kiosk]
        self._ask("send", *argv, "--retry-least-s", "0.02", "--retry-most-s", "0.05")

    def start_capturing(self, state: Path, acknowledged: Path) -> None:
        """Captures for ever; notes in a file, one a line, what put() has returned for."""
        self._ask("capture", str(state), str(acknowledged))

    def start_visiting(self, state: Path, lines: Path) -> None:
        """The kiosk, visited without end; the lines of visiting_forever go to a file."""
        self._ask("visit", str(state), str(lines))

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone. It must not have ended by itself."""
        self._ask("kill")

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, *words: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


def serve() -> None:
    """What the nursery's process does."""
    child = 0
    for line in sys.stdin:
        word, *rest = json.loads(line)
        if word == "kill":
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if not os.WIFSIGNALED(status):
                print("it had ended by itself", flush=True)
                continue
        elif word in _WORK:
            child = _forked(_WORK[word], rest)
        print("done", flush=True)


def _forked(work: Callable[..., Any], rest: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    work(rest)
    os._exit(0)


def _capture_for_ever(rest: list[str]) -> None:
    state, acknowledged = map(Path, rest)
    key = Ed25519PrivateKey.generate()
    outbox = Outbox.open(state, minimum_free_bytes=0)
    outbox.clear_staging()
    noted = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        made = make(outbox, key, os.urandom(50_000))
        outbox.put(made.manifest, made.receipt_k, made.blobs)
        os.write(noted, f"{made.manifest.number}\n".encode())


def _visit_for_ever(rest: list[str]) -> None:
    state, lines = map(Path, rest)
    os.dup2(os.open(lines, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    visiting_forever.main(state)


_WORK = {"send": kiosk_sync, "capture": _capture_for_ever, "visit": _visit_for_ever}
