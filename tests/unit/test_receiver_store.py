"""What the centre keeps, and what it must never do with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from sync.receiver.books import UPLOAD_LIFE_S
from sync.receiver.count import count_holding
from sync.receiver.keys import open_centre
from sync.receiver.rows import Announced, Key, Submission, Upload
from sync.receiver.store import Store, StoreBusy

NOW = 1_790_000_000
UUID = "6f1f2c1e-0000-4000-8000-000000000001"
WRIT = Announced("RC01", UUID, "d1", "a" * 64, 5)
RECEIVED = Submission(
    UUID, "RC01", "RC01-00001", NOW, b"manifest", b"m" * 32, b"K", "received", b"C", (), NOW
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def arrived(store: Store, announced: Announced = WRIT) -> Upload:
    """An upload with all its bytes."""
    upload = store.create_upload(announced, NOW)
    store.file(upload.blob).write_bytes(bytes(announced.length))
    assert store.books.acknowledge(upload, announced.length, NOW)
    return replace(upload, offset=announced.length)


def test_the_same_announcement_finds_its_upload_again_after_a_restart(tmp_path: Path) -> None:
    first = Store(tmp_path)
    upload = first.create_upload(WRIT, NOW)
    first.books.acknowledge(upload, 3, NOW)
    first.close()
    second = Store(tmp_path)
    assert second.create_upload(WRIT, NOW) == replace(upload, offset=3)
    assert [path.name for path in (tmp_path / "blobs").iterdir()] == [upload.blob]
    second.close()


def test_a_decision_takes_its_documents_over_and_lets_the_rest_go(
    store: Store, tmp_path: Path
) -> None:
    kept = arrived(store)
    spare = arrived(store, replace(WRIT, document="d2"))
    other = arrived(store, replace(WRIT, submission="another"))
    assert store.decide(RECEIVED, (kept,)) == store.books.submission(UUID) == RECEIVED
    assert store.books.upload(kept.id) is None
    assert store.file(kept.blob).stat().st_size == 5
    assert not store.file(spare.blob).exists()
    assert store.books.upload(other.id) == other
    assert count_holding(tmp_path, "a" * 64) == 1


def test_a_document_of_a_submission_can_no_longer_be_deleted_or_continued(store: Store) -> None:
    kept = arrived(store)
    store.decide(RECEIVED, (kept,))
    assert not store.end_upload(kept)
    assert not store.books.acknowledge(kept, 5, NOW)
    assert store.end_expired(NOW + 10 * UPLOAD_LIFE_S) == 0
    assert store.file(kept.blob).exists()


def test_a_second_decision_changes_nothing(store: Store) -> None:
    store.decide(RECEIVED, (arrived(store),))
    late = arrived(store)
    assert store.decide(replace(RECEIVED, manifest=b"other", signed=b"D"), (late,)) == RECEIVED
    assert store.books.upload(late.id) == late


@pytest.mark.parametrize("complete", [True, False])
def test_nothing_is_decided_when_a_document_is_gone_or_not_whole(
    store: Store, complete: bool
) -> None:
    upload = arrived(store) if complete else store.create_upload(WRIT, NOW)
    if complete:
        store.end_upload(upload)
    with pytest.raises(LookupError):
        store.decide(RECEIVED, (upload,))
    assert store.books.submission(UUID) is None


def test_a_refused_submission_holds_no_document(store: Store, tmp_path: Path) -> None:
    upload = arrived(store)
    refused = replace(RECEIVED, state="refused", reasons=("original-changed", "torn"))
    assert store.decide(refused, ()).reasons == ("original-changed", "torn")
    assert store.books.upload(upload.id) == upload
    assert count_holding(tmp_path, "a" * 64) == 0


def test_an_upload_nobody_continues_expires_with_its_bytes(store: Store) -> None:
    idle = arrived(store)
    lively = store.create_upload(replace(WRIT, document="d2"), NOW)
    store.books.acknowledge(lively, 1, NOW + 60)
    assert store.end_expired(NOW + UPLOAD_LIFE_S) == 1
    assert store.books.upload(idle.id) is None
    assert not store.file(idle.blob).exists()
    assert store.books.upload(lively.id) is not None


def test_files_that_belong_to_nobody_are_cleared_at_the_start(tmp_path: Path) -> None:
    first = Store(tmp_path)
    upload = arrived(first)
    first.close()
    (tmp_path / "blobs" / "stray").write_bytes(b"from a crash")
    second = Store(tmp_path)
    assert [path.name for path in (tmp_path / "blobs").iterdir()] == [upload.blob]
    second.close()


def test_space_promised_to_uploads_under_way_is_not_free(store: Store) -> None:
    before = store.free_bytes()
    store.create_upload(replace(WRIT, length=10**12), NOW)
    assert store.free_bytes() < before - 9 * 10**11


def test_a_folder_belongs_to_one_process_at_a_time(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreBusy):
        Store(tmp_path)


def test_the_first_key_of_a_kiosk_stays_its_key(store: Store) -> None:
    store.books.pin("RC01", b"first", NOW)
    store.books.pin("RC01", b"second", NOW)
    assert store.books.kiosk_keys() == (Key("RC01", b"first", 0, None),)


def test_the_centre_signs_with_the_same_key_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "centre-key.pem"
    published = []
    for now in (NOW, NOW + 1000):
        opened = Store(tmp_path)
        open_centre(opened.books, path, "RC-HC", now)
        published.append(opened.books.own_keys())
        opened.close()
    assert published[0] == published[1]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_transaction_that_fails_leaves_the_store_usable(store: Store) -> None:
    with pytest.raises(DBAPIError):
        store.books.pin("RC01", None, NOW)  # type: ignore[arg-type] # the database must say no
    store.books.pin("RC01", b"key", NOW)
    assert store.books.kiosk_keys("RC01") == (Key("RC01", b"key", 0, None),)
