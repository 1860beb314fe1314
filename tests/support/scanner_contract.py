"""What every implementation of the scanner port promises, tried on each of them."""

import threading
from pathlib import Path

import pytest
from PIL import Image

from scanner.device import (
    ColourMode,
    Condition,
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PageNotKept,
    PaperJammed,
    ScannedPage,
    ScannerBusy,
    ScannerFailed,
    ScanStopped,
    Source,
)
from support.scanner_bench import DPI, PATIENCE_S, Scan, ScannerBench, files


class ScannerContract:
    """Inherit, and give a fixture `bench`."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "pages"
        folder.mkdir()
        return folder

    def test_a_scanner_says_what_it_can_do(self, bench: ScannerBench) -> None:
        info = bench.only()
        assert info.name
        assert (info.has_feeder, info.has_flatbed) == (True, True)
        assert "/dev/" not in info.id
        assert bench.only() == info

    def test_all_the_paper_in_the_feeder_becomes_pages(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(3)
        scan = Scan(bench, folder).made()
        assert scan.result == 3
        assert [page.number for page in scan.pages] == [1, 2, 3]
        assert [page.file for page in scan.pages] == files(folder)

    def test_a_page_is_a_whole_jpeg_of_its_size_and_density(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(1)
        (page,) = Scan(bench, folder, dpi=150).made().pages
        with Image.open(page.file) as image:
            image.load()
            assert (image.format, image.mode) == ("JPEG", "L")
            assert image.info["dpi"] == (150, 150)
            assert "progressive" not in image.info
            assert image.size == (page.width_px, page.height_px)
        assert page.resolution_dpi == 150
        a4 = (210 / 25.4 * 150, 297 / 25.4 * 150)
        assert (page.width_px, page.height_px) == pytest.approx(a4, rel=0.02)

    def test_colour_is_kept_when_it_is_asked_for(self, bench: ScannerBench, folder: Path) -> None:
        (page,) = Scan(bench, folder, Source.FLATBED, ColourMode.COLOUR).made().pages
        with Image.open(page.file) as image:
            assert image.mode == "RGB"
            low_and_high = image.convert("HSV").getchannel("S").getextrema()
        assert low_and_high[1] > 100, "nothing on the page has a colour"

    def test_the_glass_gives_one_page_and_leaves_the_feeder_alone(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(2)
        assert Scan(bench, folder, Source.FLATBED).made().result == 1
        assert Scan(bench, folder, Source.FEEDER).made().result == 2

    def test_paper_in_the_feeder_comes_first_else_the_glass(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(2)
        assert Scan(bench, folder, Source.AUTO).made().result == 2
        assert Scan(bench, folder, Source.AUTO).made().result == 1

    def test_later_pages_follow_those_already_in_the_folder(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(2)
        first = Scan(bench, folder).made().pages
        before = {page.file: page.file.read_bytes() for page in first}
        bench.load(1)
        second = Scan(bench, folder).made().pages
        assert files(folder) == [page.file for page in (*first, *second)]
        assert all(file.read_bytes() == content for file, content in before.items())
        assert [page.number for page in second] == [1]

    def test_an_empty_feeder_is_not_a_scan_of_nothing(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        Scan(bench, folder).made().failed(FeederEmpty)
        assert bench.scanner.probe(bench.only().id) is Condition.EMPTY
        bench.load(1)
        assert bench.scanner.probe(bench.only().id) is Condition.READY
        assert Scan(bench, folder).made().result == 1

    def test_a_jam_keeps_the_good_pages_and_the_scan_goes_on_when_it_is_cleared(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(4)
        bench.jam_at(3)
        jammed = Scan(bench, folder).made().failed(PaperJammed)
        assert len(jammed.pages) == 2
        assert files(folder) == [page.file for page in jammed.pages]
        assert bench.scanner.probe(bench.only().id) is Condition.JAMMED
        Scan(bench, folder).made().failed(PaperJammed)
        bench.clear_jam()
        assert bench.scanner.probe(bench.only().id) is Condition.READY
        assert Scan(bench, folder).made().result == 2
        assert len(files(folder)) == 4

    def test_an_open_cover_is_said_until_it_is_closed(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(1)
        bench.open_cover()
        Scan(bench, folder).made().failed(CoverOpen)
        assert bench.scanner.probe(bench.only().id) is Condition.COVER_OPEN
        bench.close_cover()
        assert bench.scanner.probe(bench.only().id) is Condition.READY
        assert Scan(bench, folder).made().result == 1

    def test_a_cover_opened_in_the_middle_keeps_the_good_pages(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(3)
        release = bench.hold_at(2)

        def lift(page: ScannedPage) -> None:
            bench.open_cover()
            release()

        opened = Scan(bench, folder, tell=lift).made().failed(CoverOpen)
        assert files(folder) == [page.file for page in opened.pages]
        assert len(opened.pages) == 1

    def test_a_scanner_that_somebody_else_uses_is_busy(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(1)
        bench.be_busy(True)
        Scan(bench, folder).made().failed(ScannerBusy)
        assert bench.scanner.probe(bench.only().id) is Condition.BUSY
        bench.be_busy(False)
        assert Scan(bench, folder).made().result == 1

    def test_one_scan_at_a_time(self, bench: ScannerBench, folder: Path) -> None:
        bench.load(2)
        release = bench.hold_at(2)
        scanning = threading.Event()
        first = Scan(bench, folder, tell=lambda page: scanning.set()).begun()
        assert scanning.wait(PATIENCE_S)
        Scan(bench, folder).made().failed(ScannerBusy)
        assert bench.scanner.probe(bench.only().id) is Condition.BUSY
        release()
        assert first.over().result == 2

    def test_stopping_in_the_middle_of_a_page_keeps_the_pages_before(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(3)
        release = bench.hold_at(2)
        scanning = threading.Event()
        scan = Scan(bench, folder, tell=lambda page: scanning.set()).begun()
        assert scanning.wait(PATIENCE_S)
        bench.scanner.stop()
        stopped = scan.over().failed(ScanStopped)
        release()
        assert len(stopped.pages) == 1
        assert files(folder) == [page.file for page in stopped.pages]
        assert isinstance(Scan(bench, folder).made().result, int)

    def test_stopping_when_nothing_runs_stops_nothing_later(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.scanner.stop()
        bench.load(1)
        assert Scan(bench, folder).made().result == 1

    def test_a_driver_that_fails_leaves_the_good_pages_and_works_again(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(3)
        bench.fail_at(3)
        failed = Scan(bench, folder).made().failed(ScannerFailed)
        assert len(failed.pages) == 2
        assert files(folder) == [page.file for page in failed.pages]
        assert isinstance(Scan(bench, folder).made().result, int)

    def test_what_goes_wrong_with_a_told_page_ends_the_scan(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        def refuse(page: ScannedPage) -> None:
            raise ZeroDivisionError

        bench.load(3)
        with pytest.raises(ZeroDivisionError):
            Scan(bench, folder, tell=refuse).made()
        assert len(files(folder)) == 1
        assert isinstance(Scan(bench, folder, Source.AUTO).made().result, int)

    def test_an_unplugged_scanner_is_not_there(self, bench: ScannerBench, folder: Path) -> None:
        info = bench.only()
        bench.unplug()
        assert bench.scanner.scanners() == ()
        assert bench.scanner.probe(info.id) is Condition.OFFLINE
        with pytest.raises(NoScanner):
            bench.scanner.scan(
                info.id, Source.AUTO, folder, DPI, ColourMode.GREY, lambda page: None
            )
        bench.plug_in()
        assert bench.only() == info
        assert Scan(bench, folder, Source.FLATBED).made().result == 1

    def test_unplugging_in_the_middle_keeps_the_pages_before(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        bench.load(3)
        bench.hold_at(2)
        scan = Scan(bench, folder, tell=lambda page: bench.unplug()).begun()
        gone = scan.over().failed(NoScanner)
        assert len(gone.pages) == 1
        assert files(folder) == [page.file for page in gone.pages]

    def test_a_scanner_nobody_knows_is_not_there(self, bench: ScannerBench, folder: Path) -> None:
        assert bench.scanner.probe("no such scanner") is Condition.OFFLINE
        with pytest.raises(NoScanner):
            bench.scanner.scan(
                "no such scanner", Source.AUTO, folder, DPI, ColourMode.GREY, lambda page: None
            )

    def test_a_page_that_cannot_be_written_is_no_fault_of_the_scanner(
        self, bench: ScannerBench, folder: Path
    ) -> None:
        folder.rmdir()
        Scan(bench, folder, Source.FLATBED).made().failed(PageNotKept)

    def test_coming_and_going_is_hinted_until_nobody_listens(self, bench: ScannerBench) -> None:
        hint = threading.Event()
        bench.only()
        stop = bench.scanner.watch(hint.set)
        try:
            bench.unplug()
            assert hint.wait(PATIENCE_S)
            assert bench.scanner.scanners() == ()
            hint.clear()
            bench.plug_in()
            assert hint.wait(PATIENCE_S)
            bench.only()
        finally:
            stop()
        hint.clear()
        bench.unplug()
        assert not hint.wait(0.3)
