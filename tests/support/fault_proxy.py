"""An HTTP proxy on loopback that spoils chosen exchanges with a centre, each in one exact way."""

import re
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, StrEnum

PATIENCE_S = 20


class Step(Enum):
    """What is asked of the centre: the beginning of a request line."""

    CREATE = rb"POST /rc/v1/uploads "
    OFFSET = rb"HEAD /rc/v1/uploads/"
    CHUNK = rb"PATCH /rc/v1/uploads/"
    COMMIT = rb"PUT /rc/v1/submissions/"
    LOOK_UP = rb"GET /rc/v1/submissions/"
    PROBE = rb"GET /rc/v1/ "


class Fault(StrEnum):
    """What becomes of one exchange."""

    RESET = "reset"  # the centre never hears of it
    CUT_REQUEST = "cut-request"  # the centre hears half of it
    CUT_ANSWER = "cut-answer"  # the kiosk hears half of the answer
    LOSE_ANSWER = "lose-answer"
    STALL = "stall"  # nobody hears anything more, and the line stays up
    HALF_OPEN = "half-open"  # the centre has half of it and waits for the rest
    LATE = "late"  # it arrives when the kiosk has long done it another way
    SLOW = "slow"  # the answer drips, and comes in time
    CORRUPT_REQUEST = "corrupt-request"
    CORRUPT_HEAD = "corrupt-head"  # in the header that `spoilt_header` names, or the address
    CORRUPT_ANSWER = "corrupt-answer"
    DOUBLE = "double"  # it arrives twice, and the second answer is given
    DOUBLE_AT_ONCE = "double-at-once"  # the same, both at the same time
    PORTAL = "portal"  # somebody else says yes
    REDIRECT = "redirect"
    PROXY_403 = "proxy-403"
    PROXY_413 = "proxy-413"
    PROXY_502 = "proxy-502"
    BUSY = "busy"  # the centre itself, for two minutes


_STRANGERS = {
    Fault.PORTAL: b"200 OK\r\nUpload-Offset: 9\r\nLocation: /rc/v1/uploads/portal",
    Fault.REDIRECT: b"302 Found\r\nLocation: http://127.0.0.1:9/login",
    Fault.PROXY_403: b"403 Forbidden",
    Fault.PROXY_413: b"413 Content Too Large",
    Fault.PROXY_502: b"502 Bad Gateway",
    Fault.BUSY: b"503 Busy\r\nResource-Centre: rc/1\r\nRetry-After: 120",
}
_STRANGERS_BODY = b'{"state": "received", "type": "refused"}'


@dataclass(frozen=True)
class _Request:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    @property
    def half(self) -> bytes:
        """To the middle of the body, or of the head when there is none."""
        cut = len(self.head) + len(self.body) // 2 if self.body else len(self.head) // 2
        return self.whole[:cut]


