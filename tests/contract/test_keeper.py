"""One sandbox does many jobs, and nothing of one job is there in the next."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_app.documents.sandbox import Confined, start_worker

PATIENCE_S = 20.0


@pytest.fixture
def worker() -> Iterator[Confined]:
    started = start_worker()
    yield started
    started.close()


def inside(worker: Confined) -> list[int]:
    """The processes of a sandbox from the outermost in: bwrap twice, the keeper, the worker."""
    line = [worker.process.pid]
    ends_at = time.monotonic() + PATIENCE_S
    while len(line) < 4 and time.monotonic() < ends_at:
        parent = line[-1]
        line += [int(child) for child in _children(parent)] or []
        if line[-1] == parent:
            line = [worker.process.pid]
    return line


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


def test_the_next_worker_is_another_process_and_the_last_one_is_gone(worker: Confined) -> None:
    *_, keeper, first = inside(worker)
    follower = worker.followed()
    assert follower is not None
    assert not Path(f"/proc/{first}").exists()
    *_, same_keeper, second = inside(follower)
    assert (same_keeper == keeper, second != first) == (True, True)
    follower.channel.close()


def test_where_the_keeper_is_gone_the_sandbox_is_not_used_again(worker: Confined) -> None:
    *_, keeper, _ = inside(worker)
    os.kill(keeper, signal.SIGKILL)
    assert worker.followed() is None
    assert worker.process.poll() is not None


def test_a_keeper_that_does_not_answer_is_ended_with_its_sandbox(worker: Confined) -> None:
    *_, keeper, first = inside(worker)
    assert worker.keeper is not None
    worker.keeper.settimeout(0.05)
    os.kill(keeper, signal.SIGSTOP)
    assert worker.followed() is None
    assert worker.process.poll() is not None
    ends_at = time.monotonic() + PATIENCE_S
    while Path(f"/proc/{first}").exists() and time.monotonic() < ends_at:
        pass
    assert not Path(f"/proc/{first}").exists()
