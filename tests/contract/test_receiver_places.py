"""Which folder, database and bucket belong together, and what is told when they do not."""

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.object_storage import ObjectStorage
from support.receiver import sha256

from sync.receiver.bucket import open_bucket
from sync.receiver.database import StoreUnusable
from sync.receiver.documents import DocumentsUnavailable
from sync.receiver.rows import Announced
from sync.receiver.store import Store

NOW = 1_790_000_000
CONTENT = b"%PDF-1.7 a writ"
WRIT = Announced(
    "RC01", "6f1f2c1e-0000-4000-8000-000000000001", "d1", sha256(CONTENT), len(CONTENT)
)


def test_what_lies_in_another_receivers_folder_begins_anew_and_only_once(
    new_database: str, storage: ObjectStorage, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(closing(Store(tmp_path / name, new_database, storage.address)))
            for name in ("one", "two")
        )
        under_way = one.create_upload(WRIT, NOW)
        assert one.books.acknowledge(under_way, 5, NOW)
        taken = two.here(under_way)
        assert taken is not None
        assert (taken.id, taken.offset) == (under_way.id, 0)
        assert not one.books.acknowledge(under_way, 6, NOW)
        assert not one.end_upload(under_way)
        assert two.books.acknowledge(taken, 4, NOW)
        complete = two.create_upload(replace(WRIT, document="d2"), NOW)
        two.file(complete.blob).write_bytes(CONTENT)
        assert two.books.acknowledge(complete, len(CONTENT), NOW)
        complete = two.store_away(replace(complete, offset=len(CONTENT)))
        assert one.here(complete) == complete
        assert b"".join(one.blocks(complete.blob)) == CONTENT


def test_a_folder_is_never_used_with_the_books_of_others(
    new_database: str, database: str, tmp_path: Path
) -> None:
    def opened(name: str, address: str | None) -> None:
        Store(tmp_path / name, address).close()

    opened("sqlite", None)
    opened("postgresql", new_database)
    opened("postgresql", new_database)
    (tmp_path / "postgresql" / "blobs" / "document").touch()
    with pytest.raises(StoreUnusable, match=r"centre\.db"):
        opened("sqlite", new_database)
    with pytest.raises(StoreUnusable, match="another database"):
        opened("postgresql", None)
    with pytest.raises(StoreUnusable, match="another database"):
        opened("postgresql", database)
    assert (tmp_path / "postgresql" / "blobs" / "document").exists()


@pytest.mark.parametrize(
    ("database", "documents", "words"),
    [
        ("mysql://centre", None, "postgresql://"),
        ("nonsense", None, "cannot be read"),
        (None, "ftp://bucket", "s3://"),
        (None, "s3://bucket/folder", "s3://"),
        (None, "s3://bucket?secret=x", "s3://"),
        (None, "s3://?endpoint=http://127.0.0.1:1", "s3://"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_a_sentence(
    database: str | None, documents: str | None, words: str, tmp_path: Path
) -> None:
    with pytest.raises(StoreUnusable, match=words):
        Store(tmp_path / "centre", database, documents)
    Store(tmp_path / "centre").close()  # nothing was left behind that is in the way


def test_object_storage_that_does_not_answer_is_unavailable_not_empty(
    storage: ObjectStorage,
) -> None:
    away = open_bucket("s3://documents?endpoint=http://127.0.0.1:1")
    with pytest.raises(DocumentsUnavailable):
        list(away.blocks("blob"))
    with pytest.raises(DocumentsUnavailable):
        list(open_bucket(storage.address.replace("documents", "nobody-s")).blocks("blob"))
