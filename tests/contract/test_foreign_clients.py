"""tus-js-client and curl upload to our receiver: plain tus 1.0 with the metadata it asks for."""

import json
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.receiver import PATIENCE_S, Handed, PlainKiosk, document, sha256
from support.tus_server import NODE, PEERS

from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.wire import (
    CONTENT_DIGEST_HEADER,
    KIOSK_RECEIPT_HEADER,
    OFFSET_STREAM,
    content_digest,
    to_base64url,
    upload_metadata,
)

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centre")


@pytest.fixture(scope="module")
def receiver(store: Path) -> Iterator[RunningReceiver]:
    running = start_receiver(store)
    yield running
    running.stop()


@pytest.fixture
def kiosk(receiver: RunningReceiver, request: pytest.FixtureRequest) -> Iterator[PlainKiosk]:
    """Whoever uploads is a kiosk; each test's has a name, and so a key, of its own."""
    name = f"T{abs(hash(request.node.name)) % 10**8}"
    with closing(PlainKiosk(receiver.base_url, name)) as speaking:
        yield speaking


def told(handed: Handed, content: bytes) -> dict[str, str]:
    """The metadata without which nothing is created."""
    return {
        "submission": handed.uuid,
        "document": "d1",
        "sha256": sha256(content),
        "filename": "傳訊令狀.pdf",
        "filetype": "application/pdf",
    }


# ---------------------------------------------------------------- tus-js-client


class TusJs:
    """The client in a process of its own, which remembers in a file what it has begun."""

    def __init__(self, kiosk: PlainKiosk, folder: Path, content: bytes) -> None:
        self._endpoint, self._kiosk, self._state = f"{kiosk.api}/uploads", kiosk, folder / "urls"
        self._file = folder / "content"
        self._file.write_bytes(content)

    def command(self, metadata: dict[str, str], *last: str, **options: Any) -> list[str]:
        options = {"headers": self._kiosk.who(), "metadata": metadata, **options}
        script = [str(NODE), str(PEERS / "tus-client.js"), self._endpoint, str(self._file)]
        return [*script, str(self._state), json.dumps(options), *last]

    def run(self, metadata: dict[str, str], *last: str, **options: Any) -> list[dict[str, Any]]:
        """Everything it said."""
        command = self.command(metadata, *last, **options)
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
        assert ended.stderr == ""
        return [json.loads(line) for line in ended.stdout.splitlines()]

    def killed_after_a_chunk(self, metadata: dict[str, str]) -> None:
        with subprocess.Popen(self.command(metadata), stdout=subprocess.PIPE, text=True) as client:
            assert client.stdout is not None
            while "arrived" not in client.stdout.readline():
                assert client.poll() is None
            client.kill()


def test_tus_js_client_creates_an_upload_and_sends_it_whole(
    kiosk: PlainKiosk, tmp_path: Path
) -> None:
    content = document(3 * MIB + 7)
    handed = kiosk.captured(content)
    said = TusJs(kiosk, tmp_path, content).run(told(handed, content))
    assert said[0] == {"resumed": False}
    assert [one["arrived"] for one in said[1:-1]] == [MIB, 2 * MIB, 3 * MIB, 3 * MIB + 7]
    assert kiosk.offset(said[-1]["uploaded"]) == len(content)


def test_tus_js_client_goes_on_where_it_was_killed(kiosk: PlainKiosk, tmp_path: Path) -> None:
    content = document(40 * MIB)
    handed = kiosk.captured(content)
    client = TusJs(kiosk, tmp_path, content)
    client.killed_after_a_chunk(told(handed, content))
    said = client.run(told(handed, content))
    assert said[0] == {"resumed": True}
    assert said[1]["arrived"] >= 2 * MIB, "it began anew"
    assert said[-1].keys() == {"uploaded"}
    # It is a document like any other: the rest by our own kiosk, and the submission is made.
    assert kiosk.deliver(handed).status_code == 201


def test_tus_js_client_ends_an_upload(kiosk: PlainKiosk, tmp_path: Path) -> None:
    content = document(3 * MIB)
    handed = kiosk.captured(content)
    said = TusJs(kiosk, tmp_path, content).run(told(handed, content), "terminate")
    (ended,) = (one["terminated"] for one in said if "terminated" in one)
    assert kiosk.ask("HEAD", ended).status_code == 404
    assert not any("uploaded" in one for one in said)


