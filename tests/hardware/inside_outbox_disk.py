"""Power cuts and a full disk; run by test_outbox_disk.py in its own namespaces."""

import hashlib
import os
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.power_cut import MIB, SmallDisk
from support.receiver import Handed, PlainKiosk, ServedReceiver, document
from support.submissions import BootClock, Told, capture, make

from sync.courier import Courier
from sync.lane import Waits
from sync.outbox import LEAST_FREE_BYTES, Outbox
from sync.simulated import SimulatedCourt
from sync.submissions import OutboxError, OutboxFull, State

KEY = Ed25519PrivateKey.generate()
CUTS_OF_CAPTURES = 30
CUTS_OF_THE_CENTRE = 5
SENDERS = 6
CHANCE = random.Random(2026)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    small = SmallDisk(tmp_path, 160 * MIB)
    yield small
    small.unmount()


def capture_until_the_power_goes(disk: SmallDisk, at_least: int) -> list[str]:
    """The numbers of what put() has returned for; the cut falls into one of the next captures."""
    captured: list[str] = []
    cut = threading.Timer(CHANCE.uniform(0.0, 0.03), disk.cut_power)
    with closing(Outbox.open(disk.path / "state", minimum_free_bytes=0)) as outbox:
        outbox.clear_staging()
        with suppress(OutboxError, OSError):
            while len(captured) < 1000:
                if len(captured) == at_least:
                    cut.start()
                captured.append(capture(outbox, KEY, os.urandom(20_000)).number)
        cut.join()
    return captured


def test_what_was_captured_before_a_power_cut_is_there_after_it(disk: SmallDisk) -> None:
    promised: set[str] = set()
    for cut in range(CUTS_OF_CAPTURES):
        promised |= set(capture_until_the_power_goes(disk, at_least=cut % 3))
        disk.start_again()
        with closing(Outbox.open(disk.path / "state", minimum_free_bytes=0)) as outbox:
            items = outbox.items()
            assert promised <= {item.number for item in items}
            assert {item.state for item in items} <= {State.CAPTURED}
            assert [item.sequence for item in items] == list(range(1, len(items) + 1))
            assert outbox.first_break_in_audit() is None
            assert outbox.scrub() == 0, "every content still has its digest"
    assert len(promised) >= CUTS_OF_CAPTURES
    assert len(promised) <= len(items) <= len(promised) + CUTS_OF_CAPTURES


def test_what_the_centre_acknowledged_before_a_power_cut_is_there_after_it(
    disk: SmallDisk,
) -> None:
    receipts: dict[str, str] = {}
    everything: list[Handed] = []
    with ServedReceiver(disk.path / "centre") as receiver:
        kiosk = PlainKiosk(receiver.url)
        for _ in range(CUTS_OF_THE_CENTRE):
            cut = threading.Timer(CHANCE.uniform(0.0, 0.3), disk.cut_power)
            cut.start()
            uploads = deliver_until_the_power_goes(kiosk, everything, receipts)
            cut.join()
            receiver.kill()
            disk.start_again()
            receiver.start()
            for upload, acknowledged in uploads.items():
                assert kiosk.offset(upload) >= acknowledged
            check_the_centre(disk, receiver, kiosk, everything, receipts)
        kiosk.close()
        receiver.kill()
    assert len(receipts) >= CUTS_OF_THE_CENTRE


def test_what_many_were_told_at_once_is_there_after_a_power_cut(disk: SmallDisk) -> None:
    told = 0
    with ServedReceiver(disk.path / "centre") as receiver, ThreadPoolExecutor(SENDERS) as senders:
        kiosks = [PlainKiosk(receiver.url, f"RC{number:02}") for number in range(SENDERS)]
        for _ in range(CUTS_OF_THE_CENTRE):
            cut = threading.Timer(CHANCE.uniform(0.2, 0.4), disk.cut_power)
            cut.start()
            acknowledged = list(senders.map(send_until_the_power_goes, kiosks))
            cut.join()
            receiver.kill()
            disk.start_again()
            receiver.start()
            for kiosk, uploads in zip(kiosks, acknowledged, strict=True):
                for upload, bytes_told in uploads.items():
                    assert kiosk.offset(upload) >= bytes_told
            told += sum(map(len, acknowledged))
        for kiosk in kiosks:
            kiosk.close()
    assert told >= SENDERS * CUTS_OF_THE_CENTRE


def send_until_the_power_goes(kiosk: PlainKiosk) -> dict[str, int]:
    """The bytes of each upload that were acknowledged."""
    uploads: dict[str, int] = {}
    with suppress(requests.RequestException):
        while True:
            handed = kiosk.captured(document(4_000))
            answer = kiosk.announce(handed, handed.original)
            if answer.status_code != 201:
                break
            upload = kiosk.url + answer.headers["Location"]
            uploads[upload] = 0
            if kiosk.append(upload, 0, handed.original).status_code != 204:
                break
            uploads[upload] = len(handed.original)
    return uploads


