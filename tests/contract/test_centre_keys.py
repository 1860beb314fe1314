"""A kiosk and a real centre that changes its key: nobody carries a list from one to the other."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.court_benches import KEY
from support.submissions import KIOSK, BootClock, Told, capture

from sync.collect import Receiver, collect
from sync.courier import Courier
from sync.court import CourtBlocked, CourtUnavailable
from sync.folder_court import MARKER, FolderCourt
from sync.http_court import HttpCourt
from sync.key_lists import KeyList, read_list, sign_list
from sync.keys import PinnedKeys
from sync.lane import Waits
from sync.outbox import Outbox
from sync.receiver import rotating
from sync.receiver.__main__ import main
from sync.receiver.books import Books
from sync.receiver.database import StoreUnusable, open_database
from sync.receiver.keys import KEY_FILE, NEXT_FILE, read_own_key
from sync.receiver.server import RunningReceiver, start_receiver
from sync.statement import PublishedKey
from sync.submissions import State


class Centre:
    """A receiver on the same port throughout, stopped while its key is changed."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.running: RunningReceiver | None = None
        self.start()

    def start(self, store: Path | None = None) -> None:
        port = int(self.running.base_url.rpartition(":")[2]) if self.running else 0
        self.running = start_receiver(store or self.store, port=port)

    def stop(self) -> None:
        assert self.running is not None
        self.running.stop()

    @property
    def base_url(self) -> str:
        assert self.running is not None
        return self.running.base_url

    def rotate(self) -> None:
        self.stop()
        assert main(["rotate", "--store", str(self.store)]) == 0
        self.start()

    def give_place_to(self, other: Path) -> None:
        """Somebody else answers at this address, from another folder."""
        self.stop()
        self.start(other)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    running = Centre(tmp_path / "centre")
    yield running
    running.stop()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def pinned(tmp_path: Path, told: Told) -> PinnedKeys:
    return PinnedKeys(tmp_path / "centre-keys.json", told)


@pytest.fixture
def court(centre: Centre, pinned: PinnedKeys) -> Iterator[HttpCourt]:
    with closing(HttpCourt(centre.base_url, KIOSK, KEY, pinned)) as speaking:
        speaking.published_keys()
        yield speaking


def test_the_centre_rotates_twice_and_the_kiosk_goes_on_by_itself(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, told: Told
) -> None:
    for version in (1, 2):
        centre.rotate()
        assert court.time().tzinfo is not None  # signed with the new key
        assert pinned.version() == version
    assert told.events == ["centre-keys-learned"] * 2
    assert sum(key.valid_to is None for key in pinned.known()) == 1


def test_a_kiosk_that_slept_through_a_rotation_catches_up(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, tmp_path: Path
) -> None:
    centre.rotate()
    centre.rotate()
    with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as outbox:
        capture(outbox, KEY)
        courier = Courier(court, outbox, clock=BootClock(), waits=Waits(), tell=Told())
        while not courier.turn():
            pass
        assert outbox.items()[0].state is State.RECEIVED
    assert pinned.version() == 2


def test_a_new_kiosk_begins_with_the_newest_list(
    centre: Centre, court: HttpCourt, tmp_path: Path
) -> None:
    centre.rotate()
    late = PinnedKeys(tmp_path / "late.json")
    with closing(HttpCourt(centre.base_url, KIOSK, KEY, late)) as speaking:
        speaking.time()
        assert late.version() == 1
        assert speaking.learn_keys().refused == ()


def test_somebody_elses_centre_with_lists_of_its_own_is_not_believed(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, told: Told, tmp_path: Path
) -> None:
    known = pinned.known()
    other = tmp_path / "other"
    assert main(["rotate", "--store", str(other)]) == 0
    assert main(["rotate", "--store", str(other)]) == 0
    centre.give_place_to(other)
    for _ in range(2):
        with pytest.raises(CourtBlocked, match="centre-key-not-pinned"):
            court.time()
    assert pinned.known() == known
    assert told.events == ["centre-keys-refused"]  # once, however often it is offered
    assert told.facts == ["reason=signature-UnknownKey"]


def test_a_centre_that_comes_back_from_an_old_copy_takes_nobody_back(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, tmp_path: Path
) -> None:
    centre.rotate()
    centre.stop()
    shutil.copytree(centre.store, tmp_path / "copy")
    centre.start()
    centre.rotate()
    court.time()
    known = pinned.known()
    centre.give_place_to(tmp_path / "copy")
    assert court.learn_keys().refused == ()
    assert (pinned.version(), pinned.known()) == (2, known)


