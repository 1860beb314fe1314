"""The reference centre killed with kill -9 at any moment keeps exactly what it acknowledged."""

import random
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from support.receiver import Handed, PlainKiosk, ServedReceiver, document, wait_until

MIB = 1024 * 1024
KILLS = 10


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[ServedReceiver]:
    with ServedReceiver(tmp_path) as served:
        yield served


@pytest.fixture
def kiosk(receiver: ServedReceiver) -> Iterator[PlainKiosk]:
    speaking = PlainKiosk(receiver.url)
    yield speaking
    speaking.close()


def test_killed_within_a_patch_it_stands_at_the_last_acknowledged_byte(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(6 * MIB))
    upload = kiosk.begin(handed, handed.original)
    assert kiosk.append(upload, 0, handed.original[: MIB + 7]).status_code == 204
    blob = upload.rpartition("/")[2]
    rest = handed.original[MIB + 7 :]
    with kiosk.half_send(upload, MIB + 7, len(rest), rest[: 4 * MIB]):
        wait_until(lambda: receiver.blobs()[blob] > 3 * MIB, "bytes on the disk")
        receiver.kill()
    receiver.start()
    assert kiosk.offset(upload) == MIB + 7
    assert kiosk.deliver(handed).status_code == 201
    assert receiver.count(handed.original) == 1


def test_a_crash_within_a_long_patch_does_not_cost_the_whole_of_it(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(20 * MIB))
    upload = kiosk.begin(handed, handed.original)
    blob = upload.rpartition("/")[2]
    with kiosk.half_send(upload, 0, 20 * MIB, handed.original[: 12 * MIB]):
        wait_until(lambda: receiver.blobs()[blob] > 10 * MIB, "bytes on the disk")
        receiver.kill()
    receiver.start()
    assert kiosk.offset(upload) >= 8 * MIB
    assert kiosk.deliver(handed).status_code == 201


def test_killed_while_a_submission_is_decided_it_has_it_whole_or_not_at_all(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    for sequence in range(1, KILLS + 1):
        handed = kiosk.captured(document(2 * MIB), sequence)
        kiosk.send(handed)
        killer = threading.Timer(random.uniform(0.0, 0.04), receiver.kill)
        killer.start()
        with suppress(requests.ConnectionError):
            kiosk.put(handed)
        killer.join()
        receiver.start()
        found = kiosk.ask("GET", f"/submissions/{handed.uuid}").status_code
        assert receiver.count(handed.stamped) == (1 if found == 200 else 0)
        assert kiosk.put(handed).status_code == (200 if found == 200 else 201)
        assert receiver.count(handed.stamped) == 1


def test_killed_at_any_moment_of_many_deliveries_it_loses_and_doubles_none(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    receipts: dict[str, str] = {}
    sent: list[Handed] = []
    enough = threading.Event()

    def deliver_until_enough() -> None:
        while not enough.is_set():
            handed = kiosk.captured(document(300_000), len(sent) + 1)
            sent.append(handed)
            while handed.uuid not in receipts:
                try:
                    receipts[handed.uuid] = delivered(kiosk, handed)
                except requests.RequestException:
                    wait_until(receiver.listens, "the receiver")

    sender = threading.Thread(target=deliver_until_enough)
    sender.start()
    for _ in range(KILLS):
        enough.wait(random.uniform(0.0, 0.3))
        receiver.kill()
        receiver.start()
    enough.set()
    sender.join()
    assert len(receipts) == len(sent) > 0
    for one in sent:
        assert receiver.count(one.original) == 1
        answer = kiosk.ask("GET", f"/submissions/{one.uuid}")
        assert answer.json()["receipt"] == receipts[one.uuid]
    # Nothing is left that belongs to nobody: two documents a submission.
    assert len(receiver.blobs()) == 2 * len(sent)


def delivered(kiosk: PlainKiosk, handed: Handed) -> str:
    """One careful attempt, as a kiosk makes it after an unclear end."""
    known = kiosk.ask("GET", f"/submissions/{handed.uuid}")
    answer = known if known.status_code == 200 else kiosk.deliver(handed)
    assert answer.status_code in {200, 201}
    return str(answer.json()["receipt"])


def test_it_ends_cleanly_when_asked_also_within_a_patch(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(4 * MIB))
    upload = kiosk.begin(handed, handed.original)
    blob = upload.rpartition("/")[2]
    with kiosk.half_send(upload, 0, 4 * MIB, handed.original[: 2 * MIB]):
        wait_until(lambda: receiver.blobs()[blob] >= MIB, "bytes on the disk")
        assert receiver.end(signal.SIGTERM) == 0
    receiver.start()
    assert kiosk.offset(upload) >= MIB
    assert kiosk.deliver(handed).status_code == 201
