"""Small bodies, read whole: never more than allowed, never for longer than allowed."""

import asyncio
import json
from typing import Any

from starlette.requests import Request

from sync.receiver.problems import Refusal
from sync.wire import CONTENT_DIGEST_HEADER, Problem, is_digest_of


async def read_body(request: Request, limit_bytes: int, limit_s: float) -> bytes:
    """The body. Raises Refusal 413, 408 and ClientDisconnect."""
    if int(request.headers.get("Content-Length", "0")) > limit_bytes:
        raise Refusal(413, Problem.TOO_LARGE, headers={"Connection": "close"})
    body = bytearray()
    try:
        async with asyncio.timeout(limit_s):
            async for piece in request.stream():
                body += piece
                if len(body) > limit_bytes:
                    raise Refusal(413, Problem.TOO_LARGE, headers={"Connection": "close"})
    except TimeoutError as error:
        raise Refusal(408, Problem.BUSY, "too slow", headers={"Connection": "close"}) from error
    return bytes(body)


async def read_json(request: Request, limit_bytes: int, limit_s: float) -> dict[str, Any]:
    """The body as a JSON object, and as its digest says, where it says anything.

    Raises Refusal 400, 413, 408 and ClientDisconnect.
    """
    body = await read_body(request, limit_bytes, limit_s)
    digest = request.headers.get(CONTENT_DIGEST_HEADER)
    if digest is not None and not is_digest_of(digest, body):
        raise Refusal(400, Problem.WRONG_DIGEST)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, Problem.BAD_REQUEST, "not JSON") from error
    if not isinstance(value, dict):
        raise Refusal(400, Problem.BAD_REQUEST, "not a JSON object")
    return value
