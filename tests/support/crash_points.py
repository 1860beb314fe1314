"""Runs a program under strace, once for each of its calls to the disk that is to go wrong."""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
DISK_CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "chmod", "ftruncate")
BEGIN, END = "begin\n", "end\n"
_CALL = re.compile(r"^(?:[0-9]+ +)?([a-z0-9]+)\((.*)")


@dataclass(frozen=True)
class Point:
    """The `nth` call of this name (from 1) since the program started."""

    call: str
    nth: int
    about: str

    def __str__(self) -> str:
        return f"{self.call}-{self.nth}"


def points(module: str, *arguments: str, record: Path) -> list[Point]:
    """Every call to the disk that the program makes between its lines `begin` and `end`."""
    done = _strace(["-o", str(record)], module, arguments)
    assert done.returncode == 0, done.stderr
    seen: Counter[str] = Counter()
    found: list[Point] = []
    within = False
    for line in record.read_text().splitlines():
        called = _CALL.match(line)
        if called is None:
            continue
        call, rest = called.groups()
        seen[call] += 1
        if call == "write" and rest.startswith("1"):
            within = (within or '"begin' in rest) and '"end' not in rest
        elif within:
            found.append(Point(call, seen[call], rest[:80]))
    return found


def run(point: Point, fate: str, module: str, *arguments: str) -> list[str]:
    """What the program says when this call meets `fate`: "error=EIO", "signal=KILL", …

    With an error the call does nothing; with KILL the program ends instead of it.
    """
    done = _strace(
        ["-o", os.devnull, "-e", f"inject={point.call}:{fate}:when={point.nth}"], module, arguments
    )
    killed = fate == "signal=KILL"
    assert done.returncode == (-9 if killed else 0), (point, fate, done.stderr)
    return done.stdout.splitlines()


def say(words: str) -> None:
    """For the program: a line that is out at once, by exactly one call."""
    os.write(1, f"{words}\n".encode())


def _strace(
    more: list[str], module: str, arguments: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", module, *arguments]
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    surroundings = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    return subprocess.run(
        ["strace", "-qq", "-y", "-e", f"trace={','.join(DISK_CALLS)}", *more, *program],
        env={**os.environ, **surroundings}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
