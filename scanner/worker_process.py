"""The host's end of one scan worker: starts it, reads its answers in time, and ends it for sure."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanner.device import ScannerFailed
from scanner.statuses import error_named

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "PYTHONPATH", "PYTHONSAFEPATH")
_CHUNK_BYTES = 64 * 1024


class WorkerSilent(Exception):
    """The worker gave no answer in time."""


class WorkerProcess:
    """One job in a process of its own, which the kernel kills if this one dies.

    Start it, read answers() and end() it on one thread, which must live as long as the worker;
    stop() may be called from any thread. `grace_s` is how long it may take to end by itself.
    """

    def __init__(self, job: Mapping[str, object], config_folder: Path, grace_s: float) -> None:
        self._grace_s = grace_s
        self._lock = threading.Lock()
        self._killer: threading.Timer | None = None
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._answers, theirs = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scanner.worker", str(os.getpid()), str(theirs)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,  # drivers print there
                stderr=subprocess.DEVNULL,
                env={**environment, "SANE_CONFIG_DIR": str(config_folder)},
                pass_fds=(theirs,),
            )
        except BaseException:
            os.close(self._answers)
            raise
        finally:
            os.close(theirs)
        assert self._process.stdin is not None  # noqa: S101 - it was asked for above
        self._to_worker = self._process.stdin
        self._tell(job)

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def stopping(self) -> bool:
        """True once it was asked to stop."""
        return self._killer is not None

    def answers(self, limit_s: float) -> Iterator[dict[str, Any]]:
        """Each answer as it comes, until the worker ends, however it ends.

        Raises WorkerSilent when `limit_s` passes between two of them.
        """
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        received = b""
        until = time.monotonic() + limit_s
        while True:
            if not poll.poll(max(0, (until - time.monotonic()) * 1000)):
                raise WorkerSilent
            chunk = os.read(self._answers, _CHUNK_BYTES)
            if not chunk:
                return
            *lines, received = (received + chunk).split(b"\n")
            for line in lines:
                yield json.loads(line)
                until = time.monotonic() + limit_s

    def how_it_ended(self) -> str:
        """For the log, once it gives no more answers: its exit status or the signal."""
        try:
            code = self._process.wait(self._grace_s)
        except subprocess.TimeoutExpired:
            return "closed its answers and goes on"
        return f"ended by signal {-code}" if code < 0 else f"ended with status {code}"

    def stop(self) -> None:
        """Ask the worker to stop; it is killed if it does not within the grace."""
        with self._lock:
            if self._killer is not None:
                return
            self._killer = threading.Timer(self._grace_s, self._process.kill)
            self._killer.daemon = True
            self._killer.start()
        self._tell({"stop": True})

    def end(self) -> None:
        """Wait for the worker to end; kill it if it does not. Nothing of it is left then."""
        with suppress(BrokenPipeError):
            self._to_worker.close()
        try:
            self._process.wait(self._grace_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with self._lock:
            if self._killer is not None:
                self._killer.cancel()
        os.close(self._answers)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def _tell(self, message: Mapping[str, object]) -> None:
        with suppress(BrokenPipeError, ValueError):  # it has ended already
            self._to_worker.write(json.dumps(message).encode() + b"\n")
            self._to_worker.flush()


@dataclass(frozen=True)
class Workers:
    """Starts workers that use the SANE configuration in `config_folder`.

    One that is asked for one answer has `look_limit_s` for it; each has `grace_s` to end.
    """

    config_folder: Path
    look_limit_s: float
    grace_s: float

    def start(self, job: Mapping[str, object]) -> WorkerProcess:
        """A worker that does this job; see WorkerProcess for who has to end it."""
        return WorkerProcess(job, self.config_folder, self.grace_s)

    def one_answer(self, job: Mapping[str, object]) -> dict[str, Any]:
        """What a worker says to this job. Raises the errors of ScannerError."""
        worker = self.start(job)
        try:
            for answer in worker.answers(self.look_limit_s):
                if "error" in answer:
                    raise error_named(answer["error"])(answer["text"])
                return answer
            raise ScannerFailed(f"worker {worker.how_it_ended()}")
        except WorkerSilent:
            worker.kill()
            raise ScannerFailed("the scan worker did not answer") from None
        finally:
            worker.end()
