"""What the outbox does when the disk is full, fails, or has lost something."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import BootClock, capture, make

from sync.outbox import LEAST_FREE_BYTES, Outbox
from sync.submissions import (
    NotPutIn,
    OutboxError,
    OutboxFull,
    OutboxNewer,
    OutboxUnavailable,
    State,
)

KEY = Ed25519PrivateKey.generate()
NOW = BootClock()()
EXABYTE = 10**18


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def outbox(folder: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(folder, minimum_free_bytes=0)) as opened:
        yield opened


def blobs(folder: Path) -> set[str]:
    return {path.name for path in (folder / "blobs").iterdir()}


# ---------------------------------------------------------------- trouble with the disk


def test_too_little_room_is_said_before_a_visit_begins(folder: Path) -> None:
    with (
        closing(Outbox.open(folder, minimum_free_bytes=EXABYTE)) as outbox,
        pytest.raises(OutboxFull),
    ):
        outbox.ready()


def test_a_visit_that_has_begun_is_captured_though_no_other_could_begin(folder: Path) -> None:
    """The visit's own copies lie on the disk by then, and need no room a second time."""
    with closing(Outbox.open(folder, minimum_free_bytes=EXABYTE)) as outbox:
        manifest = capture(outbox, KEY)
        assert outbox.item(manifest.number) is not None


