"""The Registry marks at the real centre, and the kiosk learns it from every kind of centre."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, time
from typing import Any
from uuid import uuid4

import pytest
from support.court_benches import KEY, FolderBench, HttpBench
from support.submissions import KIOSK, BootClock, Told, capture

from sync.courier import Courier
from sync.court import CourtUnavailable
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import Waits
from sync.outbox import Outbox
from sync.receiver.database import open_database
from sync.receiver.reviews import Mark, Reason, Reviews
from sync.reviews import Pace
from sync.submissions import Item, Review
from sync.wire import MARK, MARK_HEADER, ReviewState

PACE = Pace(jitter=lambda: 0.0)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as opened:
        yield opened


def item(outbox: Outbox) -> Item:
    (only,) = outbox.items()
    return only


def test_each_mark_of_the_desk_reaches_the_kiosk(tmp_path: Path, outbox: Outbox) -> None:
    clock = BootClock()
    with closing(HttpBench(tmp_path)) as bench:
        courier = Courier(bench.court, outbox, clock=clock, waits=Waits(), tell=Told(), pace=PACE)
        uuid = str(capture(outbox, KEY).submission)

        def asked_again() -> Review | None:
            clock.seconds += PACE.marked_s
            while not courier.turn():
                pass
            return item(outbox).review

        engine = open_database(tmp_path / "centre", None)
        marks = Reviews(engine)
        assert asked_again() == Review(ReviewState.WAITING)
        reasons = (Reason.ILLEGIBLE, Reason.NOT_SIGNED)
        marks.mark(uuid, Mark(1, ReviewState.RETURNED, reasons, "may chan", int(time())))
        assert asked_again() == Review(ReviewState.RETURNED, ("illegible", "not-signed"))
        marks.mark(uuid, Mark(2, ReviewState.ACCEPTED, (), "may chan", int(time())))
        assert asked_again() == Review(ReviewState.ACCEPTED)

        bench.go_down()
        assert asked_again() == Review(ReviewState.ACCEPTED)  # the last answer stands
        engine.dispose()


def test_a_submission_that_the_centre_does_not_know_has_no_review(tmp_path: Path) -> None:
    with closing(HttpBench(tmp_path)) as bench:
        assert bench.court.review(uuid4()) is None
        bench.let_somebody_else_answer()
        with pytest.raises(CourtUnavailable):
            bench.court.review(uuid4())


def test_a_centre_that_never_answers_does_not_keep_deliveries_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.http_court.REVIEW_WITHIN_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with closing(HttpCourt(base, KIOSK, KEY, PinnedKeys(tmp_path / "keys"))) as court:
            asked_s = monotonic()
            with pytest.raises(CourtUnavailable):
                court.review(uuid4())
            assert monotonic() - asked_s < 20  # the usual patience is two minutes


def test_a_share_tells_none(tmp_path: Path) -> None:
    with closing(FolderBench(tmp_path)) as bench:
        assert bench.court.review(uuid4()) is None
        bench.go_down()
        with pytest.raises(CourtUnavailable):
            bench.court.review(uuid4())


RETURNED = {"state": "received", "review": "returned"}
ANSWERS: list[tuple[Any, Review | None]] = [
    ({"state": "received", "review": "accepted", "reasons": []}, Review(ReviewState.ACCEPTED)),
    ({"state": "received", "receipt": "AA"}, None),  # a centre without reviews
    ({"state": "received", "review": "pondered"}, None),
    ({"state": "received", "review": ["accepted"]}, None),
    ({"state": "refused", "review": "accepted"}, None),
    (RETURNED | {"reasons": ["new-reason"]}, Review(ReviewState.RETURNED, ("new-reason",))),
    (RETURNED | {"reasons": "illegible"}, Review(ReviewState.RETURNED)),
    (RETURNED | {"reasons": ["<b>", "A", "", 7, None, "x" * 41]}, Review(ReviewState.RETURNED)),
    (RETURNED | {"reasons": ["a"] * 500}, Review(ReviewState.RETURNED, ("a",) * 20)),
    (["accepted"], None),
]


@pytest.mark.parametrize(("said", "learnt"), ANSWERS, ids=str)
def test_only_words_that_both_ends_know_are_taken(
    said: Any, learnt: Review | None, tmp_path: Path
) -> None:
    class Centre(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header(MARK_HEADER, MARK)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Centre) as server:
        answering = Thread(target=server.handle_request)
        answering.start()
        base = f"http://127.0.0.1:{server.server_port}"
        with closing(HttpCourt(base, KIOSK, KEY, PinnedKeys(tmp_path / "keys"))) as court:
            assert court.review(uuid4()) == learnt
        answering.join()
