"""An outbox that an older version of the software left behind, with submissions in every state."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import BootClock, capture

from sync.database import MIGRATIONS
from sync.lane import LaneState
from sync.outbox import Outbox
from sync.submissions import Moment, OutboxNewer, State

SAVED = Path(__file__).parents[1] / "data"
OLD_VERSIONS = range(1, len(MIGRATIONS))


@pytest.fixture
def left_behind(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    shutil.copytree(SAVED / f"outbox-schema-{request.param}", folder)
    return folder


@pytest.mark.parametrize("left_behind", OLD_VERSIONS, indirect=True)
def test_nothing_is_lost_and_everything_goes_on(left_behind: Path) -> None:
    with closing(Outbox.open(left_behind, minimum_free_bytes=0)) as outbox:
        items = {item.number: item for item in outbox.items()}
        assert {number: item.state for number, item in items.items()} == {
            "RC01-00001": State.PURGED,
            "RC01-00002": State.SENDING,
            "RC01-00003": State.HELD,
            "RC01-00004": State.CAPTURED,
        }
        assert items["RC01-00001"].receipt_c == b"receipt C"
        assert outbox.deliveries.lane().state is LaneState.PAUSED
        assert outbox.first_break_in_audit() is None
        assert outbox.scrub() == 0

        due = outbox.deliveries.next_due(BootClock(boot="boot-2")())
        assert due is not None
        assert due.number == "RC01-00004"  # fewest attempts first
        assert outbox.desk.release("RC01-00003")
        assert capture(outbox, Ed25519PrivateKey.generate()).sequence == 5
        assert {item.review for item in outbox.items()} == {None}
        assert outbox.reviews.next_due(BootClock()()) is None  # none of them is just received


def test_what_only_the_second_version_knew_is_kept(tmp_path: Path) -> None:
    shutil.copytree(SAVED / "outbox-schema-2", tmp_path / "state")
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as outbox:
        checkpoint = outbox.checkpoints.last()
        assert checkpoint is not None
        assert checkpoint[1] == b"countersigned"
        assert outbox.ledger.comparison(date(2026, 11, 20)) is not None
        assert outbox.deliveries.lane().answered == Moment("boot-1", 60.0)


def test_one_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Outbox.open(tmp_path, minimum_free_bytes=0).close()
    with closing(sqlite3.connect(tmp_path / "outbox.sqlite")) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    as_it_was = (tmp_path / "outbox.sqlite").read_bytes()
    with pytest.raises(OutboxNewer):
        Outbox.open(tmp_path, minimum_free_bytes=0)
    assert (tmp_path / "outbox.sqlite").read_bytes() == as_it_was


@pytest.mark.parametrize("left_behind", OLD_VERSIONS, indirect=True)
def test_opening_it_a_second_time_changes_nothing_more(left_behind: Path) -> None:
    Outbox.open(left_behind, minimum_free_bytes=0).close()
    once = (left_behind / "outbox.sqlite").read_bytes()
    Outbox.open(left_behind, minimum_free_bytes=0).close()
    assert (left_behind / "outbox.sqlite").read_bytes() == once


def test_every_old_version_has_one_saved() -> None:
    saved = {path.name for path in SAVED.glob("outbox-schema-*")}
    assert saved == {f"outbox-schema-{version}" for version in OLD_VERSIONS}