def test_a_key_that_was_stolen_and_ended_leads_nowhere(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, told: Told, tmp_path: Path
) -> None:
    stolen = read_own_key(centre.store / KEY_FILE)
    centre.rotate()
    court.time()
    known = KeyList(pinned.version(), pinned.known())

    centre.stop()
    shutil.copytree(centre.store, tmp_path / "thief")
    mine = Ed25519PrivateKey.generate()
    at = known.keys[0].valid_from
    entry = PublishedKey(mine.public_key().public_bytes_raw(), "centre", "RC-HC", at)
    alive = (replace(known.keys[0], valid_to=None), *known.keys[1:], entry)
    lists = tmp_path / "thief" / rotating.LISTS_FILE
    forged = [sign_list(stolen, "RC-HC", KeyList(n, alive), at).to_json() for n in (2, 3)]
    lists.write_text(json.dumps(forged), "utf-8")
    centre.start(tmp_path / "thief")
    assert court.learn_keys().known == known
    assert set(told.events) == {"centre-keys-learned", "centre-keys-refused"}
    assert pinned.known() == known.keys


def test_by_a_share_the_lists_lie_beside_the_answers(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys, tmp_path: Path
) -> None:
    centre.rotate()
    share = tmp_path / "share"
    share.mkdir()
    (share / MARKER).touch()
    with (
        closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as outbox,
        closing(FolderCourt(share, pinned, answer_within_s=0)) as folder,
    ):
        manifest = capture(outbox, KEY)
        clock = BootClock()
        courier = Courier(folder, outbox, clock=clock, waits=Waits(), tell=Told())
        while not courier.turn():
            pass
        # Answered by hand of the test: without a list the new key's receipt is not believed.
        there = Receiver(centre.base_url, PinnedKeys(tmp_path / "own.json"))
        assert collect(share, there, {KIOSK: KEY.public_key()}.__getitem__) == (1, 0)
        receipt_k = outbox.items()[0].receipt_k
        with pytest.raises(CourtUnavailable, match="receipt-not-valid"):
            folder.lookup(manifest.submission, receipt_k)
        asked = ["collect", "--once", "--share", str(share), "--store", str(centre.store)]
        assert main([*asked, "--base", centre.base_url]) == 0
        assert folder.lookup(manifest.submission, receipt_k) is not None
    assert pinned.version() == 1


def test_without_a_first_list_a_share_is_believed_in_nothing(tmp_path: Path) -> None:
    told = Told()
    (tmp_path / "key-lists.json").write_text('[{"list": "{}", "signed": "AA"}]')
    folder = FolderCourt(tmp_path, PinnedKeys(tmp_path / "pinned.json", told))
    with pytest.raises(CourtBlocked, match="centre-keys-missing"):
        folder.learn_keys()
    assert told.events == []


# ---------------------------------------------------------------- a rotation that was cut short


@pytest.mark.parametrize("step", ["lists_of", "sign_list", "write_durably", "sync_folder"])
def test_a_rotation_that_was_cut_short_is_ended_by_the_next(
    centre: Centre,
    court: HttpCourt,
    pinned: PinnedKeys,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    centre.stop()

    def cut(*_: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as spoilt:
        spoilt.setattr(rotating, step, cut)
        assert main(["rotate", "--store", str(centre.store)]) == 1
    assert main(["rotate", "--store", str(centre.store)]) == 0
    centre.start()
    court.time()
    newest = read_list(rotating.lists_of(centre.store)[-1].data)
    assert pinned.version() == newest.version
    assert not (centre.store / NEXT_FILE).exists()
    assert sum(key.valid_to is None for key in pinned.known()) == 1


def test_nobody_signs_between_the_keys(
    centre: Centre, court: HttpCourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.stop()

    def cut(*_: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as spoilt:
        spoilt.setattr(Books, "add_own_key", cut)
        assert main(["rotate", "--store", str(centre.store)]) == 1
    with pytest.raises(StoreUnusable, match="rotate ends it"):
        start_receiver(centre.store)
    assert main(["rotate", "--store", str(centre.store)]) == 0
    centre.start()
    court.time()


def test_a_clock_that_went_back_does_not_spoil_the_list(
    centre: Centre, court: HttpCourt, pinned: PinnedKeys
) -> None:
    """The centre's first key counts from a time that its clock has not reached again."""
    centre.stop()
    with closing(Books(open_database(centre.store, None))) as books:
        rotating.rotate(centre.store, books, "RC-HC", 1)
    centre.start()
    assert court.learn_keys().refused == ()
    assert pinned.version() == 1
