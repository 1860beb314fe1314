"""What every store of the centre promises: SQLite and a folder, PostgreSQL and object storage."""

import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import DBAPIError
from support.receiver import sha256

from sync.countersigning import BEGINNING, Countersignature, Mark, sign_chain
from sync.receiver.books import UPLOAD_LIFE_S
from sync.receiver.bucket import open_bucket
from sync.receiver.checkpoints import Judged, Judgement
from sync.receiver.count import count_holding
from sync.receiver.documents import Documents, FolderDocuments
from sync.receiver.rows import STORED, Announced, Key, Submission, Upload
from sync.receiver.store import Store

NOW = 1_790_000_000
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
UUID = "6f1f2c1e-0000-4000-8000-000000000001"
CONTENT = b"%PDF-1.7 a writ"
WRIT = Announced("RC01", UUID, "d1", sha256(CONTENT), len(CONTENT))
RECEIVED = Submission(
    UUID, "RC01", "RC01-00001", NOW, b"manifest", b"m" * 32, b"K", "received", b"C", (), NOW
)
Open = Callable[[str], Store]


@pytest.fixture(params=["sqlite and a folder", "postgresql and object storage"])
def addresses(request: pytest.FixtureRequest) -> tuple[str | None, str | None]:
    """Where the books and the documents are."""
    if request.param == "sqlite and a folder":
        return None, None
    database = request.getfixturevalue("new_database")
    return database, request.getfixturevalue("storage").address


