"""The simulated scanner keeps the promises of the scanner port, and misbehaves as it is told."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.scanner_bench import DPI, Scan, ScannerBench, files
from support.scanner_contract import ScannerContract

from scanner.device import ColourMode, PaperJammed, ScannerFailed, Source
from scanner.drawn_page import draw_page
from scanner.escl_simulator import EsclSimulator
from scanner.simulated import SimulatedScanner
from scanner.simulation import SimulationRefused


class SimulatedBench(ScannerBench):
    def __init__(self, scanner: SimulatedScanner) -> None:
        self.scanner = self.simulated = scanner

    def load(self, sheets: int) -> None:
        self.simulated.load(sheets)

    def jam_at(self, number: int) -> None:
        self.simulated.jam_at(number)

    def clear_jam(self) -> None:
        self.simulated.clear_jam()

    def open_cover(self) -> None:
        self.simulated.open_cover()

    def close_cover(self) -> None:
        self.simulated.close_cover()

    def be_busy(self, busy: bool) -> None:
        self.simulated.be_busy(busy)

    def hold_at(self, number: int) -> Callable[[], None]:
        return self.simulated.hold_at(number)

    def fail_at(self, number: int) -> None:
        self.simulated.crash_at(number)

    def unplug(self) -> None:
        self.simulated.unplug()

    def plug_in(self) -> None:
        self.simulated.plug_in()


class TestSimulatedScanner(ScannerContract):
    @pytest.fixture
    def bench(self) -> SimulatedBench:
        return SimulatedBench(SimulatedScanner())


def test_a_sheet_can_be_a_page_of_ones_own(tmp_path: Path) -> None:
    bench = SimulatedBench(SimulatedScanner())
    writ, letter = (draw_page(1, DPI, words=words) for words in ("Writ", "Letter"))
    bench.simulated.load([writ])
    bench.simulated.lay(letter)
    Scan(bench, tmp_path).made()
    Scan(bench, tmp_path, Source.FLATBED).made()
    assert [file.read_bytes() for file in files(tmp_path)] == [writ, letter]


def test_taking_the_paper_out_clears_a_jam_and_empties_the_feeder(tmp_path: Path) -> None:
    bench = SimulatedBench(SimulatedScanner())
    bench.load(2)
    bench.jam_at(1)
    Scan(bench, tmp_path).made().failed(PaperJammed)
    bench.simulated.take_out()
    assert Scan(bench, tmp_path, Source.AUTO).made().result == 1


def test_a_slow_scanner_takes_its_time_for_each_page(tmp_path: Path) -> None:
    bench = SimulatedBench(SimulatedScanner())
    bench.load(2)
    bench.simulated.slow(0.1)
    began = time.monotonic()
    Scan(bench, tmp_path).made()
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize(
    ("scanner", "missing"),
    [
        (SimulatedScanner(has_feeder=False), Source.FEEDER),
        (SimulatedScanner(has_flatbed=False), Source.FLATBED),
    ],
)
def test_a_source_that_is_not_there_is_not_scanned_from(
    scanner: SimulatedScanner, missing: Source, tmp_path: Path
) -> None:
    bench = SimulatedBench(scanner)
    Scan(bench, tmp_path, missing).made().failed(ScannerFailed)


def test_drawn_pages_differ_and_are_drawn_the_same_again() -> None:
    pages = {draw_page(n, DPI, mode) for n in (1, 2) for mode in ColourMode}
    assert len(pages) == 4
    assert draw_page(1, DPI) in pages


@pytest.mark.parametrize("simulation", [SimulatedScanner, EsclSimulator])
def test_in_production_no_scanner_is_simulated(
    monkeypatch: pytest.MonkeyPatch, simulation: Callable[[], object]
) -> None:
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationRefused):
        simulation()
