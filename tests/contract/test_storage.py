"""The simulated shelf keeps the promises of the storage port, and misbehaves as it is told."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from support.storage_bench import PATIENCE_S, StorageBench
from support.storage_contract import StorageContract

from drivers.simulated import SimulatedShelf, SimulationRefused
from drivers.simulated_clock import SimulatedClock
from drivers.storage import Condition, MediumGone, MediumUnreadable


class SimulatedBench(StorageBench):
    def __init__(self, shelf: SimulatedShelf, folder: Path) -> None:
        self.storage = self.shelf = shelf
        self._folder = folder
        self._count = 0

    def plug_in(self, label: str, fill: Callable[[Path], None]) -> None:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        fill(folder)
        self.shelf.insert(label, folder)

    def plug_in_unformatted(self) -> None:
        self.shelf.insert("", {}, Condition.UNFORMATTED)

    def pull(self, medium_id: str) -> None:
        self.shelf.pull(medium_id)

    def blind(self) -> Callable[[], None]:
        return self.shelf.fail_looking()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def shelf(waits: list[float]) -> SimulatedShelf:
    return SimulatedShelf(wait=waits.append)


class TestSimulatedShelf(StorageContract):
    @pytest.fixture
    def bench(self, shelf: SimulatedShelf, tmp_path: Path) -> SimulatedBench:
        return SimulatedBench(shelf, tmp_path)


def test_a_device_can_be_made_of_bytes_or_of_a_folder(
    shelf: SimulatedShelf, tmp_path: Path
) -> None:
    (tmp_path / "b.pdf").write_bytes(b"from a folder")
    one = shelf.insert("ONE", {"sub/a.pdf": b"from bytes"}, socket="1.2")
    two = shelf.insert("TWO", tmp_path)
    assert [file.path for file in shelf.files(one)] == ["sub/a.pdf"]
    assert [file.path for file in shelf.files(two)] == ["b.pdf"]
    assert shelf.media()[0].socket == "1.2"
    shelf.pull(two)
    assert (tmp_path / "b.pdf").read_bytes() == b"from a folder"


def test_a_file_fails_where_it_is_told_to_and_others_do_not(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {"bad.pdf": b"0123456789", "good.pdf": b"good"})
    shelf.fail_reading(stick, "bad.pdf", after_bytes=4)
    with shelf.open(stick, "bad.pdf") as file:
        assert file.read(3) == b"012"
        with pytest.raises(OSError, match="Errno 5"):
            file.read()
    with shelf.open(stick, "good.pdf") as file:
        assert file.read() == b"good"
    assert shelf.media()[0].condition is Condition.READY


def test_the_very_next_read_fails_once_the_device_is_pulled(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {"a.pdf": b"0123456789"})
    with shelf.open(stick, "a.pdf") as file:
        assert file.read(2) == b"01"
        shelf.pull(stick)
        with pytest.raises(OSError, match="Errno 19"):
            file.read(1)


def test_a_slow_device_waits_as_long_as_its_bytes_take(
    shelf: SimulatedShelf, waits: list[float]
) -> None:
    stick = shelf.insert("X", {"a.pdf": b"x" * 3000})
    shelf.slow(stick, bytes_per_s=1000)
    with shelf.open(stick, "a.pdf") as file:
        while file.read(500):
            pass
    assert sum(waits) == pytest.approx(3.0, abs=0.6)


def test_a_hanging_read_goes_on_when_released(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {"a.pdf": b"abc"})
    release = shelf.hang_next_read()
    reader = _Reader(shelf, stick)
    assert reader.still_reading()
    release()
    assert reader.outcome() == b"abc"


def test_pulling_the_device_ends_a_hanging_read(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {"a.pdf": b"abc"})
    shelf.hang_next_read()
    reader = _Reader(shelf, stick)
    assert reader.still_reading()
    shelf.pull(stick)
    assert isinstance(reader.outcome(), OSError)


@pytest.mark.parametrize(
    "condition", [condition for condition in Condition if condition is not Condition.READY]
)
def test_only_a_ready_device_is_read(shelf: SimulatedShelf, condition: Condition) -> None:
    stick = shelf.insert("X", {"a.pdf": b"a"}, condition)
    with pytest.raises(MediumUnreadable):
        shelf.files(stick)
    shelf.turn(stick, Condition.READY)
    assert len(shelf.files(stick)) == 1


def test_a_device_cannot_be_pulled_twice(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {})
    shelf.pull(stick)
    with pytest.raises(MediumGone):
        shelf.pull(stick)


def test_an_open_file_can_be_wound_back(shelf: SimulatedShelf) -> None:
    stick = shelf.insert("X", {"a.pdf": b"abc"})
    with shelf.open(stick, "a.pdf") as file:
        assert file.read() == b"abc"
        file.seek(1)
        assert file.read() == b"bc"


@pytest.mark.parametrize("simulation", [SimulatedShelf, SimulatedClock])
def test_in_production_nothing_is_simulated(
    monkeypatch: pytest.MonkeyPatch, simulation: Callable[[], object]
) -> None:
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationRefused):
        simulation()


class _Reader:
    """Reads the whole file on a thread of its own."""

    def __init__(self, shelf: SimulatedShelf, stick: str) -> None:
        self._result: bytes | OSError = b""
        self._began = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(shelf, stick))
        self._thread.start()
        assert self._began.wait(PATIENCE_S)

    def _read(self, shelf: SimulatedShelf, stick: str) -> None:
        with shelf.open(stick, "a.pdf") as file:
            self._began.set()
            try:
                self._result = file.read()
            except OSError as error:
                self._result = error

    def still_reading(self) -> bool:
        self._thread.join(0.05)
        return self._thread.is_alive()

    def outcome(self) -> bytes | OSError:
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()
        return self._result
