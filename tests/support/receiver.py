"""A reference centre in a process of its own, and a kiosk that speaks to it by requests alone."""

import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from support.submissions import receipt_for
from sync.cose import PublishedKey
from sync.manifest import Document, Manifest, Mended, Party, Source, Stamped
from sync.receiver.count import count_holding
from sync.receiver.database import DATABASE
from sync.wire import (
    CONTENT_DIGEST_HEADER,
    KIOSK_ID_HEADER,
    KIOSK_KEY_HEADER,
    KIOSK_RECEIPT_HEADER,
    OFFSET_STREAM,
    PREFIX,
    ClockQuality,
    content_digest,
    to_base64url,
    upload_metadata,
)

PATIENCE_S = 30.0


class ServedReceiver:
    """`kiosk-receiver serve` in a process of its own, on a port it keeps when started again."""

    def __init__(self, store: Path, *options: str) -> None:
        self.store = store
        self.options = options
        self.port = 0
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "sync.receiver", "serve", "--store", str(self.store)]
        command += ["--listen", f"127.0.0.1:{self.port}", *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        self.port = int(self.url.rpartition(":")[2])

    def listens(self) -> bool:
        """Whether anybody answers on its port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """Kill -9."""
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End with a signal; returns the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status

    def count(self, content: bytes) -> int:
        """How many submissions hold a content."""
        return count_holding(self.store, sha256(content))

    def manifest(self, uuid: str) -> Manifest:
        """The manifest of a decided submission, as it lies there."""
        with closing(sqlite3.connect(self.store / DATABASE)) as db:
            question = "SELECT manifest FROM submissions WHERE uuid = ?"
            (kept,) = db.execute(question, (uuid,)).fetchone()
        return Manifest.from_bytes(kept)

    def blobs(self) -> Counter[str]:
        """The size of every file that holds bytes of documents; 0 where there is none yet."""
        files = (self.store / "blobs").iterdir()
        return Counter({path.name: path.stat().st_size for path in files})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.kill()
        assert self.process.stdout is not None
        self.process.stdout.close()


@dataclass(frozen=True)
class Handed:
    """A submission with its bytes: one original, and the stamped document made of it."""

    manifest: Manifest
    receipt_k: bytes
    original: bytes
    stamped: bytes

    @property
    def uuid(self) -> str:
        return str(self.manifest.submission)


class PlainKiosk:
    """A kiosk that does what protocol and RFCs say, and is told to do wrong where a test wants."""

    def __init__(self, url: str, name: str = "RC01") -> None:
        self.api = url + PREFIX
        self.url = url
        self.name = name
        self.key = Ed25519PrivateKey.generate()
        self.session = requests.Session()
        self.session.trust_env = False

    def close(self) -> None:
        self.session.close()

    def who(self) -> dict[str, str]:
        public = self.key.public_key().public_bytes_raw()
        return {KIOSK_ID_HEADER: self.name, KIOSK_KEY_HEADER: to_base64url(public)}

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """Any request, with the headers every request of a kiosk carries."""
        headers = {**self.who(), "Tus-Resumable": "1.0.0", **more.pop("headers", {})}
        url = path if path.startswith("http") else self.api + path
        return self.session.request(method, url, headers=headers, timeout=PATIENCE_S, **more)

    def keys(self) -> list[PublishedKey]:
        """Every key the centre publishes."""
        return [PublishedKey.from_json(key) for key in self.ask("GET", "/keys").json()["keys"]]

    def captured(self, original: bytes, sequence: int = 1) -> Handed:
        """Capture an original and its stamped document, as a visit does."""
        uuid = uuid4()
        stamped = original + b"\n% stamped " + uuid.bytes.hex().encode()
        source = Source("傳訊令狀.pdf", len(original), sha256(original), "application/pdf")
        derivative = Stamped(len(stamped), sha256(stamped), len(original))
        document = Document("d1", "writ", "Writ of summons", 3, (source,), derivative)
        manifest = Manifest(
            submission=uuid,
            number=f"{self.name}-{sequence:05}",
            sequence=sequence,
            kiosk=self.name,
            captured_at=datetime(2026, 11, 20, 4, 0, tzinfo=UTC),
            clock=ClockQuality.SYNCHRONISED,
            rules="high-court-2026-11",
            party=Party("law_firm", "Canary & Partners", "CAN/1"),
            case="HCA 1234/2026",
            documents=(document,),
        )
        return Handed(manifest, receipt_for(manifest, self.key), original, stamped)

    def retitled(self, handed: Handed) -> Handed:
        """The same submission UUID with other content, signed as it should be."""
        (document,) = handed.manifest.documents
        changed = replace(handed.manifest, documents=(replace(document, title="Other"),))
        return replace(handed, manifest=changed, receipt_k=receipt_for(changed, self.key))

    def mended(self, handed: Handed, *mended: Mended) -> Handed:
        """The same submission, with this said to have been done to its derivative."""
        (document,) = handed.manifest.documents
        changed = replace(handed.manifest, documents=(replace(document, mended=mended),))
        return replace(handed, manifest=changed, receipt_k=receipt_for(changed, self.key))

    def announce(
        self, handed: Handed, content: bytes, told: Mapping[str, str] | None = None, length: int = 0
    ) -> requests.Response:
        values = {"submission": handed.uuid, "document": "d1", "sha256": sha256(content)}
        metadata = upload_metadata({**values, **(told or {})})
        headers = {"Upload-Length": str(length or len(content)), "Upload-Metadata": metadata}
        return self.ask("POST", "/uploads", headers=headers)

    def begin(self, handed: Handed, content: bytes) -> str:
        """Announce a content; returns the address to send it to."""
        answer = self.announce(handed, content)
        assert answer.status_code == 201, answer.text
        return self.url + answer.headers["Location"]

    def append(
        self, upload: str, offset: int, data: Any, checksum: bytes | None = None
    ) -> requests.Response:
        headers = {"Upload-Offset": str(offset), "Content-Type": OFFSET_STREAM}
        if checksum is not None:
            headers["Upload-Checksum"] = f"sha256 {b64encode(checksum).decode()}"
        return self.ask("PATCH", upload, headers=headers, data=data)

    def offset(self, upload: str) -> int:
        answer = self.ask("HEAD", upload)
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["Upload-Offset"])

    def send(self, handed: Handed) -> None:
        """Send everything that is not there yet."""
        for content in (handed.original, handed.stamped):
            self.send_one(handed, content)

    def send_one(self, handed: Handed, content: bytes) -> None:
        """Send what is not there yet of one content."""
        upload = self.begin(handed, content)
        offset = self.offset(upload)
        if offset < len(content):
            answer = self.append(upload, offset, content[offset:])
            assert answer.status_code == 204, answer.text

    def put(self, handed: Handed, body: bytes | None = None, **headers: str) -> requests.Response:
        body = handed.manifest.to_bytes() if body is None else body
        told = {
            KIOSK_RECEIPT_HEADER: to_base64url(handed.receipt_k),
            CONTENT_DIGEST_HEADER: content_digest(body),
        }
        path = f"/submissions/{handed.uuid}"
        return self.ask("PUT", path, headers={**told, **headers}, data=body)

    def deliver(self, handed: Handed) -> requests.Response:
        self.send(handed)
        return self.put(handed)

    def half_send(self, upload: str, offset: int, length: int, part: bytes) -> socket.socket:
        """Begin a PATCH of `length` bytes, send a part of it and fall silent."""
        headers = {
            **self.who(), "Host": "centre", "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset),
            "Content-Type": OFFSET_STREAM, "Content-Length": str(length),
        }  # fmt: skip
        path = upload.removeprefix(self.url)
        lines = [f"PATCH {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        return self.raw("\r\n".join(lines).encode() + part)

    def raw(self, data: bytes) -> socket.socket:
        """Bytes on a connection of their own; the caller closes it."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        connection = socket.create_connection((host, int(port)), PATIENCE_S)
        connection.sendall(data)
        return connection


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Wait for a condition; fails when it does not come true in time."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def document(size: int) -> bytes:
    """Bytes like no other document's."""
    return b"%PDF-1.7 " + os.urandom(size - 9)
