"""A technician takes the queue along on a stick; the centre takes it in exactly once."""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from support.submissions import BootClock, Told, capture
from support.technician import before_a_technician, comes_in, on_record, until
from support.visit import MakeVisit, Visit

from drivers.outgoing import (
    FOLDER,
    MARK,
    OutgoingUnavailable,
    StickNotWritable,
    StickProtected,
)
from kiosk_app.flow import model as m
from kiosk_app.maintenance.signed_report import read_report
from kiosk_app.wording.trouble import Trouble
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, published, signing_key
from sync.lane import Waits
from sync.receiver.count import count_holding
from sync.receiver.server import RunningReceiver, start_receiver
from sync.sealed import new_identity
from sync.submissions import State

CONTENTS = (b"%PDF-1.7 one" * 1000, b"%PDF-1.7 two" * 100_000)


@pytest.fixture
def technician(switched_on: MakeVisit, tmp_path: Path) -> Visit:
    """At the queue, in which two submissions wait."""
    visit = before_a_technician(switched_on(export_key=new_identity(tmp_path / "export-key.age")))
    for content in CONTENTS:
        capture(visit.kiosk.sealing.outbox, signing_key(tmp_path / "state"), content)
    at_the_queue(visit)
    return visit


def at_the_queue(visit: Visit) -> None:
    comes_in(visit)
    visit.player.touch("desk_queue")
    until(visit, m.MindingQueue, lambda shown: shown.lines is not None)
    visit.player.touch("secondary")
    until(visit, m.PlanningExport, lambda shown: shown.plan is not None)


def plugs_in(visit: Visit, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    stick = visit.shelf.insert(MARK, folder)
    until(visit, m.PlanningExport, lambda shown: shown.plan and shown.plan.stick)
    return stick


def writes(visit: Visit, button: str = "primary") -> m.Exported:
    visit.player.touch(button)
    return until(visit, m.Exported, lambda shown: True)


def fails(visit: Visit) -> Trouble:
    visit.player.touch("primary")
    failed = until(visit, m.PlanningExport, lambda shown: shown.failed is not None)
    return failed.failed


def on_the_stick(folder: Path) -> Mapping[str, bytes]:
    if not (folder / FOLDER).exists():
        return {}
    return {file.name: file.read_bytes() for file in (folder / FOLDER).iterdir()}


def states(visit: Visit) -> set[State]:
    return {item.state for item in visit.kiosk.sealing.outbox.items()}


def test_the_plan_says_what_waits_and_watches_for_the_stick(
    technician: Visit, tmp_path: Path
) -> None:
    shown = until(technician, m.PlanningExport, lambda shown: True)
    assert shown.trouble is Trouble.EXPORT_STICK_MISSING
    assert shown.plan.submissions == 2
    assert shown.plan.size_bytes >= 2 * sum(map(len, CONTENTS))
    technician.shelf.insert("ABLE", {"writ.pdf": b"%PDF-"})
    stick = plugs_in(technician, tmp_path / "stick")
    assert until(technician, m.PlanningExport, lambda shown: True).trouble is None
    technician.shelf.pull(stick)
    until(technician, m.PlanningExport, lambda shown: shown.plan.stick is None)


def test_the_stick_has_the_queue_the_signed_report_and_the_log(
    technician: Visit, tmp_path: Path
) -> None:
    technician.world.log.write_text("2026-11-21T02:00:00+00:00 kiosk kiosk-started kiosk=RC01\n")
    plugs_in(technician, tmp_path / "stick")
    done = writes(technician)
    files = on_the_stick(tmp_path / "stick")
    assert done.submissions == 2
    assert {file.path for file in done.files} == {f"{FOLDER}/{name}" for name in files}
    for file in done.files:
        content = files[file.path.rpartition("/")[2]]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size_bytes, file.sha256)
    sealed, readiness, log = (files[file.path.rpartition("/")[2]] for file in done.files)
    assert sealed.startswith(b"age-encryption.org/v1\n")
    assert b"canary" not in sealed.lower()
    key = signing_key(tmp_path / "state")
    report = read_report(readiness, [published("RC01", key)])
    assert report["kiosk"] == "RC01"
    assert log.splitlines() == [
        b"2026-11-21T02:00:00.000+00:00 kiosk-started kiosk=RC01",
        b"# 0 other lines left out",
    ]
    assert not technician.world.outgoing.writable_now
    assert states(technician) == {State.CAPTURED}
    assert on_record(technician)[-4:] == [
        "maintenance-queue-exported",
        "maintenance-report-exported",
        "maintenance-log-exported",
        "exported",
    ]
    whole = technician.kiosk.sealing.outbox.audit_records(1)[0]
    assert done.files[0].sha256 in str(whole)


def test_it_arrives_once_whether_by_stick_or_by_the_network_that_came_back(
    technician: Visit, tmp_path: Path
) -> None:
    store = tmp_path / "centre"
    centre = start_receiver(store)
    try:
        (tmp_path / "export-key.age").rename(store / "export-key.age")
        pinned = PinnedKeys(tmp_path / "pinned.json")
        key = signing_key(tmp_path / "state")
        with closing(HttpCourt(centre.base_url, "RC01", key, pinned)) as network:
            network.published_keys()  # the kiosk spoke to this centre before
            outbox = technician.kiosk.sealing.outbox
            courier = Courier(network, outbox, clock=BootClock(), waits=Waits(), tell=Told())
            plugs_in(technician, tmp_path / "stick")
            done = writes(technician)
            courier.turn()  # the network is back for a moment before the stick gets there
            for _ in range(2):
                assert imported(centre, store, tmp_path / "stick" / done.files[0].path) == 2
            while not courier.turn():
                pass
        assert states(technician) == {State.RECEIVED}
        for item in outbox.items():
            manifest = outbox.manifest(item.number)
            assert manifest is not None
            assert count_holding(store, manifest.blobs()[0].sha256) == 1
    finally:
        centre.stop()


