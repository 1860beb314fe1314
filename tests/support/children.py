"""The processes that a test has started, told from the servers that serve the whole run."""

from pathlib import Path

_BEFORE: set[int] = set()


def forget_children() -> None:
    """What runs now was started by others."""
    _BEFORE.clear()
    _BEFORE.update(_children())


def worker_pids() -> set[int]:
    """The processes that were started since, and that still run."""
    return _children() - _BEFORE


def _children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}
