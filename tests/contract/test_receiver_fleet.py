"""Several processes that serve one centre: each submission once, whoever is asked, whoever dies."""

import os
import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
import requests
from support.object_storage import ObjectStorage
from support.postgres import postgres
from support.receiver import Handed, PlainKiosk, ServedReceiver, document, sha256, wait_until

from sync.receiver.bucket import open_bucket
from sync.receiver.count import count_holding
from sync.wire import Problem

MIB = 1024 * 1024
KILLS = 4


@pytest.fixture(scope="module")
def pair(
    database: str, storage: ObjectStorage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ServedReceiver, ServedReceiver]]:
    """Two receivers, each with a folder, and one centre: its books, its documents, its key."""
    folder = tmp_path_factory.mktemp("centre")
    options = ("--database", database, "--documents", storage.address)
    with ExitStack() as stack:
        one = stack.enter_context(ServedReceiver(folder / "one", *options))
        (folder / "two").mkdir()
        shutil.copy(folder / "one" / "centre-key.pem", folder / "two")
        yield one, stack.enter_context(ServedReceiver(folder / "two", *options))


@pytest.fixture
def kiosk(
    pair: tuple[ServedReceiver, ServedReceiver], request: pytest.FixtureRequest
) -> Iterator[PlainKiosk]:
    """A kiosk that asks the first of the pair, unless it is told to ask the other."""
    speaking = PlainKiosk(pair[0].url, name=sha256(request.node.nodeid.encode())[:8])
    yield speaking
    speaking.close()


def asks(kiosk: PlainKiosk, receiver: ServedReceiver) -> PlainKiosk:
    """The same kiosk, sent to another receiver by whatever balances the load."""
    kiosk.url, kiosk.api = receiver.url, receiver.url + "/rc/v1"
    return kiosk


def kind(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


# ---------------------------------------------------------------- two receivers, one centre


def test_what_one_has_received_every_one_knows_and_the_documents_lie_with_none(
    pair: tuple[ServedReceiver, ServedReceiver],
    kiosk: PlainKiosk,
    database: str,
    storage: ObjectStorage,
) -> None:
    handed = kiosk.captured(document(300_000))
    first = kiosk.deliver(handed)
    again = asks(kiosk, pair[1]).put(handed)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert kiosk.ask("GET", f"/submissions/{handed.uuid}").json()["state"] == "received"
    assert count_holding(pair[0].store, sha256(handed.stamped), database) == 1
    assert {len(handed.original), len(handed.stamped)} <= set(storage.objects().values())
    assert pair[0].blobs() == {}


def test_eight_puts_at_both_make_one_submission(
    pair: tuple[ServedReceiver, ServedReceiver], kiosk: PlainKiosk, database: str
) -> None:
    handed = kiosk.captured(document(2 * MIB))
    kiosk.send_one(handed, handed.original)
    asks(kiosk, pair[1]).send_one(handed, handed.stamped)  # sticky by upload, not by kiosk

    def put(n: int) -> requests.Response:
        speaking = PlainKiosk(pair[n % 2].url, kiosk.name)
        speaking.key = kiosk.key
        try:
            return speaking.put(handed)
        finally:
            speaking.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(put, range(8)))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {200, 201, 202}
    receipts = {answer.json()["receipt"] for answer in answers if answer.status_code != 202}
    assert receipts == {kiosk.put(handed).json()["receipt"]}
    assert count_holding(pair[0].store, sha256(handed.stamped), database) == 1


def test_an_upload_is_continued_at_another_receiver_when_its_own_is_gone(
    pair: tuple[ServedReceiver, ServedReceiver], kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(2 * MIB))
    upload = kiosk.begin(handed, handed.original)
    kiosk.append(upload, 0, handed.original[:MIB])
    pair[0].kill()
    elsewhere = upload.replace(pair[0].url, pair[1].url)
    asks(kiosk, pair[1])
    assert kind(kiosk.append(elsewhere, MIB, b"x")) == (409, Problem.WRONG_OFFSET)
    assert kiosk.offset(elsewhere) == 0
    assert kiosk.deliver(handed).status_code == 201
    pair[0].start()
    assert pair[0].blobs() == {}
    assert asks(kiosk, pair[0]).put(handed).status_code == 200


def test_killed_at_any_moment_of_many_deliveries_they_lose_and_double_none(
    pair: tuple[ServedReceiver, ServedReceiver], kiosk: PlainKiosk, database: str
) -> None:
    receipts: dict[str, str] = {}
    sent: list[Handed] = []
    enough = threading.Event()

    def deliver_until_enough() -> None:
        while not enough.is_set():
            handed = kiosk.captured(document(200_000), len(sent) + 1)
            sent.append(handed)
            while handed.uuid not in receipts:
                asks(kiosk, random.choice(pair))
                with suppress(requests.RequestException, AssertionError):
                    answer = kiosk.deliver(handed)
                    if answer.status_code in {200, 201}:
                        receipts[handed.uuid] = answer.json()["receipt"]

    sender = threading.Thread(target=deliver_until_enough)
    sender.start()
    for n in range(KILLS):
        enough.wait(random.uniform(0.1, 0.5))
        pair[n % 2].kill()
        pair[n % 2].start()
    enough.set()
    sender.join()
    assert len(receipts) == len(sent) > 0
    for one in sent:
        assert count_holding(pair[0].store, sha256(one.stamped), database) == 1
        known = kiosk.ask("GET", f"/submissions/{one.uuid}").json()
        assert known["receipt"] == receipts[one.uuid]


