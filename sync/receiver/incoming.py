"""One body arriving: to the disk, durable, then acknowledged; and one writer for each upload."""

import asyncio
import errno
import hashlib
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from sync.receiver.durable import sync_folder
from sync.receiver.limits import MIB, Limits
from sync.receiver.problems import Refusal
from sync.receiver.rows import Upload
from sync.receiver.store import Store
from sync.receiver.workers import Peers
from sync.wire import Problem

_BLOCK_BYTES = MIB
_MOST_PIECES = 256  # held at once, however small they come


@dataclass(frozen=True)
class Checksum:
    """The SHA-256 a piece must have, or it is discarded whole."""

    sha256: bytes


@dataclass
class Writer:
    """The request that holds an upload until it is done or displaced by a newer one."""

    displaced: bool = False
    holding: bool = False
    done: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: asyncio.Timeout | None = None

    def displace(self) -> None:
        """Make the request end soon: at once if it waits for its sender."""
        self.displaced = True
        if self.waiting is not None:
            self.waiting.reschedule(asyncio.get_running_loop().time())

    async def next(self, body: AsyncIterator[bytes], silence_s: float) -> bytes:
        """The next piece; b"" at the end. Raises TimeoutError on silence or when displaced."""
        if self.displaced:
            raise TimeoutError
        try:
            async with asyncio.timeout(silence_s) as self.waiting:
                return await anext(body, b"")
        finally:
            self.waiting = None


class Writers:
    """At most one request for each upload; the newest wins, since a dead link looks alive."""

    def __init__(self, peers: Peers | None = None) -> None:
        self._running: dict[str, Writer] = {}
        self._peers = peers

    def listen(self) -> None:
        """Let uploads go when another worker wants them; on the event loop's thread."""
        if self._peers is not None:
            self._peers.listen(self._let_go)

    def displace_all(self) -> None:
        """Make every request end soon: the receiver is to stop."""
        for writer in self._running.values():
            writer.displace()

    def is_free(self, upload_id: str) -> bool:
        """Whether alone(), entered now, displaces nobody."""
        if upload_id in self._running:
            return False
        return self._peers is None or self._peers.take_if_free(upload_id)

    @asynccontextmanager
    async def alone(self, upload_id: str) -> AsyncIterator[Writer]:
        """Displace whoever holds the upload, wait until they have let go, and hold it."""
        while (older := self._running.get(upload_id)) is not None:
            older.displace()
            await older.done.wait()
        writer = self._running[upload_id] = Writer()
        try:
            if self._peers is not None:
                await self._peers.take(upload_id)
            writer.holding = True
            yield writer
        finally:
            if self._peers is not None:
                self._peers.release(upload_id)
            del self._running[upload_id]
            writer.done.set()

    def _let_go(self, upload_id: str) -> None:
        """Only who holds an upload can let it go; who waits for it, too, waits for the same."""
        writer = self._running.get(upload_id)
        if writer is not None and writer.holding:
            writer.displace()


async def receive(
    body: AsyncGenerator[bytes, None],
    upload: Upload,
    checksum: Checksum | None,
    writer: Writer,
    store: Store,
    limits: Limits,
    clock: Callable[[], int],
) -> Upload:
    """Append a body to an upload; returns it with the offset that is now durable.

    Without a checksum whatever arrives is kept, however the body ends. With one it is kept
    whole or not at all. Raises Refusal 408, 413, 423, 460 and ClientDisconnect.
    """
    arriving = _Arriving(store, upload, clock, checksum)
    whole = False
    try:
        ended = await _pour(body, arriving, writer, limits)
        whole = ended is None
    finally:
        upload = await run_in_threadpool(arriving.settle, whole=whole)
    if ended is not None:
        raise ended
    return upload


