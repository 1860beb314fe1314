"""A simulated scanner for tests, the demonstration and the dev dock; never in production."""

import io
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
    ScannerError,
    ScannerFailed,
    ScannerInfo,
    ScanStopped,
    Source,
)
from scanner.drawn_page import draw_page
from scanner.page_file import first_free_number, page_path, write_page_bytes
from scanner.simulation import refuse_in_production

Sheet = bytes | None


class SimulatedScanner:
    """A scanner with a feeder and a glass; implements Scanner, and does what it is told.

    A sheet is a JPEG, or None for one that is drawn as the scan asks for it. Whatever it does
    can be called from any thread.
    """

    def __init__(
        self, name: str = "Simulated scanner", has_feeder: bool = True, has_flatbed: bool = True
    ) -> None:
        refuse_in_production()
        self._info = ScannerInfo("simulated scanner 1", name, has_feeder, has_flatbed)
        self._lock = threading.Condition()
        self._watchers: dict[int, Callable[[], None]] = {}
        self._counter = 0
        self._feeder: list[Sheet] = []
        self._glass: Sheet = None
        self._offline = self._busy = self._cover_open = self._jammed = False
        self._scanning = self._stop_asked = False
        self._jam_at = self._crash_at = self._hold_at = 0
        self._slow_s = 0.0

    # ------------------------------------------------------------ what a visitor does

    def load(self, sheets: Iterable[Sheet] | int) -> None:
        """Put paper into the feeder, behind what is in it: JPEGs, or this many drawn sheets."""
        more = [None] * sheets if isinstance(sheets, int) else list(sheets)
        with self._lock:
            self._feeder += more

    def lay(self, sheet: Sheet) -> None:
        """Lay one sheet on the glass in place of the one there; None for a drawn one."""
        with self._lock:
            self._glass = sheet

    def take_out(self) -> None:
        """Take all paper out of the feeder, jammed paper too."""
        with self._lock:
            self._feeder.clear()
            self._jammed = False

    def clear_jam(self) -> None:
        """Take the jammed sheet out and put it back on top of the others."""
        with self._lock:
            self._jammed = False

    def open_cover(self) -> None:
        """Open the cover; a scan that runs fails at its next page."""
        with self._lock:
            self._cover_open = True

    def close_cover(self) -> None:
        """Close the cover."""
        with self._lock:
            self._cover_open = False

    def unplug(self) -> None:
        """Pull the cable or switch it off; a scan that runs fails at its next page."""
        self._set_offline(True)

    def plug_in(self) -> None:
        """Put the cable back."""
        self._set_offline(False)

    # ------------------------------------------------------------ what goes wrong

    def jam_at(self, number: int) -> None:
        """In the next scan from the feeder, this page (from 1) jams."""
        with self._lock:
            self._jam_at = number

    def crash_at(self, number: int) -> None:
        """In the next scan the driver dies in this page."""
        with self._lock:
            self._crash_at = number

    def be_busy(self, busy: bool) -> None:
        """Let somebody else use the scanner, or end that."""
        with self._lock:
            self._busy = busy

    def slow(self, page_s: float) -> None:
        """Take this long for each page from now on."""
        with self._lock:
            self._slow_s = page_s

    def hold_at(self, number: int) -> Callable[[], None]:
        """In the next scan, this page does not come until the returned function is called."""
        with self._lock:
            self._hold_at = number

        def release() -> None:
            with self._lock:
                self._hold_at = 0
                self._lock.notify_all()

        return release

    # ------------------------------------------------------------ the port

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """See Scanner."""
        with self._lock:
            self._counter += 1
            key = self._counter
            self._watchers[key] = on_change

        def stop() -> None:
            with self._lock:
                self._watchers.pop(key, None)

        return stop

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """See Scanner."""
        with self._lock:
            return () if self._offline else (self._info,)

    def scan(
        self,
        scanner_id: str,
        source: Source,
        folder: Path,
        resolution_dpi: int,
        mode: ColourMode,
        on_page: Callable[[ScannedPage], None],
    ) -> int:
        """See Scanner."""
        pages: list[ScannedPage] = []
        with self._scan_of(scanner_id):
            try:
                feeding = self._source(source)
                for number, sheet in self._sheets(feeding):
                    jpeg = sheet or draw_page(number, resolution_dpi, mode)
                    pages.append(_kept(jpeg, number, folder, resolution_dpi))
                    on_page(pages[-1])
            except ScannerError as error:
                raise type(error)(str(error), tuple(pages)) from error
        return len(pages)

    def stop(self) -> None:
        """See Scanner."""
        with self._lock:
            self._stop_asked = self._scanning
            self._lock.notify_all()

    def probe(self, scanner_id: str) -> Condition:
        """See Scanner."""
        with self._lock:
            if self._offline or scanner_id != self._info.id:
                return Condition.OFFLINE
            if self._busy or self._scanning:
                return Condition.BUSY
            if self._cover_open:
                return Condition.COVER_OPEN
            if self._jammed:
                return Condition.JAMMED
            if self._info.has_feeder and not self._feeder:
                return Condition.EMPTY
            return Condition.READY

    # ------------------------------------------------------------ inside

    def _set_offline(self, offline: bool) -> None:
        with self._lock:
            self._offline = offline
            watchers = tuple(self._watchers.values())
            self._lock.notify_all()
        for on_change in watchers:
            on_change()

    @contextmanager
    def _scan_of(self, scanner_id: str) -> Iterator[None]:
        with self._lock:
            if scanner_id != self._info.id:
                raise NoScanner(scanner_id)
            if self._busy or self._scanning:
                raise ScannerBusy(scanner_id)
            self._scanning, self._stop_asked = True, False
        try:
            yield
        finally:
            with self._lock:
                self._scanning = False
                self._jam_at = self._crash_at = self._hold_at = 0

    def _source(self, source: Source) -> bool:
        """True for the feeder."""
        with self._lock:
            self._refuse_if_troubled()
            if source is Source.FLATBED or (source is Source.AUTO and not self._feeder):
                if self._info.has_flatbed:
                    return False
                if source is Source.FLATBED:
                    raise ScannerFailed("this scanner has no glass")
            if not self._info.has_feeder:
                raise ScannerFailed("this scanner has no feeder")
            if not self._feeder:
                raise FeederEmpty
            return True

    def _sheets(self, feeding: bool) -> Iterator[tuple[int, Sheet]]:
        number = 1
        while True:
            with self._lock:
                self._lock.wait_for(self._interrupted, self._slow_s)
                while self._hold_at == number and not self._interrupted():
                    self._lock.wait()
                self._refuse_if_troubled()
                if self._crash_at == number:
                    raise ScannerFailed("the simulated driver crashed")
                if feeding and self._jam_at == number:
                    self._jammed = True
                    raise PaperJammed
                sheet = self._feeder.pop(0) if feeding else self._glass
            yield number, sheet
            with self._lock:
                if not feeding or not self._feeder:
                    return
            number += 1

    def _interrupted(self) -> bool:
        return self._stop_asked or self._offline

    def _refuse_if_troubled(self) -> None:
        if self._offline:
            raise NoScanner
        if self._stop_asked:
            raise ScanStopped
        if self._cover_open:
            raise CoverOpen
        if self._jammed:
            raise PaperJammed


def _kept(jpeg: bytes, number: int, folder: Path, resolution_dpi: int) -> ScannedPage:
    path = page_path(folder, first_free_number(folder))
    try:
        write_page_bytes(jpeg, path)
    except OSError as error:
        raise PageNotKept(str(error)) from error
    with Image.open(io.BytesIO(jpeg)) as image:
        return ScannedPage(number, path, image.width, image.height, resolution_dpi)
