"""Delivery: the sender beside curl and tuspy, captures beside the disk, the centre beside tus."""

import hashlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import make
from support.tus_server import tus_server

from kiosk_app.documents.intake import copy_in
from sync.outbox import Outbox
from sync.wire import KIOSK_ID_HEADER, KIOSK_KEY_HEADER, to_base64url, upload_metadata

from .killing import killed, kiosk_send
from .measure import Cost, command
from .table import Row

LARGE_BYTES = 200 * 1024 * 1024
CAPTURES = 200
SEALINGS = 5
AT_ONCE, EACH_BYTES, SENDERS = 300, 1_000_000, 16
ROUNDS = 5
BLOCK = random.Random(4).randbytes(1024 * 1024)


def rows(folder: Path) -> Iterator[Row]:
    """One bar of the protocol after the other."""
    large = folder / "large.pdf"
    large.write_bytes(BLOCK * (LARGE_BYTES // len(BLOCK)))
    yield from _sending(folder, large)
    yield from killed(folder, large)
    yield from _capturing(folder, large)
    yield from _receiving(folder)


# ------------------------------------------------------------ the sender


def _sending(folder: Path, large: Path) -> Iterator[Row]:
    with _swallowing() as endpoint:
        curl = command(
            "curl", "-sS", "-o", os.devnull, "-X", "PATCH", "-T", large, "-H",
            "Content-Type: application/offset+octet-stream", "-H", "Upload-Offset: 0",
            f"{endpoint}/curl",
        )  # fmt: skip
        ran = subprocess.run(
            _python("bench.one_patch", endpoint, large), stdout=subprocess.PIPE, check=True
        )
        sent = Cost(**json.loads(ran.stdout))
        chunked = command(*kiosk_send(endpoint, folder / "state", large))
        tuspy = command(*_python("bench.tuspy_upload", endpoint, large))
    what = "200 MiB"
    yield Row(f"{what} in one PATCH, sender: CPU", "s", sent.cpu_s, "curl", curl.cpu_s, 1.1)
    yield Row(f"kiosk send, {what}, start included: CPU", "s", chunked.cpu_s, "tuspy", tuspy.cpu_s)
    yield Row("memory of the sender", "MB", max(sent.anonymous_mb, chunked.anonymous_mb), bar=64)
    yield Row("memory of tuspy", "MB", tuspy.anonymous_mb)


# ------------------------------------------------------------ captures


def _capturing(folder: Path, large: Path) -> Iterator[Row]:
    key = Ed25519PrivateKey.generate()
    ours, disk = [], []
    os.sync()
    with closing(Outbox.open(folder / "outbox", minimum_free_bytes=0)) as outbox:
        for _ in range(CAPTURES):
            made = make(outbox, key)
            began = time.perf_counter()
            outbox.put(made.manifest, made.receipt_k, made.blobs)
            ours.append(time.perf_counter() - began)
            disk.append(_append_and_sync(folder / "appended"))
    peer = "append 4 KiB + fdatasync"
    yield Row("one capture, median", "ms", 1e3 * median(ours), peer, 1e3 * median(disk), 10)

    sealed, plain = _in_turns(
        SEALINGS, lambda: _sealed(large, folder), lambda: _copied(large, folder / "plain")
    )
    peer = "sha256 + write, no fsync"
    yield Row("200 MB sealed: hashed, written, synced", "s", sealed, peer, plain, 1.3)


def _append_and_sync(path: Path) -> float:
    began = time.perf_counter()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(handle, BLOCK[:4096])
    os.fdatasync(handle)
    os.close(handle)
    return time.perf_counter() - began


def _sealed(source: Path, folder: Path) -> float:
    began = time.perf_counter()
    with source.open("rb", buffering=0) as reading:
        taken = copy_in(reading, source.name, folder, source.stat().st_size, lambda _: None)
    took = time.perf_counter() - began
    Path(taken.path).unlink()
    return took


def _copied(source: Path, target: Path) -> float:
    began = time.perf_counter()
    digest = hashlib.sha256()
    with source.open("rb", buffering=0) as reading, target.open("wb", buffering=0) as writing:
        while block := reading.read(1024 * 1024):
            digest.update(block)
            writing.write(block)
    took = time.perf_counter() - began
    target.unlink()
    return took


# ------------------------------------------------------------ the centre


def _receiving(folder: Path) -> Iterator[Row]:
    key = to_base64url(Ed25519PrivateKey.generate().public_key().public_bytes_raw())

    def who(number: int) -> dict[str, str]:
        """Four kiosks: one may have no more than 256 uploads under way."""
        return {KIOSK_ID_HEADER: f"RC{number % 4:02}", KIOSK_KEY_HEADER: key}

    def metadata(number: int) -> str:
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        facts = {"submission": str(uuid4()), "document": "d1", "sha256": digest}
        return upload_metadata({**facts, "filename": "a.pdf", "filetype": "application/pdf"})

    def ours() -> float:
        serving = _python("sync.receiver", "serve", "--listen", "127.0.0.1:0", "--store")
        with TemporaryDirectory(dir=folder) as store, _served([*serving, store]) as base:
            return _timed(lambda: _many(f"{base}/rc/v1/uploads", who, metadata))

    def peer(*, durable: bool) -> float:
        with (
            TemporaryDirectory(dir=folder) as store,
            tus_server(Path(store), durable=durable) as endpoint,
        ):
            return _timed(lambda: _many(endpoint, lambda _: {}, _filename))

    mine, theirs, durable = (
        AT_ONCE / took
        for took in _in_turns(ROUNDS, ours, lambda: peer(durable=False), lambda: peer(durable=True))
    )
    what = f"{AT_ONCE} x 1 MB at once, uploads a second"
    yield Row(what, "", mine, "@tus/server", theirs, 0.8, at_least=True)
    yield Row(what, "", mine, "@tus/server with fdatasync", durable)


def _filename(number: int) -> str:
    return upload_metadata({"filename": f"{number}"})


def _many(
    endpoint: str, who: Callable[[int], dict[str, str]], metadata: Callable[[int], str]
) -> None:
    """Create and send many small uploads through a few connections at once."""
    body, host = BLOCK[:EACH_BYTES], "{0.scheme}://{0.netloc}".format(urlsplit(endpoint))
    local = threading.local()

    def one(number: int) -> None:
        session = local.__dict__.setdefault("session", requests.Session())
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(body)), **who(number)}
        headers["Upload-Metadata"] = metadata(number)
        made = session.post(endpoint, headers=headers, timeout=60)
        made.raise_for_status()
        location = made.headers["Location"]
        url = host + location if location.startswith("/") else location
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", **who(number)}
        headers["Content-Type"] = "application/offset+octet-stream"
        session.patch(url, data=body, headers=headers, timeout=60).raise_for_status()

    with ThreadPoolExecutor(SENDERS) as senders:
        list(senders.map(one, range(AT_ONCE)))


# ------------------------------------------------------------ servers of the bench's own


def _swallowing() -> AbstractContextManager[str]:
    """A tus server that keeps nothing, so that only the sender's work is measured."""
    return _served(_python("bench.swallowing"))


@contextmanager
def _served(serving: list[str]) -> Iterator[str]:
    """A server in a process of its own; the address that it prints."""
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def _python(module: str, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def _in_turns(rounds: int, *works: Callable[[], float]) -> tuple[float, ...]:
    """The median of what each says it took; what one has left to the disk waits for no other."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, took, strict=True):
            os.sync()
            times.append(work())
    return tuple(map(median, took))


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
