"""The protocol's table of what is seen and what it is taken for, row by row, over a real link."""

import datetime as dt
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.structures import CaseInsensitiveDict
from support.tls_centre import DAY, NOW, centre, certificate

from sync.answers import Meaning, Where
from sync.court import (
    Blockage,
    CannotBeTaken,
    CourtBlocked,
    CourtError,
    CourtUnavailable,
    DocumentsMissing,
)
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, published
from sync.link import Link, Patience, Tls
from sync.wire import asked_of

KEY = Ed25519PrivateKey.generate()
PAUSED = "paused"
CREATION, UPLOAD, SUBMISSION = Where.CREATION, Where.UPLOAD, Where.SUBMISSION
EVERYWHERE = (CREATION, UPLOAD, SUBMISSION, Where.OTHER)

# what is asked, the answers, and what they are taken for: a pause of the lane, a blockage of
# the lane, or a meaning that the delivery acts upon.
ROWS: list[tuple[tuple[Where, ...], tuple[int, ...], str, str | Blockage | Meaning]] = [
    (EVERYWHERE, (408, 425, 429, 500, 502, 503, 504, 599), "", PAUSED),
    (EVERYWHERE, (302, 307, 407, 451), "", PAUSED),
    ((UPLOAD,), (409, 423, 460), "", Meaning.LOOK_AGAIN),
    ((UPLOAD,), (404, 403, 410), "", Meaning.CREATE_AGAIN),
    ((UPLOAD,), (413,), "too-large", Meaning.SMALLER),
    ((CREATION, SUBMISSION), (401, 403), "unknown-kiosk", Blockage.AUTH),
    (EVERYWHERE, (426,), "version", Blockage.VERSION),
    (EVERYWHERE, (507,), "no-space", Blockage.DISK),
    ((SUBMISSION,), (409,), "different-content", Meaning.HELD),
    ((SUBMISSION,), (422,), "documents-missing", Meaning.SEND_AGAIN),
    ((SUBMISSION,), (422,), "refused", Meaning.REFUSED),
    ((SUBMISSION,), (422,), "another-problem", PAUSED),
    ((SUBMISSION,), (400,), "wrong-digest", PAUSED),
    ((SUBMISSION,), (400,), "bad-manifest", Meaning.HELD),
    ((SUBMISSION,), (404,), "unknown-submission", Meaning.NOT_THERE),
    ((SUBMISSION,), (404,), "", PAUSED),
    ((SUBMISSION,), (202,), "", Meaning.NOT_YET),
    (EVERYWHERE, (200, 201, 204), "", Meaning.FINE),
]
CASES = [
    pytest.param(where, status, problem, taken, id=f"{where}-{status}-{problem}")
    for asked, statuses, problem, taken in ROWS
    for where in asked
    for status in statuses
    if not (where is SUBMISSION and status == 202 and taken is Meaning.FINE)
]


class Somebody:
    """Answers what the address says, or `says`: /MARK/STATUS/PROBLEM/HEADERS."""

    def __init__(self, says: str = "", *, heard_right: bool = True) -> None:
        self._says, self.heard_right = says, heard_right
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with near, suppress(OSError):
                head = near.recv(65536).decode("latin-1").split("\r\n")
                method, address = head[0].split(" ")[:2]
                _, mark, status, problem, more = (self._says or address).split("/")
                sent = CaseInsensitiveDict(line.split(": ", 1) for line in head[1:] if ": " in line)
                asked = asked_of(method, address if self.heard_right else "/other", sent)
                told = {"type": problem, "missing": ["a" * 64], "asked": asked}
                body = json.dumps(told).encode()
                lines = [f"HTTP/1.1 {status} Said", "Connection: close", *more.split("&")]
                lines += [f"Resource-Centre: {mark.replace('-', '/')}"]
                lines += [f"Content-Length: {0 if status == '204' else len(body)}"]
                near.sendall("\r\n".join(filter(None, lines)).encode() + b"\r\n\r\n" + body)

    def close(self) -> None:
        self._listener.close()


@pytest.fixture(scope="module")
def somebody() -> Iterator[Somebody]:
    with closing(Somebody()) as started:
        yield started


def taken_for(base: str, where: Where, path: str, tls: Tls | None = None) -> object:
    with closing(Link(base, {}, tls or Tls(), Patience(2, 0.3, 0.3))) as link:
        try:
            return link.ask(where, "POST", path).meaning
        except CourtUnavailable:
            return PAUSED
        except CourtBlocked as error:
            return error.kind


@pytest.mark.parametrize(("where", "status", "problem", "taken"), CASES)
def test_an_answer_of_the_centre_is_taken_for(
    somebody: Somebody, where: Where, status: int, problem: str, taken: object
) -> None:
    assert taken_for(somebody.base_url, where, f"/rc-1/{status}/{problem}/") is taken


@pytest.mark.parametrize(("where", "status", "problem", "taken"), CASES)
def test_what_was_changed_on_the_way_is_never_set_aside(
    where: Where, status: int, problem: str, taken: object
) -> None:
    """The answer to another request than was sent; every other meaning stays."""
    expected = PAUSED if taken is Meaning.HELD else taken
    with closing(Somebody(heard_right=False)) as somebody:
        path = f"/rc-1/{status}/{problem}/"
        assert taken_for(somebody.base_url, where, path) is expected