def imported(centre: RunningReceiver, store: Path, sealed: Path) -> int:
    command = [sys.executable, "-m", "sync.receiver", "import", str(sealed)]
    command += ["--base", centre.base_url, "--store", str(store)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.count(" received")


def test_a_stick_pulled_in_the_middle_has_no_whole_file_and_the_next_try_has(
    technician: Visit, tmp_path: Path
) -> None:
    technician.world.outgoing.pulled_at = 1_000_000
    plugs_in(technician, tmp_path / "stick")
    assert fails(technician) is Trouble.EXPORT_STICK_GONE
    (left,) = on_the_stick(tmp_path / "stick")
    assert left.endswith(".age.part")
    assert states(technician) == {State.CAPTURED}
    assert on_record(technician)[-1] != "exported"

    technician.world.outgoing.pulled_at = None
    plugs_in(technician, tmp_path / "stick")
    writes(technician)
    assert [name for name in on_the_stick(tmp_path / "stick") if name.endswith(".part")] == []
    assert len(on_the_stick(tmp_path / "stick")) == 3


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ({"room_bytes": 1_000_000}, Trouble.EXPORT_STICK_FULL),
        ({"most_bytes": 1_000_000}, Trouble.EXPORT_FILE_TOO_LARGE),
        ({"worn": True}, Trouble.EXPORT_STICK_FAILING),
        ({"refuses": StickProtected()}, Trouble.EXPORT_STICK_PROTECTED),
        ({"refuses": StickNotWritable()}, Trouble.EXPORT_STICK_NOT_WRITABLE),
        ({"refuses": OutgoingUnavailable()}, Trouble.EXPORT_UNAVAILABLE),
    ],
)
def test_a_stick_that_cannot_be_written_is_told_with_its_code_and_keeps_nothing(
    technician: Visit, tmp_path: Path, fault: Mapping[str, object], trouble: Trouble
) -> None:
    for name, value in fault.items():
        setattr(technician.world.outgoing, name, value)
    plugs_in(technician, tmp_path / "stick")
    assert fails(technician) is trouble
    assert technician.kiosk.presenter.shown["trouble"]["code"] == trouble.value
    assert on_the_stick(tmp_path / "stick") == {}
    assert states(technician) == {State.CAPTURED}


def test_nobody_is_told_to_pull_a_stick_that_was_not_put_away(
    technician: Visit, tmp_path: Path
) -> None:
    technician.world.outgoing.stays = OutgoingUnavailable()
    plugs_in(technician, tmp_path / "stick")
    assert fails(technician) is Trouble.EXPORT_UNAVAILABLE
    assert on_record(technician)[-1] != "exported"


def test_whoever_goes_to_another_desk_stops_it_and_nothing_half_is_left(
    technician: Visit, tmp_path: Path
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def stand_still(written_bytes: int) -> None:
        if written_bytes > 500_000:
            begun.set()
            go_on.wait(30)

    technician.world.outgoing.before_block = stand_still
    plugs_in(technician, tmp_path / "stick")
    technician.player.touch("primary")
    technician.player.wait_until(begun.is_set, "the writing to begin")
    technician.player.touch("desk_queue")
    technician.shows(m.MindingQueue)
    go_on.set()
    technician.player.wait_until(
        lambda: not technician.world.outgoing.writable_now, "the stick to be read-only again"
    )
    assert on_the_stick(tmp_path / "stick") == {}
    assert states(technician) == {State.CAPTURED}


def test_two_marked_sticks_are_one_too_many(technician: Visit, tmp_path: Path) -> None:
    plugs_in(technician, tmp_path / "stick")
    second = technician.shelf.insert(MARK, {})
    several = Trouble.EXPORT_STICKS_SEVERAL
    until(technician, m.PlanningExport, lambda shown: shown.trouble is several)
    technician.shelf.pull(second)
    until(technician, m.PlanningExport, lambda shown: shown.trouble is None)


def test_without_a_key_of_the_centre_only_the_report_and_the_log_go_along(
    switched_on: MakeVisit, tmp_path: Path
) -> None:
    visit = before_a_technician(switched_on())
    capture(visit.kiosk.sealing.outbox, signing_key(tmp_path / "state"), CONTENTS[0])
    at_the_queue(visit)
    plugs_in(visit, tmp_path / "stick")
    shown = until(visit, m.PlanningExport, lambda shown: shown.plan.stick is not None)
    assert shown.trouble is Trouble.EXPORT_KEY_MISSING
    visit.kiosk.presenter.writeExport(True)
    visit.shows(m.PlanningExport)
    done = writes(visit, "secondary")
    assert done.submissions == 0
    assert sorted(name.split("-")[0] for name in on_the_stick(tmp_path / "stick")) == [
        "log",
        "readiness",
    ]
    assert "maintenance-queue-exported" not in on_record(visit)


def test_with_nothing_waiting_there_is_nothing_to_export(
    switched_on: MakeVisit, tmp_path: Path
) -> None:
    key = new_identity(tmp_path / "export-key.age")
    visit = before_a_technician(switched_on(export_key=key))
    at_the_queue(visit)
    plugs_in(visit, tmp_path / "stick")
    shown = until(visit, m.PlanningExport, lambda shown: shown.plan.stick is not None)
    assert shown.trouble is Trouble.EXPORT_EMPTY
