"""Each call to the disk that a capture or a delivery makes fails, or is its last, one at a time."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from support import one_capture
from support.crash_points import Point, points, run
from support.one_delivery import deliver_all
from support.submissions import KIOSK, capture, make

from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.manifest import Manifest
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.submissions import State

CAPTURE, DELIVERY = "support.one_capture", "support.one_delivery"
FATES = ("error=EIO", "error=ENOSPC", "signal=KILL")


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Path]:
    """Copies of an outbox that holds one submission."""
    original = tmp_path / "original"
    with closing(Outbox.open(original, minimum_free_bytes=0)) as outbox:
        capture(outbox, one_capture.KEY)
    (original / "ballast").unlink()  # 16 MiB, a hundred times

    def copy() -> Path:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        return shutil.copytree(original, tmp_path / "copy")

    return copy


def some(found: list[Point]) -> list[Point]:
    """Of the many writes of the database's journal only every fourth; all others."""
    writes = [each for each in found if each.call == "pwrite64"]
    return [each for each in found if each not in writes or writes.index(each) % 4 == 0]


@pytest.mark.parametrize("fate", FATES)
def test_a_capture_is_whole_or_not_at_all_wherever_the_disk_fails(
    fresh: Callable[[], Path], tmp_path: Path, fate: str
) -> None:
    found = points(CAPTURE, str(fresh()), record=tmp_path / "calls")
    calls = {each.call for each in found}
    assert {"fsync", "fdatasync", "rename", "pwrite64", "unlink"} <= calls
    for point in some(found):
        folder = fresh()
        said = run(point, fate, CAPTURE, str(folder))
        if point.call in {"fsync", "fdatasync"} and "staging" not in point.about:
            # What a staged file's fsync refuses is thrown away; anything else must be checked.
            assert "OutboxFull" not in said, (point, point.about)
        what_was_said_is_so(folder, said, f"{point} {point.about} {fate}: {said}")


def what_was_said_is_so(folder: Path, said: list[str], where: str) -> None:
    promised = {line.split()[1] for line in said if line.startswith(("captured", "found"))}
    with closing(Outbox.open(folder, minimum_free_bytes=0)) as outbox:
        items = outbox.items()
        assert [item.sequence for item in items] == list(range(1, len(items) + 1)), where
        assert promised <= {item.number for item in items}, where
        assert len(items) <= 2 + len(promised), where
        assert "ready without a check" not in said, where
        if "end" in said:  # it was not killed
            assert {item.number for item in items} == promised | {items[0].number}, where
        assert {item.state for item in items} == {State.CAPTURED}, where
        assert outbox.first_break_in_audit() is None, where
        held = set()
        for item in items:
            manifest = outbox.manifest(item.number)
            assert manifest is not None
            for blob in manifest.blobs():
                content = outbox.path_of(blob.sha256).read_bytes()
                assert hashlib.sha256(content).hexdigest() == blob.sha256, where
                held.add(blob.sha256)
        assert {path.name for path in (folder / "blobs").iterdir()} == held, where
        capture(outbox, one_capture.KEY)  # and it goes on


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("centre")


@pytest.fixture(scope="module")
def receiver(store: Path) -> Iterator[RunningReceiver]:
    started = start_receiver(store)
    yield started
    started.stop()


def test_a_delivery_goes_on_wherever_the_disk_fails_or_the_process_ends(
    receiver: RunningReceiver, store: Path, tmp_path: Path
) -> None:
    pinned, numbers = tmp_path / "keys.json", count(1)
    with closing(HttpCourt(receiver.base_url, KIOSK, one_capture.KEY, PinnedKeys(pinned))) as first:
        first.published_keys()

    def one_captured() -> tuple[Path, Manifest]:
        shutil.rmtree(tmp_path / "outbox", ignore_errors=True)
        with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as outbox:
            made = make(outbox, one_capture.KEY, number=f"{KIOSK}-{next(numbers):05}")
            outbox.put(made.manifest, made.receipt_k, made.blobs)
        return tmp_path / "outbox", made.manifest

    folder, _ = one_captured()
    to = (receiver.base_url, str(pinned))
    found = points(DELIVERY, str(folder), *to, record=tmp_path / "calls")
    writes = [each for each in found if each.call == "pwrite64"]
    chosen = [each for each in found if each not in writes or writes.index(each) % 9 == 0]
    assert len(chosen) > 30
    for turn, point in enumerate(chosen[::4]):  # every fourth one, to be done in seconds
        folder, manifest = one_captured()
        fate = FATES[turn % len(FATES)]
        where = f"{point} {point.about} {fate}: {run(point, fate, DELIVERY, str(folder), *to)}"
        with closing(Outbox.open(folder, minimum_free_bytes=0)) as outbox:
            (item,) = outbox.items()
            held = count_holding(store, manifest.documents[0].stamped.sha256)
            assert item.state is not State.RECEIVED or held == 1, where
            assert not held or item.state in {State.COMMITTING, State.RECEIVED}, where
        deliver_all(folder, receiver.base_url, pinned)
        with closing(Outbox.open(folder, minimum_free_bytes=0)) as outbox:
            (item,) = outbox.items()
            assert item.state is State.RECEIVED, where
            assert outbox.first_break_in_audit() is None, where
        assert count_holding(store, manifest.documents[0].stamped.sha256) == 1, where
