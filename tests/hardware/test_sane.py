"""The real scanner on SANE's test backend: what drivers do wrong, and what becomes of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image
from support.children import forget_children, worker_pids
from support.scanner_bench import PATIENCE_S, Scan, files

from scanner.device import (
    ColourMode,
    Condition,
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PaperJammed,
    ScannedPage,
    Scanner,
    ScannerBusy,
    ScannerError,
    ScannerFailed,
    ScannerInfo,
    ScanStopped,
    Source,
)
from scanner.sane import SaneScanner

PAGES_IN_THE_FEEDER = 10  # what the test backend always has
HANGING = {"read-limit": "true", "read-delay": "true", "read-delay-duration": "200000"}

SCAN_FOR_EVER = """
import sys
from pathlib import Path
from scanner.device import ColourMode, Source
from scanner.sane import SaneScanner

folder = Path(sys.argv[1])
scanner = SaneScanner(folder / "sane.d", ("test",), (), usb_only=False)
info = scanner.scanners()[0]
(folder / "sane.d" / "test.conf").write_text(sys.argv[2])
print("scanning", flush=True)
scanner.scan(info.id, Source.FLATBED, folder, 100, ColourMode.GREY, print)
"""


class Bench:
    """A scanner over the test backend, whose faults are in its configuration."""

    def __init__(self, folder: Path, page_limit_s: float = 60.0, grace_s: float = 8.0) -> None:
        self.config = folder / "sane.d"
        self.scanner: Scanner = SaneScanner(
            self.config,
            backends=("test",),
            escl_urls=(),
            usb_only=False,
            look_limit_s=page_limit_s,
            page_limit_s=page_limit_s,
            grace_s=grace_s,
        )
        self.behave()

    def behave(self, settings: Mapping[str, str] | None = None) -> None:
        """From now on, with these settings of the backend; without any, as it should."""
        (self.config / "test.conf").write_text(configuration(settings or {}))

    def only(self) -> ScannerInfo:
        (info,) = self.scanner.scanners()
        return info


def configuration(settings: Mapping[str, str]) -> str:
    lines = {"number_of_devices": "1", "test-picture": '"Color pattern"', "geometry_max": "300.0"}
    return "".join(f"{option} {value}\n" for option, value in (lines | dict(settings)).items())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _only_our_workers() -> None:
    forget_children()


def runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def until(holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE_S, "it does not come true"
        threading.Event().wait(0.02)


def test_a_scanner_is_found_with_its_sources(bench: Bench) -> None:
    assert bench.only() == ScannerInfo("test:0", "frontend-tester", True, True)
    assert bench.scanner.probe("test:0") is Condition.READY


def test_every_sheet_becomes_an_a4_page(bench: Bench, folder: Path) -> None:
    scan = Scan(bench, folder).made()
    assert scan.result == PAGES_IN_THE_FEEDER == len(files(folder))
    a4 = (210 / 25.4 * 100, 297 / 25.4 * 100)
    for page in scan.pages:
        assert (page.width_px, page.height_px) == pytest.approx(a4, abs=2)


@pytest.mark.parametrize(("mode", "kept"), [(ColourMode.GREY, "L"), (ColourMode.COLOUR, "RGB")])
@pytest.mark.parametrize("at_start", [{"depth": "16"}, {"depth": "1"}, {"mode": "Color"}])
def test_whatever_the_driver_starts_with_pages_have_8_bits(
    bench: Bench, folder: Path, mode: ColourMode, kept: str, at_start: dict[str, str]
) -> None:
    bench.behave(at_start)
    (page,) = Scan(bench, folder, Source.FLATBED, mode).made().pages
    with Image.open(page.file) as image:
        assert image.mode == kept


def test_a_resolution_the_driver_does_not_have_becomes_one_it_has(
    bench: Bench, folder: Path
) -> None:
    bench.behave({"resolution_max": "200.0"})
    (page,) = Scan(bench, folder, Source.FLATBED, dpi=300).made().pages
    assert page.resolution_dpi == 200
    with Image.open(page.file) as image:
        assert image.info["dpi"] == (200, 200)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("SANE_STATUS_JAMMED", PaperJammed),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_DEVICE_BUSY", ScannerBusy),
        ("SANE_STATUS_CANCELLED", ScanStopped),
        ("SANE_STATUS_IO_ERROR", ScannerFailed),
        ("SANE_STATUS_NO_MEM", ScannerFailed),
        ("SANE_STATUS_ACCESS_DENIED", ScannerFailed),
        ("SANE_STATUS_INVAL", ScannerFailed),
        ("SANE_STATUS_UNSUPPORTED", ScannerFailed),
    ],
)
def test_what_the_driver_says_in_a_page_is_told_apart(
    bench: Bench, folder: Path, status: str, kind: type[ScannerError]
) -> None:
    bench.behave({"read-status-code": f'"{status}"'})
    Scan(bench, folder).made().failed(kind)
    assert files(folder) == []
    bench.behave()
    assert Scan(bench, folder, Source.FLATBED).made().result == 1


def test_paper_that_ends_in_a_page_is_neither_an_end_nor_an_empty_feeder(
    bench: Bench, folder: Path
) -> None:
    bench.behave({"read-status-code": '"SANE_STATUS_NO_DOCS"'})
    error = Scan(bench, folder).made().failed(ScannerFailed)
    assert not isinstance(error, FeederEmpty)


def test_a_page_without_a_line_is_not_a_scan(bench: Bench, folder: Path) -> None:
    bench.behave({"read-status-code": '"SANE_STATUS_EOF"'})
    Scan(bench, folder).made().failed(ScannerFailed)
    assert files(folder) == []


@pytest.mark.parametrize(
    "oddity",
    [{"three-pass": "true", "mode": "Color"}, {"ppl-loss": "7"}],
    ids=["one colour after another", "padded lines"],
)
def test_pages_that_would_come_out_wrong_are_refused(
    bench: Bench, folder: Path, oddity: dict[str, str]
) -> None:
    bench.behave(oddity)
    Scan(bench, folder, Source.FLATBED, ColourMode.COLOUR).made().failed(ScannerFailed)
    assert files(folder) == []


@pytest.mark.parametrize(
    "oddity",
    [{"hand-scanner": "true"}, {"fuzzy-parameters": "true"}, {"non-blocking": "true"}],
    ids=["length unknown", "size guessed before the start", "does not wait"],
)
def test_odd_drivers_that_give_good_pages_are_good_enough(
    bench: Bench, folder: Path, oddity: dict[str, str]
) -> None:
    bench.behave(oddity)
    (page,) = Scan(bench, folder, Source.FLATBED).made().pages
    with Image.open(page.file) as image:
        image.load()


def test_a_driver_that_crashes_after_page_2_leaves_2_good_pages(bench: Bench, folder: Path) -> None:
    def crash(page: ScannedPage) -> None:
        if page.number == 2:
            os.kill(*worker_pids(), signal.SIGSEGV)
            for untold in ("page-00003.jpg", "page-00004.part"):
                (folder / untold).write_bytes(b"what it may have written last")

    bench.behave({"read-delay": "true", "read-delay-duration": "5000"})
    failed = Scan(bench, folder, tell=crash).made().failed(ScannerFailed)
    assert [page.number for page in failed.pages] == [1, 2]
    assert str(failed) == f"worker ended by signal {signal.SIGSEGV.value}"
    assert files(folder) == [page.file for page in failed.pages]
    for page in failed.pages:
        with Image.open(page.file) as image:
            image.load()
    bench.behave()
    assert Scan(bench, folder).made().result == PAGES_IN_THE_FEEDER


def test_a_driver_that_hangs_is_given_up_and_killed(tmp_path: Path, folder: Path) -> None:
    bench = Bench(tmp_path, page_limit_s=1.0, grace_s=0.5)
    bench.only()
    bench.behave(HANGING)
    Scan(bench, folder).made().failed(ScannerFailed)
    assert worker_pids() == set()
    bench.behave()
    assert Scan(bench, folder).made().result == PAGES_IN_THE_FEEDER


def test_stopping_a_driver_that_hangs_ends_it_after_the_grace(tmp_path: Path, folder: Path) -> None:
    bench = Bench(tmp_path, grace_s=0.5)
    bench.only()
    bench.behave(HANGING)
    scan = Scan(bench, folder).begun()
    until(lambda: bench.scanner.probe("test:0") is Condition.BUSY)
    bench.scanner.stop()
    scan.over().failed(ScanStopped)
    assert files(folder) == []


def test_a_driver_that_is_gone_is_no_scanner(bench: Bench, folder: Path) -> None:
    bench.behave({"number_of_devices": "2"})
    _, second = bench.scanner.scanners()
    bench.behave()
    with pytest.raises(NoScanner):
        bench.scanner.scan(second.id, Source.AUTO, folder, 100, ColourMode.GREY, lambda page: None)
    assert bench.scanner.probe(second.id) is Condition.OFFLINE


def test_a_driver_that_cannot_even_be_asked_is_not_nothing_there(tmp_path: Path) -> None:
    bench = Bench(tmp_path, page_limit_s=0.001, grace_s=0.1)
    with pytest.raises(ScannerFailed):
        bench.scanner.scanners()


def test_what_a_driver_prints_does_not_disturb(
    bench: Bench, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chatty = tmp_path / "chatty"
    chatty.mkdir()
    (chatty / "sitecustomize.py").write_text(
        "import os, threading\n"
        'chat = lambda: [os.write(1, b"{chat}\\n") for _ in range(9999)]\n'
        "threading.Thread(target=chat).start()\n"
    )
    paths = [str(chatty), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))
    assert Scan(bench, folder).made().result == PAGES_IN_THE_FEEDER


def test_the_worker_dies_with_the_kiosk(tmp_path: Path) -> None:
    program = [sys.executable, "-c", SCAN_FOR_EVER, str(tmp_path), configuration(HANGING)]
    kiosk = subprocess.Popen(program, stdout=subprocess.PIPE)
    assert kiosk.stdout is not None
    assert kiosk.stdout.readline() == b"scanning\n"
    children = Path(f"/proc/{kiosk.pid}/task/{kiosk.pid}/children")
    until(lambda: children.read_text() != "")
    worker = int(children.read_text())
    threads = Path(f"/proc/{worker}/task")
    until(lambda: len(list(threads.iterdir())) > 1)  # it has begun its job
    os.kill(worker, signal.SIGSTOP)  # hangs for good, and cannot see that nobody listens
    kiosk.kill()
    kiosk.wait()
    kiosk.stdout.close()
    until(lambda: not runs(worker))
