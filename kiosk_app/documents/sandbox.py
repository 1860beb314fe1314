"""Starts the document worker where it can reach nothing: bubblewrap, and proof that it confines."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import kiosk_app
import scanner
from kiosk_app.documents import seccomp

PROBE_LIMIT_S = 60.0
KEEPER_LIMIT_S = 5.0

_PACKAGES = (
    "numpy",
    "pikepdf",
    "PIL",
    "pypdf",
    "pypdfium2",
    "simplejpeg",
    "segno",
    "pyvips",
    "cffi",
)
_KEEPER = (
    "import os; os.write(int(sys.argv[1]), b'r');"
    "from kiosk_app.documents.keeper import main; main(int(sys.argv[1]))"
)
_WORK, _END, _ENDED = b"w", b"e", b"E"  # as in keeper.py, which loads what must not be loaded here
_PROBE = """
import json, os, socket
def tries(act):
    try: act()
    except OSError: return False
    return True
file, port, package = sys.argv[1:4]
print(json.dumps({
    "reads": tries(lambda: open(file, "rb").read(1)),
    "lists_home": any(os.path.isdir(p) and os.listdir(p) for p in ("/home", "/run", "/var")),
    "connects": tries(lambda: socket.create_connection(("127.0.0.1", int(port)), 2)),
    "writes": tries(lambda: (open(package + "/escaped", "w").close(),
                             os.remove(package + "/escaped"))),
}), flush=True)
from kiosk_app.documents import worker
worker.make_ready()
import pyhanko.sign.validation.generic_cms, tesserocr
"""
_MOST_LAST_WORDS = 200


class SandboxMissing(Exception):
    """Documents cannot be opened on this machine: it has no sandbox that confines (K901).

    `last_words` is what was said last inside, before any document was near; empty for nothing.
    """

    def __init__(self, why: str, last_words: str = "") -> None:
        super().__init__(f"{why}: {last_words}" if last_words else why)
        self.last_words = last_words


@dataclass
class Confined:
    """A worker in its sandbox, and the socket to speak with it.

    `process` is the sandbox. With a `keeper` in it, another worker can follow this one.
    """

    process: subprocess.Popen[bytes]
    channel: socket.socket
    keeper: socket.socket | None = None
    is_set_up: bool = False

    def kill(self) -> None:
        """End the whole sandbox now. May be called twice, from any thread."""
        if self.keeper is not None and not self.is_set_up:
            # Killed while it is being set up, bubblewrap leaves its inner process behind.
            with suppress(OSError):
                self.keeper.recv(1, socket.MSG_PEEK)
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End it and the sandbox, and let go of the sockets."""
        self.kill()
        self.channel.close()
        if self.keeper is not None:
            self.keeper.close()

    def followed(self) -> "Confined | None":
        """Another worker in the same sandbox; this one has ended, as its keeper says.

        None when that cannot be: the sandbox has ended then. So it is where seccomp does not
        keep a worker from forking, for then it could leave something behind.
        """
        self.channel.close()
        if self.keeper is not None and seccomp.is_known() and self.process.poll() is None:
            try:
                self.keeper.sendall(_END)
                if not self.is_set_up:
                    self.is_set_up = bool(self.keeper.recv(1))
                if self.keeper.recv(1) == _ENDED:
                    return _worker_in(self.process, self.keeper, is_set_up=True)
            except OSError:
                pass
        self.close()
        return None


