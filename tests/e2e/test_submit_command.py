"""`kiosk submit` to a real receiver: exactly one submission, whatever is killed and repeated."""

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.faulty_cable import FaultyCable

from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.submissions import State

PATIENCE_S = 60
KILLS = 15


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningReceiver]:
    running = start_receiver(tmp_path / "centre")
    yield running
    running.stop()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "writ.pdf"
    path.write_bytes(b"%PDF-1.7\n" + random.Random(5).randbytes(20_000_000))
    return path


def submitting(base: str, state: Path, document: Path) -> list[str]:
    argv = ["submit", "--base", base, "--state", str(state), str(document)]
    return [sys.executable, "-m", "kiosk_app", *argv]


def submit(base: str, state: Path, document: Path) -> subprocess.CompletedProcess[str]:
    command = submitting(base, state, document)
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)


def held(tmp_path: Path, document: Path) -> int:
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    return count_holding(tmp_path / "centre", digest)


def test_a_submission_is_received_once_however_often_it_is_repeated(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    first = submit(centre.base_url, tmp_path / "state", document)
    again = submit(centre.base_url, tmp_path / "state", document)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout == again.stdout
    assert held(tmp_path, document) == 1


def test_two_state_folders_are_two_submissions(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    for state in ("one", "other"):
        ended = submit(centre.base_url, tmp_path / state, document)
        assert ended.returncode == 0, ended.stderr
    assert held(tmp_path, document) == 2


@pytest.mark.timeout(300)
def test_killed_at_any_moment_it_is_the_same_submission(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    chance = random.Random(3)
    for _ in range(KILLS):
        process = subprocess.Popen(submitting(centre.base_url, tmp_path / "state", document))
        end = time.monotonic() + chance.uniform(0.2, 1.0)  # the moment of the kill, not a wait
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        process.kill()
        process.wait(PATIENCE_S)
        assert held(tmp_path, document) <= 1
    ended = submit(centre.base_url, tmp_path / "state", document)
    assert ended.returncode == 0, ended.stderr
    assert held(tmp_path, document) == 1


def test_the_lost_answer_to_the_submission_does_not_double_it(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    with closing(FaultyCable(centre.base_url)) as cable:
        cable.lose_answer_to = b"PUT "
        ended = submit(cable.base_url, tmp_path / "state", document)
    assert ended.returncode == 0, ended.stderr
    assert held(tmp_path, document) == 1


def test_a_captive_portal_is_no_receipt(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    with closing(FaultyCable(centre.base_url)) as cable:
        cable.portal = True
        process = subprocess.Popen(submitting(cable.base_url, tmp_path / "state", document))
        while not (tmp_path / "state" / "outbox.sqlite").exists():
            time.sleep(0.02)
        with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox:
            while outbox.deliveries.lane().failures < 2:
                assert process.poll() is None, "it ended"
                time.sleep(0.02)
            assert [item.state for item in outbox.items()] == [State.SENDING]
        process.kill()
        process.wait(PATIENCE_S)


def test_the_queue_says_how_it_stands(
    tmp_path: Path, centre: RunningReceiver, document: Path
) -> None:
    state = tmp_path / "state"
    assert submit(centre.base_url, state, document).returncode == 0
    command = [sys.executable, "-m", "kiosk_app", "queue", "--state", str(state)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 0, ended.stderr
    heading, line = ended.stdout.splitlines()
    assert heading.split() == ["number", "state", "age", "failed", "next", "sent", "why"]
    assert "Received" in line
    assert "100 %" in line
    assert "writ" not in ended.stdout


def test_without_an_outbox_there_is_no_queue(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk_app", "queue", "--state", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 2
    assert "no outbox" in ended.stderr
    assert list(tmp_path.iterdir()) == []
