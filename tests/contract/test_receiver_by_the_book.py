"""The receiver keeps to HTTP where other programs rely on it: RFC 9110, 9457, 9530, 9562."""

import base64
import hashlib
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from support.postgres import postgres
from support.receiver import PATIENCE_S, PlainKiosk, document, sha256

from sync.receiver.server import Serving, start, start_receiver
from sync.wire import CONTENT_DIGEST_HEADER, MARK_HEADER, PROBLEM, Problem, content_digest

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    running = start_receiver(tmp_path_factory.mktemp("centre"))
    yield running.base_url
    running.stop()


@pytest.fixture
def kiosk(address: str, request: pytest.FixtureRequest) -> Iterator[PlainKiosk]:
    speaking = PlainKiosk(address, name=sha256(request.node.nodeid.encode())[:8])
    yield speaking
    speaking.close()


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/uploads", "OPTIONS, POST"),
        ("POST", "/uploads/" + "0" * 32, "DELETE, HEAD, PATCH"),
        ("DELETE", "/submissions/" + "0" * 32, "GET, HEAD, PUT"),
        ("POST", "/keys", "GET, HEAD"),
        ("GET", "/reconcile", "POST"),
    ],
)
def test_a_wrong_method_is_told_every_right_one(
    kiosk: PlainKiosk, method: str, path: str, allowed: str
) -> None:
    answer = kiosk.ask(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/uploads/"), ("GET", "//"), ("GET", "/keys/")]
)
def test_nobody_is_sent_elsewhere(kiosk: PlainKiosk, method: str, path: str) -> None:
    answer = kiosk.ask(method, path, headers={"Host": "elsewhere.example"}, allow_redirects=False)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert "Location" not in answer.headers


def test_the_discovery_is_found_with_and_without_a_slash(kiosk: PlainKiosk) -> None:
    assert kiosk.ask("GET", "").json()["protocol"] == "rc/1"
    assert kiosk.ask("GET", "/").json()["protocol"] == "rc/1"


def test_a_kiosk_of_another_version_is_told_which_is_spoken(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    answer = kiosk.put(handed, **{MARK_HEADER: "rc/2"})
    assert answer.status_code == 426
    assert answer.headers["Upgrade"] == "rc/1"
    assert answer.headers["Connection"] == "Upgrade"
    assert answer.json()["type"] == Problem.VERSION
    assert answer.json()["supported"] == ["rc/1"]
    assert kiosk.ask("GET", "/", headers={MARK_HEADER: "rc/2"}).status_code == 200
    kiosk.send(handed)
    assert kiosk.put(handed, **{MARK_HEADER: "rc/1"}).status_code == 201


def test_who_is_not_known_is_told_how_to_say_who_it_is(kiosk: PlainKiosk) -> None:
    answer = requests.put(f"{kiosk.api}/submissions/x", timeout=PATIENCE_S)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Kiosk realm="rc/1"'


def test_a_digest_by_two_algorithms_is_read(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    kiosk.send(handed)
    body = handed.manifest.to_bytes()
    longer = f"sha-512=:{base64.b64encode(hashlib.sha512(body).digest()).decode()}:"
    right, wrong = content_digest(body), content_digest(b"other")
    for told in (longer, f"{longer}, {wrong}", f"{right}, {wrong}", "sha-256", ""):
        answer = kiosk.put(handed, **{CONTENT_DIGEST_HEADER: told})
        assert (answer.status_code, answer.json()["type"]) == (400, Problem.WRONG_DIGEST)
    assert kiosk.put(handed, **{CONTENT_DIGEST_HEADER: f"{longer},{right}"}).status_code == 201


def test_a_uuid_is_the_same_in_either_case(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    first = kiosk.announce(handed, handed.original)
    again = kiosk.announce(handed, handed.original, {"submission": handed.uuid.upper()})
    assert first.headers["Location"] == again.headers["Location"]
    assert kiosk.deliver(handed).status_code == 201
    answer = kiosk.ask("GET", f"/submissions/{handed.uuid.upper()}")
    assert answer.json()["state"] == "received"


def test_who_sends_far_too_much_hears_that_it_is_too_much(kiosk: PlainKiosk) -> None:
    """Not that its connection was reset, with the answer lost in it."""
    with kiosk.raw(far_too_much(kiosk) + b"\r\n" + b"x" * (30 * MIB)) as connection:
        assert whole_of(connection).startswith(b"HTTP/1.1 413")


def test_who_asks_before_it_sends_far_too_much_is_not_asked_for_it(kiosk: PlainKiosk) -> None:
    with kiosk.raw(far_too_much(kiosk) + b"Expect: 100-continue\r\n\r\n") as connection:
        assert whole_of(connection).startswith(b"HTTP/1.1 413")


def far_too_much(kiosk: PlainKiosk) -> bytes:
    """The head of a PUT, up to its last line."""
    who = "".join(f"{name}: {value}\r\n" for name, value in kiosk.who().items())
    path = f"/rc/v1/submissions/{kiosk.captured(b'x').uuid}"
    head = f"PUT {path} HTTP/1.1\r\nHost: x\r\n{who}Content-Length: {30 * MIB}\r\n"
    return head.encode()


def whole_of(connection: socket.socket) -> bytes:
    """All that is said until the other side ends the connection in order."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_another_protocol_that_is_offered_is_passed_over_in_silence(
    kiosk: PlainKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    with caplog.at_level(logging.INFO):
        assert kiosk.ask("GET", "/", headers=wanted).status_code == 200
    assert [one.message for one in caplog.records if one.levelno > logging.INFO] == []


def test_a_receiver_that_cannot_ask_its_books_does_not_say_that_all_is_well(
    tmp_path: Path,
) -> None:
    with postgres() as server:
        running = start(Serving(tmp_path, database=server.address))
        try:
            assert requests.get(f"{running.base_url}/rc/v1/", timeout=PATIENCE_S).ok
            server.stop()
            answer = requests.get(f"{running.base_url}/rc/v1/", timeout=PATIENCE_S)
            assert (answer.status_code, answer.headers[MARK_HEADER]) == (503, "rc/1")
            server.start()
            assert requests.get(f"{running.base_url}/rc/v1/", timeout=PATIENCE_S).ok
        finally:
            running.stop()
