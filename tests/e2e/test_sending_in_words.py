"""`kiosk send` and `kiosk submit` say in words what they wait for, and why they will not go on."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.faulty_cable import FaultyCable
from support.read_by import read_by

from sync.receiver.server import start_receiver

PATIENCE_S = 60
NOBODY = "http://127.0.0.1:1"
CONTENT = b"%PDF-1.7 a writ"
SIZE = str(len(CONTENT))
LARGE_BYTES = 60_000_000
TUS = {"Tus-Resumable": "1.0.0"}

Answer = tuple[int, dict[str, str]]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "writ.pdf"
    path.write_bytes(CONTENT)
    return path


@contextmanager
def answering(**answers: list[Answer]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives each method its answers in turn, the last one ever again.

    Its address, and the methods it was asked.
    """
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append(self.command)
            mine = answers[self.command]
            status, headers = mine.pop(0) if len(mine) > 1 else mine[0]
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    for method in answers:
        setattr(Answering, f"do_{method}", Answering.answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/files", asked
        finally:
            server.shutdown()


def command(verb: str, where: str, state: Path, file: Path, *more: str) -> list[str]:
    option = "--endpoint" if verb == "send" else "--base"
    argv = [verb, option, where, "--state", str(state), *more, str(file)]
    return [sys.executable, "-m", "kiosk_app", *argv]


def ran(argv: list[str]) -> tuple[int, str, str]:
    ended = subprocess.run(argv, capture_output=True, text=True, timeout=PATIENCE_S)
    return ended.returncode, ended.stdout, ended.stderr


def first_words(argv: list[str], lines: int = 1) -> str:
    """What a command that goes on and on says first on standard error, which is no terminal."""
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            return "".join(process.stderr.readline() for _ in range(lines))
        finally:
            process.kill()


@pytest.mark.parametrize("verb", ["send", "submit"])
def test_it_says_once_what_it_waits_for(verb: str, tmp_path: Path, document: Path) -> None:
    said = first_words(command(verb, NOBODY, tmp_path / "state", document))
    assert NOBODY in said
    assert "nobody answers there" in said
    assert re.search(r"Next attempt in \d+ s", said)


def test_it_says_something_new_when_the_trouble_is_another(tmp_path: Path, document: Path) -> None:
    troubles: list[Answer] = [(503, {}), (503, {}), (500, {})]
    with answering(POST=troubles) as (endpoint, _):
        said = first_words(command("send", endpoint, tmp_path / "state", document), lines=2)
    assert re.findall("it answered ([0-9]+)", said) == ["503", "500"]


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 405, 409, 410, 413, 415])
def test_an_endpoint_that_takes_no_uploads_is_told_at_once(
    status: int, tmp_path: Path, document: Path
) -> None:
    with answering(POST=[(status, {})]) as (endpoint, asked):
        ended, _, said = ran(command("send", endpoint, tmp_path / "state", document))
    assert ended == 1
    assert asked == ["POST"]
    assert str(status) in said
    assert len(said.splitlines()) == 1


BEGUN: list[Answer] = [(201, {**TUS, "Location": "/files/1"})]
NOTHING_YET: Answer = (200, {**TUS, "Upload-Offset": "0", "Upload-Length": SIZE})


def test_what_another_than_a_tus_server_says_of_the_last_byte_is_not_believed(
    tmp_path: Path, document: Path
) -> None:
    of_a_proxy: list[Answer] = [(200, {"Upload-Offset": SIZE})]
    with answering(POST=BEGUN, HEAD=[NOTHING_YET], PATCH=of_a_proxy) as (endpoint, asked):
        said = first_words(command("send", endpoint, tmp_path / "state", document))
    assert "does not confirm" in said
    assert asked[:4] == ["POST", "HEAD", "PATCH", "HEAD"]


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ((200, {**TUS, "Upload-Offset": SIZE, "Upload-Length": SIZE}), 0),
        ((200, {**TUS, "Upload-Offset": SIZE}), 0),
        ((404, TUS), 1),
    ],
)
def test_the_server_has_the_last_word(
    last: Answer, status: int, tmp_path: Path, document: Path
) -> None:
    taken: list[Answer] = [(204, {**TUS, "Upload-Offset": SIZE})]
    with answering(POST=BEGUN, HEAD=[NOTHING_YET, last], PATCH=taken) as (endpoint, asked):
        ended, _, said = ran(command("send", endpoint, tmp_path / "state", document))
    assert ended == status, said
    assert asked == ["POST", "HEAD", "PATCH", "HEAD"]


def test_plain_http_to_another_machine_wants_a_word_of_its_own(
    tmp_path: Path, document: Path
) -> None:
    argv = command("send", "http://192.0.2.1:9/files", tmp_path / "state", document)
    ended, _, said = ran(argv)
    assert ended == 2
    assert "--insecure-http" in said
    assert "centre" not in said


def test_plain_http_to_another_machine_is_tried_where_it_is_allowed(
    tmp_path: Path, document: Path
) -> None:
    address = "http://nobody.invalid/files"
    argv = command("send", address, tmp_path / "state", document, "--insecure-http")
    assert "nobody answers there" in first_words(argv)


# ------------------------------------------------------------ one state folder, one receiver


