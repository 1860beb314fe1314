"""Measures what a piece of work costs: processor seconds and memory, its children's included.

Seconds on the clock say more of the machine's other guests than of the work: they are given
only where somebody waits for them.
"""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
MEMORY_LOOKED_AT_EVERY_S = 0.01
PATIENCE_S = 300


@dataclass
class Cost:
    """What something cost; `anonymous_mb` is the most that any one process held of its own."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    anonymous_mb: float = 0.0


def command(*arguments: str | Path) -> Cost:
    """The cost of a program from its start to its end, its children that it waited for included.

    Raises CalledProcessError; 0, 1 and 3 are what checkers say of a file with faults.
    """
    before, began = _cpu_of_children_s(), time.monotonic()
    with watched() as cost:
        ran = subprocess.run(
            [str(argument) for argument in arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_S,
            check=False,
        )
        cost.wall_s = time.monotonic() - began
    if ran.returncode not in (0, 1, 3):
        raise subprocess.CalledProcessError(ran.returncode, ran.args, stderr=ran.stderr)
    cost.cpu_s = _cpu_of_children_s() - before
    return cost


@contextmanager
def work() -> Iterator[Cost]:
    """The cost of what is done inside, by this process and by those that it started before.

    Known when it ends; a sandbox that was ended before takes its time with it. What a process
    costs to start is left out: the kiosk's is running.
    """
    before, began = _cpu_of_tree_s(), time.monotonic()
    with watched() as cost:
        yield cost
        cost.wall_s = time.monotonic() - began
    cost.cpu_s += _cpu_of_tree_s() - before


@contextmanager
def watched() -> Iterator[Cost]:
    """Watch the memory of this process's children, or its own where it has none."""
    cost, over = Cost(), threading.Event()

    def watch() -> None:
        while not over.wait(MEMORY_LOOKED_AT_EVERY_S):
            cost.anonymous_mb = max(cost.anonymous_mb, _most_anonymous_mb())
        cost.cpu_s -= time.thread_time()  # the watching is no part of the work

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield cost
    finally:
        over.set()
        watcher.join()


def _cpu_of_tree_s() -> float:
    """Seconds of every living process of the tree, and of those that it has already buried."""
    living = sum(sum(_times(process)) for process in _descendants())
    return time.process_time() + _cpu_of_children_s() + living


def _cpu_of_children_s() -> float:
    buried = resource.getrusage(resource.RUSAGE_CHILDREN)
    return buried.ru_utime + buried.ru_stime


def _times(process: int) -> tuple[float, ...]:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return (0.0,)
    return tuple(int(field) * TICK_S for field in fields[11:15])


def _descendants() -> list[int]:
    found, look_at = [], [os.getpid()]
    while look_at:
        process = look_at.pop()
        for tasks in Path(f"/proc/{process}/task").glob("*/children"):
            with suppress(OSError):
                children = [int(child) for child in tasks.read_text().split()]
                found += children
                look_at += children
    return found


def _most_anonymous_mb() -> float:
    return max((_anonymous_mb(child) for child in _descendants() or [os.getpid()]), default=0.0)


def _anonymous_mb(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0
