"""The submission itself: an idempotent PUT, and the question what became of it."""

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sync.receiver.body import read_body
from sync.receiver.decide import RECEIVED, Presented, decide, earlier
from sync.receiver.keys import Centre, Kiosks
from sync.receiver.limits import Limits
from sync.receiver.problems import Refusal
from sync.receiver.reviews import Mark, Reviews, State
from sync.receiver.rows import Submission
from sync.receiver.store import Store
from sync.receiver.uploads import uuid_in
from sync.wire import (
    CONTENT_DIGEST_HEADER,
    KIOSK_RECEIPT_HEADER,
    Problem,
    from_base64url,
    is_digest_of,
    to_base64url,
)

_STILL_AT_IT_S = 2


class Submissions:
    """The handlers of /submissions."""

    def __init__(
        self,
        store: Store,
        centre: Centre,
        kiosks: Kiosks,
        limits: Limits,
        clock: Callable[[], int],
    ) -> None:
        self._store = store
        self._reviews = Reviews(store.books.engine)
        self._centre = centre
        self._kiosks = kiosks
        self._limits = limits
        self._clock = clock
        self._deciding: dict[str, asyncio.Task[Submission]] = {}

    async def put(self, request: Request) -> Response:
        """Hand in a submission; asking again with the same bytes gets the same receipt."""
        kiosk = await run_in_threadpool(self._kiosks.identify, request)
        uuid = uuid_in(request.path_params["uuid"])
        if uuid is None:
            raise Refusal(400, Problem.BAD_REQUEST, "not a UUID")
        receipt_k = _receipt_k(request)
        body = await read_body(request, self._limits.manifest_bytes, self._limits.body_s)
        if not is_digest_of(request.headers.get(CONTENT_DIGEST_HEADER, ""), body):
            raise Refusal(400, Problem.WRONG_DIGEST)
        presented = Presented(uuid, kiosk.name, kiosk.keys, body, receipt_k)

        known = await run_in_threadpool(earlier, self._store, presented)
        if known is not None:
            return _decision(known, 200)
        if uuid in self._deciding:
            return _still_deciding()
        deciding = asyncio.create_task(self._decide(presented))
        self._deciding[uuid] = deciding
        deciding.add_done_callback(lambda task: self._forget(uuid, task))
        done, _ = await asyncio.wait({deciding}, timeout=self._limits.commit_s)
        return _decision(deciding.result(), 201) if done else _still_deciding()

    async def get(self, request: Request) -> Response:
        """What became of a submission of this kiosk."""
        kiosk = await run_in_threadpool(self._kiosks.identify, request)
        uuid = uuid_in(request.path_params["uuid"])
        if uuid is None:
            raise Refusal(404, Problem.UNKNOWN_SUBMISSION)
        known = await run_in_threadpool(self._store.books.submission, uuid)
        if known is not None and known.kiosk == kiosk.name:
            marks = await run_in_threadpool(self._reviews.of, uuid)
            return JSONResponse(_told(known, marks))
        if uuid in self._deciding:
            return _still_deciding()
        raise Refusal(404, Problem.UNKNOWN_SUBMISSION)

    async def finish(self) -> None:
        """Wait for what is being decided, before the store closes."""
        if self._deciding:
            await asyncio.wait(self._deciding.values())

    def _forget(self, uuid: str, task: asyncio.Task[Submission]) -> None:
        del self._deciding[uuid]
        if not task.cancelled():
            task.exception()  # looked at, also when the sender did not wait for it

    async def _decide(self, presented: Presented) -> Submission:
        return await run_in_threadpool(
            decide, self._store, self._centre, self._limits, presented, self._clock()
        )


def _receipt_k(request: Request) -> bytes:
    try:
        return from_base64url(request.headers.get(KIOSK_RECEIPT_HEADER, ""))
    except ValueError as error:
        raise Refusal(400, Problem.WRONG_RECEIPT, KIOSK_RECEIPT_HEADER) from error


def _decision(submission: Submission, status: int) -> Response:
    signed = to_base64url(submission.signed)
    if submission.state == RECEIVED:
        return JSONResponse({"state": RECEIVED, "receipt": signed}, status)
    raise Refusal(422, Problem.REFUSED, verdict=signed, reasons=submission.reasons)


def _told(submission: Submission, marks: tuple[Mark, ...]) -> dict[str, object]:
    signed = to_base64url(submission.signed)
    if submission.state == RECEIVED:
        review, reasons = (marks[-1].state, marks[-1].reasons) if marks else (State.WAITING, ())
        return {"state": RECEIVED, "receipt": signed, "review": review, "reasons": reasons}
    return {"state": submission.state, "verdict": signed, "reasons": submission.reasons}


def _still_deciding() -> Response:
    return JSONResponse({"state": "committing"}, 202, {"Retry-After": str(_STILL_AT_IT_S)})
