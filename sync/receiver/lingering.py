"""The rest of an unwanted body: read and dropped for a while, so that its sender hears why.

A connection that is closed while the sender still sends is reset, and the answer that was on its
way is lost with it.
"""

import asyncio
from contextlib import suppress

from starlette.types import Message, Receive, Scope, Send

LONGEST_S = 5.0
MOST_BYTES = 64 * 1024 * 1024
_TOLD = frozenset({400, 413, 507})
"""What a sender has to hear; the other answers that end a connection go to slow or old senders."""


def lingering(scope: Scope, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """For one request: the two with which its connection is not closed upon a body on its way."""
    told = dict(scope["headers"])
    asked = b"expect" not in told  # nobody sends who still waits to be asked
    ended = closing = False

    async def hear() -> Message:
        nonlocal asked, ended
        asked = True
        message = await receive()
        ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def say(message: Message) -> None:
        nonlocal closing
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message.get("headers", ())}
            closing = message["status"] in _TOLD and headers.get(b"connection") == b"close"
        elif closing and asked and not ended and not message.get("more_body", False):
            await send({**message, "more_body": True})
            await drop()
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    async def drop() -> None:
        dropped_bytes = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_S):
                while not ended and dropped_bytes < MOST_BYTES:
                    dropped_bytes += len((await hear()).get("body", b""))

    return hear, say