def test_on_a_disk_with_next_to_nothing_left_nothing_is_taken(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(outbox, KEY)
    room_for(monkeypatch, LEAST_FREE_BYTES - 4096)
    with pytest.raises(OutboxFull):
        outbox.put(made.manifest, made.receipt_k, made.blobs)
    assert outbox.items() == ()
    assert all(path.exists() for path in made.blobs.values())

    room_for(monkeypatch, LEAST_FREE_BYTES)
    outbox.put(made.manifest, made.receipt_k, made.blobs)


def room_for(monkeypatch: pytest.MonkeyPatch, free_bytes: int) -> None:
    """The disk says that so much is free."""
    said = SimpleNamespace(f_bavail=free_bytes // 4096, f_frsize=4096)
    monkeypatch.setattr(os, "statvfs", lambda _: said)


def test_the_ballast_gives_way_when_a_delivery_must_be_written_on_a_full_disk(
    folder: Path, outbox: Outbox
) -> None:
    """The database may not grow by a page, as on a disk with no byte left."""
    manifest = capture(outbox, KEY)
    ballast = folder / "ballast"
    assert ballast.stat().st_size == 16 * 1024 * 1024
    with outbox._book.writing() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutboxFull):
            outbox.deliveries.refused(manifest.number, bytes(100_000), ("too-long",))
        assert not ballast.exists()
        db.execute("PRAGMA max_page_count = 1000000")
    outbox.deliveries.refused(manifest.number, bytes(100_000), ("too-long",))


def test_after_a_failed_fsync_nothing_is_taken_until_it_was_opened_and_checked_again(
    folder: Path, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(outbox, KEY)
    real = os.fsync

    def fails(handle: int) -> None:
        raise OSError(errno.EIO, "the disk says no")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutboxUnavailable):
        outbox.put(made.manifest, made.receipt_k, made.blobs)
    monkeypatch.setattr(os, "fsync", real)
    with pytest.raises(OutboxUnavailable):
        outbox.ready()

    outbox.reopen()
    outbox.ready()
    assert outbox.items() == ()
    assert blobs(folder) == set()
    # What the disk may have lost is never offered again.
    with pytest.raises(NotPutIn):
        outbox.put(made.manifest, made.receipt_k, made.blobs)
    capture(outbox, KEY)


@pytest.mark.parametrize("call", ["chmod", "fsync", "replace", "stat", "unlink"])
@pytest.mark.parametrize(
    ("number", "said"), [(errno.EIO, OutboxUnavailable), (errno.ENOSPC, OutboxFull)]
)
def test_a_disk_that_fails_anywhere_in_a_capture_is_named_as_such(
    outbox: Outbox,
    call: str,
    number: int,
    said: type[OutboxError],
) -> None:
    """The original is there from an earlier capture, so that its staged file is removed."""
    capture(outbox, KEY)
    made = make(outbox, KEY)
    with every_call_fails(call, number), pytest.raises(said):
        outbox.put(made.manifest, made.receipt_k, made.blobs)
    assert len(outbox.items()) == 1


@contextmanager
def every_call_fails(call: str, number: int) -> Iterator[None]:
    """Such a call by Python fails with this error number; SQLite makes its own calls."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, call, fails)
        yield


def test_a_disk_that_cannot_be_read_when_it_is_checked_is_unavailable(outbox: Outbox) -> None:
    capture(outbox, KEY)
    with every_call_fails("stat", errno.EIO), pytest.raises(OutboxUnavailable):
        outbox.reopen()
    with (
        every_call_fails("listdir", errno.EIO),
        every_call_fails("scandir", errno.EIO),  # in place of listdir from Python 3.13 on
        pytest.raises(OutboxUnavailable),
    ):
        outbox.reopen()


@pytest.mark.parametrize("lost", [".", "outbox.sqlite"])
def test_opening_again_may_be_tried_until_the_disk_is_back(
    folder: Path, outbox: Outbox, lost: str
) -> None:
    first = capture(outbox, KEY)
    path = (folder / lost).resolve()
    aside = path.rename(path.with_name("unplugged"))
    path.write_bytes(b"neither a folder nor a database" * 99)
    for _ in range(3):
        with pytest.raises(OutboxUnavailable):
            outbox.reopen()
        with pytest.raises(OutboxUnavailable):
            outbox.ready()
        with pytest.raises(OutboxUnavailable):
            outbox.item(first.number)
    path.unlink()
    aside.rename(path)
    outbox.reopen()
    outbox.ready()
    capture(outbox, KEY)
    assert [item.sequence for item in outbox.items()] == [1, 2]


def test_a_database_that_is_not_one_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "outbox.sqlite").write_bytes(b"not a database, and longer than its header" * 50)
    before = (folder / "outbox.sqlite").read_bytes()
    with pytest.raises(OutboxUnavailable):
        Outbox.open(folder, minimum_free_bytes=0)
    assert (folder / "outbox.sqlite").read_bytes() == before


def test_a_newer_database_is_refused(folder: Path, outbox: Outbox) -> None:
    capture(outbox, KEY)
    with closing(sqlite3.connect(folder / "outbox.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(OutboxNewer):
        Outbox.open(folder, minimum_free_bytes=0)


# ---------------------------------------------------------------- the check at the start


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"short")])
def test_a_submission_that_lost_a_content_is_damaged_and_the_others_are_not(
    folder: Path, outbox: Outbox, harm: object
) -> None:
    first, second = capture(outbox, KEY), capture(outbox, KEY)
    harm(outbox.path_of(first.documents[0].stamped.sha256))  # type: ignore[operator]
    outbox.reopen()
    states = [item.state for item in outbox.items()]
    assert states == [State.DAMAGED, State.CAPTURED]
    parcel = outbox.deliveries.next_due(NOW)
    assert parcel is not None
    assert parcel.number == second.number


def test_contents_that_nothing_refers_to_are_cleared(folder: Path, outbox: Outbox) -> None:
    manifest = capture(outbox, KEY)
    (folder / "blobs" / ("a" * 64)).write_bytes(b"from a capture that was cut off")
    (folder / "blobs" / "x.part").write_bytes(b"")
    outbox.reopen()
    assert blobs(folder) == {blob.sha256 for blob in manifest.blobs()}


def test_what_an_interrupted_visit_staged_is_cleared_when_told(outbox: Outbox) -> None:
    make(outbox, KEY)
    (outbox.staging / "visit").mkdir()
    (outbox.staging / "visit" / "page").write_bytes(b"x")
    outbox.clear_staging()
    assert list(outbox.staging.iterdir()) == []


def test_a_content_that_changed_where_it_lies_is_found_by_reading_it(outbox: Outbox) -> None:
    first, _ = capture(outbox, KEY), capture(outbox, KEY)
    assert outbox.scrub() == 0
    path = outbox.path_of(first.documents[0].stamped.sha256)
    path.write_bytes(b"y" * path.stat().st_size)
    assert outbox.scrub() == 1
    assert [item.state for item in outbox.items()] == [State.DAMAGED, State.CAPTURED]


def test_opening_again_while_another_thread_captures_does_not_hang(outbox: Outbox) -> None:
    with ThreadPoolExecutor(2) as pool:
        captures = pool.submit(lambda: [capture(outbox, KEY) for _ in range(30)])
        opened = pool.submit(lambda: [outbox.reopen() for _ in range(30)])
        opened.result(60)
        captures.result(60)
    assert [item.sequence for item in outbox.items()] == list(range(1, 31))
