"""The receiver as an ASGI application: which address is answered by what."""

import asyncio
import errno
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from importlib import resources

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route
from starlette.types import Message, Receive, Scope, Send

from sync.cose import PublishedKey, SignedTime, sign_time
from sync.receiver.database import ascertain, is_disk_full
from sync.receiver.desk.desk import Desk
from sync.receiver.desk.picturing import Draw
from sync.receiver.documents import DocumentsUnavailable
from sync.receiver.incoming import Writers
from sync.receiver.keys import CENTRE, KEY_FILE, Centre, Kiosks, listed, open_centre
from sync.receiver.ledger import Ledger
from sync.receiver.limits import Limits
from sync.receiver.lingering import lingering
from sync.receiver.problems import OWN_HEADERS, Refusal, answer_refusal, busy, problem_body
from sync.receiver.rotating import lists_of, version_of
from sync.receiver.store import Store
from sync.receiver.submissions import Submissions
from sync.receiver.uploads import Uploads
from sync.receiver.workers import Peers
from sync.verify_page import verify_page
from sync.wire import MARK, PREFIX, PROBLEM, Problem, from_base64url, to_base64url

_SWEEP_S = 600
_NONCE_BYTES = 64


def utc_now() -> int:
    """UTC seconds since 1970."""
    return int(time.time())


class ReceiverApp:
    """The ASGI application: our mark on every answer; and what is too much is not begun."""

    def __init__(self, app: Starlette, limits: Limits, writers: Writers) -> None:
        self._app = app
        self.routes = app.routes
        self._writers = writers
        self._header_bytes = limits.header_bytes
        self._room = limits.requests_at_once

    def let_go(self) -> None:
        """End the uploads that run, keeping what has arrived; on the event loop's thread."""
        self._writers.displace_all()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless the headers are too long or too much is going on already."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(k.lower().encode(), v.encode()) for k, v in OWN_HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *ours]
            await send(message)

        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._header_bytes:
            refusal = Refusal(431, Problem.TOO_LARGE, "headers", headers={"Connection": "close"})
            return await refusal.response()(scope, receive, marked)
        hear, say = lingering(scope, receive, marked)
        if self._room <= 0:
            return await busy(503, 5, "requests at once").response()(scope, receive, marked)
        self._room -= 1
        try:
            await self._app(scope, hear, say)
        finally:
            self._room += 1
        return None


def build_app(
    store: Store,
    limits: Limits,
    clock: Callable[[], int] = utc_now,
    centre_name: str = CENTRE,
    *,
    pins: bool = True,
    peers: Peers | None = None,
    draw: Draw | None = None,
) -> ReceiverApp:
    """The application over an open store; stateless beside it.

    With `pins` the first key of a kiosk is believed, else a certificate is asked for. `peers`
    are the other processes that serve the same folder. Without `draw` the Registry's desk shows
    no pictures of pages.
    """
    centre = open_centre(store.books, store.folder / KEY_FILE, centre_name, clock())
    kiosks = Kiosks(store.books, clock, pins=pins)
    told = _Told(store, centre, limits, clock)
    writers = Writers(peers)
    uploads = Uploads(store, kiosks, limits, clock, writers)
    submissions = Submissions(store, centre, kiosks, limits, clock)
    ledger = Ledger(store, centre, kiosks, limits, clock)

    desk = Desk(store, centre.name, limits, clock, draw)

    @asynccontextmanager
    async def sweeping(_: Starlette) -> AsyncIterator[None]:
        writers.listen()
        task = asyncio.create_task(_sweep(store, clock))
        yield
        task.cancel()
        await submissions.finish()

    app = Starlette(
        routes=[
            Route(PREFIX, told.about, methods=["GET"]),
            Route(f"{PREFIX}/", told.about, methods=["GET"]),
            Route(f"{PREFIX}/time", told.time, methods=["GET"]),
            Route(f"{PREFIX}/keys", told.keys, methods=["GET"]),
            Route(f"{PREFIX}/openapi.json", told.description, methods=["GET"]),
            Route("/verify", told.page, methods=["GET"]),
            Route("/R/{receipt}", told.page, methods=["GET"]),
            Route(f"{PREFIX}/uploads", uploads.options, methods=["OPTIONS"]),
            Route(f"{PREFIX}/uploads", uploads.create, methods=["POST"]),
            Route(f"{PREFIX}/uploads/{{id}}", uploads.head, methods=["HEAD"]),
            Route(f"{PREFIX}/uploads/{{id}}", uploads.patch, methods=["PATCH"]),
            Route(f"{PREFIX}/uploads/{{id}}", uploads.delete, methods=["DELETE"]),
            Route(f"{PREFIX}/submissions/{{uuid}}", submissions.put, methods=["PUT"]),
            Route(f"{PREFIX}/submissions/{{uuid}}", submissions.get, methods=["GET"]),
            Route(f"{PREFIX}/reconcile", ledger.reconcile, methods=["POST"]),
            Route(f"{PREFIX}/checkpoints", ledger.checkpoint, methods=["POST"]),
            *desk.routes(),
        ],
        exception_handlers={
            Refusal: answer_refusal,
            HTTPException: _answer_http,
            ClientDisconnect: _answer_nobody,
            DBAPIError: _answer_unavailable,
            PoolEmpty: _answer_unavailable,
            DocumentsUnavailable: _answer_unavailable,
            OSError: _answer_unavailable,
            Exception: _answer_fault,
        },
        lifespan=sweeping,
    )
    app.router.redirect_slashes = False  # the protocol knows no redirects
    return ReceiverApp(app, limits, writers)


