"""What is the default store's own: one folder, one process, one key; all else is a contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.receiver.keys import open_centre
from sync.receiver.rows import Announced
from sync.receiver.store import Store, StoreBusy

NOW = 1_790_000_000
UUID = "6f1f2c1e-0000-4000-8000-000000000001"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def test_space_promised_to_uploads_under_way_is_not_free(store: Store) -> None:
    told: list[int] = []
    for document in ("d1", "d2"):
        store.create_upload(
            Announced("RC01", UUID, document, "a" * 64, 10**12),
            NOW,
            check=lambda _, free_bytes: told.append(free_bytes),
        )
    before, after = told
    assert after < before - 9 * 10**11


def test_a_folder_belongs_to_one_process_at_a_time(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreBusy):
        Store(tmp_path)


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
