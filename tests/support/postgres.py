"""A PostgreSQL server of its own for a test: Debian's, in a temporary folder, on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
START_S = 60


@dataclass(frozen=True)
class Postgres:
    """A running server, with one empty database."""

    address: str
    start: Callable[[], None]
    stop: Callable[[], None]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that is gone with all its files afterwards."""
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    # Not pytest's folder: another user has to reach it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/var/tmp"))
    run = _as_nobody(folder)
    data, log = folder / "data", folder / "log"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "centre", "-E", "UTF8", "--locale=C", "-N")
        start = partial(run, "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        stop = partial(run, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        start()
        try:
            yield Postgres(f"postgresql://centre@127.0.0.1:{port}/postgres", start, stop)
        finally:
            stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_nobody(folder: Path) -> Callable[..., None]:
    """PostgreSQL refuses to run as root."""
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: object) -> None:
        assert PROGRAMS is not None
        command = [str(PROGRAMS / program), *map(str, arguments)]
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=2 * START_S, **who
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return run
