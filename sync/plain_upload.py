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
from sync.court import CannotBeTaken, ContentDamaged, CourtUnavailable, Upload
from sync.known_files import Look, settled
from sync.link import LOOPBACK, Link, Patience, Tls
from sync.manifest import Blob
from sync.wire import upload_metadata

TRIES_WITHOUT_PROGRESS = 8
WAIT_LEAST_S = 0.5
WAIT_MOST_S = 30.0
MEDIA_TYPES = {".pdf": "application/pdf", ".jpg": "image/jpeg", ".png": "image/png"}
_NO_SUBMISSION = UUID(int=0)


@dataclass(frozen=True)
class PlainServer:
    """A tus server by the address at which uploads are created, and whom to believe about it.

    `insecure` allows plain HTTP to another machine, where all may read and change what is sent.
    """

    endpoint: str
    tls: Tls
    patience: Patience
    insecure: bool = False


class Unprotected(ValueError):
    """Plain HTTP to another machine, and nobody has allowed it."""


def send_file(
    server: PlainServer,
    state: Path,
    file: Path,
    progressed: Callable[[int, int], None],
    *,
    waiting: Callable[[str, float], None] = lambda reason, wait_s: None,
    wait: Callable[[float], None] = time.sleep,
) -> str:
    """Upload the file; when this returns its address, the server has said that it has every byte:
    asked once more after the last of them, and answering as a tus server does.

    What is needed to go on after a kill lies in the folder `state`: the same file to the same
    server is one upload while nobody writes to it, and it is read for nothing but to be sent.
    `progressed` gets bytes done and bytes in all, `waiting` why it is interrupted (a code) and
    for how many seconds. An interruption is tried again until TRIES_WITHOUT_PROGRESS in a row
    have brought nothing. Raises CourtUnavailable then, CannotBeTaken when the server will not
    have it, CourtBlocked when a person must act (its certificate, ours), ContentDamaged when the
    file changed meanwhile, Unprotected, ValueError for an address that is none, OSError.
    """
    _require_protection(server)
    link = Link(
        server.endpoint, {}, server.tls, server.patience, anyone=True, insecure=server.insecure
    )
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    look = settled(file, wait=wait)
    upload = _upload(file, look)
    memory = _Memory(state, server.endpoint, look)
    chunks = tus.Chunks()
    size = upload.blob.size_bytes
    most, in_vain = 0, 0

    def tell(done: int) -> bool:
        nonlocal most, in_vain
        if done > most:
            most, in_vain = done, 0
        progressed(done, size)
        return True

    def create(link: Link, upload: Upload) -> str:
        return _create(link, server.endpoint, upload)

    try:
        while True:
            known = replace(upload, url=memory.url())
            try:
                tus.send(link, known, chunks, memory.keep, tell, create)
                if Look.at(file) != look:
                    raise ContentDamaged(file.name)
                _confirm(link, memory.url() or "", size)
            except CourtUnavailable as error:
                in_vain += 1
                if in_vain >= TRIES_WITHOUT_PROGRESS:
                    raise
                wait_s = max(error.retry_after_s, min(WAIT_MOST_S, WAIT_LEAST_S * 2**in_vain))
                waiting(error.reason, wait_s)
                wait(wait_s)
            else:
                return urljoin(server.endpoint, memory.url() or "")
    finally:
        link.close()


def _require_protection(server: PlainServer) -> None:
    try:
        parts = urlsplit(server.endpoint)
        is_address = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # an IPv6 address or a port that is none
        is_address = False
    if not is_address:
        raise ValueError(f"{server.endpoint} is not the address of a tus server: https://HOST/PATH")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK and not server.insecure:
        raise Unprotected(server.endpoint)


def _upload(file: Path, look: Look) -> Upload:
    media_type = MEDIA_TYPES.get(file.suffix.lower(), "application/octet-stream")
    return Upload(_NO_SUBMISSION, Blob("", "", look.size_bytes, file.name, media_type), file)


def _confirm(link: Link, path: str, size_bytes: int) -> None:
    """Have the server say that it has every byte. Raises CannotBeTaken, CourtUnavailable.

    The answer to the last piece may have been a proxy's, or a server's that only counts.
    """
    answer = link.ask(Where.UPLOAD, "HEAD", path)
    if answer.meaning is Meaning.CREATE_AGAIN:
        raise CannotBeTaken("gone-when-whole")
    whole = str(size_bytes)
    there = answer.headers.get("Upload-Offset") == whole
    same = answer.headers.get("Upload-Length", whole) == whole
    if not (there and same and answer.headers.get("Tus-Resumable")):
        raise CourtUnavailable("not-confirmed")


def _create(link: Link, endpoint: str, upload: Upload) -> str:
    blob = upload.blob
    facts = {"filename": blob.name, "filetype": blob.media_type}
    headers = {"Upload-Length": str(blob.size_bytes), "Upload-Metadata": upload_metadata(facts)}
    answer = link.ask(Where.CREATION, "POST", _path(endpoint), headers=headers)
    if answer.meaning is not Meaning.FINE or answer.status != 201:
        raise CannotBeTaken(f"answer-{answer.status}")
    if not (location := answer.headers.get("Location", "")):
        raise CannotBeTaken("no-address")
    there = urljoin(endpoint, location)
    if urlsplit(there).hostname != urlsplit(endpoint).hostname:
        raise CannotBeTaken("address-elsewhere")
    return _path(there)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Memory:
    """Where the upload of a file that looks so to this server was begun, across kills."""

    def __init__(self, state: Path, endpoint: str, look: Look) -> None:
        name = hashlib.sha256(f"{endpoint}\n{look}".encode()).hexdigest()
        self._path = state / f"upload-{name[:32]}.json"

    def url(self) -> str | None:
        try:
            value = json.loads(self._path.read_bytes())["path"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return value if isinstance(value, str) and value.startswith("/") else None

    def keep(self, path: str) -> None:
        write_durably(self._path, json.dumps({"path": path}).encode("utf-8"))
