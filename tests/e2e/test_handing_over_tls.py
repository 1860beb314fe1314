"""What came on a stick or by a share reaches a centre that lets nobody in without a certificate."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from support.receiver import PATIENCE_S, ServedReceiver
from support.submissions import KIOSK, WRIT, BootClock, Told, capture
from support.tls_centre import DAY, NOW, centre, certificate

from sync.courier import Courier
from sync.folder_court import FolderCourt
from sync.keys import PinnedKeys, parse_key_list, signing_key
from sync.lane import Waits
from sync.outbox import Outbox
from sync.sealed import export
from sync.submissions import State


def receiving(*argv: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sync.receiver", *map(str, argv)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)


def done(*argv: object) -> str:
    ended = receiving(*argv)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a centre at which the kiosk is enrolled."""
    public = tmp_path / "public.pem"
    key = signing_key(tmp_path / "state").public_key()
    public.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    folder = tmp_path / "store"
    done(
        "enrol", "--store", folder, "--kiosk", KIOSK, "--key", public,
        "--certificate", tmp_path / "kiosk.pem",
    )  # fmt: skip
    return folder


@pytest.fixture
def served(tmp_path: Path, store: Path) -> Iterator[ServedReceiver]:
    pem = certificate(tmp_path, "centre", NOW - DAY, NOW + DAY)
    files = ("--certificate", pem, "--key", pem, "--authorities", store / "authority.pem")
    with ServedReceiver(store, *map(str, files)) as running:
        assert running.url.startswith("https://")
        yield running


def to(served: ServedReceiver, tmp_path: Path) -> tuple[object, ...]:
    """The options with which such a centre is reached."""
    return ("--base", served.url, "--store", served.store, "--authorities", tmp_path / "centre.pem")


def test_an_export_is_taken_once_also_after_the_centre_has_a_new_key(
    tmp_path: Path, outbox: Outbox, served: ServedReceiver
) -> None:
    key = done("export-key", "--store", served.store).strip()
    first = capture(outbox, signing_key(tmp_path / "state")).number
    export(outbox, key, tmp_path / "first.age")
    assert done("import", tmp_path / "first.age", *to(served, tmp_path)) == f"{first} received\n"

    served.end()
    done("rotate", "--store", served.store)
    served.start()
    second = capture(outbox, signing_key(tmp_path / "state"), WRIT + b"2").number
    export(outbox, key, tmp_path / "both.age")
    for _ in range(2):
        told = done("import", tmp_path / "both.age", *to(served, tmp_path))
        assert told.splitlines() == [f"{first} received", f"{second} received"]
    assert served.count(WRIT) == 1
    assert served.count(WRIT + b"2") == 1


def test_a_share_is_collected(tmp_path: Path, outbox: Outbox, served: ServedReceiver) -> None:
    share = tmp_path / "share"
    share.mkdir()
    collect = ("collect", "--once", "--share", share, *to(served, tmp_path))
    assert done(*collect) == "answered: 0, to be tried again: 0\n"
    capture(outbox, signing_key(tmp_path / "state"))
    pinned = PinnedKeys(tmp_path / "state" / "centre-keys.json")
    listed = parse_key_list(done("keys", "--store", served.store).encode())
    pinned.pin(tuple(key for key in listed if key.kind == "centre"))
    clock = BootClock()
    with closing(FolderCourt(share, pinned)) as court:
        courier = Courier(court, outbox, clock=clock, waits=Waits(), tell=Told())
        while not courier.turn():
            pass
        assert done(*collect) == "answered: 1, to be tried again: 0\n"
        clock.seconds += 1000
        while not courier.turn():
            pass
    assert outbox.items()[0].state is State.RECEIVED


def test_a_certificate_of_ones_own_is_shown_in_place_of_the_folders(
    tmp_path: Path, store: Path
) -> None:
    """Where the kiosks' authority is another's: the centre of this test wants just this one."""
    theirs = certificate(tmp_path, "centre", NOW - DAY, NOW + DAY)
    mine = certificate(tmp_path, "bringer", NOW - DAY, NOW + DAY)
    share = tmp_path / "share"
    share.mkdir()
    with centre(theirs, kiosks=mine) as base:
        asked = ("collect", "--once", "--share", share, "--base", base, "--store", store)
        asked = (*asked, "--authorities", theirs)
        turned_away = receiving(*asked)
        assert turned_away.returncode == 1
        assert "--certificate" in turned_away.stderr
        # It is let in; this centre answers anything with nothing.
        let_in = receiving(*asked, "--certificate", mine, mine)
        assert "gives no list of keys" in let_in.stderr


def test_a_receiver_that_nobody_vouches_for_is_given_nothing(
    tmp_path: Path, outbox: Outbox, served: ServedReceiver
) -> None:
    key = done("export-key", "--store", served.store).strip()
    capture(outbox, signing_key(tmp_path / "state"))
    export(outbox, key, tmp_path / "queue.age")
    stranger = certificate(tmp_path, "stranger", NOW - DAY, NOW + DAY)
    asked = ("import", tmp_path / "queue.age", "--base", served.url, "--store", served.store)
    ended = receiving(*asked, "--authorities", stranger)
    assert ended.returncode == 1
    assert "tls" in ended.stderr or "clock" in ended.stderr
    assert served.count(WRIT) == 0


def test_the_bringers_certificate_brings_nobody_elses_signature(
    tmp_path: Path, outbox: Outbox, served: ServedReceiver
) -> None:
    """Being let in is not being believed: the kiosk's own key must have signed the manifest."""
    key = done("export-key", "--store", served.store).strip()
    capture(outbox, signing_key(tmp_path / "another kiosk's state"))
    export(outbox, key, tmp_path / "queue.age")
    ended = receiving("import", tmp_path / "queue.age", *to(served, tmp_path))
    assert ended.returncode == 1
    assert "not handed over" in ended.stdout
    assert served.count(WRIT) == 0
