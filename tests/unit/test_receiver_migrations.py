"""A store that an older version of the receiver left behind, and one of a newer version."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from support.receiver import sha256

from sync.receiver.count import count_holding
from sync.receiver.database import VERSION, StoreNewer, open_database, writing
from sync.receiver.keys import listed, open_centre
from sync.receiver.rows import SCHEMA, Announced
from sync.receiver.store import Store

SAVED = Path(__file__).parents[1] / "data"
OLD_VERSIONS = range(1, VERSION)
NOW = 1_795_240_500  # while the saved upload had not expired
RECEIVED = "0c62b923-1d33-49d2-9bf3-e5576465d0ab"
ORIGINAL = b"%PDF-1.7 received by version 1"
HALF = b"%PDF-1.7 still under way"
UNDER_WAY = "4616ea6606daf5308e99e5c2797e7c52"


@pytest.fixture
def left_behind(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "centre"
    shutil.copytree(SAVED / f"receiver-schema-{request.param}", folder)
    return folder


@pytest.mark.parametrize("left_behind", OLD_VERSIONS, indirect=True)
def test_nothing_is_lost_and_everything_goes_on(left_behind: Path) -> None:
    with closing(Store(left_behind)) as store:
        decided = store.books.submission(RECEIVED)
        assert decided is not None
        assert (decided.number, decided.state) == ("RC01-00001", "received")
        documents = {one.sha256: one for one in store.books.documents(RECEIVED)}
        assert b"".join(store.blocks(documents[sha256(ORIGINAL)].blob)) == ORIGINAL
        assert count_holding(left_behind, sha256(ORIGINAL)) == 1

        upload = store.books.upload(UNDER_WAY)
        assert upload is not None
        assert upload.offset == 10
        again = Announced("RC01", upload.announced.submission, "d1", sha256(HALF), len(HALF))
        assert store.create_upload(again, NOW) == store.here(upload) == upload
        assert store.file(upload.blob).read_bytes() == HALF[:10]
        assert store.books.acknowledge(upload, len(HALF), NOW)

        open_centre(store.books, left_behind / "centre-key.pem", "RC-HC", NOW)
        centre, kiosk = listed(store.books, "RC-HC")
        assert (centre.kind, centre.valid_to) == ("centre", None)
        assert (kiosk.owner, kiosk.valid_from.year, kiosk.valid_to) == ("RC01", 1970, None)


@pytest.mark.parametrize("left_behind", OLD_VERSIONS, indirect=True)
def test_opening_it_a_second_time_changes_nothing_more(left_behind: Path) -> None:
    Store(left_behind).close()
    once = (left_behind / "centre.db").read_bytes()
    Store(left_behind).close()
    assert (left_behind / "centre.db").read_bytes() == once


def test_an_upgraded_database_is_like_a_new_one(tmp_path: Path) -> None:
    shutil.copytree(SAVED / "receiver-schema-1", tmp_path / "old")
    columns = []
    for folder in (tmp_path / "old", tmp_path / "new"):
        Store(folder).close()
        engine = open_database(folder, None)
        with engine.connect() as db:
            found = db.exec_driver_sql(
                "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m,"
                " pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"
            ).all()
        columns.append([tuple(row) for row in found])
        engine.dispose()
    assert columns[0] == columns[1]


def test_every_old_version_has_one_saved() -> None:
    saved = {path.name for path in SAVED.glob("receiver-schema-*")}
    assert saved == {f"receiver-schema-{version}" for version in OLD_VERSIONS}


def test_the_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).close()
    engine = open_database(tmp_path, None)
    with writing(engine) as db:
        db.execute(SCHEMA.update().values(version=VERSION + 1))
    engine.dispose()
    stray = tmp_path / "blobs" / "of-the-newer"
    stray.write_bytes(b"a document that the newer version knows")
    with pytest.raises(StoreNewer):
        Store(tmp_path)
    assert stray.exists()
