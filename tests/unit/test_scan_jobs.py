"""Pages and settings that python-sane passes off as good ones: refused, or put right.

The driver here is a stand-in for python-sane's device, to return what no driver of SANE's own
tests returns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sane
from _sane import UNIT_MM, UNIT_PIXEL
from _sane import error as SaneError  # noqa: N812
from PIL import Image

from scanner.device import ColourMode, FeederEmpty, ScannerFailed, ScanStopped, Source
from scanner.sane_jobs import scan
from scanner.scan_job import ScanJob
from scanner.statuses import NO_DOCUMENTS
from scanner.stopping import Stopping

A4_AT_100 = (827, 1169)


@dataclass
class Option:
    constraint: object
    unit: int = UNIT_MM
    settable: bool = True
    active: bool = True

    def is_active(self) -> bool:
        return self.active

    def is_settable(self) -> bool:
        return self.settable


@dataclass
class Page:
    """One page as the driver announces it, and as it then comes."""

    announced: tuple[str, int, tuple[int, int], int, int] = ("gray", 1, (8, 4), 8, 8)
    comes: Image.Image = field(default_factory=lambda: Image.new("L", (8, 4), 200))


@dataclass
class Driver:
    """Options with their values, and the pages in the feeder."""

    opt: dict[str, Option] = field(
        default_factory=lambda: {
            "source": Option(["Flatbed", "ADF Duplex", "ADF Front"]),
            "mode": Option(["Lineart", "Gray", "Color"]),
            "resolution": Option([75, 100, 300]),
        }
    )
    pages: list[Page] = field(default_factory=lambda: [Page()])
    source: str = "Flatbed"
    mode: str = "Lineart"
    resolution: float = 75
    feeder_empty: bool = False
    closed: bool = False
    before_page: Callable[[], None] = lambda: None

    def start(self) -> None:
        if not self.pages or (self.feeder_empty and "ADF" in self.source):
            raise SaneError(NO_DOCUMENTS)

    def get_parameters(self) -> object:
        return self.pages[0].announced

    def snap(self, no_cancel: bool) -> Image.Image:
        assert no_cancel, "the feeder would be emptied"
        self.before_page()
        return self.pages.pop(0).comes

    def cancel(self) -> None:
        assert not self.closed

    def close(self) -> None:
        self.closed = True


class Clamping(Driver):
    """Takes a setting without a word, and has another one."""

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, {"mode": "Lineart", "source": "Flatbed"}.get(name, value))


@pytest.fixture
def job(tmp_path: Path) -> Iterator[ScanJob]:
    yield ScanJob("any", "", Source.FEEDER, str(tmp_path), 1, 100, ColourMode.GREY)
    assert not list(tmp_path.glob("*.part"))


def run(monkeypatch: pytest.MonkeyPatch, driver: Driver, job: ScanJob) -> list[Any]:
    monkeypatch.setattr(sane, "open", lambda name: driver)
    stopping, told = Stopping(), []
    driver.stop = stopping.begin  # type: ignore[attr-defined]  # for a driver that is stopped
    assert scan(job, stopping, told.append) == len(told)
    assert driver.closed
    return told


@pytest.mark.parametrize(
    "announced",
    [
        ("gray", 1, (8, 5), 8, 8),
        ("gray", 1, (8, 3), 8, 8),
        ("gray", 1, (8, 4), 8, 10),
        ("gray", 1, (8, 4), 16, 16),
        ("gray", 1, (8, 4), 1, 1),
        ("red", 0, (8, 4), 8, 8),
        ("color", 0, (8, 4), 8, 24),
        ("unknown format", 1, (8, 4), 8, 8),
    ],
    ids=["too short", "too long", "padded", "16 bit", "1 bit", "red only", "to go on", "unknown"],
)
def test_a_page_that_is_not_as_announced_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob, announced: Any
) -> None:
    with pytest.raises(ScannerFailed):
        run(monkeypatch, Driver(pages=[Page(announced)]), job)
    assert not list(Path(job.folder).iterdir())


def test_a_page_of_unknown_length_is_kept_as_it_comes(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    (page,) = run(monkeypatch, Driver(pages=[Page(("gray", 1, (8, -1), 8, 8))]), job)
    assert page["height_px"] == 4


def test_a_page_that_was_stopped_is_not_kept_though_it_looks_whole(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    driver = Driver()
    driver.before_page = lambda: driver.stop()  # type: ignore[attr-defined]
    with pytest.raises(ScanStopped):
        run(monkeypatch, driver, job)
    assert not list(Path(job.folder).iterdir())


def test_the_feeder_is_scanned_on_one_side_until_it_is_empty(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    driver = Driver(pages=[Page(), Page(), Page()])
    assert len(run(monkeypatch, driver, job)) == 3
    assert (driver.source, driver.mode, driver.resolution) == ("ADF Front", "Gray", 100)


def test_with_an_empty_feeder_the_glass_is_scanned_if_either_will_do(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    driver = Driver(feeder_empty=True, pages=[Page(), Page()])
    assert len(run(monkeypatch, driver, replace(job, source=Source.AUTO))) == 1
    assert driver.source == "Flatbed"


@pytest.mark.parametrize("source", [Source.AUTO, Source.FEEDER])
def test_with_nothing_but_an_empty_feeder_there_is_nothing_to_scan(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob, source: Source
) -> None:
    driver = Driver(pages=[])
    driver.opt["source"].constraint = ["ADF Front"]
    with pytest.raises(FeederEmpty):
        run(monkeypatch, driver, replace(job, source=source))


def test_an_empty_feeder_is_said_to_be_empty(monkeypatch: pytest.MonkeyPatch, job: ScanJob) -> None:
    with pytest.raises(FeederEmpty):
        run(monkeypatch, Driver(pages=[]), job)


def test_a_setting_that_the_driver_did_not_take_is_noticed(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    with pytest.raises(ScannerFailed, match="did not take"):
        run(monkeypatch, Clamping(), job)


@pytest.mark.parametrize(
    ("allowed", "used"),
    [([75, 150, 300], 150), ([75], 75), ((50, 90, 1), 90), ((150, 600, 1), 150), (None, 100)],
)
def test_the_next_resolution_up_is_used_else_the_highest(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob, allowed: object, used: int
) -> None:
    driver = Driver()
    driver.opt["resolution"].constraint = allowed
    (page,) = run(monkeypatch, driver, job)
    assert page["resolution_dpi"] == used
    with Image.open(Path(job.folder) / page["file"]) as image:
        assert image.info["dpi"] == (used, used)


def test_a_scanner_without_grey_scans_in_colour_and_the_page_is_grey(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    colour = Page(("color", 1, (8, 4), 8, 24), Image.new("RGB", (8, 4), "red"))
    driver = Driver(pages=[colour])
    driver.opt["mode"].constraint = ["Lineart", "24bit Color"]
    (page,) = run(monkeypatch, driver, job)
    with Image.open(Path(job.folder) / page["file"]) as image:
        assert image.mode == "L"


def test_a_scanner_for_black_and_white_alone_is_refused(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob
) -> None:
    driver = Driver()
    driver.opt["mode"].constraint = ["Lineart", "Halftone"]
    with pytest.raises(ScannerFailed):
        run(monkeypatch, driver, job)


@pytest.mark.parametrize(
    ("unit", "corner"), [(UNIT_MM, (210.0, 297.0)), (UNIT_PIXEL, pytest.approx(A4_AT_100, abs=1))]
)
def test_a_longer_bed_is_scanned_as_far_as_the_paper_goes(
    monkeypatch: pytest.MonkeyPatch, job: ScanJob, unit: int, corner: object
) -> None:
    area = {side: Option((0, 5000, 0), unit) for side in ("tl_x", "tl_y", "br_x", "br_y")}
    driver = Driver()
    driver.opt |= area
    for side in area:
        setattr(driver, side, 5.0)
    run(monkeypatch, driver, job)
    where = SimpleNamespace(**vars(driver))
    assert (where.tl_x, where.tl_y) == (0, 0)
    assert (where.br_x, where.br_y) == corner