@pytest.fixture
def open_store(addresses: tuple[str | None, str | None], tmp_path: Path) -> Iterator[Open]:
    """Opens the store with a folder of this name; SQLite knows only the folder it is in."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(closing(Store(tmp_path / name, *addresses)))


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store("centre")


def arrived(store: Store, announced: Announced = WRIT, content: bytes = CONTENT) -> Upload:
    """An upload with all its bytes, where documents are kept."""
    upload = store.create_upload(announced, NOW)
    store.file(upload.blob).write_bytes(content)
    assert store.books.acknowledge(upload, announced.length, NOW)
    return store.store_away(replace(upload, offset=announced.length))


def read(store: Store, blob: str) -> bytes:
    return b"".join(store.blocks(blob))


# ---------------------------------------------------------------- uploads and decisions


def test_the_same_announcement_is_the_same_upload(store: Store) -> None:
    upload = store.create_upload(WRIT, NOW, "metadata")
    store.books.acknowledge(upload, 3, NOW)
    assert store.create_upload(WRIT, NOW, "metadata") == replace(upload, offset=3)
    assert store.books.find_announced(WRIT) == store.books.upload(upload.id)
    assert not set((store.folder / "blobs").iterdir()) - {store.file(upload.blob)}


def test_a_complete_upload_lies_where_documents_are_kept(store: Store) -> None:
    upload = arrived(store)
    assert read(store, upload.blob) == CONTENT
    assert store.here(upload) == upload
    assert store.store_away(upload) == upload
    assert store.file(upload.blob).exists() == (upload.place != STORED)


def test_a_decision_takes_its_documents_over_and_lets_the_rest_go(
    store: Store, addresses: tuple[str | None, str | None]
) -> None:
    kept, spare = arrived(store), arrived(store, replace(WRIT, document="d2"))
    other = arrived(store, replace(WRIT, submission="another"))
    assert store.decide(RECEIVED, (kept,)) == store.books.submission(UUID) == RECEIVED
    (held,) = store.books.documents(UUID)
    assert (held.sha256, held.length) == (WRIT.sha256, WRIT.length)
    assert read(store, held.blob) == CONTENT
    assert store.books.upload(kept.id) is None
    with pytest.raises(FileNotFoundError):
        read(store, spare.blob)
    assert store.books.upload(other.id) == other
    assert count_holding(store.folder, WRIT.sha256, addresses[0]) == 1


def test_a_document_of_a_submission_can_no_longer_be_deleted_or_continued(store: Store) -> None:
    kept = arrived(store)
    store.decide(RECEIVED, (kept,))
    assert not store.end_upload(kept)
    assert not store.books.acknowledge(kept, 5, NOW)
    assert store.end_expired(NOW + 10 * UPLOAD_LIFE_S) == 0
    assert read(store, kept.blob) == CONTENT


def test_a_second_decision_changes_nothing(store: Store) -> None:
    store.decide(RECEIVED, (arrived(store),))
    late = arrived(store)
    assert store.decide(replace(RECEIVED, manifest=b"other", signed=b"D"), (late,)) == RECEIVED
    assert store.books.upload(late.id) == late
    assert read(store, late.blob) == CONTENT


def test_of_many_decisions_at_once_one_is_kept(store: Store) -> None:
    uploads = [arrived(store, replace(WRIT, document=f"d{n}")) for n in range(8)]

    def decide(n: int) -> Submission | None:
        try:
            return store.decide(replace(RECEIVED, signed=b"%d" % n), (uploads[n],))
        except LookupError:  # let go by whoever was first
            return None

    with ThreadPoolExecutor(8) as pool:
        decided = set(pool.map(decide, range(8))) - {None}
    assert decided == {store.books.submission(UUID)}
    assert len(store.books.documents(UUID)) == 1


@pytest.mark.parametrize("gone", [True, False])
def test_nothing_is_decided_when_a_document_is_gone_or_not_whole(store: Store, gone: bool) -> None:
    upload = arrived(store) if gone else store.create_upload(WRIT, NOW)
    if gone:
        store.end_upload(upload)
    with pytest.raises(LookupError):
        store.decide(RECEIVED, (upload,))
    assert store.books.submission(UUID) is None


def test_a_refused_submission_holds_no_document(store: Store) -> None:
    upload = arrived(store)
    refused = replace(RECEIVED, state="refused", reasons=("original-changed", "torn"))
    assert store.decide(refused, ()).reasons == ("original-changed", "torn")
    assert store.books.upload(upload.id) == upload
    assert store.books.documents(UUID) == ()


def test_an_upload_nobody_continues_expires_with_its_bytes(store: Store) -> None:
    idle = arrived(store)
    lively = store.create_upload(replace(WRIT, document="d2"), NOW)
    store.books.acknowledge(lively, 1, NOW + 60)
    assert store.end_expired(NOW + UPLOAD_LIFE_S) == 1
    assert store.books.upload(idle.id) is None
    with pytest.raises(FileNotFoundError):
        read(store, idle.blob)
    assert store.books.upload(lively.id) is not None


def test_bytes_that_have_disappeared_are_received_anew(store: Store) -> None:
    upload = store.create_upload(WRIT, NOW)
    store.books.acknowledge(upload, 5, NOW)
    anew = store.here(replace(upload, offset=5))
    assert anew is not None
    assert (anew.id, anew.offset) == (upload.id, 0)
    assert anew.blob != upload.blob
    assert not store.books.acknowledge(upload, 6, NOW)


def test_a_restart_keeps_what_rows_speak_of_and_clears_the_rest(open_store: Open) -> None:
    first = open_store("centre")
    under_way = first.create_upload(replace(WRIT, document="d2"), NOW)
    kept = arrived(first)
    first.decide(RECEIVED, (kept,))
    late = first.create_upload(replace(WRIT, document="d3"), NOW)
    first.file("stray").write_bytes(b"from a crash")
    first.close()
    second = open_store("centre")
    assert read(second, kept.blob) == CONTENT
    assert not second.file("stray").exists()
    assert second.here(late) == late
    assert second.books.upload(under_way.id) is None  # let go by the decision


# ---------------------------------------------------------------- what else is written down


def test_the_first_key_of_a_kiosk_is_pinned_and_others_are_enrolled_or_retired(
    store: Store,
) -> None:
    books = store.books
    books.pin("RC01", b"first", NOW)
    books.pin("RC01", b"second", NOW)
    assert books.kiosk_keys() == (Key("RC01", b"first", 0, None),)
    assert books.enrol("RC01", b"second", NOW, NOW)
    assert not books.enrol("RC01", b"second", NOW + 9, NOW)
    assert books.retire("RC01", b"first", NOW + 5) == 1
    assert books.retire("RC01", b"first", NOW + 9) == 0
    both = (Key("RC01", b"first", 0, NOW + 5), Key("RC01", b"second", NOW, None))
    assert books.kiosk_keys("RC01") == both
    assert books.retire("RC01", None, NOW + 9) == 1
    assert not any(key.revoked for key in books.kiosk_keys("RC01"))
    assert books.retire("RC01", b"first", NOW + 2, revoked=True) == 1
    assert books.retire("RC01", b"first", NOW + 4, revoked=True) == 1
    ended = {key.public: (key.valid_to, key.revoked) for key in books.kiosk_keys("RC01")}
    assert ended[b"first"] == (NOW + 2, True)
    assert sum(revoked for _, revoked in ended.values()) == 1
    books.pin("RC01", b"third", NOW)
    assert {key.public for key in books.kiosk_keys("RC01")} == {b"first", b"second"}


def test_the_centres_own_keys_end_for_ever(store: Store) -> None:
    assert store.books.add_own_key(b"one", NOW) == Key("", b"one", NOW, None)
    assert store.books.add_own_key(b"one", NOW + 5) == Key("", b"one", NOW, None)
    with pytest.raises(LookupError):
        store.books.add_own_key(b"two", NOW + 6, alone=True)
    store.books.add_own_key(b"two", NOW + 7)
    store.books.end_own_keys(b"two", NOW + 7)
    store.books.end_own_keys(b"two", NOW + 9)
    store.books.add_own_key(b"two", NOW + 9, alone=True)
    assert store.books.add_own_key(b"one", NOW + 8).valid_to == NOW + 7
    assert [key.public for key in store.books.own_keys()] == [b"one", b"two"]


def test_the_day_is_listed(store: Store) -> None:
    late = replace(RECEIVED, uuid="late", captured_at=NOW + 10)
    for one in (late, RECEIVED, replace(RECEIVED, uuid="other", kiosk="RC02")):
        store.decide(one, ())
    assert store.books.captured_between("RC01", NOW, NOW + 10) == (RECEIVED,)
    assert store.books.captured_between("RC01", NOW, NOW + 11) == (RECEIVED, late)


def test_a_chain_is_countersigned_once_and_every_other_one_is_kept_as_a_dispute(
    store: Store,
) -> None:
    first, second, other = Mark(7, b"a" * 32), Mark(9, b"b" * 32), Mark(7, b"c" * 32)

    def shown(chain: Mark, previous: Mark | None, at: int = NOW) -> Judgement:
        def sign(mark: Mark, before: Mark) -> bytes:
            moment = datetime.fromtimestamp(at, UTC)
            return sign_chain(KEY, Countersignature("RC-HC", "RC01", mark, before, moment))

        return store.books.checkpoints.show("RC01", chain, previous, sign, at)

    signed = shown(first, BEGINNING)
    assert (signed.judged, signed.mark) == (Judged.SIGNED, first)
    assert shown(first, BEGINNING, NOW + 60) == signed
    assert shown(other, None).judged is Judged.REWRITTEN
    assert shown(second, BEGINNING).judged is Judged.OTHER_LAST
    assert shown(second, first).judged is Judged.SIGNED
    assert shown(Mark(12, bytes(32)), Mark(9, b"c" * 32)) == replace(
        shown(second, first), judged=Judged.REWRITTEN
    )
    assert shown(Mark(8, bytes(32)), first).judged is Judged.REWRITTEN  # shorter by now
    assert [one[1] for one in store.books.checkpoints.disputes()] == [
        other, Mark(8, bytes(32)), Mark(12, bytes(32))
    ]  # fmt: skip
    assert store.books.checkpoints.begin_anew("RC01", NOW) == 2
    assert shown(other, BEGINNING).judged is Judged.SIGNED


def test_a_transaction_that_fails_leaves_the_store_usable(store: Store) -> None:
    with pytest.raises(DBAPIError):
        store.books.pin("RC01", None, NOW)  # type: ignore[arg-type] # the database must say no
    store.books.pin("RC01", b"key", NOW)
    assert store.books.kiosk_keys("RC01") == (Key("RC01", b"key", 0, None),)


# ---------------------------------------------------------------- the port of documents


@pytest.fixture(params=["folder", "bucket"])
def documents(request: pytest.FixtureRequest, tmp_path: Path) -> Documents:
    if request.param == "folder":
        return FolderDocuments(tmp_path)
    return open_bucket(request.getfixturevalue("storage").address)


@pytest.mark.parametrize("size_bytes", [1, 12_000_000])
def test_a_document_is_read_as_it_was_given_until_it_is_dropped(
    documents: Documents, tmp_path: Path, size_bytes: int
) -> None:
    blob = secrets.token_hex(8)
    (tmp_path / blob).write_bytes(content := os.urandom(size_bytes))
    documents.keep(tmp_path / blob, blob)
    documents.keep(tmp_path / blob, blob)
    assert b"".join(documents.blocks(blob)) == content
    documents.drop(blob)
    documents.drop(blob)
    with pytest.raises(FileNotFoundError):
        list(documents.blocks(blob))
