"""What the reference centre takes of nobody: too much, too slow, too often, out of its folder."""

import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from support.receiver import PATIENCE_S, PlainKiosk, document, sha256, wait_until

from sync.receiver.database import DATABASE
from sync.receiver.limits import Limits
from sync.receiver.server import start_receiver
from sync.wire import MARK, MARK_HEADER, PROBLEM, Problem

TIGHT = Limits(
    document_bytes=10_000,
    submission_bytes=15_000,
    uploads_per_kiosk=3,
    header_s=0.5,
    silence_s=0.5,
    body_s=0.5,
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    running = start_receiver(tmp_path_factory.mktemp("centre"), limits=TIGHT)
    yield running.base_url
    running.stop()


@pytest.fixture
def kiosk(address: str, request: pytest.FixtureRequest) -> Iterator[PlainKiosk]:
    speaking = PlainKiosk(address, name=sha256(request.node.nodeid.encode())[:8])
    yield speaking
    speaking.close()


def all_of(connection: socket.socket) -> bytes:
    """Everything until the other side closes, however rudely."""
    said = b""
    with connection, suppress(ConnectionResetError):
        while more := connection.recv(65536):
            said += more
    return said


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "", {}, 200),
        ("OPTIONS", "/uploads", {}, 204),
        ("GET", "/nowhere", {}, 404),
        ("DELETE", "/keys", {}, 405),
        ("GET", "/time?nonce=!", {}, 400),
        ("POST", "/uploads", {"Tus-Resumable": "0.2.2"}, 412),
        ("POST", "/uploads", {"Upload-Length": "5", "Upload-Metadata": "a" * 5000}, 413),
        ("POST", "/uploads", {"Upload-Length": "99999999999"}, 413),
        ("POST", "/uploads", {"Upload-Length": "-1"}, 400),
        ("POST", "/uploads", {"Upload-Length": "5", "Upload-Metadata": "document !"}, 400),
        ("POST", "/uploads", {"Upload-Length": "5", "Upload-Metadata": "filename AAo="}, 400),
        ("POST", "/uploads", {"Upload-Length": "5", "Upload-Metadata": "filename /w=="}, 400),
        ("GET", "/submissions/..%00", {}, 404),
        ("HEAD", "/uploads/%00", {}, 404),
        ("PATCH", "/uploads/x", {"Content-Type": "text/plain"}, 415),
        ("HEAD", "/uploads/..%2f..%2fcentre.db", {}, 404),
        ("HEAD", "/uploads/%2e%2e", {}, 404),
        ("DELETE", "/uploads/centre-key.pem", {}, 404),
        ("PUT", "/submissions/..%00", {}, 400),
        ("GET", "/keys", {"Much": "x" * 20_000}, 431),
    ],
)
def test_every_answer_bears_the_mark_and_every_error_is_a_problem(
    kiosk: PlainKiosk, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = kiosk.ask(method, path, headers=headers)
    assert answer.status_code == status
    assert answer.headers[MARK_HEADER] == MARK
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    if status >= 400:
        assert answer.headers["Content-Type"] == PROBLEM
        assert method == "HEAD" or json.loads(answer.text)["status"] == status


def test_bytes_that_are_no_request_get_a_problem_too(kiosk: PlainKiosk) -> None:
    said = all_of(kiosk.raw(b"\x16\x03\x01 not http\r\n\r\n")).decode()
    assert said.startswith("HTTP/1.1 400")
    assert f"{MARK_HEADER}: {MARK}" in said
    assert f"Content-Type: {PROBLEM}" in said


def test_a_sender_that_falls_silent_is_let_go_and_its_bytes_are_kept(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    said = all_of(kiosk.half_send(upload, 0, 1000, handed.original[:600]))
    assert said.startswith(b"HTTP/1.1 408")
    assert kiosk.offset(upload) == 600


@pytest.mark.parametrize("start", [b"", b"GET /rc/v1/ HTTP/1.1\r\nHost:", b"GET /"])
def test_a_client_that_never_ends_its_headers_is_let_go(kiosk: PlainKiosk, start: bytes) -> None:
    assert all_of(kiosk.raw(start)) == b""


def test_a_manifest_that_never_ends_is_let_go(kiosk: PlainKiosk) -> None:
    who = "".join(f"{name}: {value}\r\n" for name, value in kiosk.who().items())
    path = f"/rc/v1/submissions/{kiosk.captured(b'x').uuid}"
    head = f"PUT {path} HTTP/1.1\r\nHost: x\r\n{who}Content-Length: 5000\r\n\r\n{{"
    assert all_of(kiosk.raw(head.encode())).startswith(b"HTTP/1.1 408")


def test_a_kiosk_cannot_open_uploads_without_end(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(b"x")
    contents = [document(100) for _ in range(4)]
    answers = [kiosk.announce(handed, content) for content in contents]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert answers[3].json()["type"] == Problem.BUSY
    assert int(answers[3].headers["Retry-After"]) > 0
    assert kiosk.announce(handed, contents[0]).status_code == 201


def test_a_document_or_submission_that_is_too_large_is_turned_away_before_it_is_sent(
    kiosk: PlainKiosk,
) -> None:
    handed = kiosk.captured(b"x")
    assert kiosk.announce(handed, b"x", length=10_001).status_code == 413
    assert kiosk.announce(handed, b"x", length=10_000).status_code == 201
    assert kiosk.announce(handed, b"y", length=5_001).status_code == 413


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 50_000, b'{"documents": 1}', b"\xff"])
def test_a_body_that_is_no_manifest_is_named_as_that(kiosk: PlainKiosk, body: bytes) -> None:
    handed = kiosk.captured(b"x")
    answer = kiosk.put(handed, body=body)
    assert (answer.status_code, answer.json()["type"]) == (400, Problem.BAD_MANIFEST)
    for path in ("/reconcile", "/checkpoints"):
        answer = kiosk.ask("POST", path, data=body)
        assert (answer.status_code, answer.json()["type"]) == (400, Problem.BAD_REQUEST)


@pytest.mark.parametrize("number", ["RC01-00001\0", "RC01\ud800"])
def test_a_number_that_no_database_could_keep_is_not_received(
    kiosk: PlainKiosk, number: str
) -> None:
    honest = kiosk.captured(document(1000))
    kiosk.send(honest)
    written = json.loads(honest.manifest.to_bytes())
    body = json.dumps({**written, "number": number}).encode()
    answer = kiosk.put(honest, body)
    assert (answer.status_code, answer.json()["type"]) == (400, Problem.BAD_MANIFEST)
    assert kiosk.put(honest).status_code == 201


def test_a_commit_that_takes_long_says_so_and_goes_on(tmp_path: Path) -> None:
    running = start_receiver(tmp_path, limits=Limits(commit_s=0.0))
    kiosk = PlainKiosk(running.base_url)
    handed = kiosk.captured(document(1000))
    answer = kiosk.deliver(handed)
    assert (answer.status_code, answer.json()) == (202, {"state": "committing"})
    assert int(answer.headers["Retry-After"]) > 0
    path = f"/submissions/{handed.uuid}"
    wait_until(lambda: kiosk.ask("GET", path).status_code != 202, "the decision")
    assert kiosk.ask("GET", path).json()["state"] == "received"
    assert kiosk.put(handed).status_code == 200
    kiosk.close()
    running.stop()


def test_connections_beyond_the_limit_are_closed_at_once(tmp_path: Path) -> None:
    running = start_receiver(tmp_path, limits=Limits(connections=2, header_s=10 * PATIENCE_S))
    kiosk = PlainKiosk(running.base_url)
    with kiosk.raw(b"GET"), kiosk.raw(b"GET"):
        assert all_of(kiosk.raw(b"")) == b""
    kiosk.close()
    running.stop()


# ---------------------------------------------------------------- the command line


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sync.receiver", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


EVERYWHERE = "0.0.0.0"  # noqa: S104 - to be turned away


@pytest.mark.parametrize("host", [EVERYWHERE, "192.0.2.1", "::"])
def test_plain_http_is_served_on_loopback_alone(host: str, tmp_path: Path) -> None:
    ended = run("serve", "--listen", f"{host}:0", "--store", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "loopback" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_nobody_knows_is_called_that(tmp_path: Path) -> None:
    ended = run("serve", "--listen", "nohost.invalid:0", "--store", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nobody knows the name nohost.invalid" in ended.stderr


def test_a_folder_is_served_by_one_receiver(tmp_path: Path) -> None:
    running = start_receiver(tmp_path)
    ended = run("serve", "--listen", "127.0.0.1:0", "--store", str(tmp_path))
    running.stop()
    assert ended.returncode == 1
    assert re.search("another receiver", ended.stderr)


def test_the_command_counts_while_a_receiver_serves(tmp_path: Path) -> None:
    running = start_receiver(tmp_path)
    kiosk = PlainKiosk(running.base_url)
    content = document(1000)
    for sequence in (1, 2):
        handed = kiosk.captured(content, sequence)
        assert kiosk.deliver(handed).status_code == 201
    for held, times in ((content, 2), (handed.stamped, 1), (b"never sent", 0)):
        counted = run("count", "--store", str(tmp_path), "--sha256", sha256(held).upper())
        assert (counted.returncode, counted.stdout) == (0, f"{times}\n")
    kiosk.close()
    running.stop()


def test_books_of_a_newer_version_are_not_counted_in(tmp_path: Path) -> None:
    start_receiver(tmp_path).stop()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as books:
        books.execute("UPDATE schema SET version = 99")
        books.commit()
    ended = run("count", "--store", str(tmp_path), "--sha256", "0" * 64)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "version 99" in ended.stderr


def test_counting_in_a_folder_that_is_no_store_fails(tmp_path: Path) -> None:
    ended = run("count", "--store", str(tmp_path), "--sha256", "0" * 64)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert list(tmp_path.iterdir()) == []
