"""The receiver on a socket: uvicorn, for the command line and for embedding."""

import asyncio
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import uvicorn

from sync.receiver.app import ReceiverApp, build_app, utc_now
from sync.receiver.desk.picturing import Draw
from sync.receiver.figures import serve_figures
from sync.receiver.keys import CENTRE, KEY_FILE, open_centre
from sync.receiver.limits import Limits
from sync.receiver.listening import address, listen
from sync.receiver.protocol import protocol
from sync.receiver.store import Store, hold_folder
from sync.receiver.tls import Tls as Tls
from sync.receiver.tls import tls_context
from sync.receiver.workers import Bells, Peers, run_workers

_STOP_S = 3
_START_S = 20.0
_TICK_S = 0.1  # of uvicorn
ALIVE_EVERY_S = 5.0


@dataclass(frozen=True)
class Serving:
    """What is served, and where; the books and the documents are in the folder by default.

    `database` is postgresql://…, `documents` s3://BUCKET?endpoint=URL. With `tls` a kiosk must
    show a certificate that bears its name; without it only loopback is served. `draw` makes
    the pictures at the Registry's desk. `alive` is called every ALIVE_EVERY_S as long as
    requests are being looked at, from each process that serves. `figures` is where, on loopback,
    Prometheus may ask.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 0
    database: str | None = None
    documents: str | None = None
    workers: int = 1
    tls: Tls | None = None
    limits: Limits = field(default_factory=Limits)
    draw: Draw | None = None
    alive: Callable[[], None] = lambda: None
    figures: tuple[str, int] | None = None


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
    """Serve a folder from a thread; returns when it listens."""
    return start(Serving(store, host, port, limits=limits or Limits()))


def start(serving: Serving) -> RunningReceiver:
    """Serve from a thread, as one process; returns when it listens.

    Raises NotLoopback, StoreBusy, StoreUnusable, OSError when the port is taken or a PEM file
    cannot be read.
    """
    listening = listen(serving.host, serving.port, plain=serving.tls is None)
    try:
        context = tls_context(serving.tls)
        opened = Store(serving.folder, serving.database, serving.documents)
    except BaseException:
        listening.close()
        raise
    ready = threading.Event()
    try:
        app = build_app(opened, serving.limits, pins=context is None, draw=serving.draw)
    except BaseException:
        opened.close()
        listening.close()
        raise
    server = _Server(app, serving, context, ready.set)

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
    return RunningReceiver(address(listening, serving.tls is not None), server, thread)


def serve(serving: Serving, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; says its address once it listens.

    Raises what start() raises, and WorkersFailed.
    """
    listening = listen(serving.host, serving.port, plain=serving.tls is None)
    with ExitStack() as stack:
        stack.enter_context(closing(listening))
        beside = listen(*serving.figures) if serving.figures else None
        if beside is not None:
            stack.enter_context(closing(beside))
        context = tls_context(serving.tls)
        held = hold_folder(serving.folder)
        store = Store(serving.folder, serving.database, serving.documents, held)
        store.clear_strays()
        where = address(listening, serving.tls is not None)
        if serving.workers == 1:
            _serve_alone(
                serving, store, listening, context, beside=beside, on_ready=lambda: say(where)
            )
            return
        # Here, or each of the workers would make a key of its own.
        open_centre(store.books, serving.folder / KEY_FILE, CENTRE, utc_now())
        store.books.close()
        listening.listen(serving.limits.connections)
        bells = Bells(serving.workers)

        def work(number: int, lifeline: int) -> None:
            own = Store(serving.folder, serving.database, serving.documents, held)
            peers = Peers(serving.folder, bells, number)
            _serve_alone(
                serving, own, listening, context, beside=beside, peers=peers, lifeline=lifeline
            )

        run_workers(serving.workers, work, lambda: say(where))


class _Server(uvicorn.Server):
    """uvicorn that says when it listens, and does not wait for long uploads when it stops."""

    def __init__(
        self,
        receiver: ReceiverApp,
        serving: Serving,
        context: ssl.SSLContext | None,
        on_ready: Callable[[], None],
        lifeline: int | None = None,
    ) -> None:
        super().__init__(_config(receiver, serving.limits))
        self._receiver = receiver
        self._limits = serving.limits
        self._context = context
        self._on_ready = on_ready
        self._lifeline = lifeline
        self._alive = serving.alive
        self.figures: Callable[[], Awaitable[asyncio.Server]] | None = None

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second, as long as the event loop turns."""
        if counter % round(ALIVE_EVERY_S / _TICK_S) == 0:
            self._alive()
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so; a TLS handshake has no longer than the headers."""
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            sys.exit(1)
        loop = asyncio.get_running_loop()
        handshake_s = self._limits.header_s if self._context else None
        self.servers = [
            await loop.create_server(
                self._connection,
                sock=sock,
                ssl=self._context,
                backlog=self._limits.connections,
                ssl_handshake_timeout=handshake_s,
            )
            for sock in sockets or ()
        ]
        if self.figures is not None:
            self.servers.append(await self.figures())
        if self._lifeline is not None:
            loop.add_reader(self._lifeline, self._orphaned, loop)
        self.started = True
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the senders go with what they have sent, then stop."""
        self._receiver.let_go()
        await super().shutdown(sockets)

    def _connection(self) -> asyncio.Protocol:
        make = self.config.http_protocol_class
        return make(  # type: ignore[call-arg] # as uvicorn calls it itself
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    def _orphaned(self, loop: asyncio.AbstractEventLoop) -> None:
        assert self._lifeline is not None  # noqa: S101 - it was rung
        loop.remove_reader(self._lifeline)
        self.should_exit = True


def _serve_alone(
    serving: Serving,
    store: Store,
    listening: socket.socket,
    context: ssl.SSLContext | None,
    *,
    beside: socket.socket | None,
    on_ready: Callable[[], None] = lambda: None,
    peers: Peers | None = None,
    lifeline: int | None = None,
) -> None:
    """Serve in this process until SIGTERM or SIGINT; closes the store."""
    pins = context is None
    app = build_app(store, serving.limits, pins=pins, peers=peers, draw=serving.draw)
    server = _Server(app, serving, context, on_ready, lifeline)
    if beside is not None:
        server.figures = partial(serve_figures, beside, store, serving.limits)

    def stop(*_: object) -> None:
        server.should_exit = True

    # uvicorn raises the signal again when it has ended; to have ended is all that was asked.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGINT))
    try:
        server.run(sockets=[listening])
    finally:
        store.close()


def _config(app: ReceiverApp, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=protocol(limits),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_STOP_S,
        h11_max_incomplete_event_size=limits.header_bytes,
    )
