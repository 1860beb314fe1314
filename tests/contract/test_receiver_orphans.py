"""Objects whose row never came, or went, are cleared a day later; no other object ever is."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex

import pytest
import requests
from support.object_storage import ObjectStorage
from support.receiver import PlainKiosk, document, sha256, wait_until

from sync.receiver.app import build_app
from sync.receiver.documents import DocumentsUnavailable
from sync.receiver.keys import CENTRE, KEY_FILE, open_centre
from sync.receiver.rows import Announced, Submission, Upload
from sync.receiver.server import Serving, start
from sync.receiver.store import Store

NOW = 1_790_000_000
MORROW = 4_000_000_000  # long after anything that a test puts there
UUID = "6f1f2c1e-0000-4000-8000-000000000001"
CONTENT = b"%PDF-1.7 a writ"
WRIT = Announced("RC01", UUID, "d1", sha256(CONTENT), len(CONTENT))
RECEIVED = Submission(
    UUID, "RC01", "RC01-00001", NOW, b"manifest", b"m" * 32, b"K", "received", b"C", (), NOW
)


@pytest.fixture
def bucket(storage: ObjectStorage) -> ObjectStorage:
    """A bucket of its own for each test: what is cleared in it is looked at as a whole."""
    own = ObjectStorage(storage.endpoint, f"centre-{token_hex(4)}")
    assert requests.put(f"{own.endpoint}/{own.bucket}", timeout=20).status_code == 200
    return own


@pytest.fixture
def store(bucket: ObjectStorage, tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "centre", None, bucket.address)) as opened:
        open_centre(opened.books, opened.folder / KEY_FILE, CENTRE, NOW)
        yield opened


def arrived(store: Store, name: str) -> Upload:
    upload = store.create_upload(replace(WRIT, document=name), NOW)
    store.file(upload.blob).write_bytes(CONTENT)
    assert store.books.acknowledge(upload, len(CONTENT), NOW)
    return replace(upload, offset=len(CONTENT))


def documents(bucket: ObjectStorage) -> set[str]:
    return {name.removeprefix("documents/") for name in bucket.objects() if "centres/" not in name}


def orphan(store: Store) -> str:
    """As a crash leaves one: put there, and its row ended before anything else was done."""
    upload = arrived(store, f"d{token_hex(2)}")
    stored = store.store_away(upload)
    assert store.books.end_upload(stored)
    return stored.blob


def test_an_object_whose_row_is_gone_is_cleared_a_day_later_and_not_before(
    store: Store, bucket: ObjectStorage
) -> None:
    stray = orphan(store)
    assert store.clear_orphans(NOW) == 0
    assert documents(bucket) == {stray}
    assert store.clear_orphans(MORROW) == 1
    assert documents(bucket) == set()
    assert store.clear_orphans(MORROW) == 0


def test_what_a_row_speaks_of_stays_however_old_it_is(store: Store, bucket: ObjectStorage) -> None:
    received = store.store_away(arrived(store, "d1"))
    store.decide(RECEIVED, (received,))
    complete = store.store_away(arrived(store, "d2"))
    # The storage has it, and the crash came before the row said so.
    halfway = arrived(store, "d3")
    store._documents.keep(store.file(halfway.blob), halfway.blob)
    stray = orphan(store)
    assert store.clear_orphans(MORROW) == 1
    assert documents(bucket) == {received.blob, complete.blob, halfway.blob}
    assert stray not in documents(bucket)
    assert b"".join(store.blocks(received.blob)) == CONTENT
    assert store.store_away(halfway).place != halfway.place


def test_in_a_bucket_that_two_centres_share_nothing_is_cleared(
    store: Store, bucket: ObjectStorage, tmp_path: Path
) -> None:
    kept = store.store_away(arrived(store, "d1"))
    assert store.clear_orphans(MORROW) == 0
    with closing(Store(tmp_path / "other", None, bucket.address)) as other:
        other.books.add_own_key(b"o" * 32, NOW)
        assert other.clear_orphans(MORROW) == 0  # the other's documents are no orphans
    assert documents(bucket) == {kept.blob}


def test_a_centre_that_has_no_key_yet_clears_nothing(
    bucket: ObjectStorage, store: Store, tmp_path: Path
) -> None:
    stray = orphan(store)
    with closing(Store(tmp_path / "new", None, bucket.address)) as new:
        assert new.clear_orphans(MORROW) == 0
    assert documents(bucket) == {stray}


def test_a_storage_that_does_not_answer_is_told_and_harms_nothing(tmp_path: Path) -> None:
    away = "s3://documents?endpoint=http://127.0.0.1:1"
    with closing(Store(tmp_path / "centre", None, away)) as store:
        store.books.add_own_key(b"k" * 32, NOW)
        with pytest.raises(DocumentsUnavailable):
            store.clear_orphans(MORROW)


def test_the_folder_itself_has_none(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "centre")) as store:
        store.books.add_own_key(b"k" * 32, NOW)
        upload = store.store_away(arrived(store, "d1"))
        assert store.clear_orphans(MORROW) == 0
        assert store.file(upload.blob).exists()


def test_a_receiver_clears_them_when_it_starts_and_receives_meanwhile(
    bucket: ObjectStorage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = orphan(store)
    store.close()
    later = partial(build_app, clock=lambda: MORROW)
    monkeypatch.setattr("sync.receiver.server.build_app", later)
    running = start(Serving(tmp_path / "centre", documents=bucket.address))
    try:
        with closing(PlainKiosk(running.base_url)) as kiosk:
            handed = kiosk.captured(document(1000))
            assert kiosk.deliver(handed).status_code == 201
        wait_until(lambda: stray not in documents(bucket), "the orphan to be cleared")
        assert len(documents(bucket)) == 2
    finally:
        running.stop()