def deliver_until_the_power_goes(
    kiosk: PlainKiosk, everything: list[Handed], receipts: dict[str, str]
) -> dict[str, int]:
    """Bytes of the uploads under way that were acknowledged, by address."""
    while True:
        handed = kiosk.captured(document(CHANCE.choice([4_000, 300_000])), len(everything) + 1)
        everything.append(handed)
        uploads: dict[str, int] = {}
        try:
            for content in (handed.original, handed.stamped):
                answer = kiosk.announce(handed, content)
                if answer.status_code != 201:
                    return uploads
                upload = kiosk.url + answer.headers["Location"]
                uploads[upload] = 0
                if kiosk.append(upload, 0, content).status_code != 204:
                    return uploads
                uploads[upload] = len(content)
            answer = kiosk.put(handed)
        except requests.RequestException:
            return uploads
        if answer.status_code != 201:
            # It may have been decided, and the uploads be documents by now.
            return {}
        receipts[handed.uuid] = answer.json()["receipt"]


def check_the_centre(
    disk: SmallDisk,
    receiver: ServedReceiver,
    kiosk: PlainKiosk,
    everything: list[Handed],
    receipts: dict[str, str],
) -> None:
    """All it has acknowledged is there with its bytes; the one that was cut off can be sent."""
    known = [each for each in everything if each.uuid in receipts]
    for each in known:
        answer = kiosk.ask("GET", f"/submissions/{each.uuid}")
        assert answer.json()["receipt"] == receipts[each.uuid]
        assert receiver.count(each.stamped) == 1
    last = everything[-1]
    if last.uuid not in receipts:
        answer = kiosk.put(last)
        if answer.status_code != 200:
            answer = kiosk.deliver(last)
        receipts[last.uuid] = answer.json()["receipt"]
    blobs = (disk.path / "centre" / "blobs").iterdir()
    lying = {hashlib.sha256(path.read_bytes()).digest() for path in blobs}
    for each in known:
        assert hashlib.sha256(each.stamped).digest() in lying


# ---------------------------------------------------------------- a full disk


def test_a_full_disk_takes_no_visit_delivers_all_the_same_and_goes_on_when_freed(
    disk: SmallDisk,
) -> None:
    clock, court = BootClock(), SimulatedCourt()
    with closing(Outbox.open(disk.path / "state", minimum_free_bytes=40 * MIB)) as outbox:
        first = capture(outbox, KEY)
        made = make(outbox, KEY, b"a visit that has begun")
        outbox.ready()

        disk.fill(leaving_bytes=LEAST_FREE_BYTES + 4 * MIB)
        with pytest.raises(OutboxFull):
            outbox.ready()
        outbox.put(made.manifest, made.receipt_k, made.blobs)  # the visitor's copies lie there

        disk.fill()
        with pytest.raises(OutboxFull):
            capture_staged_in_no_room(outbox)
        courier = Courier(court, outbox, clock=clock, waits=Waits(), tell=Told())
        for _ in range(20):
            clock.seconds += courier.turn()
        assert [item.state for item in outbox.items()] == [State.RECEIVED] * 2
        assert set(court.received) == {first.submission, made.manifest.submission}
        assert not (disk.path / "state" / "ballast").exists(), "its room was needed"

        disk.free()
        outbox.ready()
        capture(outbox, KEY)
    with closing(Outbox.open(disk.path / "state", minimum_free_bytes=40 * MIB)) as outbox:
        assert len(outbox.items()) == 3
        assert (disk.path / "state" / "ballast").stat().st_size == 16 * MIB
        assert outbox.first_break_in_audit() is None


def capture_staged_in_no_room(outbox: Outbox) -> None:
    try:
        capture(outbox, KEY, os.urandom(8192))
    except OSError as error:  # the staged file itself found no room
        raise OutboxFull("staging") from error


def test_an_outbox_is_opened_and_emptied_on_a_disk_without_a_byte_left(disk: SmallDisk) -> None:
    with closing(Outbox.open(disk.path / "state", minimum_free_bytes=0)) as outbox:
        manifest = capture(outbox, KEY)
    disk.fill()
    clock = BootClock()
    with closing(Outbox.open(disk.path / "state", minimum_free_bytes=0)) as outbox:
        with pytest.raises(OutboxFull):
            capture_staged_in_no_room(outbox)
        courier = Courier(SimulatedCourt(), outbox, clock=clock, waits=Waits(), tell=Told())
        for _ in range(10):
            clock.seconds += courier.turn()
        item = outbox.item(manifest.number)
        assert item is not None
        assert item.state is State.RECEIVED
