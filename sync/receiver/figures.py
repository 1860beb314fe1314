"""What the centre has received and what waits there, as figures for Prometheus: no names of people.

They are given at /metrics of an address of their own, on loopback alone: whoever collects from
elsewhere does so through something that knows who is asking.
"""

import asyncio
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import uvicorn
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.server import ServerState

from sync.receiver.limits import Limits
from sync.receiver.protocol import protocol
from sync.receiver.rows import REVIEWS, SUBMISSIONS, UPLOADS
from sync.receiver.store import Store
from sync.wire import KIOSK_ID

PREFIX = "court_centre"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
COUNTED_EVERY_S = 15.0


class _Counted(Collector):
    """Everything is counted in the books when it is asked for: any receiver knows it all."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """For prometheus_client. Raises sqlalchemy.exc.DBAPIError."""
        rows, reviewed, uploads = _look(self._store)
        submissions = GaugeMetricFamily(
            f"{PREFIX}_submissions", "Submissions decided.", labels=["kiosk", "state"]
        )
        last = GaugeMetricFamily(
            f"{PREFIX}_last_decided_timestamp_seconds",
            "When the last submission of a kiosk was decided.",
            labels=["kiosk"],
        )
        decided: dict[str, int] = {}
        for kiosk, state, number, at in rows:
            submissions.add_metric([kiosk, state], number)
            decided[kiosk] = max(decided.get(kiosk, 0), at)
        for kiosk, at in decided.items():
            last.add_metric([kiosk], at)
        received = sum(number for _, state, number, _ in rows if state == "received")
        words = "Received, and the Registry has not looked at them."
        yield submissions
        yield last
        yield GaugeMetricFamily(f"{PREFIX}_reviews_waiting", words, value=received - reviewed)
        yield GaugeMetricFamily(f"{PREFIX}_uploads_under_way", "Uploads.", value=uploads)
        words = "Audit logs of kiosks that are not what was countersigned."
        disputed = GaugeMetricFamily(f"{PREFIX}_audit_disputes", words, labels=["kiosk"])
        disputes = self._store.books.checkpoints.disputes()
        for kiosk, number in Counter(
            one[0] for one in disputes if KIOSK_ID.fullmatch(one[0])
        ).items():
            disputed.add_metric([kiosk], number)
        yield disputed
        disk = os.statvfs(self._store.folder)
        free = disk.f_bavail * disk.f_frsize
        yield GaugeMetricFamily(f"{PREFIX}_free_bytes", "Room in the folder.", value=free)


def _look(store: Store) -> tuple[list[tuple[str, str, int, int]], int, int]:
    """Submissions by kiosk and state with the last decision; how many marked; uploads."""
    by = (SUBMISSIONS.c.kiosk, SUBMISSIONS.c.state)
    counts = select(*by, func.count(), func.max(SUBMISSIONS.c.decided_at)).group_by(*by)
    marked = select(func.count(func.distinct(REVIEWS.c.submission)))
    with store.books.engine.connect() as db:
        rows = [(str(row[0]), str(row[1]), int(row[2]), int(row[3])) for row in db.execute(counts)]
        reviewed = int(db.execute(marked).scalar_one())
        return rows, reviewed, int(db.execute(select(func.count(UPLOADS.c.id))).scalar_one())


class Figures:
    """The text, counted at most every COUNTED_EVERY_S, however often it is asked for."""

    def __init__(self, store: Store, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(_Counted(store))
        self._monotonic = monotonic
        self._counting = threading.Lock()
        self._counted_s, self._text = float("-inf"), b""

    def text(self) -> bytes:
        """Any thread. Raises sqlalchemy.exc.DBAPIError."""
        with self._counting:
            if self._monotonic() - self._counted_s >= COUNTED_EVERY_S:
                self._text = generate_latest(self._registry)
                self._counted_s = self._monotonic()
            return self._text

    def answer(self, _: Request) -> Response:
        """GET /metrics."""
        try:
            return Response(self.text(), media_type=CONTENT_TYPE)
        except DBAPIError:
            return PlainTextResponse("the books are out of reach", 503)


async def serve_figures(listening: socket.socket, store: Store, limits: Limits) -> asyncio.Server:
    """Answer at a bound socket until the server that is returned is closed."""
    app = Starlette(routes=[Route("/metrics", Figures(store).answer, methods=["GET"])])
    config = uvicorn.Config(
        app, http=protocol(limits), ws="none", lifespan="off", log_config=None, access_log=False,
        server_header=False, proxy_headers=False,
    )  # fmt: skip
    config.load()
    state = ServerState()

    def connection() -> asyncio.Protocol:
        make = config.http_protocol_class
        return make(  # type: ignore[call-arg] # as uvicorn calls it itself
            config=config, server_state=state, app_state={}
        )

    return await asyncio.get_running_loop().create_server(connection, sock=listening)
