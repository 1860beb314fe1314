"""What the outbox promises: whole or not at all, and there until the centre has it."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, BootClock, capture, make

from sync.outbox import Outbox
from sync.submissions import (
    Moment,
    NotPutIn,
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


# ---------------------------------------------------------------- capturing


def test_what_was_put_in_is_there_after_opening_again(folder: Path, outbox: Outbox) -> None:
    made = make(outbox, KEY)
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    with closing(Outbox.open(folder, minimum_free_bytes=0)) as again:
        (item,) = again.items()
        assert (item.number, item.state) == (made.manifest.number, State.CAPTURED)
        assert (item.captured_at, item.receipt_k) == (NOON, made.receipt_k)
        assert again.manifest(item.number) == made.manifest
        for blob in made.manifest.blobs():
            content = again.path_of(blob.sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == blob.sha256


def test_files_put_in_are_moved_not_copied(outbox: Outbox) -> None:
    made = make(outbox, KEY)
    inodes = {path.stat().st_ino for path in made.blobs.values()}
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    assert {outbox.path_of(sha256).stat().st_ino for sha256 in made.blobs} == inodes
    assert list(outbox.staging.iterdir()) == []


def test_sequence_numbers_have_no_gaps(outbox: Outbox) -> None:
    capture(outbox, KEY)
    assert outbox.next_sequence() == 2
    for wrong in (1, 3):
        made = make(outbox, KEY, sequence=wrong, number="another")
        with pytest.raises(NotPutIn):
            outbox.put(made.manifest, made.receipt_k, made.blobs)
    capture(outbox, KEY)
    assert [item.sequence for item in outbox.items()] == [1, 2]


def test_a_staged_file_that_is_not_as_said_captures_nothing(outbox: Outbox) -> None:
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"short")):
        made = make(outbox, KEY)
        spoil(list(made.blobs.values())[1])
        with pytest.raises(NotPutIn):
            outbox.put(made.manifest, made.receipt_k, made.blobs)
    assert outbox.items() == ()
    outbox.ready()


def test_a_put_that_failed_halfway_can_be_repeated(outbox: Outbox) -> None:
    made = make(outbox, KEY)
    last = list(made.blobs.values())[-1]
    aside = last.rename(last.with_suffix(".aside"))
    with pytest.raises(NotPutIn):
        outbox.put(made.manifest, made.receipt_k, made.blobs)
    aside.rename(last)
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    assert len(outbox.items()) == 1


def test_the_same_original_twice_is_kept_once(folder: Path, outbox: Outbox) -> None:
    first, second = capture(outbox, KEY), capture(outbox, KEY)
    assert first.documents[0].sources[0].sha256 == second.documents[0].sources[0].sha256
    assert len(blobs(folder)) == 3


def test_two_outboxes_on_one_folder_agree(folder: Path, outbox: Outbox) -> None:
    with closing(Outbox.open(folder, minimum_free_bytes=0)) as other:
        before = other.data_version()
        manifest = capture(outbox, KEY)
        assert other.data_version() != before
        assert other.item(manifest.number) == outbox.item(manifest.number)
        version = outbox.data_version()
        other.deliveries.sending(manifest.number)
        assert outbox.data_version() != version


# ---------------------------------------------------------------- delivering


def test_fewest_attempts_first_then_the_smallest(outbox: Outbox) -> None:
    large, small = capture(outbox, KEY, bytes(90_000)), capture(outbox, KEY, bytes(9_000))
    parcel = outbox.deliveries.next_due(NOW)
    assert parcel is not None
    assert parcel.number == small.number
    outbox.deliveries.tried(small.number, "reset", NOW)
    parcel = outbox.deliveries.next_due(NOW)
    assert parcel is not None
    assert parcel.number == large.number


def test_what_waits_is_due_at_its_time_or_after_a_restart_of_the_machine(outbox: Outbox) -> None:
    manifest = capture(outbox, KEY)
    outbox.deliveries.tried(manifest.number, "busy", Moment(NOW.boot, NOW.seconds + 60))
    due = outbox.deliveries.next_due
    assert due(NOW) is None
    assert outbox.deliveries.next_moment(NOW.boot) == NOW.seconds + 60
    assert due(Moment(NOW.boot, NOW.seconds + 60)) is not None
    assert due(Moment("another-boot", 1.0)) is not None


def test_an_unfinished_upload_is_remembered_with_the_parcel(outbox: Outbox) -> None:
    manifest = capture(outbox, KEY)
    first, second = manifest.blobs()
    deliveries = outbox.deliveries
    deliveries.content_sent(manifest.number, first.sha256)
    deliveries.upload_begun(manifest.number, second.sha256, "/rc/v1/uploads/7")
    parcel = deliveries.next_due(NOW)
    assert parcel is not None
    assert [(c.sent, c.url) for c in parcel.contents] == [(True, None), (False, "/rc/v1/uploads/7")]
    deliveries.content_missing(manifest.number, second.sha256)
    parcel = deliveries.next_due(NOW)
    assert parcel is not None
    assert [(c.sent, c.url, c.times_missing) for c in parcel.contents][1] == (False, None, 1)


def test_the_oldest_waiting_submission_is_known(outbox: Outbox) -> None:
    assert outbox.oldest_waiting() is None
    manifest = capture(outbox, KEY)
    assert outbox.oldest_waiting() == NOON
    outbox.deliveries.received(manifest.number, b"receipt C", NOON)
    assert outbox.oldest_waiting() is None


# ---------------------------------------------------------------- afterwards


def test_nothing_is_purged_before_it_was_received_and_the_time_is_over(
    folder: Path, outbox: Outbox
) -> None:
    received, waiting = capture(outbox, KEY, b"one" * 99), capture(outbox, KEY, b"two" * 99)
    at = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    outbox.deliveries.received(received.number, b"receipt C", at)
    week = timedelta(days=7)
    assert outbox.purge(week, at + week - timedelta(seconds=1)) == 0
    assert outbox.purge(week, at + week) == 1
    assert outbox.purge(week, at + week) == 0
    assert blobs(folder) == {blob.sha256 for blob in waiting.blobs()}

    tombstone = outbox.item(received.number)
    assert tombstone is not None
    assert (tombstone.state, tombstone.receipt_c) == (State.PURGED, b"receipt C")
    assert tombstone.receipt_k
    assert outbox.manifest(received.number) is None
    assert outbox.next_sequence() == 3


def test_a_content_that_another_submission_needs_is_not_purged(outbox: Outbox) -> None:
    first, second = capture(outbox, KEY), capture(outbox, KEY)
    outbox.deliveries.received(first.number, b"receipt C", NOON)
    assert outbox.purge(timedelta(0), NOON) == 1
    outbox.reopen()
    item = outbox.item(second.number)
    assert item is not None
    assert item.state is State.CAPTURED


def test_every_change_of_state_is_in_the_audit_log_and_no_name_is(
    folder: Path, outbox: Outbox
) -> None:
    manifest = capture(outbox, KEY)
    outbox.deliveries.sending(manifest.number)
    outbox.deliveries.sending(manifest.number)
    outbox.deliveries.committing(manifest.number)
    outbox.deliveries.received(manifest.number, b"receipt C", NOON)
    with closing(sqlite3.connect(folder / "outbox.sqlite")) as db:
        records = [json.loads(row[0]) for row in db.execute("SELECT record FROM audit ORDER BY n")]
    assert [r["event"] for r in records] == ["captured", "sending", "committing", "received"]
    assert {r["submission"] for r in records} == {str(manifest.submission)}
    assert not any(word in json.dumps(records).lower() for word in ("canary", "hca", "writ"))
    assert outbox.first_break_in_audit() is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET record = CAST(record || ' ' AS BLOB) WHERE n = 2",
        "DELETE FROM audit WHERE n = 2",
    ],
)
def test_a_changed_or_removed_audit_record_is_found(
    folder: Path, outbox: Outbox, harm: str
) -> None:
    for _ in range(3):
        capture(outbox, KEY)
    with closing(sqlite3.connect(folder / "outbox.sqlite")) as db:
        db.execute(harm)
        db.commit()
    assert outbox.first_break_in_audit() == 2
