"""A worker that a document has taken over tries every way out of the sandbox; none may work."""

import json
import os
import platform
import socket
import subprocess
from pathlib import Path

import pytest

from kiosk_app.documents import sandbox

# Numbers of the system calls for which Python has no function.
CALLS = {
    "x86_64": {
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "mount": 165,
        "umount2": 166, "unshare": 272, "setns": 308, "pivot_root": 155, "chroot": 161,
        "bpf": 321, "perf_event_open": 298, "io_uring_setup": 425, "userfaultfd": 323,
        "add_key": 248, "keyctl": 250, "open_by_handle_at": 304, "fork": 57, "vfork": 58,
        "execveat": 322, "clone3": 435,
    },
    "aarch64": {
        "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "mount": 40,
        "umount2": 39, "unshare": 97, "setns": 268, "pivot_root": 41, "chroot": 51, "bpf": 280,
        "perf_event_open": 241, "io_uring_setup": 425, "userfaultfd": 282, "add_key": 217,
        "keyctl": 219, "open_by_handle_at": 265, "execveat": 281, "clone3": 435,
    },
}  # fmt: skip

TRY = """
import ctypes, json, os, signal, socket, sys
from kiosk_app.documents.budget import Budget
from kiosk_app.documents.worker import confine
bait, abstract, calls, ours = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
before = {kind: getattr(socket, kind, None) for kind in ("AF_UNIX", "AF_NETLINK", "AF_PACKET")}
datagrams = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
keeper = os.getppid()
confine(Budget(1000, 1))
libc = ctypes.CDLL(None, use_errno=True)
def tries(act):
    try:
        return repr(act())
    except (OSError, ValueError):
        return None
def call(number):
    ctypes.set_errno(0)
    got = libc.syscall(number, 0, 0, 0, 0, 0, 0)
    return None if got == -1 and ctypes.get_errno() in (1, 38) else repr((got, ctypes.get_errno()))
out = {name: call(number) for name, number in calls.items()}
out |= {
    "execve": tries(lambda: os.execv("/usr/bin/true", ["true"])),
    "python fork": tries(os.fork),
    "the first process": tries(lambda: os.listdir("/proc/1/root/home")),
    "its memory": tries(lambda: open("/proc/1/mem", "r+b")),
    "the keeper's memory": tries(lambda: open(f"/proc/{keeper}/mem", "r+b")),
    "its environment": [word for word in open("/proc/1/environ").read().split("\\0") if word
                        and word.partition("=")[0] not in ("PATH", "PWD", "LANG", "SHLVL", "_")],
    "a process outside": tries(lambda: os.kill(ours, 0)),
    "its socket": tries(lambda: datagrams[0].sendto(b"x", "\\0" + abstract)),
    "kernel settings": tries(lambda: open("/proc/sys/kernel/hostname", "r+")),
    "core pattern": tries(lambda: open("/proc/sys/kernel/core_pattern", "r+")),
    "kernel memory": tries(lambda: open("/proc/kcore", "rb").read(1)),
    "a link to the bait": tries(lambda: (os.symlink(bait, "/tmp/l"), open("/tmp/l").read(1))),
    "code of others": tries(lambda: open(os.__file__, "r+b")),
    "disks": [name for name in os.listdir("/dev") if name.startswith(("sd", "vd", "nvme", "mem"))],
    "devices": tries(lambda: os.mknod("/tmp/disk", 0o60600, os.makedev(8, 0))),
    "privileges": tries(lambda: os.setuid(12345)),
    **{kind: tries(lambda f=f: socket.socket(f, socket.SOCK_DGRAM)) for kind, f in before.items()},
    "cgroups": tries(lambda: os.listdir("/sys/fs/cgroup")),
    "a bigger file": tries(lambda: open("/tmp/big", "wb").truncate(1 << 40)),
}
print(json.dumps(out))
"""

pytestmark = pytest.mark.skipif(
    platform.machine() not in CALLS, reason="this machine's calls are not listed"
)


def test_no_way_out_is_open(tmp_path: Path) -> None:
    bait = tmp_path / "bait"
    bait.write_text("secret")
    name = f"kiosk-bait-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.setblocking(False)
        calls = json.dumps(CALLS[platform.machine()])
        arguments = [str(bait), name, calls, str(os.getpid())]
        command = [*sandbox.confinement(), *sandbox.python(TRY), *arguments]
        ran = subprocess.run(
            command, env=sandbox.environment(), capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        assert {way: got for way, got in json.loads(ran.stdout).items() if got} == {}
        with pytest.raises(BlockingIOError):
            listening.recv(1)


def test_the_same_program_notices_what_is_left_open(tmp_path: Path) -> None:
    half_confined = TRY.replace("confine(Budget(1000, 1))", "")
    half_confined = half_confined.replace("os.fork", "str").replace("os.execv", "print")
    calls = json.dumps({"ptrace": CALLS[platform.machine()]["ptrace"]})
    arguments = [str(tmp_path), "nobody", calls, "1"]
    command = [*sandbox.confinement(), *sandbox.python(half_confined), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    noticed = {way for way, got in json.loads(ran.stdout.splitlines()[-1]).items() if got}
    assert {"ptrace", "AF_UNIX", "a process outside", "a bigger file"} <= noticed
    assert "its environment" in noticed, "bubblewrap was told more than it may know"
