"""The way of the bytes: tus 1.0 core, creation, checksum, termination, expiration."""

import base64
import binascii
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.utils import formatdate
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sync.receiver.incoming import Checksum, Writer, Writers, receive
from sync.receiver.keys import Kiosks
from sync.receiver.limits import Limits
from sync.receiver.problems import Refusal, busy
from sync.receiver.rows import Announced, UnderWay, Upload
from sync.receiver.store import Store
from sync.wire import (
    CHECKSUM_ALGORITHM,
    OFFSET_STREAM,
    PREFIX,
    SHA256_HEX,
    TUS_EXTENSIONS,
    TUS_VERSION,
    UPLOAD_METADATA,
    Problem,
    parse_upload_metadata,
    upload_metadata,
)

_DOCUMENT = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UPLOAD = re.compile(r"[0-9a-f]{32}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[0-9]{1,15}")


class Uploads:
    """The handlers of /uploads."""

    def __init__(
        self,
        store: Store,
        kiosks: Kiosks,
        limits: Limits,
        clock: Callable[[], int],
        writers: Writers,
    ) -> None:
        self._store = store
        self._kiosks = kiosks
        self._limits = limits
        self._clock = clock
        self.writers = writers

    async def options(self, _: Request) -> Response:
        """What of tus is spoken here."""
        headers = {
            "Tus-Version": TUS_VERSION,
            "Tus-Extension": TUS_EXTENSIONS,
            "Tus-Checksum-Algorithm": CHECKSUM_ALGORITHM,
            "Tus-Max-Size": str(self._limits.document_bytes),
        }
        return Response(status_code=204, headers=headers)

    async def create(self, request: Request) -> Response:
        """Announce a document; the same announcement gets the same upload again."""
        _check_version(request)
        _check_offered(request)
        upload = await run_in_threadpool(self._create, request)
        headers = {"Location": f"{PREFIX}/uploads/{upload.id}", **_standing(upload)}
        return Response(status_code=201, headers=headers)

    async def head(self, request: Request) -> Response:
        """How far an upload is; a PATCH that still runs for it is ended first."""
        _check_version(request)
        async with self._held(request, self._continued_here) as (_, upload):
            headers = {
                "Upload-Length": str(upload.announced.length),
                "Upload-Metadata": upload.metadata,
                **_standing(upload),
            }
        return Response(status_code=200, headers=headers)

    async def patch(self, request: Request) -> Response:
        """Continue an upload; what is acknowledged is durable. Ends an older PATCH for it."""
        _check_version(request)
        if request.headers.get("Content-Type") != OFFSET_STREAM:
            raise Refusal(415, Problem.BAD_REQUEST, f"Content-Type: {OFFSET_STREAM}")
        offset = _number(request, "Upload-Offset")
        checksum = _checksum(request)
        async with self._held(request, self._continued_here) as (writer, upload):
            if offset != upload.offset:
                raise Refusal(409, Problem.WRONG_OFFSET, headers=_standing(upload))
            room = upload.announced.length - offset
            if int(request.headers.get("Content-Length", "0")) > room:
                raise Refusal(413, Problem.TOO_LARGE, "longer than announced")
            if room:
                upload = await receive(
                    request.stream(), upload, checksum, writer,
                    self._store, self._limits, self._clock,
                )  # fmt: skip
            else:
                upload = await run_in_threadpool(self._store.store_away, upload)
        return Response(status_code=204, headers=_standing(upload))

    async def delete(self, request: Request) -> Response:
        """Forget an upload."""
        _check_version(request)
        async with self._held(request, self._own_upload) as (_, upload):
            ended = await run_in_threadpool(self._store.end_upload, upload)
        if not ended:
            raise Refusal(404, Problem.UNKNOWN_UPLOAD)
        return Response(status_code=204)

    @asynccontextmanager
    async def _held(
        self, request: Request, look: Callable[[Request], Upload]
    ) -> AsyncIterator[tuple[Writer, Upload]]:
        """The upload that is asked for, and nobody else's meanwhile.

        Who holds it is displaced only by a request that may have it.
        """
        upload_id = request.path_params["id"]
        if not _UPLOAD.fullmatch(upload_id) or not self.writers.is_free(upload_id):
            await run_in_threadpool(self._own_upload, request)
        async with self.writers.alone(upload_id) as writer:
            yield writer, await run_in_threadpool(look, request)

    def _told(self, request: Request) -> dict[str, str]:
        header = request.headers.get("Upload-Metadata", "")
        if len(header) > self._limits.metadata_bytes:
            raise Refusal(413, Problem.TOO_LARGE, "Upload-Metadata")
        try:
            told = parse_upload_metadata(header)
        except ValueError as error:
            raise Refusal(400, Problem.BAD_REQUEST, "Upload-Metadata") from error
        if not set(told) <= set(UPLOAD_METADATA) or any(map(_CONTROL.search, told.values())):
            raise Refusal(400, Problem.BAD_REQUEST, "Upload-Metadata")
        return told

    def _announced(self, kiosk: str, told: dict[str, str], length: int) -> Announced:
        if length > self._limits.document_bytes:
            raise Refusal(413, Problem.TOO_LARGE, "Upload-Length")
        submission, document = uuid_in(told.get("submission", "")), told.get("document", "")
        sha256 = told.get("sha256", "")
        named = _DOCUMENT.fullmatch(document) and SHA256_HEX.fullmatch(sha256)
        if length < 1 or not named or submission is None:
            raise Refusal(400, Problem.BAD_REQUEST, "Upload-Length or Upload-Metadata")
        return Announced(kiosk, submission, document, sha256, length)

    def _create(self, request: Request) -> Upload:
        kiosk = self._kiosks.identify(request)
        told = self._told(request)
        announced = self._announced(kiosk.name, told, _number(request, "Upload-Length"))

        def check(under_way: UnderWay, free_bytes: int) -> None:
            if under_way.uploads >= self._limits.uploads_per_kiosk:
                raise busy(429, 60, "uploads under way")
            if announced.length + under_way.submission_bytes > self._limits.submission_bytes:
                raise Refusal(413, Problem.TOO_LARGE, "the submission as a whole")
            if free_bytes - announced.length < self._limits.free_bytes:
                raise Refusal(507, Problem.NO_SPACE, headers={"Retry-After": "300"})

        metadata = upload_metadata(told)
        return self._store.create_upload(announced, self._clock(), metadata, check)

    def _continued_here(self, request: Request) -> Upload:
        """The upload with its bytes in this receiver's reach."""
        here = self._store.here(self._own_upload(request))
        if here is None:
            raise Refusal(404, Problem.UNKNOWN_UPLOAD)
        return here

    def _own_upload(self, request: Request) -> Upload:
        kiosk = self._kiosks.identify(request)
        if not _UPLOAD.fullmatch(request.path_params["id"]):
            raise Refusal(404, Problem.UNKNOWN_UPLOAD)
        upload = self._store.books.upload(request.path_params["id"])
        if upload is None or upload.announced.kiosk != kiosk.name:
            raise Refusal(404, Problem.UNKNOWN_UPLOAD)
        if upload.expires_at <= self._clock():
            raise Refusal(410, Problem.UNKNOWN_UPLOAD, "expired")
        return upload


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID in its one usual form."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def uuid_in(text: str) -> str | None:
    """The UUID in its one usual form, in whatever case its digits were written (RFC 9562, 4)."""
    return text.lower() if is_uuid(text.lower()) else None


