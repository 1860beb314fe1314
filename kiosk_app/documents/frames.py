"""How the kiosk and its document worker speak over one socket.

A frame is two lengths, a JSON object and raw bytes: `!II`, text, blob. Nothing else ever
crosses: no pickles, no paths. The kiosk believes no frame before it has checked it.
"""

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

MOST_TEXT_BYTES = 1024 * 1024
MOST_BLOB_BYTES = 16 * 1024 * 1024
MOST_FILES = 200

_LENGTHS = struct.Struct("!II")


class BadFrame(Exception):
    """What came over the socket is not a frame: cut off, too long, or not a JSON object."""


def send_frame(channel: socket.socket, message: dict[str, Any], blob: bytes = b"") -> None:
    """Send one frame. Raises OSError when the other side is gone."""
    text = json.dumps(message).encode()
    channel.sendall(_LENGTHS.pack(len(text), len(blob)) + text)
    if blob:
        channel.sendall(blob)


def receive_frame(channel: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None when the other side has closed between frames.

    Raises BadFrame, and OSError (TimeoutError among them).
    """
    head = _receive(channel, _LENGTHS.size, may_end=True)
    if not head:
        return None
    return _body(channel, head)


def send_job(channel: socket.socket, job: dict[str, Any], files: Sequence[int]) -> None:
    """Send a job and the open files it works on."""
    text = json.dumps(job).encode()
    socket.send_fds(channel, [_LENGTHS.pack(len(text), 0)], list(files))
    channel.sendall(text)


def receive_job(channel: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The job and its open files, or None when none will come."""
    head, files, _, _ = socket.recv_fds(channel, _LENGTHS.size, MOST_FILES)
    if not head:
        return None
    head += _receive(channel, _LENGTHS.size - len(head))
    job, _ = _body(channel, head)
    return job, files


def _body(channel: socket.socket, head: bytes) -> tuple[dict[str, Any], bytes]:
    text_bytes, blob_bytes = _LENGTHS.unpack(head)
    if text_bytes > MOST_TEXT_BYTES or blob_bytes > MOST_BLOB_BYTES:
        raise BadFrame("a frame is longer than any frame may be")
    text = _receive(channel, text_bytes)
    blob = _receive(channel, blob_bytes)
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame is not JSON") from error
    if not isinstance(message, dict):
        raise BadFrame("a frame is not a JSON object")
    return message, blob


def _receive(channel: socket.socket, count: int, *, may_end: bool = False) -> bytes:
    buffer = bytearray()
    while len(buffer) < count:
        block = channel.recv(min(count - len(buffer), 1024 * 1024))
        if not block:
            if may_end and not buffer:
                return b""
            raise BadFrame("the other side ended in the middle of a frame")
        buffer += block
    return bytes(buffer)