@pytest.mark.parametrize("mark", ["", "rc-2", "RC-1"])
@pytest.mark.parametrize("status", sorted({status for row in ROWS for status in row[1]}))
def test_any_answer_without_our_mark_is_the_networks(
    somebody: Somebody, status: int, mark: str
) -> None:
    problems = {problem for row in ROWS if status in row[1] for problem in row[2:3]}
    for where in EVERYWHERE:
        for problem in problems:
            taken = taken_for(somebody.base_url, where, f"/{mark}/{status}/{problem}/")
            smaller = (where, status) == (UPLOAD, 413)  # a proxy's, of chunks
            assert taken is (Meaning.SMALLER if smaller else PAUSED)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_centre_says_how_long_and_is_believed(somebody: Somebody, status: int) -> None:
    with (
        closing(Link(somebody.base_url, {}, Tls(), Patience(2, 2, 2))) as link,
        pytest.raises(CourtUnavailable) as unavailable,
    ):
        link.ask(CREATION, "POST", f"/rc-1/{status}/busy/Retry-After:77")
    assert unavailable.value.retry_after_s == 77


# ---------------------------------------------------------------- no answer at all


def test_a_name_that_nobody_knows_is_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert taken_for("https://centre.invalid", CREATION, "uploads") is PAUSED


def test_a_port_where_nobody_listens_is_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert taken_for(f"http://127.0.0.1:{port}", CREATION, "uploads") is PAUSED


def test_a_server_that_never_answers_is_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert taken_for(base, CREATION, "uploads") is PAUSED


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificates")


@pytest.mark.parametrize(
    ("start", "end", "trusted", "taken"),
    [
        (NOW + DAY, NOW + 2 * DAY, False, Blockage.CLOCK),  # 9: not yet valid
        (NOW + DAY, NOW + 2 * DAY, True, Blockage.TLS),
        (NOW - 2 * DAY, NOW - DAY, False, Blockage.CLOCK),  # 10: expired
        (NOW - 2 * DAY, NOW - DAY, True, Blockage.TLS),
    ],
    ids=["not-yet-valid", "not-yet-valid-trusted", "expired", "expired-trusted"],
)
def test_a_certificate_out_of_its_dates_blocks(
    folder: Path, start: dt.datetime, end: dt.datetime, trusted: bool, taken: Blockage
) -> None:
    pem = certificate(folder, "dated", start, end)
    with centre(pem) as base:
        tls = Tls(str(pem), clock_trusted=lambda: trusted)
        assert taken_for(base, CREATION, "uploads", tls) is taken


@pytest.mark.parametrize("trusted", [False, True])
def test_a_certificate_of_somebody_else_is_no_matter_of_the_clock(
    folder: Path, trusted: bool
) -> None:
    theirs = certificate(folder, "theirs", NOW - DAY, NOW + DAY)
    ours = certificate(folder, "ours", NOW - DAY, NOW + DAY)
    with centre(theirs) as base:
        tls = Tls(str(ours), clock_trusted=lambda: trusted)
        assert taken_for(base, CREATION, "uploads", tls) is Blockage.TLS


def test_a_centre_that_refuses_this_kiosks_certificate_blocks_until_it_is_enrolled(
    folder: Path,
) -> None:
    theirs = certificate(folder, "centre", NOW - DAY, NOW + DAY)
    known = certificate(folder, "known", NOW - DAY, NOW + DAY)
    stranger = certificate(folder, "stranger", NOW - DAY, NOW + DAY)
    with centre(theirs, kiosks=known) as base:
        for mine, taken in (
            (known, Meaning.FINE),
            (stranger, Blockage.AUTH),
            (None, Blockage.AUTH),
        ):
            pair = (str(mine), str(mine)) if mine else None
            assert taken_for(base, CREATION, "uploads", Tls(str(theirs), pair)) is taken


def test_a_tls_version_that_no_one_shares_is_the_network(folder: Path) -> None:
    """An alert about anything but certificates may be a box on the way."""
    pem = certificate(folder, "old", NOW - DAY, NOW + DAY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")  # its key is Ed25519: nothing fits

    def greet(listener: socket.socket) -> None:
        near, _ = listener.accept()
        with near, suppress(OSError), context.wrap_socket(near, server_side=True):
            pass

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=greet, args=(listener,), daemon=True)
        thread.start()
        base = f"https://127.0.0.1:{listener.getsockname()[1]}"
        assert taken_for(base, CREATION, "uploads", Tls(str(pem))) is PAUSED
        thread.join(10)


# ---------------------------------------------------------------- what a delivery makes of it


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/rc-1/409/different-content/", CannotBeTaken),
        ("/rc-1/422/documents-missing/", DocumentsMissing),
        ("/rc-1/422/refused/", CourtUnavailable),  # without a signature it is nobody's verdict
        ("/rc-1/201//", CourtUnavailable),  # nor is this a receipt
        ("/rc-1/400/wrong-digest/", CourtUnavailable),
        ("/x-1/409/different-content/", CourtUnavailable),
        ("/x-1/422/documents-missing/", CourtUnavailable),
    ],
)
def test_an_answer_to_a_manifest_ends_as(tmp_path: Path, path: str, said: type[CourtError]) -> None:
    pinned = PinnedKeys(tmp_path / "keys.json")
    pinned.pin((replace(published("RC-HC", KEY), kind="centre"),))
    with (
        closing(Somebody(path)) as somebody,
        closing(HttpCourt(somebody.base_url, "RC01", KEY, pinned)) as court,
        pytest.raises(said) as raised,
    ):
        court.commit(uuid4(), b"{}", b"receipt K")
    assert type(raised.value) is said
