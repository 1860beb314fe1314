"""Uploading one content by tus 1.0: what is really there, only the centre's HEAD says."""

import base64
import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from sync.answers import Meaning, Where
from sync.court import CannotBeTaken, ContentDamaged, CourtUnavailable, Upload
from sync.link import Answer, Link
from sync.wire import CHECKSUM_ALGORITHM, OFFSET_STREAM, upload_metadata

CHUNK_BYTES = 8 * 1024 * 1024
CHUNK_LEAST_BYTES = 256 * 1024
CHUNK_MOST_BYTES = 64 * 1024 * 1024
GROW_AFTER = 8
STUCK_AFTER = 5


class Chunks:
    """How much is sent at once: less when that fails, more when it goes well."""

    def __init__(self) -> None:
        self.size_bytes = CHUNK_BYTES
        self._went_well = 0

    def failed(self) -> None:
        """A chunk was too large, or did not get through in time."""
        self.size_bytes = max(self.size_bytes // 2, CHUNK_LEAST_BYTES)
        self._went_well = 0

    def went_well(self) -> None:
        """A chunk arrived."""
        self._went_well += 1
        if self._went_well >= GROW_AFTER:
            self.size_bytes = min(self.size_bytes * 2, CHUNK_MOST_BYTES)
            self._went_well = 0


def send(
    link: Link,
    upload: Upload,
    chunks: Chunks,
    begun: Callable[[str], None],
    progressed: Callable[[int], bool],
    create: Callable[[Link, Upload], str] | None = None,
) -> bool:
    """Court.send over tus; see there. `create` begins an upload and says where (a path)."""
    size = upload.blob.size_bytes

    def new() -> str:
        location = (create or _create)(link, upload)
        begun(location)
        return location

    url = upload.url or new()
    offset = _offset(link, url, size)
    without_progress = 0
    with _opened(upload) as file:
        while True:
            if offset is None:
                url = new()
                offset = _offset(link, url, size)
                without_progress += 1
            elif offset == size:
                progressed(size)
                return True
            else:
                before = offset
                offset = _patch(link, url, file, before, upload, chunks, progressed)
                without_progress = 0 if offset and offset > before else without_progress + 1
                if offset != size and not progressed(offset or 0):
                    return False
            if without_progress >= STUCK_AFTER:
                raise CourtUnavailable("upload-does-not-get-on")


def _create(link: Link, upload: Upload) -> str:
    blob = upload.blob
    answer = link.ask(
        Where.CREATION,
        "POST",
        "uploads",
        headers={
            "Upload-Length": str(blob.size_bytes),
            "Upload-Metadata": upload_metadata(
                {
                    "submission": str(upload.submission),
                    "document": blob.document,
                    "sha256": blob.sha256,
                    "filename": blob.name,
                    "filetype": blob.media_type,
                }
            ),
        },
    )
    if answer.meaning is Meaning.HELD:
        raise CannotBeTaken(str(answer.value.get("type", answer.status)))
    location = answer.headers.get("Location", "")
    if answer.meaning is not Meaning.FINE or not location.startswith("/"):
        raise CourtUnavailable("upload-without-address")
    return location


def _offset(link: Link, url: str, size: int) -> int | None:
    """How many bytes the centre has; None when it does not know the upload."""
    answer = link.ask(Where.UPLOAD, "HEAD", url)
    if answer.meaning is Meaning.CREATE_AGAIN:
        return None
    if answer.meaning is not Meaning.FINE:
        raise CourtUnavailable(f"answer-{answer.status}-to-head")
    return _stated_offset(answer, size)


def _patch(
    link: Link,
    url: str,
    file: BinaryIO,
    offset: int,
    upload: Upload,
    chunks: Chunks,
    progressed: Callable[[int], bool],
) -> int | None:
    """Send one chunk; how many bytes the centre has now, None when it knows no such upload."""
    size = upload.blob.size_bytes
    length = min(chunks.size_bytes, size - offset)
    headers = {
        "Content-Type": OFFSET_STREAM,
        "Upload-Offset": str(offset),
        "Content-Length": str(length),
    }
    if upload.careful:
        digest = base64.b64encode(_digest(file, offset, length, upload)).decode("ascii")
        headers["Upload-Checksum"] = f"{CHECKSUM_ALGORITHM} {digest}"
    body = _Chunk(file, offset, length, upload, progressed)
    try:
        answer = link.ask(Where.UPLOAD, "PATCH", url, body=body, headers=headers)
    except CourtUnavailable:
        chunks.failed()
        raise
    if answer.meaning is Meaning.FINE:
        chunks.went_well()
        return _stated_offset(answer, size)
    if answer.meaning is Meaning.CREATE_AGAIN:
        return None
    if answer.meaning is Meaning.SMALLER:
        chunks.failed()
    return _offset(link, url, size)


def _stated_offset(answer: Answer, size: int) -> int:
    with suppress(ValueError):
        if 0 <= (offset := int(answer.headers.get("Upload-Offset", ""))) <= size:
            return offset
    raise CourtUnavailable("upload-without-offset")


def _opened(upload: Upload) -> BinaryIO:
    try:
        return upload.path.open("rb", buffering=0)
    except OSError as error:
        raise ContentDamaged(upload.blob.sha256) from error


def _digest(file: BinaryIO, offset: int, length: int, upload: Upload) -> bytes:
    digest = hashlib.sha256()
    chunk = _Chunk(file, offset, length, upload, lambda _: True)
    while block := chunk.read(1024 * 1024):
        digest.update(block)
    return digest.digest()


class _Chunk:
    """A part of a file as the body of a request; tells how far its reading is."""

    def __init__(
        self,
        file: BinaryIO,
        offset: int,
        length: int,
        upload: Upload,
        progressed: Callable[[int], bool],
    ) -> None:
        self._file, self._upload, self._progressed = file, upload, progressed
        self._length, self._left = length, length
        self._at = offset
        file.seek(offset)

    def __len__(self) -> int:
        return self._length

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes. Raises ContentDamaged when the file is shorter than it was."""
        wanted = self._left if size < 0 else min(size, self._left)
        if not wanted:
            return b""
        try:
            block = self._file.read(wanted)
        except OSError as error:
            raise ContentDamaged(self._upload.blob.sha256) from error
        if not block:
            raise ContentDamaged(self._upload.blob.sha256)
        self._progressed(self._at)
        self._at += len(block)
        self._left -= len(block)
        return block
