"""A kiosk's queue on a medium: sealed for the centre alone, and taken there exactly once."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.submissions import KIOSK, BootClock, Told, capture

from sync.countersigning import BEGINNING, Mark
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, signing_key
from sync.lane import Waits
from sync.outbox import Outbox
from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.sealed import ExportInvalid, export, new_identity, seal, waiting
from sync.submissions import State
from sync.unsealing import import_export

ONE, TWO = b"%PDF-1.7 one" * 1000, b"%PDF-1.7 two" * 200_000


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as opened:
        yield opened


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningReceiver]:
    running = start_receiver(tmp_path / "centre")
    yield running
    running.stop()


@pytest.fixture
def recipient(tmp_path: Path) -> str:
    return new_identity(tmp_path / "centre-export.age")


def court(tmp_path: Path, centre: RunningReceiver) -> HttpCourt:
    pinned = PinnedKeys(tmp_path / "pinned.json")
    return HttpCourt(centre.base_url, KIOSK, signing_key(tmp_path / "state"), pinned)


def made_known(tmp_path: Path, centre: RunningReceiver) -> None:
    """The kiosk has spoken to this centre once, before the network went."""
    with closing(court(tmp_path, centre)) as once:
        once.countersign(Mark(1, bytes(32)), BEGINNING)


def receiving(
    tmp_path: Path, centre: RunningReceiver, *argv: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sync.receiver", *argv, "--store", str(tmp_path / "centre")]
    if argv[0] != "export-key":
        command += ["--base", centre.base_url]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def taken(
    tmp_path: Path, centre: RunningReceiver, sealed: Path
) -> subprocess.CompletedProcess[str]:
    return receiving(tmp_path, centre, "import", str(sealed))


def test_on_a_stick_it_arrives_once_and_the_kiosk_learns_of_it(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    made_known(tmp_path, centre)
    key = receiving(tmp_path, centre, "export-key").stdout.strip()
    numbers = [capture(outbox, signing_key(tmp_path / "state"), each).number for each in (ONE, TWO)]
    sealed = tmp_path / "queue.age"
    assert list(export(outbox, key, sealed)) == numbers
    for _ in range(2):
        ended = taken(tmp_path, centre, sealed)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.splitlines() == [f"{number} received" for number in numbers]

    with closing(court(tmp_path, centre)) as network:  # the network is back
        courier = Courier(network, outbox, clock=BootClock(), waits=Waits(), tell=Told())
        while not courier.turn():
            pass
    assert {item.state for item in outbox.items()} == {State.RECEIVED}
    for manifest in map(outbox.manifest, numbers):
        assert count_holding(tmp_path / "centre", manifest.blobs()[0].sha256) == 1


def test_nobody_but_the_centre_can_read_it_and_age_itself_can(
    tmp_path: Path, outbox: Outbox, recipient: str
) -> None:
    capture(outbox, signing_key(tmp_path / "state"), ONE)
    sealed = tmp_path / "queue.age"
    export(outbox, recipient, sealed)
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert b"canary" not in sealed.read_bytes().lower()

    opened = tmp_path / "queue.tar"
    key = str(tmp_path / "centre-export.age")
    subprocess.run(["age", "-d", "-i", key, "-o", opened, sealed], check=True, timeout=60)
    listed = subprocess.run(["tar", "tf", opened], capture_output=True, text=True, timeout=60)
    assert "RC01-00001/manifest.json" in listed.stdout.split()

    new_identity(tmp_path / "another.age")
    with pytest.raises(ExportInvalid, match="not for this key"):
        import_export(sealed, tmp_path / "another.age", None, None)  # nothing is handed over


@pytest.mark.parametrize("spoilt", ["cut", "flipped", "empty", "no export"])
def test_a_spoilt_export_is_refused_before_anything_is_handed_over(
    tmp_path: Path, outbox: Outbox, recipient: str, spoilt: str
) -> None:
    capture(outbox, signing_key(tmp_path / "state"), TWO)
    sealed = tmp_path / "queue.age"
    export(outbox, recipient, sealed)
    data = bytearray(sealed.read_bytes())
    if spoilt == "cut":
        del data[-1000:]
    elif spoilt == "flipped":
        data[len(data) // 2] ^= 1
    else:
        data = bytearray(b"" if spoilt == "empty" else b"a letter")
    sealed.write_bytes(data)
    with pytest.raises(ExportInvalid):
        import_export(sealed, tmp_path / "centre-export.age", None, None)


def test_a_full_medium_leaves_no_half_export(
    tmp_path: Path, outbox: Outbox, recipient: str
) -> None:
    capture(outbox, signing_key(tmp_path / "state"), TWO)
    medium = tmp_path / "medium"
    medium.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", medium], check=True)
    try:
        with pytest.raises(OSError, match=r"."):
            export(outbox, recipient, medium / "queue.age")
        assert list(medium.iterdir()) == []
    finally:
        subprocess.run(["umount", medium], check=True)
    assert [item.state for item in outbox.items()] == [State.CAPTURED]


def test_what_was_received_is_not_exported(tmp_path: Path, outbox: Outbox, recipient: str) -> None:
    number = capture(outbox, signing_key(tmp_path / "state"), ONE).number
    deliveries = outbox.deliveries
    deliveries.sending(number)
    deliveries.committing(number)
    deliveries.received(number, b"receipt C", outbox.items()[0].captured_at)
    assert export(outbox, recipient, tmp_path / "queue.age") == ()


def test_how_much_waits_is_told_before_and_never_too_little(
    tmp_path: Path, outbox: Outbox, recipient: str
) -> None:
    assert waiting(outbox).submissions == 0
    for content in (ONE, TWO, b"%PDF-1.7 three"):
        capture(outbox, signing_key(tmp_path / "state"), content)
    told = waiting(outbox)
    export(outbox, recipient, tmp_path / "queue.age")
    size_bytes = (tmp_path / "queue.age").stat().st_size
    assert told.submissions == 3
    assert size_bytes <= told.size_bytes < size_bytes + 4 * 64 * 1024 + size_bytes // 500


def test_a_technician_who_stops_it_gets_no_further_block(
    tmp_path: Path, outbox: Outbox, recipient: str
) -> None:
    class Stopped(Exception):
        pass

    def stop(done_bytes: int) -> None:
        if done_bytes > 100_000:
            raise Stopped

    capture(outbox, signing_key(tmp_path / "state"), TWO)
    with (tmp_path / "queue.age").open("wb") as sealed, pytest.raises(Stopped):
        seal(outbox, recipient, sealed, stop)
    assert (tmp_path / "queue.age").stat().st_size < len(TWO)
    with pytest.raises(ExportInvalid):
        import_export(tmp_path / "queue.age", tmp_path / "centre-export.age", None, None)


def test_a_kiosk_that_a_trial_has_never_met_is_enrolled_by_its_export_as_on_line(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    key = receiving(tmp_path, centre, "export-key").stdout.strip()
    number = capture(outbox, signing_key(tmp_path / "state"), ONE).number
    export(outbox, key, tmp_path / "queue.age")
    ended = taken(tmp_path, centre, tmp_path / "queue.age")
    assert (ended.returncode, ended.stdout) == (0, f"{number} received\n")
    with closing(court(tmp_path, centre)) as network:
        assert network.time().tzinfo is not None
        courier = Courier(network, outbox, clock=BootClock(), waits=Waits(), tell=Told())
        while not courier.turn():
            pass
    assert {item.state for item in outbox.items()} == {State.RECEIVED}


def test_an_unknown_kiosk_whose_key_is_not_in_the_export_is_to_be_enrolled(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    key = receiving(tmp_path, centre, "export-key").stdout.strip()
    number = capture(outbox, signing_key(tmp_path / "state"), ONE).number
    (tmp_path / "state" / "kiosk-key.pem").unlink()  # in production it is a credential
    export(outbox, key, tmp_path / "queue.age")
    ended = taken(tmp_path, centre, tmp_path / "queue.age")
    assert ended.returncode == 1
    assert f"{number} not handed over: the kiosk {KIOSK} is not enrolled here" in ended.stdout
    assert f"kiosk-receiver enrol --kiosk {KIOSK}" in ended.stdout


def test_with_no_receiver_running_it_is_said_so(
    tmp_path: Path, outbox: Outbox, centre: RunningReceiver
) -> None:
    key = receiving(tmp_path, centre, "export-key").stdout.strip()
    capture(outbox, signing_key(tmp_path / "state"), ONE)
    export(outbox, key, tmp_path / "queue.age")
    centre.stop()
    ended = taken(tmp_path, centre, tmp_path / "queue.age")
    assert ended.returncode == 1
    assert "is the receiver running" in ended.stderr
    assert "ConnectionError" not in ended.stderr


def test_a_wrong_recipient_is_said_so(tmp_path: Path, outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="recipient"):
        export(outbox, "age1nonsense", tmp_path / "queue.age")
