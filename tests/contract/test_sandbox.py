"""Documents are opened where they can reach nothing, and a worker that raves ends its job alone."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.broken_sandbox import path_without

from kiosk_app.documents import sandbox
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.job import Job, JobCrashed, JobTookTooLong
from kiosk_app.documents.sandbox import Confined, SandboxMissing
from kiosk_app.errands.service_check import check_service
from kiosk_app.flow.model import Event, ServiceLost
from kiosk_app.maintenance.switch import OutOfServiceSwitch
from kiosk_app.wording.trouble import Trouble

PATIENCE_S = 20.0

# ---------------------------------------------------------------- getting out

GET_OUT = """
import json, os, socket, sys
def tries(act):
    try:
        return repr(act())
    except OSError:
        return None
bait, port, package = sys.argv[1:4]
print(json.dumps({
    "shadow": tries(lambda: open("/etc/shadow").read(1)),
    "passwd": tries(lambda: open("/etc/passwd").read(1)),
    "bait": tries(lambda: open(bait).read(1)),
    "homes": tries(lambda: os.listdir("/home")),
    "loopback": tries(lambda: socket.create_connection(("127.0.0.1", int(port)), 2)),
    "code": tries(lambda: open(package + "/planted.py", "w")),
    "usr": tries(lambda: open("/usr/planted", "w")),
    "chroot": tries(lambda: os.chroot("/usr")),
    "others": [p for p in os.listdir("/proc") if p.isdigit() and int(p) > 3] or None,
    "environment": sorted(set(os.environ) - {"PWD", "LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS"})
                   or None,
}))
"""


def test_code_inside_gets_at_no_file_no_network_and_no_privilege(tmp_path: Path) -> None:
    bait = tmp_path / "bait"
    bait.write_text("secret")
    package = str(Path(sandbox.__file__).parent)
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [str(bait), str(server.getsockname()[1]), package]
        command = [*sandbox.confinement(), *sandbox.python(GET_OUT), *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {name: got for name, got in json.loads(ran.stdout).items() if got} == {}


AT_WORK = """
import json, os, resource, socket, subprocess, sys
from kiosk_app.documents.budget import Budget
from kiosk_app.documents.worker import confine
confine(Budget(1000, 1))
def tries(act):
    try:
        return repr(act())
    except (OSError, ValueError, MemoryError):
        return None
def swarm():
    while True:
        if os.fork() == 0:
            os._exit(0)
import threading
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
print(json.dumps({
    "processes": tries(swarm),
    "programs": tries(lambda: subprocess.run(["/usr/bin/true"])),
    "sockets": tries(socket.socket),
    "memory": tries(lambda: bytearray(4 << 30)),
    "more memory": tries(lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))),
}))
"""


def test_a_worker_at_work_can_start_nothing_and_take_no_more_than_its_share() -> None:
    command = [*sandbox.confinement(), *sandbox.python(AT_WORK)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {name: got for name, got in json.loads(ran.stdout).items() if got} == {}


def test_the_probe_is_content_with_this_machine() -> None:
    sandbox.probe()


def test_without_bubblewrap_there_is_no_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxMissing):
        sandbox.probe()


def test_a_sandbox_that_confines_nothing_is_seen_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sham = tmp_path / "bwrap"
    sham.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    sham.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SandboxMissing, match=r"reads.*connects"):
        sandbox.probe()


def test_an_installation_that_lacks_a_package_is_no_service_and_not_the_document_s_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", path_without("pikepdf", tmp_path))
    with pytest.raises(SandboxMissing, match=r"worker cannot start.*pikepdf"):
        sandbox.probe()

    told: list[Event] = []
    switch = OutOfServiceSwitch(tmp_path / "switch")
    nothing: Any = None  # the sandbox is asked about before anything else
    with caplog.at_level("INFO", "kiosk"):
        check_service(nothing, nothing, switch, nothing, told.append)
    assert told == [ServiceLost(Trouble.SANDBOX_MISSING)]
    (line,) = caplog.messages
    assert line.startswith("fault code=K901 said=AttributeError:-module-pikepdf-has-no")


# ---------------------------------------------------------------- workers that fail


@pytest.mark.parametrize(
    ("behaviour", "trouble"),
    [
        ("os._exit(0)", JobCrashed),
        ("os.kill(os.getpid(), 9)", JobCrashed),
        ("s.sendall(b'GET / HTTP/1.1' * 9)", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x09\\0\\0\\0\\0{\"say\": 1')", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x02\\0\\0\\0\\0[]')", BadFrame),
        ("s.sendall(b'\\xff' * 8)", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x02'); time.sleep(60)", JobTookTooLong),
        ("time.sleep(60)", JobTookTooLong),
    ],
)
def test_a_worker_that_fails_or_raves_ends_its_job_and_no_more(
    behaviour: str, trouble: type[Exception]
) -> None:
    limit_s = 0.5 if trouble is JobTookTooLong else PATIENCE_S
    job = Job(_stand_in(behaviour), lambda _: limit_s)
    try:
        with pytest.raises(trouble):
            job.run({"job": "check"}, [], lambda message, blob: None)
    finally:
        job.close()


def _stand_in(behaviour: str) -> Confined:
    ours, theirs = socket.socketpair()
    program = f"import os, socket, time; s = socket.socket(fileno={theirs.fileno()}); {behaviour}"
    with theirs:
        command = [sys.executable, "-c", program]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
    return Confined(process, ours)