def test_what_one_receiver_has_confirmed_is_not_said_of_another(
    tmp_path: Path, document: Path
) -> None:
    state, new = tmp_path / "state", tmp_path / "new.pdf"
    new.write_bytes(CONTENT + b" of today")
    one, other = start_receiver(tmp_path / "one"), start_receiver(tmp_path / "other")
    try:
        assert ran(command("submit", one.base_url, state, document))[0] == 0
        for file in (document, new):
            ended, said, why = ran(command("submit", other.base_url, state, file))
            assert (ended, said) == (2, "")
            assert one.base_url in why
            assert "another --state" in why
        assert ran(command("submit", one.base_url, state, document))[0] == 0
    finally:
        one.stop()
        other.stop()


def test_a_receiver_begun_anew_at_the_same_address_is_another(
    tmp_path: Path, document: Path
) -> None:
    state = tmp_path / "state"
    one, other = start_receiver(tmp_path / "one"), start_receiver(tmp_path / "other")
    try:
        with closing(FaultyCable(one.base_url)) as cable:
            assert ran(command("submit", cable.base_url, state, document))[0] == 0
            host, _, port = other.base_url.removeprefix("http://").rpartition(":")
            cable._target = (host, int(port))  # a new store at an old address
            assert ran(command("submit", cable.base_url, state, document))[0] == 2
    finally:
        one.stop()
        other.stop()


def test_the_same_receiver_may_have_moved(tmp_path: Path, document: Path) -> None:
    state = tmp_path / "state"
    one = start_receiver(tmp_path / "one")
    try:
        with closing(FaultyCable(one.base_url)) as cable:
            first = ran(command("submit", cable.base_url, state, document))
        assert ran(command("submit", one.base_url, state, document)) == first
    finally:
        one.stop()
    assert ran(command("submit", one.base_url, state, document)) == first  # the receipt stands


def test_from_an_address_where_nobody_answers_nothing_is_said_to_be_received(
    tmp_path: Path, document: Path
) -> None:
    state = tmp_path / "state"
    one = start_receiver(tmp_path / "one")
    try:
        assert ran(command("submit", one.base_url, state, document))[0] == 0
    finally:
        one.stop()
    said = first_words(command("submit", NOBODY, state, document))
    assert "has still to prove itself" in said


def read_twice(argv: list[str]) -> list[int]:
    """What each of two runs has read, in bytes."""
    read = []
    for _ in range(2):
        with subprocess.Popen(argv, stdout=subprocess.DEVNULL) as process:
            read.append(read_by(process))
        assert process.returncode == 0
    return read


def large(folder: Path) -> Path:
    path = folder / "large.pdf"
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(LARGE_BYTES))
    return path


@pytest.mark.timeout(120)
def test_a_submitted_file_is_neither_read_nor_copied_again(tmp_path: Path) -> None:
    one = start_receiver(tmp_path / "one")
    try:
        argv = command("submit", one.base_url, tmp_path / "state", large(tmp_path))
        first, again = read_twice(argv)
    finally:
        one.stop()
    assert first > 2 * LARGE_BYTES  # once into the outbox, once to the receiver
    assert again < LARGE_BYTES / 2  # Python's own modules


def test_a_file_is_read_for_nothing_but_to_be_sent(tmp_path: Path) -> None:
    document = large(tmp_path)
    whole = {**TUS, "Upload-Offset": str(document.stat().st_size)}
    answers: list[Answer] = [NOTHING_YET, (200, whole)]  # it says so after the first piece
    with answering(POST=BEGUN, HEAD=answers, PATCH=[(204, whole)]) as (endpoint, asked):
        first, again = read_twice(command("send", endpoint, tmp_path / "state", document))
    assert asked == ["POST", "HEAD", "PATCH", "HEAD", "HEAD", "HEAD"]
    assert max(first, again) < LARGE_BYTES / 2  # a piece, and Python's own modules


# ------------------------------------------------------------ what cannot be sent


@pytest.mark.parametrize(
    ("more", "file", "named", "status"),
    [
        ([], "empty.pdf", ("empty.pdf", "nothing to submit"), 2),
        ([], "pipe", ("pipe", "name a file"), 2),
        ([], "nothing.pdf", ("nothing.pdf", "check the name"), 2),
        (["--kiosk-id", "A-NAME-TOO-LONG"], "writ.pdf", ("1 to 10 letters",), 2),
        (["--case", ""], "writ.pdf", ("the case is empty",), 2),
        (["--case", "x" * 300], "writ.pdf", ("the case is too long",), 2),
        (["--state", "writ.pdf"], "writ.pdf", ("writ.pdf", "not a folder"), 1),
        (["--base", "http://127.0.0.1:99999"], "writ.pdf", ("Port",), 2),
        (["--authorities", "none.pem"], "writ.pdf", ("none.pem", "name a PEM file"), 2),
        (["--authorities", "writ.pdf"], "writ.pdf", ("writ.pdf", "no certificates"), 2),
        (["--certificate", "writ.pdf", "key"], "writ.pdf", ("key", "not there"), 2),
        (["--certificate", "writ.pdf", "empty.pdf"], "writ.pdf", ("writ.pdf and empty.pdf",), 2),
    ],
)
def test_what_cannot_be_submitted_is_said_by_name(
    more: list[str], file: str, named: tuple[str, ...], status: int, tmp_path: Path, document: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    os.mkfifo(tmp_path / "pipe")
    argv = command("submit", NOBODY, tmp_path / "state", Path(file), *more)
    ended = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == status
    for part in (*named, "kiosk: "):
        assert part in ended.stderr
    assert "Errno" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
