"""An audit log that was rewritten at the kiosk is found out, by the kiosk and by the centre."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.submissions import KIOSK, BootClock, Told, capture

from sync import audit
from sync.checkpoints import AuditDisputed, Fault, Flaw, checkpoint
from sync.cose import SignedTime, sign_time
from sync.countersigning import BEGINNING, Mark, is_countersignature, read_chain
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, signing_key
from sync.lane import Waits
from sync.outbox import Outbox
from sync.receiver.__main__ import main
from sync.receiver.keys import read_own_key
from sync.receiver.server import start_receiver
from sync.receiver.store import Store
from sync.submissions import State

LENGTH = 14
Tamper = Callable[[sqlite3.Connection], object]


@dataclass
class Kiosk:
    """A kiosk and its centre; `tamper` is somebody with the disk in their hands."""

    state: Path
    outbox: Outbox
    court: HttpCourt

    def grow(self, records: int = 1) -> None:
        for _ in range(records):
            self.outbox.noted("maintenance")

    def checkpoint(self) -> bool:
        keys = self.court.published_keys()
        return checkpoint(self.outbox.checkpoints, self.court, KIOSK, keys)

    def fault(self) -> Fault | None:
        return self.outbox.checkpoints.fault(KIOSK, self.court.published_keys())

    def tamper(self, harm: Tamper) -> None:
        with closing(sqlite3.connect(self.state / "outbox.sqlite")) as db:
            harm(db)
            db.commit()

    def disputed(self) -> Fault:
        with pytest.raises(AuditDisputed) as found:
            self.checkpoint()
        return found.value.fault


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    centre, state = start_receiver(tmp_path / "centre"), tmp_path / "state"
    with (
        closing(Outbox.open(state, minimum_free_bytes=0)) as outbox,
        closing(
            HttpCourt(centre.base_url, KIOSK, signing_key(state), PinnedKeys(tmp_path / "pinned"))
        ) as court,
    ):
        yield Kiosk(state, outbox, court)
    centre.stop()


@pytest.fixture
def signed(kiosk: Kiosk) -> Kiosk:
    """Countersigned at a length of 14."""
    kiosk.grow(LENGTH)
    assert kiosk.checkpoint()
    return kiosk


def disputes(tmp_path: Path) -> tuple[tuple[str, Mark, int], ...]:
    """What the centre keeps, looked at in a copy: it is being served."""
    with (
        closing(sqlite3.connect(tmp_path / "centre" / "centre.db")) as served,
        closing(sqlite3.connect(tmp_path / "copy" / "centre.db")) as copy,
    ):
        served.backup(copy)
    with closing(Store(tmp_path / "copy")) as store:
        return store.books.checkpoints.disputes()


@pytest.fixture(autouse=True)
def _copy(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()


def rewrite(db: sqlite3.Connection) -> None:
    """Change the first record and make every hash anew, as somebody would who knows how."""
    h = audit.START
    for n, record in db.execute("SELECT n, record FROM audit ORDER BY n").fetchall():
        changed = record.replace(b"maintenance", b"nothing") if n == 1 else record
        h = audit.chained(h, changed)
        db.execute("UPDATE audit SET record = ?, h = ? WHERE n = ?", (changed, h, n))


def cut(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM audit WHERE n > 3")


def forget(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM checkpoints")


def agree(db: sqlite3.Connection) -> None:
    """Make the kept checkpoints fit the chain as it is now."""
    db.execute("UPDATE checkpoints SET head = (SELECT h FROM audit WHERE n = length)")


def test_a_chain_is_countersigned_where_it_has_grown_and_each_leads_to_the_last(
    kiosk: Kiosk,
) -> None:
    assert not kiosk.checkpoint()  # nothing has happened yet
    kiosk.grow(2)
    assert kiosk.checkpoint()
    first = kiosk.outbox.checkpoints.chain()
    assert not kiosk.checkpoint()
    kiosk.grow()
    assert kiosk.checkpoint()
    chain, token = kiosk.outbox.checkpoints.last()
    said = read_chain(token, kiosk.court.published_keys(), KIOSK, chain)
    assert (said.previous, chain.length) == (first, 3)
    assert kiosk.fault() is None


@pytest.mark.parametrize("more", [0, 1, 20])
def test_a_rewritten_chain_is_found_out_at_once_and_however_it_grew(
    signed: Kiosk, tmp_path: Path, more: int
) -> None:
    signed.tamper(rewrite)
    signed.grow(more)
    assert signed.outbox.first_break_in_audit() is None  # whole in itself
    assert signed.fault() == Fault(Flaw.REWRITTEN, LENGTH)
    assert signed.disputed() == Fault(Flaw.REWRITTEN, LENGTH)
    assert signed.outbox.checkpoints.last()[0].length == LENGTH  # and no new one is believed
    assert [(one[0], one[1].length) for one in disputes(tmp_path)] == [(KIOSK, LENGTH + more)]


def test_a_chain_that_was_cut_off_is_found_out(signed: Kiosk, tmp_path: Path) -> None:
    signed.tamper(cut)
    assert signed.disputed() == signed.fault() == Fault(Flaw.REWRITTEN, LENGTH)
    assert disputes(tmp_path)[0][1].length == 3
    signed.grow(31)
    assert signed.disputed() == Fault(Flaw.REWRITTEN, LENGTH)


def test_a_chain_that_is_broken_inside_is_not_even_shown(signed: Kiosk, tmp_path: Path) -> None:
    signed.tamper(lambda db: db.execute("UPDATE audit SET record = x'00' WHERE n = 1"))
    signed.grow(20)
    assert signed.disputed() == signed.fault() == Fault(Flaw.BROKEN, 1)
    assert disputes(tmp_path) == ()


@pytest.mark.parametrize("hide", [forget, agree])
def test_the_centre_finds_out_when_the_kiosks_own_checkpoints_were_changed_as_well(
    signed: Kiosk, tmp_path: Path, hide: Tamper
) -> None:
    signed.tamper(rewrite)
    signed.tamper(hide)
    signed.grow()
    assert signed.disputed() == Fault(Flaw.REWRITTEN, LENGTH)
    assert signed.fault() == Fault(Flaw.REWRITTEN, LENGTH)  # from now on without asking, too
    assert disputes(tmp_path)


def test_a_countersignature_of_another_chain_is_not_taken_for_one_of_this(signed: Kiosk) -> None:
    assert signed.fault() is None
    signed.tamper(rewrite)
    signed.tamper(agree)
    assert signed.fault() == Fault(Flaw.FORGED, LENGTH)


def test_an_answer_that_was_lost_is_no_alarm(signed: Kiosk, tmp_path: Path) -> None:
    signed.tamper(forget)
    signed.grow()
    assert signed.checkpoint()
    assert signed.outbox.checkpoints.last()[0].length == LENGTH + 1
    assert (signed.fault(), disputes(tmp_path)) == (None, ())


def test_a_signed_time_that_an_earlier_version_kept_is_replaced_by_a_countersignature(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.grow()
    chain = kiosk.outbox.checkpoints.chain()
    private = read_own_key(tmp_path / "centre" / "centre-key.pem")
    time = sign_time(private, SignedTime("RC-HC", datetime.now(UTC), chain.head))
    kiosk.outbox.checkpoints.keep(chain, time)
    assert kiosk.fault() is None
    assert kiosk.checkpoint()
    assert is_countersignature(kiosk.outbox.checkpoints.last()[1])
    assert not kiosk.checkpoint()


def test_the_centre_hears_of_no_chain_before_there_is_one(kiosk: Kiosk) -> None:
    assert kiosk.outbox.checkpoints.chain() == BEGINNING
    assert kiosk.fault() is None


def test_disputes_are_listed_and_a_kiosk_with_a_new_disk_begins_anew(
    signed: Kiosk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed.tamper(rewrite)
    signed.disputed()
    store = ("--store", str(tmp_path / "centre"))
    assert main(["disputes", *store]) == 0
    assert f" {KIOSK} {LENGTH} records, head " in capsys.readouterr().out
    with closing(Outbox.open(tmp_path / "new-disk", minimum_free_bytes=0)) as empty:
        renewed = Kiosk(tmp_path / "new-disk", empty, signed.court)
        renewed.grow()
        assert renewed.disputed() == Fault(Flaw.REWRITTEN, LENGTH)
    assert main(["new-audit", *store, "--kiosk", KIOSK]) == 0
    assert main(["new-audit", *store, "--kiosk", KIOSK]) == 1
    with closing(Outbox.open(tmp_path / "newest-disk", minimum_free_bytes=0)) as empty:
        renewed = Kiosk(tmp_path / "newest-disk", empty, signed.court)
        renewed.grow()
        assert renewed.checkpoint()
        assert renewed.fault() is None
    assert len(disputes(tmp_path)) == 2  # they stay


def test_what_visitors_handed_over_is_delivered_under_an_alarm(signed: Kiosk) -> None:
    signed.tamper(rewrite)
    signed.disputed()
    number = capture(signed.outbox, signing_key(signed.state)).number
    courier = Courier(signed.court, signed.outbox, clock=BootClock(), waits=Waits(), tell=Told())
    while not courier.turn():
        pass
    assert signed.outbox.item(number).state is State.RECEIVED
    assert json.loads(signed.outbox.manifest(number).to_bytes())["number"] == number