class FaultProxy:
    """Relays to `target`, but for what is armed. One connection an exchange."""

    def __init__(self, target: str) -> None:
        host, _, port = target.removeprefix("http://").rpartition(":")
        self._target = (host, int(port))
        self._armed: list[tuple[Step, Fault]] = []
        self.met: list[tuple[Step, Fault]] = []
        self.spoilt_header = b""
        self.lengths: dict[Step, list[int]] = {step: [] for step in Step}
        self._late: list[_Request] = []
        self._kept: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, step: Step, fault: Fault, times: int = 1) -> None:
        """The next exchanges of this kind meet this; faults of one kind in the order armed."""
        self._armed += [(step, fault)] * times

    def let_the_late_arrive(self) -> int:
        """Deliver what was held back, now; how many requests that were."""
        late, self._late = self._late, []
        for request in late:
            self._exchange_if_possible(request)
        return len(late)

    def close(self) -> None:
        self._listener.close()
        for far in self._kept:
            far.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            near.settimeout(PATIENCE_S)
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            request = _read_request(near)
            if request is None:
                return
            fault = self._fault_for(request)
            if fault is None:
                near.sendall(self._exchange(request.whole))
            else:
                self._spoil(fault, request, near)

    def _fault_for(self, request: _Request) -> Fault | None:
        for step, lengths in self.lengths.items():
            if request.head.startswith(step.value):
                lengths.append(len(request.body))
        for armed in self._armed:
            if request.head.startswith(armed[0].value):
                self._armed.remove(armed)
                self.met.append(armed)
                return armed[1]
        return None

    def _spoil(self, fault: Fault, request: _Request, near: socket.socket) -> None:
        if fault in _STRANGERS:
            near.sendall(_strangers_answer(fault, request))
            return
        spoilers: dict[Fault, Callable[[_Request, socket.socket], None]] = {
            Fault.RESET: lambda _, near: _reset(near),
            Fault.CUT_REQUEST: self._cut_request,
            Fault.CUT_ANSWER: self._cut_answer,
            Fault.LOSE_ANSWER: lambda request, _: _ignore(self._exchange(request.whole)),
            Fault.STALL: lambda _, near: _until_hung_up(near),
            Fault.HALF_OPEN: self._half_open,
            Fault.LATE: self._hold_back,
            Fault.SLOW: self._drip,
            Fault.CORRUPT_REQUEST: lambda request, near: near.sendall(
                self._exchange(_corrupted(request))
            ),
            Fault.CORRUPT_HEAD: lambda request, near: near.sendall(
                self._exchange(_corrupted_head(request, self.spoilt_header))
            ),
            Fault.CORRUPT_ANSWER: lambda request, near: near.sendall(
                _corrupted_answer(self._exchange(request.whole))
            ),
            Fault.DOUBLE: self._double,
            Fault.DOUBLE_AT_ONCE: self._double_at_once,
        }
        spoilers[fault](request, near)

    def _exchange(self, request: bytes) -> bytes:
        """Send it to the centre; its whole answer."""
        with self._connected() as far:
            far.sendall(request)
            return b"".join(iter(lambda: far.recv(65536), b""))

    def _connected(self) -> socket.socket:
        return socket.create_connection(self._target, PATIENCE_S)

    def _cut_request(self, request: _Request, near: socket.socket) -> None:
        with self._connected() as far:
            far.sendall(request.half)

    def _cut_answer(self, request: _Request, near: socket.socket) -> None:
        answer = self._exchange(request.whole)
        near.sendall(answer[: len(answer) // 2])

    def _half_open(self, request: _Request, near: socket.socket) -> None:
        far = self._connected()
        self._kept.append(far)
        far.sendall(request.half)
        _until_hung_up(near)

    def _hold_back(self, request: _Request, near: socket.socket) -> None:
        self._late.append(request)
        _until_hung_up(near)

    def _drip(self, request: _Request, near: socket.socket) -> None:
        answer = self._exchange(request.whole)
        for start in range(0, len(answer), 40):
            near.sendall(answer[start : start + 40])
            threading.Event().wait(0.005)

    def _double(self, request: _Request, near: socket.socket) -> None:
        self._exchange(request.whole)
        near.sendall(self._exchange(request.whole))

    def _double_at_once(self, request: _Request, near: socket.socket) -> None:
        other = threading.Thread(target=self._exchange_if_possible, args=(request,))
        other.start()
        answer = self._exchange_if_possible(request)
        other.join(PATIENCE_S)
        near.sendall(answer)

    def _exchange_if_possible(self, request: _Request) -> bytes:
        """The centre may hang up: on the older of two writers, on bytes it no longer wants."""
        with suppress(OSError):
            return self._exchange(request.whole)
        return b""


def _read_request(near: socket.socket) -> _Request | None:
    """A request, made the only one of its connection; None when there comes none."""
    read = b""
    while b"\r\n\r\n" not in read:
        block = near.recv(65536)
        if not block:
            return None
        read += block
    head, _, body = read.partition(b"\r\n\r\n")
    found = re.search(rb"(?im)^content-length: *([0-9]+)", head)
    blocks, length = [body], len(body)
    while found and length < int(found[1]):
        block = near.recv(65536)
        if not block:
            return None
        blocks.append(block)
        length += len(block)
    lines = [each for each in head.split(b"\r\n") if not each.lower().startswith(b"connection:")]
    return _Request(b"\r\n".join([*lines, b"Connection: close", b"", b""]), b"".join(blocks))


def _strangers_answer(fault: Fault, request: _Request) -> bytes:
    body = b"" if request.head.startswith(b"HEAD") else _STRANGERS_BODY
    lines = [b"HTTP/1.1 " + _STRANGERS[fault], b"Content-Type: application/json"]
    lines += [b"Connection: close", b"Content-Length: %d" % len(_STRANGERS_BODY), b"", b""]
    return b"\r\n".join(lines) + body


def _corrupted(request: _Request) -> bytes:
    """One byte differs: of the body, of the hash that is announced, or of the address."""
    if request.body:
        return request.head + _flipped(request.body, len(request.body) // 2)
    told = request.head.find(b"sha256 ")
    place = told + 10 if told >= 0 else request.head.index(b" HTTP/1.1") - 1
    return _flipped(request.whole, place)


def _corrupted_head(request: _Request, header: bytes) -> bytes:
    """One byte differs amid a header's value; of the address where there is no such header."""
    found = re.search(rb"(?im)^%s: ([^\r]*)" % header, request.head) if header else None
    place = sum(found.span(1)) // 2 if found else request.head.index(b" HTTP/1.1") - 1
    return _flipped(request.whole, place)


def _corrupted_answer(answer: bytes) -> bytes:
    """One byte differs: of what it holds, of an address, or of an offset."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if body:
        return head + end + _flipped(body, len(body) // 2)
    found = re.search(rb"(?im)^(location|upload-offset): [^\r]*", head)
    return _flipped(answer, found.end() - 1) if found else answer


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _reset(near: socket.socket) -> None:
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _until_hung_up(near: socket.socket) -> None:
    while near.recv(65536):
        pass


def _ignore(_: bytes) -> None:
    """The answer is lost."""
