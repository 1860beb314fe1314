"""TLS trouble is told apart: a wrong clock, a wrong certificate, a missing one, no TLS at all."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.tls_centre import DAY, NOW, centre, certificate

from sync.answers import Where
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.link import Link, Patience, Tls


def ask(base: str, tls: Tls) -> int:
    with closing(Link(base, {}, tls, Patience(5, 5, 5))) as link:
        return link.ask(Where.OTHER, "GET", "").status


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return certificate(tmp_path, "good", NOW - DAY, NOW + DAY)


def test_a_centre_with_a_certificate_that_is_known_is_spoken_to(good: Path) -> None:
    with centre(good) as base:
        assert ask(base, Tls(str(good))) == 200


@pytest.mark.parametrize(("start", "end"), [(NOW - 2 * DAY, NOW - DAY), (NOW + DAY, NOW + 2 * DAY)])
def test_a_certificate_out_of_its_dates_means_a_wrong_clock_unless_the_clock_is_trusted(
    tmp_path: Path, start: dt.datetime, end: dt.datetime
) -> None:
    pem = certificate(tmp_path, "dated", start, end)
    with centre(pem) as base:
        with pytest.raises(CourtBlocked) as blocked:
            ask(base, Tls(str(pem)))
        assert blocked.value.kind is Blockage.CLOCK
        with pytest.raises(CourtBlocked) as blocked:
            ask(base, Tls(str(pem), clock_trusted=lambda: True))
        assert blocked.value.kind is Blockage.TLS


def test_a_clock_that_is_synchronised_only_later_is_trusted_from_then_on(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "expired", NOW - 2 * DAY, NOW - DAY)
    synchronised = iter([False, True])
    tls = Tls(str(pem), clock_trusted=lambda: next(synchronised))
    with centre(pem) as base, closing(Link(base, {}, tls, Patience(5, 5, 5))) as link:
        for expected in (Blockage.CLOCK, Blockage.TLS):
            with pytest.raises(CourtBlocked) as blocked:
                link.ask(Where.OTHER, "GET", "")
            assert blocked.value.kind is expected


def test_somebody_elses_certificate_blocks_delivery(tmp_path: Path, good: Path) -> None:
    other = certificate(tmp_path, "other", NOW - DAY, NOW + DAY)
    with centre(good) as base, pytest.raises(CourtBlocked) as blocked:
        ask(base, Tls(str(other)))
    assert blocked.value.kind is Blockage.TLS


def test_a_centre_that_does_not_know_this_kiosks_certificate_blocks_delivery(
    tmp_path: Path, good: Path
) -> None:
    ours = certificate(tmp_path, "ours", NOW - DAY, NOW + DAY)
    with centre(good, kiosks=ours) as base:
        assert ask(base, Tls(str(good), (str(ours), str(ours)))) == 200
        with pytest.raises(CourtBlocked) as blocked:
            ask(base, Tls(str(good)))
        assert blocked.value.kind is Blockage.AUTH


@contextmanager
def somebody(says: bytes) -> Iterator[int]:
    """A server that says these bytes to anybody once, and hangs up; its port."""

    def speak(listener: socket.socket) -> None:
        near, _ = listener.accept()
        with near, suppress(OSError):
            near.recv(65536)
            near.sendall(says)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=speak, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


def test_a_portal_that_speaks_no_tls_is_the_network() -> None:
    with (
        somebody(b"HTTP/1.1 302 Found\r\nLocation: http://login\r\n\r\n") as port,
        pytest.raises(CourtUnavailable),
    ):
        ask(f"https://127.0.0.1:{port}", Tls())


MARKED = b"HTTP/1.1 200 OK\r\nResource-Centre: rc/1\r\n"


@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"garbage",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
        MARKED + b"Content-Length: 100\r\n\r\ncut off",
        MARKED + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        MARKED + b"Content-Length: 3000000\r\n\r\n" + bytes(3_000_000),
        MARKED.replace(b"rc/1", b"rc/9") + b"Content-Length: 0\r\n\r\n",
        MARKED.replace(b"200", b"503") + b"Retry-After: tomorrow\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_whatever_is_not_a_whole_answer_of_the_centre_is_the_network(says: bytes) -> None:
    with somebody(says) as port, pytest.raises(CourtUnavailable):
        ask(f"http://127.0.0.1:{port}", Tls())


def test_the_centre_may_say_when_to_come_again() -> None:
    says = MARKED.replace(b"200", b"503") + b"Retry-After: 90\r\nContent-Length: 0\r\n\r\n"
    with somebody(says) as port, pytest.raises(CourtUnavailable) as unavailable:
        ask(f"http://127.0.0.1:{port}", Tls())
    assert unavailable.value.retry_after_s == 90


@pytest.mark.parametrize(
    ("asked", "waited_s"),
    [
        (b"0", 0),
        (b"3600", 3600),
        (b"86400", 3600),
        (b"9" * 10, 0),
        (b"9" * 5000, 0),
        (b"-5", 0),
        (b"1e3", 0),
        (b"5, 5", 0),
        ("\u0665".encode(), 0),
        (b"Fri, 20 Nov 2026 04:00:00 GMT", 0),
    ],
)
def test_nobody_makes_the_kiosk_wait_longer_than_an_hour(asked: bytes, waited_s: float) -> None:
    busy = MARKED.replace(b"200", b"503")
    with (
        somebody(busy + b"Retry-After: " + asked + b"\r\nContent-Length: 0\r\n\r\n") as port,
        pytest.raises(CourtUnavailable) as unavailable,
    ):
        ask(f"http://127.0.0.1:{port}", Tls())
    assert unavailable.value.retry_after_s == waited_s


def test_a_stranger_on_the_way_cannot_say_when_to_come_again() -> None:
    says = b"HTTP/1.1 503 Busy\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"
    with somebody(says) as port, pytest.raises(CourtUnavailable) as unavailable:
        ask(f"http://127.0.0.1:{port}", Tls())
    assert unavailable.value.retry_after_s == 0


@pytest.mark.parametrize(
    "missing", ["", ', "missing": 3', ', "missing": null', ', "missing": {"a": 1}']
)
def test_missing_documents_that_are_not_listed_are_asked_for_again_later(
    tmp_path: Path, missing: str
) -> None:
    body = f'{{"type": "documents-missing"{missing}}}'.encode()
    says = MARKED.replace(b"200", b"422") + b"Content-Length: %d\r\n\r\n" % len(body) + body
    with somebody(says) as port:
        pinned = PinnedKeys(tmp_path / "centre-keys.json")
        key = Ed25519PrivateKey.generate()
        with (
            closing(HttpCourt(f"http://127.0.0.1:{port}", "RC01", key, pinned)) as court,
            pytest.raises(CourtUnavailable),
        ):
            court.commit(uuid4(), b"{}", b"receipt K")


def test_a_missing_certificate_file_is_said_at_the_start_and_is_not_the_network(
    tmp_path: Path, good: Path
) -> None:
    for tls in (Tls(str(tmp_path / "none.pem")), Tls(str(good), (str(good), "none.pem"))):
        with pytest.raises(ValueError, match="missing"):
            Link("https://127.0.0.1:9", {}, tls, Patience())
