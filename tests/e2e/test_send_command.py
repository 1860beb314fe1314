"""`kiosk send` to a tus server that we did not write: killed, cut off, and asked again."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.faulty_cable import FaultyCable
from support.tus_server import tus_server, uploaded

PATIENCE_S = 60
KILLS = 12


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def endpoint(store: Path) -> Iterator[str]:
    with tus_server(store) as address:
        yield address


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "傳訊令狀.pdf"
    path.write_bytes(b"%PDF-1.7\n" + random.Random(7).randbytes(30_000_000))
    return path


def sending(endpoint: str, state: Path, document: Path) -> list[str]:
    argv = ["send", "--endpoint", endpoint, "--state", str(state), str(document)]
    return [sys.executable, "-m", "kiosk_app", *argv]


def send(endpoint: str, state: Path, document: Path) -> subprocess.CompletedProcess[str]:
    command = sending(endpoint, state, document)
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_byte_arrives_and_sending_it_again_sends_nothing(
    endpoint: str, store: Path, tmp_path: Path, document: Path
) -> None:
    first = send(endpoint, tmp_path / "state", document)
    again = send(endpoint, tmp_path / "state", document)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout == again.stdout
    assert first.stdout.startswith(endpoint)
    (there,) = uploaded(store)
    assert sha256(there) == sha256(document)


def test_an_empty_file_is_a_file(endpoint: str, store: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert send(endpoint, tmp_path / "state", empty).returncode == 0
    assert [path.stat().st_size for path in uploaded(store)] == [0]


@pytest.mark.timeout(300)
def test_killed_again_and_again_it_goes_on_where_it_was(
    endpoint: str, store: Path, tmp_path: Path, document: Path
) -> None:
    chance = random.Random(11)
    for _ in range(KILLS):
        process = subprocess.Popen(sending(endpoint, tmp_path / "state", document))
        end = time.monotonic() + chance.uniform(0.2, 0.9)  # the moment of the kill, not a wait
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE_S)
    ended = send(endpoint, tmp_path / "state", document)
    assert ended.returncode == 0, ended.stderr
    whole = [path for path in uploaded(store) if sha256(path) == sha256(document)]
    assert len(whole) == 1
    assert len(uploaded(store)) <= 2  # a kill between the server's answer and our remembering it


def test_a_cut_in_the_middle_is_gone_on_from(
    endpoint: str, store: Path, tmp_path: Path, document: Path
) -> None:
    parts = urlsplit(endpoint)
    with closing(FaultyCable(f"{parts.scheme}://{parts.netloc}")) as cable:
        cable.cut_body_after = 12_000_000
        ended = send(cable.base_url + parts.path, tmp_path / "state", document)
    assert ended.returncode == 0, ended.stderr
    (there,) = uploaded(store)
    assert sha256(there) == sha256(document)


def test_an_upload_that_the_server_has_forgotten_is_begun_anew(
    endpoint: str, store: Path, tmp_path: Path, document: Path
) -> None:
    assert send(endpoint, tmp_path / "state", document).returncode == 0
    for path in store.iterdir():
        path.unlink()
    assert send(endpoint, tmp_path / "state", document).returncode == 0
    (there,) = uploaded(store)
    assert sha256(there) == sha256(document)


def test_what_is_asked_wrongly_is_said_in_a_line(tmp_path: Path, document: Path) -> None:
    for endpoint, file in (
        ("http://icms.example/files", document),  # plain HTTP beyond this machine
        ("nonsense", document),
        ("http://127.0.0.1:9/files", tmp_path / "missing.pdf"),
    ):
        ended = send(endpoint, tmp_path / "state", file)
        assert ended.returncode == 2
        assert ended.stderr.startswith("kiosk: ")
        assert "Traceback" not in ended.stderr


def test_the_state_folder_is_nobody_elses(endpoint: str, tmp_path: Path, document: Path) -> None:
    assert send(endpoint, tmp_path / "state", document).returncode == 0
    assert os.stat(tmp_path / "state").st_mode & 0o077 == 0  # noqa: PTH116 - the mode alone
