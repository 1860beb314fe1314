"""The simulated technician's stick keeps the promises of its port, and misbehaves as told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.outgoing_contract import LARGE, OutgoingBench, OutgoingContract, write

from drivers.outgoing import (
    FOLDER,
    MARK,
    FileTooLarge,
    OutgoingUnavailable,
    StickFailing,
    StickGone,
    StickNotWritable,
    StickProtected,
)
from drivers.simulated import SimulatedShelf, SimulationRefused
from drivers.simulated_outgoing import SimulatedOutgoing


class SimulatedBench(OutgoingBench):
    def __init__(self, folder: Path) -> None:
        self.shelf = SimulatedShelf()
        self.outgoing = self.simulated = SimulatedOutgoing(self.shelf)
        self.folder = folder
        self._count = 0

    def plug_in(self, label: str = MARK, room_bytes: int = 8 << 20) -> None:
        self._count += 1
        place = self.folder / str(self._count)
        place.mkdir()
        if label == MARK:
            self.simulated.room_bytes = room_bytes
        self.shelf.insert(label, place)

    def pull(self) -> None:
        self.shelf.pull(self.outgoing.stick().id)

    def protect(self) -> None:
        self.simulated.refuses = StickProtected()

    def plug_in_not_writable(self) -> None:
        self.plug_in()
        self.simulated.refuses = StickNotWritable()

    def on_the_stick(self) -> Mapping[str, bytes]:
        place = self.folder / str(self._count) / FOLDER
        return {file.name: file.read_bytes() for file in place.iterdir()}

    def is_writable(self) -> bool:
        return self.simulated.writable_now


@pytest.fixture
def bench(tmp_path: Path) -> SimulatedBench:
    return SimulatedBench(tmp_path)


class TestSimulatedOutgoing(OutgoingContract):
    pass


def test_what_a_pulled_stick_keeps_has_no_name_and_goes_with_the_next_export(
    bench: SimulatedBench,
) -> None:
    bench.plug_in()
    bench.simulated.pulled_at = 1_000_000
    with pytest.raises(StickGone), bench.outgoing.writable() as folder:
        folder.write("queue.age", write)
    assert list(bench.on_the_stick()) == ["queue.age.part"]

    bench.simulated.pulled_at = None
    bench.shelf.insert(MARK, bench.folder / "1")
    with bench.outgoing.writable() as folder:
        folder.write("queue.age", write)
    assert bench.on_the_stick() == {"queue.age": LARGE}


def test_a_worn_stick_is_found_out_before_its_file_gets_a_name(bench: SimulatedBench) -> None:
    bench.plug_in()
    bench.simulated.worn = True
    with bench.outgoing.writable() as folder, pytest.raises(StickFailing):
        folder.write("queue.age", write)
    assert bench.on_the_stick() == {}


def test_a_file_system_takes_only_so_much_in_one_file(bench: SimulatedBench) -> None:
    bench.plug_in()
    bench.simulated.most_bytes = 2_000_000
    with bench.outgoing.writable() as folder, pytest.raises(FileTooLarge):
        folder.write("queue.age", write)
    assert bench.on_the_stick() == {}


def test_a_stick_that_cannot_be_unmounted_is_never_called_ready_to_pull(
    bench: SimulatedBench,
) -> None:
    bench.plug_in()
    bench.simulated.stays = OutgoingUnavailable()
    with pytest.raises(OutgoingUnavailable), bench.outgoing.writable() as folder:
        folder.write("queue.age", write)


def test_not_being_able_to_look_is_never_nothing_there(bench: SimulatedBench) -> None:
    bench.plug_in()
    bench.shelf.fail_looking()
    with pytest.raises(OutgoingUnavailable):
        bench.outgoing.stick()


def test_in_production_nothing_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = SimulatedShelf()
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationRefused):
        SimulatedOutgoing(shelf)
