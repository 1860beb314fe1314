"""What a scanner stands on in a test, and a scan that runs while the test looks on."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scanner.device import (
    ColourMode,
    ScannedPage,
    Scanner,
    ScannerError,
    ScannerInfo,
    Source,
)

PATIENCE_S = 20.0
DPI = 100

E = TypeVar("E", bound=ScannerError)


class ScannerBench(ABC):
    """A scanner to be tried, with a feeder and a glass, and hands to do things to it."""

    scanner: Scanner

    @abstractmethod
    def load(self, sheets: int) -> None:
        """Put sheets into the feeder."""

    @abstractmethod
    def jam_at(self, number: int) -> None:
        """Let this page of the next scan from the feeder jam."""

    @abstractmethod
    def clear_jam(self) -> None:
        """Put the jammed sheet back on top of the others."""

    @abstractmethod
    def open_cover(self) -> None: ...

    @abstractmethod
    def close_cover(self) -> None: ...

    @abstractmethod
    def be_busy(self, busy: bool) -> None:
        """Let somebody else use it, or end that."""

    @abstractmethod
    def hold_at(self, number: int) -> Callable[[], None]:
        """Keep this page of the next scan from coming until the returned function is called."""

    @abstractmethod
    def fail_at(self, number: int) -> None:
        """Let the next scan fail in this page, for no reason that a person could see."""

    @abstractmethod
    def unplug(self) -> None: ...

    @abstractmethod
    def plug_in(self) -> None: ...

    def only(self) -> ScannerInfo:
        (info,) = self.scanner.scanners()
        return info


class Scan:
    """One scan, and everything it gave; in the background if it is begun there."""

    def __init__(
        self,
        bench: ScannerBench,
        folder: Path,
        source: Source = Source.FEEDER,
        mode: ColourMode = ColourMode.GREY,
        dpi: int = DPI,
        tell: Callable[[ScannedPage], None] = lambda page: None,
    ) -> None:
        self.pages: list[ScannedPage] = []
        self.result: int | ScannerError | None = None
        self._bench = bench
        self._folder = folder
        self._how = (source, mode, dpi)
        self._tell = tell
        self._thread = threading.Thread(target=self._run, daemon=True)

    def made(self) -> "Scan":
        """Scan, and return when it is over."""
        self._run()
        return self

    def begun(self) -> "Scan":
        self._thread.start()
        return self

    def over(self) -> "Scan":
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "the scan does not end"
        return self

    def failed(self, kind: type[E]) -> E:
        """The error it ended with, whose pages are those that were told."""
        assert type(self.result) is kind, f"{self.result!r} after {len(self.pages)} pages"
        assert self.result.pages == tuple(self.pages)
        return self.result

    def _run(self) -> None:
        source, mode, dpi = self._how
        scanner_id = self._bench.only().id
        try:
            self.result = self._bench.scanner.scan(
                scanner_id, source, self._folder, dpi, mode, self._page
            )
        except ScannerError as error:
            self.result = error

    def _page(self, page: ScannedPage) -> None:
        assert page.file.exists(), "a page was told before it was kept"
        self.pages.append(page)
        self._tell(page)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())