async def _pour(
    body: AsyncGenerator[bytes, None], arriving: "_Arriving", writer: Writer, limits: Limits
) -> Refusal | None:
    """Write until the body ends; returns why it ended early, if it did."""
    try:
        while piece := await writer.next(body, limits.silence_s):
            if len(piece) > arriving.room:
                return Refusal(413, Problem.TOO_LARGE, "longer than announced", headers=_CLOSE)
            if arriving.take(piece):
                await run_in_threadpool(arriving.write, limits.chunk_bytes)
    except TimeoutError:
        if writer.displaced:
            return Refusal(423, Problem.BEING_WRITTEN, headers=_CLOSE)
        return Refusal(408, Problem.BUSY, "silence", headers=_CLOSE)
    return None


_CLOSE = {"Connection": "close"}


class _Arriving:
    """The blob of an upload while a body is appended to it; used by one thread at a time."""

    def __init__(
        self, store: Store, upload: Upload, clock: Callable[[], int], checksum: Checksum | None
    ) -> None:
        self._store = store
        self._upload = upload
        self._clock = clock
        self._checksum = checksum
        self._hash = hashlib.sha256()
        self._taken: list[bytes] = []
        self._taken_bytes = 0
        self._end = upload.offset
        self._file = -1

    @property
    def room(self) -> int:
        """Bytes that may still come."""
        return self._upload.announced.length - self._end - self._taken_bytes

    def take(self, piece: bytes) -> bool:
        """Keep a piece in memory; returns whether it is time to write."""
        self._taken.append(piece)
        self._taken_bytes += len(piece)
        return self._taken_bytes >= _BLOCK_BYTES or len(self._taken) >= _MOST_PIECES

    def write(self, acknowledge_bytes: int) -> None:
        """Append; acknowledge now and then, so that a crash does not cost a whole long body."""
        self._append()
        if self._checksum is None and self._end - self._upload.offset >= acknowledge_bytes:
            self._acknowledge()

    def settle(self, *, whole: bool) -> Upload:
        """Append the rest, acknowledge what may be kept, cut off what may not, close.

        A complete upload is then stored away. Raises Refusal 460.
        """
        kept = self._checksum is None
        try:
            self._append()
            kept = kept or (whole and self._matches())
        finally:
            self._close(keep=kept)
        if whole and not kept:
            raise Refusal(460, Problem.CHECKSUM_MISMATCH)
        return self._store.store_away(self._upload) if whole else self._upload

    def _append(self) -> None:
        if not self._taken:
            return
        if self._file < 0:
            self._open()
        taken, self._taken, self._taken_bytes = self._taken, [], 0
        for piece in taken:
            if self._checksum is not None:
                self._hash.update(piece)
            view = memoryview(piece)
            while view:
                written = self._write(view)
                self._end += written
                view = view[written:]

    def _open(self) -> None:
        """Open the blob at its acknowledged end; what lies beyond was never promised."""
        path: Path = self._store.file(self._upload.blob)
        first = os.O_CREAT if self._end == 0 else 0
        self._file = os.open(path, os.O_WRONLY | os.O_CLOEXEC | first, 0o600)
        os.ftruncate(self._file, self._end)
        os.lseek(self._file, self._end, os.SEEK_SET)

    def _write(self, view: memoryview) -> int:
        try:
            return os.write(self._file, view)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Refusal(507, Problem.NO_SPACE, headers=_CLOSE) from error
            raise

    def _matches(self) -> bool:
        return self._checksum is None or self._hash.digest() == self._checksum.sha256

    def _close(self, *, keep: bool) -> None:
        if self._file < 0:
            return
        try:
            if keep:
                self._acknowledge()
            else:
                os.ftruncate(self._file, self._upload.offset)
        finally:
            os.close(self._file)

    def _acknowledge(self) -> None:
        if self._end == self._upload.offset:
            return
        os.fdatasync(self._file)
        if self._upload.offset == 0:
            sync_folder(self._store.file(self._upload.blob).parent)
        if not self._store.books.acknowledge(self._upload, self._end, self._clock()):
            raise Refusal(404, Problem.UNKNOWN_UPLOAD)
        self._upload = replace(self._upload, offset=self._end)
