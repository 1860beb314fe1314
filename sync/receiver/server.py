"""The receiver on a socket: uvicorn with time-outs, for the command line and for embedding."""

import asyncio
import ipaddress
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.receiver.app import ReceiverApp, build_app
from sync.receiver.limits import Limits
from sync.receiver.problems import OWN_HEADERS, problem_body
from sync.receiver.store import Store
from sync.wire import PROBLEM, Problem

_STOP_S = 3
_START_S = 20.0


class NotLoopback(ValueError):
    """Plain HTTP is spoken on loopback alone: nobody could tell who is asking."""


class _Server(uvicorn.Server):
    """uvicorn that says when it listens, and does not wait for long uploads when it stops."""

    def __init__(
        self, config: uvicorn.Config, app: ReceiverApp, on_ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._receiver = app
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the senders go with what they have sent, then stop."""
        self._receiver.let_go()
        await super().shutdown(sockets)


@dataclass(frozen=True)
class RunningReceiver:
    """A receiver on a thread of this process."""

    base_url: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def stop(self) -> None:
        """End it: what is acknowledged stays, the folder is free again. May be repeated."""
        self._server.should_exit = True
        self._thread.join()


def start_receiver(
    store: Path, host: str = "127.0.0.1", port: int = 0, limits: Limits | None = None
) -> RunningReceiver:
    """Serve a folder from a thread; returns when it listens.

    Raises NotLoopback, StoreBusy, OSError when the port is taken.
    """
    listening, opened = _open(store, host, port)
    ready = threading.Event()
    server = _server(opened, limits or Limits(), ready.set)

    def run() -> None:
        try:
            server.run(sockets=[listening])
        finally:
            opened.close()
            ready.set()

    thread = threading.Thread(target=run, name="receiver", daemon=True)
    thread.start()
    ready.wait(_START_S)
    if not server.started:
        raise RuntimeError("the receiver did not start")
    return RunningReceiver(address(listening), server, thread)


def serve(store: Path, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve a folder until SIGTERM or SIGINT; says its address once it listens.

    Raises NotLoopback, StoreBusy, OSError when the port is taken.
    """
    listening, opened = _open(store, host, port)
    server = _server(opened, Limits(), lambda: say(address(listening)))
    # uvicorn raises the signal again when it has ended; to have ended is all that was asked.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    try:
        server.run(sockets=[listening])
    finally:
        opened.close()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket on a loopback address; port 0 takes a free one."""
    name = "127.0.0.1" if host == "localhost" else host
    try:
        loopback = ipaddress.ip_address(name).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise NotLoopback(host)
    listening = socket.socket(socket.AF_INET6 if ":" in name else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((name, port))
    except OSError:
        listening.close()
        raise
    return listening


def address(listening: socket.socket) -> str:
    """The base address of a bound socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _open(store: Path, host: str, port: int) -> tuple[socket.socket, Store]:
    listening = listen(host, port)
    try:
        return listening, Store(store)
    except BaseException:
        listening.close()
        raise


def _server(store: Store, limits: Limits, on_ready: Callable[[], None]) -> _Server:
    app = build_app(store, limits)
    config = uvicorn.Config(
        app,
        http=_protocol(limits),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_STOP_S,
        h11_max_incomplete_event_size=limits.header_bytes,
        backlog=limits.connections,
    )
    return _Server(config, app, on_ready)


def _protocol(limits: Limits) -> type[asyncio.Protocol]:
    """uvicorn's protocol with what it lacks: a time for the headers, a number of connections."""

    class Timed(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
            super().connection_made(transport)
            if len(self.connections) > limits.connections:
                transport.close()
                return
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            self._unwatch()
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            body = problem_body(400, Problem.BAD_REQUEST, msg)
            headers = {**OWN_HEADERS, "Content-Type": PROBLEM, "Content-Length": str(len(body))}
            lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
            head = f"HTTP/1.1 400 Bad Request\r\n{''.join(lines)}Connection: close\r\n\r\n"
            self.transport.write(head.encode() + body)
            self.transport.close()

        def _watch(self) -> None:
            """While no request is at work, its headers (or an unwanted rest) must end soon."""
            cycle: Any = self.cycle
            if cycle is not None and not cycle.response_complete:
                self._unwatch()
            elif self._deadline is None:
                self._deadline = self.loop.call_later(limits.header_s, self._too_slow)

        def _unwatch(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

        def _too_slow(self) -> None:
            self.transport.abort()

    return Timed
