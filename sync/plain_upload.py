"""Brings one file to any tus 1.0 server, and goes on where an earlier attempt was cut off."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from sync import tus
from sync.answers import Meaning, Where
from sync.blobs import write_durably
from sync.court import CannotBeTaken, CourtUnavailable, Upload
from sync.link import Link, Patience, Tls
from sync.manifest import Blob
from sync.wire import upload_metadata

TRIES_WITHOUT_PROGRESS = 8
WAIT_LEAST_S = 0.5
WAIT_MOST_S = 30.0
MEDIA_TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
_NO_SUBMISSION = UUID(int=0)


@dataclass(frozen=True)
class PlainServer:
    """A tus server by the address at which uploads are created, and whom to believe about it."""

    endpoint: str
    tls: Tls
    patience: Patience


def send_file(
    server: PlainServer,
    state: Path,
    file: Path,
    progressed: Callable[[int, int], None],
    *,
    wait: Callable[[float], None] = time.sleep,
) -> str:
    """Upload the file; when this returns its address, the server has said that it has every byte.

    What is needed to go on after a kill lies in the folder `state`: the same file to the same
    server is one upload. `progressed` gets bytes done and bytes in all. An interruption is
    tried again until TRIES_WITHOUT_PROGRESS in a row have brought nothing. Raises
    CourtUnavailable then, CannotBeTaken when the server will not have it, CourtBlocked when a
    person must act (its certificate, ours), ContentDamaged when the file changed meanwhile,
    ValueError for an address that is none, OSError.
    """
    link = Link(server.endpoint, {}, server.tls, server.patience, anyone=True)
    upload = _upload(file)
    memory = _Memory(state, server.endpoint, upload.blob)
    chunks = tus.Chunks()
    most, in_vain = 0, 0

    def tell(done: int) -> bool:
        nonlocal most, in_vain
        if done > most:
            most, in_vain = done, 0
        progressed(done, upload.blob.size_bytes)
        return True

    def create(link: Link, upload: Upload) -> str:
        return _create(link, server.endpoint, upload)

    try:
        while True:
            known = replace(upload, url=memory.url())
            try:
                tus.send(link, known, chunks, memory.keep, tell, create)
            except CourtUnavailable as error:
                in_vain += 1
                if in_vain >= TRIES_WITHOUT_PROGRESS:
                    raise
                wait(max(error.retry_after_s, min(WAIT_MOST_S, WAIT_LEAST_S * 2**in_vain)))
            else:
                return urljoin(server.endpoint, memory.url() or "")
    finally:
        link.close()


def _upload(file: Path) -> Upload:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        size_bytes = opened.tell()
    media_type = MEDIA_TYPES.get(file.suffix.lower(), "application/octet-stream")
    return Upload(_NO_SUBMISSION, Blob("", digest, size_bytes, file.name, media_type), file)


def _create(link: Link, endpoint: str, upload: Upload) -> str:
    blob = upload.blob
    facts = {"filename": blob.name, "filetype": blob.media_type}
    headers = {"Upload-Length": str(blob.size_bytes), "Upload-Metadata": upload_metadata(facts)}
    answer = link.ask(Where.CREATION, "POST", _path(endpoint), headers=headers)
    if answer.meaning is not Meaning.FINE or answer.status != 201:
        raise CannotBeTaken(f"answer-{answer.status}")
    there = urljoin(endpoint, answer.headers.get("Location", ""))
    if urlsplit(there).hostname != urlsplit(endpoint).hostname:
        raise CannotBeTaken("the upload's address is on another host")
    return _path(there)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Memory:
    """Where the upload of this content to this server was begun, across kills."""

    def __init__(self, state: Path, endpoint: str, blob: Blob) -> None:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(f"{endpoint}\n{blob.sha256}\n{blob.size_bytes}".encode()).hexdigest()
        self._path = state / f"upload-{name[:32]}.json"

    def url(self) -> str | None:
        try:
            value = json.loads(self._path.read_bytes())["path"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return value if isinstance(value, str) and value.startswith("/") else None

    def keep(self, path: str) -> None:
        write_durably(self._path, json.dumps({"path": path}).encode("utf-8"))