class _Told:
    """What anybody may know."""

    def __init__(
        self, store: Store, centre: Centre, limits: Limits, clock: Callable[[], int]
    ) -> None:
        self._store = store
        self._centre = centre
        self._limits = limits
        self._clock = clock

    async def about(self, _: Request) -> Response:
        """Discovery, heartbeat and limits; not while nothing could be taken in."""
        await run_in_threadpool(ascertain, self._store.books.engine)
        return JSONResponse(
            {
                "service": "resource-centre",
                "centre": self._centre.name,
                "protocol": MARK,
                "utc": datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "limits": {
                    "submission_bytes": self._limits.submission_bytes,
                    "document_bytes": self._limits.document_bytes,
                },
                "chunk_bytes": self._limits.chunk_bytes,
                "keys": f"{PREFIX}/keys",
            }
        )

    async def time(self, request: Request) -> Response:
        """The centre's time, signed together with the nonce."""
        try:
            nonce = from_base64url(request.query_params.get("nonce", ""))
        except ValueError as error:
            raise Refusal(400, Problem.BAD_REQUEST, "nonce") from error
        if not 8 <= len(nonce) <= _NONCE_BYTES:
            raise Refusal(400, Problem.BAD_REQUEST, "nonce: 8 to 64 bytes")
        at = datetime.fromtimestamp(self._clock(), UTC)
        signed = sign_time(self._centre.private, SignedTime(self._centre.name, at, nonce))
        return JSONResponse({"time": to_base64url(signed)})

    async def keys(self, _: Request) -> Response:
        """Every key that may have made a receipt; and how kiosks get from one list to the next."""
        lists = await run_in_threadpool(lists_of, self._store.folder)
        return JSONResponse(
            {
                "version": version_of(lists),
                "keys": [key.to_json() for key in await self._listed()],
                "lists": [signed.to_json() for signed in lists],
            }
        )

    async def description(self, _: Request) -> Response:
        """What this receiver answers to what, for machines."""
        return Response(_description(), media_type="application/json")

    async def page(self, _: Request) -> Response:
        """The page that checks a receipt in the browser: where the code on a slip leads."""
        return Response(verify_page(await self._listed()), media_type="text/html")

    async def _listed(self) -> tuple[PublishedKey, ...]:
        return await run_in_threadpool(listed, self._store.books, self._centre.name)


@cache
def _description() -> bytes:
    return resources.files("sync.receiver").joinpath("openapi.json").read_bytes()


async def _sweep(store: Store, clock: Callable[[], int]) -> None:
    """What is out of reach now is swept another time."""
    with suppress(DBAPIError, PoolEmpty, DocumentsUnavailable, OSError):
        await run_in_threadpool(store.clear_orphans, clock())
    while True:
        with suppress(DBAPIError, PoolEmpty, DocumentsUnavailable, OSError):
            await run_in_threadpool(store.end_expired, clock())
        await asyncio.sleep(_SWEEP_S)


async def _answer_http(request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405, as problems; a 405 names every method of the address."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    body = problem_body(error.status_code, error.detail)
    headers = {**(error.headers or {}), "Content-Type": PROBLEM}
    if error.status_code == 405:
        routes = [one for one in request.app.routes if isinstance(one, Route)]
        here = [one for one in routes if one.matches(request.scope)[0] is not Match.NONE]
        headers["Allow"] = ", ".join(sorted({name for one in here for name in one.methods or ()}))
    return Response(body, error.status_code, headers)


async def _answer_unavailable(_: Request, error: Exception) -> Response:
    """A full disk, or books or documents out of reach; any other failure is a fault."""
    if is_disk_full(error) or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return Refusal(507, Problem.NO_SPACE, headers={"Retry-After": "300"}).response()
    if isinstance(error, OperationalError | PoolEmpty | DocumentsUnavailable):
        return busy(503, 10, "what the centre keeps is out of its reach").response()
    raise error


async def _answer_fault(_: Request, __: Exception) -> Response:
    """A fault of ours; the traceback goes to the log, never to the sender."""
    return Response(problem_body(500, "A fault of the receiver"), 500, {"Content-Type": PROBLEM})


async def _answer_nobody(_: Request, __: Exception) -> Response:
    """The sender is gone; what arrived is kept, and nobody reads this."""
    return Response(status_code=204)