def refused(said: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    (answer,) = (one["refused"] for one in said if "refused" in one)
    return answer["status"], json.loads(answer["body"])


@pytest.mark.parametrize(
    ("change", "options", "status", "words"),
    [
        ({"submission": ""}, {}, 400, "Upload-Metadata"),
        ({"document": "../x"}, {}, 400, "Upload-Metadata"),
        ({"sha256": "aa"}, {}, 400, "Upload-Metadata"),
        ({"colour": "red"}, {}, 400, "Upload-Metadata"),
        ({"filename": "a\nb"}, {}, 400, "Upload-Metadata"),
        ({}, {"uploadDataDuringCreation": True}, 400, "creation-with-upload is not offered"),
        ({}, {"headers": {}}, 401, "Kiosk-"),
        ({}, {"uploadLengthDeferred": True, "uploadSize": None}, 400, "is not offered"),
        ({}, {"parallelUploads": 2}, 400, "is not offered"),
    ],
    ids=[
        "no submission", "a path as document", "no hash", "a word nobody knows",
        "a name in two lines", "bytes too early", "nobody", "a length that comes later",
        "in parts to be joined",
    ],
)  # fmt: skip
def test_what_is_not_taken_from_tus_js_client_is_refused_in_words(
    kiosk: PlainKiosk,
    tmp_path: Path,
    change: dict[str, str],
    options: dict[str, Any],
    status: int,
    words: str,
) -> None:
    content = document(3 * MIB)
    metadata = {**told(kiosk.captured(content), content), **change}
    found, problem = refused(TusJs(kiosk, tmp_path, content).run(metadata, **options))
    assert found == problem["status"] == status
    assert problem["title"]
    assert words in problem["detail"]


# ---------------------------------------------------------------- curl


class Curl:
    """One exchange a call, with the headers of the kiosk."""

    def __init__(self, kiosk: PlainKiosk) -> None:
        self._kiosk = kiosk

    def __call__(self, method: str, url: str, *options: str, **headers: str) -> tuple[int, str]:
        """The status, and the whole answer with its head."""
        told = {**self._kiosk.who(), "Tus-Resumable": "1.0.0"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        words = ["curl", "-sS", "-i", "-X", method, url, *options]
        if method == "HEAD":
            words[3:5] = ["--head"]
        words += [word for name, value in told.items() for word in ("-H", f"{name}: {value}")]
        ended = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S)
        assert ended.returncode == 0, ended.stderr
        heads = ended.stdout.split("\n\n" if "\r" not in ended.stdout else "\r\n\r\n")
        last = [head for head in heads if head.startswith("HTTP/1.1 ") and " 100 " not in head][-1]
        return int(last.split(" ")[1]), ended.stdout

    def create(self, metadata: dict[str, str], length: int) -> str:
        """The address of a new upload."""
        status, said = self(
            "POST", f"{self._kiosk.api}/uploads",
            Upload_Length=str(length), Upload_Metadata=upload_metadata(metadata),
        )  # fmt: skip
        assert status == 201, said
        return self._kiosk.url + header(said, "location")

    def append(self, url: str, offset: int, file: Path, **headers: str) -> tuple[int, str]:
        return self(
            "PATCH", url, "--data-binary", f"@{file}", Upload_Offset=str(offset),
            Content_Type=OFFSET_STREAM, **headers,
        )  # fmt: skip


def header(said: str, name: str) -> str:
    (value,) = (
        line.partition(": ")[2].strip()
        for line in said.splitlines()
        if line.lower().startswith(f"{name}: ")
    )
    return value


def test_curl_alone_makes_a_submission(kiosk: PlainKiosk, store: Path, tmp_path: Path) -> None:
    curl, handed = Curl(kiosk), kiosk.captured(document(300_000))
    for content in (handed.original, handed.stamped):
        url = curl.create(told(handed, content), len(content))
        begin, rest = tmp_path / "begin", tmp_path / "rest"
        begin.write_bytes(content[:100_000])
        rest.write_bytes(content[100_000:])
        assert curl.append(url, 0, begin)[0] == 204
        status, said = curl("HEAD", url)  # as after an interruption
        assert (status, header(said, "upload-offset")) == (200, "100000")
        assert curl.append(url, 0, rest)[0] == 409
        assert curl.append(url, 100_000, rest)[0] == 204
    manifest = handed.manifest.to_bytes()
    (tmp_path / "manifest").write_bytes(manifest)
    put = {
        CONTENT_DIGEST_HEADER: content_digest(manifest),
        KIOSK_RECEIPT_HEADER: to_base64url(handed.receipt_k),
    }
    for expected in (201, 200):
        status, said = curl(
            "PUT", f"{kiosk.api}/submissions/{handed.uuid}",
            "--data-binary", f"@{tmp_path / 'manifest'}", **put,
        )  # fmt: skip
        assert status == expected, said
    assert count_holding(store, sha256(handed.original)) == 1


def test_curl_sends_a_checksum_and_a_wrong_one_leaves_nothing(
    kiosk: PlainKiosk, tmp_path: Path
) -> None:
    curl, content = Curl(kiosk), document(50_000)
    handed, file = kiosk.captured(content), tmp_path / "content"
    url = curl.create(told(handed, content), len(content))
    right = f"sha256 {b64encode(bytes.fromhex(sha256(content))).decode()}"
    file.write_bytes(content[:-1] + b"!")
    status, said = curl.append(url, 0, file, Upload_Checksum=right)
    assert status == 460
    assert "discarded" in said
    assert header(curl("HEAD", url)[1], "upload-offset") == "0"
    file.write_bytes(content)
    assert curl.append(url, 0, file, Upload_Checksum=right)[0] == 204
    other = f"md5 {b64encode(b'x' * 16).decode()}"
    assert curl.append(url, 0, file, Upload_Checksum=other)[0] in {400, 409}


def test_curl_goes_on_where_it_was_killed(kiosk: PlainKiosk, tmp_path: Path) -> None:
    """Killed amid a body: what arrived stays, and is said."""
    curl, content = Curl(kiosk), document(2 * MIB)
    handed, file = kiosk.captured(content), tmp_path / "content"
    url = curl.create(told(handed, content), len(content))
    with kiosk.half_send(url, 0, len(content), content[:MIB]):
        pass  # the connection ends with the process
    at = int(header(curl("HEAD", url)[1], "upload-offset"))
    assert 0 <= at <= MIB
    file.write_bytes(content[at:])
    assert curl.append(url, at, file)[0] == 204
    assert int(header(curl("HEAD", url)[1], "upload-offset")) == len(content)


def test_curl_ends_an_upload_and_asks_what_is_spoken(kiosk: PlainKiosk) -> None:
    curl, content = Curl(kiosk), document(1000)
    url = curl.create(told(kiosk.captured(content), content), len(content))
    assert curl("DELETE", url)[0] == 204
    assert curl("HEAD", url)[0] == 404
    status, said = curl("OPTIONS", f"{kiosk.api}/uploads")
    assert status == 204
    assert header(said, "tus-version") == "1.0.0"
    assert set(header(said, "tus-extension").split(",")) == {
        "creation", "checksum", "termination", "expiration",
    }  # fmt: skip


def test_a_method_of_tus_that_is_not_spoken_here_is_refused_in_words(kiosk: PlainKiosk) -> None:
    curl, content = Curl(kiosk), document(1000)
    handed = kiosk.captured(content)
    common = {"Upload_Length": "1000", "Upload_Metadata": upload_metadata(told(handed, content))}
    at = f"{kiosk.api}/uploads"
    status, said = curl("POST", at, Upload_Concat="partial", **common)
    assert (status, "Upload-Concat: this extension is not offered" in said) == (400, True)
    status, said = curl("POST", at, Upload_Defer_Length="1", **common)
    assert (status, "Upload-Defer-Length: this extension is not offered" in said) == (400, True)
    status, said = curl("POST", at, "--data-binary", "bytes", Content_Type=OFFSET_STREAM, **common)
    assert (status, "creation-with-upload is not offered" in said) == (400, True)
    assert curl("POST", at, Tus_Resumable="0.2.2", **common)[0] == 412