def _standing(upload: Upload) -> dict[str, str]:
    expires = formatdate(upload.expires_at, usegmt=True)
    return {"Upload-Offset": str(upload.offset), "Upload-Expires": expires}


def _check_version(request: Request) -> None:
    if request.headers.get("Tus-Resumable") != TUS_VERSION:
        raise Refusal(412, Problem.VERSION, headers={"Tus-Version": TUS_VERSION})


def _check_offered(request: Request) -> None:
    """What of tus is not spoken here is not half done."""
    for header in ("Upload-Concat", "Upload-Defer-Length"):
        if header in request.headers:
            raise Refusal(400, Problem.BAD_REQUEST, f"{header}: this extension is not offered")
    if request.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in request.headers:
        what = "a body: creation-with-upload is not offered"
        raise Refusal(400, Problem.BAD_REQUEST, what, headers={"Connection": "close"})


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not _NUMBER.fullmatch(text):
        raise Refusal(400, Problem.BAD_REQUEST, header)
    return int(text)


def _checksum(request: Request) -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _, encoded = header.partition(" ")
    try:
        expected = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise Refusal(400, Problem.BAD_REQUEST, "Upload-Checksum") from error
    if algorithm != CHECKSUM_ALGORITHM or len(expected) != 32:
        raise Refusal(400, Problem.BAD_REQUEST, "Upload-Checksum")
    return Checksum(expected)