def test_a_document_damaged_in_the_storage_is_asked_for_again(
    kiosk: PlainKiosk, storage: ObjectStorage, tmp_path: Path
) -> None:
    handed = kiosk.captured(document(5000))
    before = set(storage.objects())
    kiosk.send_one(handed, handed.original)
    (name,) = set(storage.objects()) - before
    kiosk.send_one(handed, handed.stamped)
    (tmp_path / "other").write_bytes(bytes(len(handed.original)))
    open_bucket(storage.address).keep(tmp_path / "other", name.removeprefix("documents/"))
    answer = kiosk.put(handed)
    assert kind(answer) == (422, Problem.DOCUMENTS_MISSING)
    assert answer.json()["missing"] == [sha256(handed.original)]
    assert kiosk.deliver(handed).status_code == 201


def test_while_the_storage_is_away_nothing_is_received_and_nothing_lost(
    pair: tuple[ServedReceiver, ServedReceiver], kiosk: PlainKiosk, storage: ObjectStorage
) -> None:
    away = ("--database", pair[0].options[1], "--documents", "s3://x?endpoint=http://127.0.0.1:1")
    pair[0].end()
    with ServedReceiver(pair[0].store, *away) as cut_off:
        asks(kiosk, cut_off)
        handed = kiosk.captured(document(5000))
        upload = kiosk.begin(handed, handed.original)
        answer = kiosk.append(upload, 0, handed.original)
        assert kind(answer) == (503, Problem.BUSY)
        assert int(answer.headers["Retry-After"]) > 0
        assert kiosk.offset(upload) == len(handed.original)
        stamped = kiosk.begin(handed, handed.stamped)
        kiosk.append(stamped, 0, handed.stamped)
        assert kind(kiosk.put(handed)) == (503, Problem.BUSY)
    pair[0].start()
    assert asks(kiosk, pair[0]).put(handed).status_code == 201


def test_a_database_that_is_away_is_told_and_waited_for(tmp_path: Path) -> None:
    with (
        postgres() as server,
        ServedReceiver(tmp_path / "centre", "--database", server.address) as served,
        closing(PlainKiosk(served.url)) as kiosk,
    ):
        handed = kiosk.captured(document(5000))
        kiosk.send(handed)
        server.stop()
        answer = kiosk.put(handed)
        assert kind(answer) == (503, Problem.BUSY)
        assert int(answer.headers["Retry-After"]) > 0
        assert kiosk.ask("GET", "/").status_code == 503  # so that no lane opens on it
        server.start()
        assert kiosk.ask("GET", "/").status_code == 200
        assert kiosk.put(handed).status_code == 201


# ---------------------------------------------------------------- workers of one receiver


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedReceiver]:
    with ServedReceiver(tmp_path_factory.mktemp("many"), "--workers", "3") as served:
        yield served


def workers(receiver: ServedReceiver) -> list[int]:
    listed = subprocess.run(
        ["pgrep", "-P", str(receiver.process.pid)], capture_output=True, text=True
    )
    return [int(pid) for pid in listed.stdout.split()]


def test_workers_serve_the_default_store_together(many: ServedReceiver) -> None:
    def deliver(n: int) -> Handed:
        kiosk = PlainKiosk(many.url, f"W{n}")
        handed = kiosk.captured(document(100_000))
        assert kiosk.deliver(handed).status_code == 201
        kiosk.close()
        return handed

    wait_until(lambda: len(workers(many)) == 3, "three workers")
    with ThreadPoolExecutor(6) as pool:
        handed = list(pool.map(deliver, range(18)))
    assert [many.count(one.original) for one in handed] == [1] * 18


def test_a_newer_request_at_any_worker_ends_a_patch_on_a_dead_link(many: ServedReceiver) -> None:
    kiosk = PlainKiosk(many.url, "DEAD")
    for sequence in range(1, 7):
        handed = kiosk.captured(document(3 * MIB), sequence)
        upload = kiosk.begin(handed, handed.original)
        blob = upload.rpartition("/")[2]
        with kiosk.half_send(upload, 0, 3 * MIB, handed.original[: 2 * MIB]) as dead:
            wait_until(lambda blob=blob: many.blobs()[blob] >= MIB, "bytes on the disk")
            kiosk.close()  # so that the next request may meet another worker
            assert MIB <= kiosk.offset(upload) <= 2 * MIB
            assert dead.recv(100).startswith(b"HTTP/1.1 423")
        assert kiosk.deliver(handed).status_code == 201
    kiosk.close()


def test_a_worker_that_dies_is_replaced(many: ServedReceiver) -> None:
    wait_until(lambda: len(workers(many)) == 3, "three workers")
    victim = workers(many)[0]
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: len(workers(many)) == 3 and victim not in workers(many), "a new worker")
    kiosk = PlainKiosk(many.url, "AFTER")
    assert kiosk.deliver(kiosk.captured(document(1000))).status_code == 201
    kiosk.close()


def test_workers_end_with_their_parent_however_it_ends(tmp_path: Path) -> None:
    with ServedReceiver(tmp_path, "--workers", "2") as served:
        assert served.end(signal.SIGTERM) == 0
        served.start()
        wait_until(lambda: len(workers(served)) == 2, "two workers")
        served.kill()
        wait_until(lambda: not served.listens(), "the port to be free")
        served.start()  # nobody holds the folder any more
        kiosk = PlainKiosk(served.url)
        assert kiosk.deliver(kiosk.captured(document(1000))).status_code == 201
        kiosk.close()
        assert served.end(signal.SIGTERM) == 0
