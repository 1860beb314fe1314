"""A centre has one key that counts; a kiosk that meets another says so and does not go on for ever.

Receivers that share their books, lists printed before there is a key, keys that were lost.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.court_benches import KEY
from support.postgres import postgres
from support.submissions import KIOSK, BootClock, Told, capture

from sync.collect import Receiver, collect
from sync.courier import Courier
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.folder_court import MARKER, FolderCourt
from sync.http_court import HttpCourt
from sync.keys import KeyUnusable, PinnedKeys, key_list_bytes, published
from sync.lane import LaneState, Waits
from sync.outbox import Outbox
from sync.receiver.__main__ import main
from sync.receiver.database import StoreUnusable
from sync.receiver.keys import KEY_FILE
from sync.receiver.server import RunningReceiver, Serving, start, start_receiver
from sync.submissions import State
from sync.wire import to_base64url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
        return
    with postgres() as server:
        yield server.address


def test_a_second_receiver_needs_the_key_of_the_first(tmp_path: Path) -> None:
    with postgres() as server:
        one, two = tmp_path / "one", tmp_path / "two"
        first = start(Serving(one, database=server.address))
        try:
            with pytest.raises(StoreUnusable, match=r"copy centre-key\.pem"):
                start(Serving(two, database=server.address))
            assert not (two / KEY_FILE).exists()
            assert main(["keys", "--store", str(tmp_path / "three"), *at(server.address)]) == 0
            shutil.copy(one / KEY_FILE, two)
            start(Serving(two, database=server.address)).stop()
        finally:
            first.stop()


def test_a_key_made_elsewhere_does_not_join_the_one_that_counts(
    tmp_path: Path, database: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert main(["keys", "--store", str(one), *at(database)]) == 0
    assert main(["keys", "--store", str(other)]) == 0
    shutil.copy(other / KEY_FILE, one)
    capsys.readouterr()
    with pytest.raises(StoreUnusable, match="not the key that the centre has"):
        start(Serving(one, database=database))
    assert main(["keys", "--store", str(one), *at(database)]) == 0
    assert len(json.loads(capsys.readouterr().out)["keys"]) == 1


def test_the_list_that_is_printed_first_names_the_key_that_signs_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "centre"
    public = to_base64url(KEY.public_key().public_bytes_raw())
    assert main(["enrol", "--store", str(store), "--kiosk", KIOSK, "--key", public]) == 0
    assert main(["keys", "--store", str(store)]) == 0
    printed = tmp_path / "centre-keys.json"
    printed.write_text(capsys.readouterr().out)
    centre = start_receiver(store)
    with closing(HttpCourt(centre.base_url, KIOSK, KEY, PinnedKeys(printed))) as court:
        assert court.time().tzinfo is not None
    centre.stop()


def test_a_list_without_a_key_of_the_centre_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "centre-keys.json"
    path.write_bytes(key_list_bytes((published(KIOSK, KEY),)))
    with pytest.raises(KeyUnusable, match="no key of the centre"):
        PinnedKeys(path).known()


def test_a_key_that_is_lost_for_good_is_ended_and_another_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "centre"
    lost = ["rotate", "--key-lost", "--store", str(store)]
    assert main(["keys", "--store", str(store)]) == 0
    assert main(lost) == 1  # it is there
    (store / KEY_FILE).unlink()
    assert main(["rotate", "--store", str(store)]) == 1
    assert "--key-lost" in capsys.readouterr().err
    assert main(lost) == 0
    start_receiver(store).stop()
    assert main(["keys", "--store", str(store)]) == 0
    ends = [key["valid_to"] is None for key in json.loads(capsys.readouterr().out)["keys"]]
    assert sorted(ends) == [False, True]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as opened:
        capture(opened, KEY)
        yield opened


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningReceiver]:
    running = start_receiver(tmp_path / "centre")
    yield running
    running.stop()


def stranger() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def pinned_to_another(tmp_path: Path) -> PinnedKeys:
    pinned = PinnedKeys(tmp_path / "pinned.json")
    pinned.pin((replace(published("RC-HC", stranger()), kind="centre"),))
    return pinned


def test_a_receipt_by_a_key_that_the_kiosk_was_not_given_blocks_the_lane(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    told = Told()
    with closing(HttpCourt(centre.base_url, KIOSK, KEY, pinned_to_another(tmp_path))) as court:
        courier = Courier(court, outbox, clock=BootClock(), waits=Waits(), tell=told)
        while not courier.turn():
            pass
    lane = outbox.deliveries.lane()
    assert (lane.state, lane.kind) == (LaneState.BLOCKED, Blockage.CONFIG)
    assert lane.reason == "centre-key-not-pinned"
    assert outbox.items()[0].state is State.COMMITTING  # it is known to nobody here that it is not
    assert told.events == ["lane-down"]
    assert {"kind=config", "reason=centre-key-not-pinned"} <= set(told.facts)


def test_a_receipt_in_a_share_that_stays_unbelievable_blocks_the_lane(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / MARKER).touch()
    court = FolderCourt(share, pinned_to_another(tmp_path), answer_within_s=0)
    courier = Courier(court, outbox, clock=BootClock(), waits=Waits(), tell=Told())
    while not courier.turn():
        pass
    there = Receiver(centre.base_url, PinnedKeys(tmp_path / "own.json"))
    collect(share, there, {KIOSK: KEY.public_key()}.__getitem__)
    item = outbox.items()[0]
    with pytest.raises(CourtUnavailable):
        court.lookup(item.submission, item.receipt_k)
    with pytest.raises(CourtBlocked, match="receipt-not-valid"):
        court.lookup(item.submission, item.receipt_k)


def test_a_kiosk_in_a_share_that_the_centre_does_not_know_is_named(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / MARKER).touch()
    court = FolderCourt(share, pinned_to_another(tmp_path), answer_within_s=0)
    courier = Courier(court, outbox, clock=BootClock(), waits=Waits(), tell=Told())
    while not courier.turn():
        pass
    asked = ["collect", "--once", "--share", str(share), "--base", centre.base_url]
    assert main([*asked, "--store", str(tmp_path / "centre")]) == 1
    assert f"the kiosk {KIOSK} is not enrolled here" in capsys.readouterr().err


def at(database: str | None) -> list[str]:
    return ["--database", database] if database else []