def start_worker() -> Confined:
    """A fresh sandbox with a worker that waits for one job.

    It dies when the *thread* that called this ends: the kernel ties a parent-death signal to
    the thread. Call it from one that lives as long as the worker is wanted.
    Raises SandboxMissing when bubblewrap cannot be run.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(KEEPER_LIMIT_S)
    with theirs:
        try:
            process = subprocess.Popen(
                [*confinement(), *python(_KEEPER), str(theirs.fileno())],
                env=environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            ours.close()
            raise SandboxMissing("bubblewrap cannot be run") from error
    return _worker_in(process, ours, is_set_up=False)


def _worker_in(
    process: subprocess.Popen[bytes], keeper: socket.socket, *, is_set_up: bool
) -> Confined:
    """Hand a new worker its socket; where the sandbox is gone the socket says so."""
    ours, theirs = socket.socketpair()
    with theirs, suppress(OSError):
        socket.send_fds(keeper, [_WORK], [theirs.fileno()])
    return Confined(process, ours, keeper, is_set_up)


def probe() -> None:
    """Prove that the sandbox confines and the worker starts in it, or raise SandboxMissing.

    A small program inside tries to read a file, to list homes, to reach a socket that
    listens on loopback, and to write beside the code; all of it must fail. Then it loads what
    a check needs, so that a broken installation is not taken for a broken document.
    """
    package = str(Path(kiosk_app.__file__).parent)
    with tempfile.NamedTemporaryFile() as bait, socket.create_server(("127.0.0.1", 0)) as server:
        bait.write(b"x")
        bait.flush()
        arguments = [bait.name, str(server.getsockname()[1]), package]
        try:
            ran = subprocess.run(
                [*confinement(), *python(_PROBE), *arguments],
                env=environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PROBE_LIMIT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SandboxMissing("bubblewrap cannot be run") from error
    if not ran.stdout:
        said = f"the sandbox ended with status {ran.returncode}"
        raise SandboxMissing(said, _last_words(ran.stderr))
    escaped = [name for name, worked in json.loads(ran.stdout).items() if worked]
    if escaped:
        raise SandboxMissing(f"the sandbox does not confine: {', '.join(escaped)}")
    if ran.returncode != 0:
        raise SandboxMissing("the worker cannot start in the sandbox", _last_words(ran.stderr))


def _last_words(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines() or [""]
    return "".join(letter for letter in lines[-1] if letter.isprintable())[:_MOST_LAST_WORDS]


def confinement() -> list[str]:
    """The bubblewrap command: no network, no files but code to read, no privileges.

    What the worker is given besides are open descriptors, never names.
    """
    command = ["bwrap", "--unshare-all", "--new-session", "--die-with-parent"]
    command += ["--cap-drop", "ALL", "--clearenv", "--hostname", "worker"]
    command += ["--setenv", "LANG", "C.UTF-8", "--setenv", "OPENBLAS_NUM_THREADS", "1"]
    # First, for what is bound later may lie below: a clone in /tmp, say.
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    command += ["--ro-bind", "/usr", "/usr"]
    for name in ("/lib", "/lib32", "/lib64", "/bin"):
        if Path(name).is_symlink():
            command += ["--symlink", str(Path(name).readlink()), name]
        elif Path(name).exists():
            command += ["--ro-bind", name, name]
    command += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for folder in _code_folders():
        command += ["--ro-bind", folder, folder]
    # Root's files below /proc/sys are those of the whole machine, name spaces or not.
    command += ["--remount-ro", "/proc"]
    return [*command, "--chdir", "/", "--"]


def environment() -> dict[str, str]:
    """What bubblewrap itself may know: its first process stays, and the worker can read it."""
    return {"PATH": os.environ.get("PATH", os.defpath)}


def python(program: str) -> list[str]:
    """This interpreter, told only where our packages are: no site, no environment."""
    paths = sorted({*_package_folders(), str(Path(kiosk_app.__file__).parents[1])})
    interpreter = os.path.realpath(sys.executable)
    return [interpreter, "-I", "-S", "-B", "-c", f"import sys; sys.path += {paths!r}; {program}"]


def _code_folders() -> list[str]:
    own = {str(Path(file).parent) for file in (kiosk_app.__file__, scanner.__file__)}
    folders = {*_package_folders(), *own, sys.base_prefix}
    return sorted(
        folder
        for folder in folders
        if not folder.startswith("/usr")
        and not any(Path(o) in Path(folder).parents for o in folders)
    )


def _package_folders() -> set[str]:
    specs = [importlib.util.find_spec(name) for name in _PACKAGES]
    return {str(Path(spec.origin).parents[1]) for spec in specs if spec and spec.origin}
