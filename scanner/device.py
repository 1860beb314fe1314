"""The scanner port: scanners at the kiosk, and paper that becomes page files."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Source(StrEnum):
    """Where the paper lies. AUTO takes the feeder when there is paper in it, else the glass."""

    AUTO = "auto"
    FEEDER = "feeder"
    FLATBED = "flatbed"


class ColourMode(StrEnum):
    """How pages are kept; 8 bits a sample in both."""

    GREY = "grey"
    COLOUR = "colour"


class Condition(StrEnum):
    """What a scanner says of itself when it is asked.

    READY is all that can be said when nothing speaks against a scan: many scanners have no
    sensor for paper, so a scan may still raise FeederEmpty. EMPTY speaks of the feeder alone;
    the glass, where there is one, can be used.
    """

    READY = "ready"
    EMPTY = "empty"
    JAMMED = "jammed"
    COVER_OPEN = "cover_open"
    BUSY = "busy"
    OFFLINE = "offline"


@dataclass(frozen=True)
class ScannerInfo:
    """One scanner that is plugged in.

    `id` comes from its serial number, or from the socket it is plugged into when it has none,
    and is never a /dev name. Both sources are False while the scanner cannot be asked, as when
    another program uses it or it still warms up; there will be a hint to look again.
    """

    id: str
    name: str
    has_feeder: bool
    has_flatbed: bool


@dataclass(frozen=True)
class ScannedPage:
    """One whole page in a file that is durable: baseline JPEG with its density.

    `number` counts from 1 within one scan. `resolution_dpi` is what the scanner really used,
    which may differ from what was asked for.
    """

    number: int
    file: Path
    width_px: int
    height_px: int
    resolution_dpi: int


class ScannerError(Exception):
    """Something about scanning; caught in one place.

    ScannerError            pages: what was scanned before, good and kept
    ├── NoScanner           unplugged, switched off, or never there
    ├── ScannerBusy         another program, or another scan, uses it
    ├── FeederEmpty         no paper; always without pages
    ├── PaperJammed         somebody has to take the paper out
    ├── CoverOpen           somebody has to close it
    ├── ScanStopped         stop() was called, or the scanner's own stop key pressed
    ├── PageNotKept         a page cannot be written: the kiosk's disk is full or failing
    └── ScannerFailed       anything else: the driver crashed, hung or gave half a page
    """

    def __init__(self, text: str = "", pages: tuple[ScannedPage, ...] = ()) -> None:
        super().__init__(text)
        self.pages = pages


class NoScanner(ScannerError):
    """The scanner is gone or switched off."""


class ScannerBusy(ScannerError):
    """Somebody else uses the scanner."""


class FeederEmpty(ScannerError):
    """There is no paper in the feeder."""


class PaperJammed(ScannerError):
    """Paper is stuck."""


class CoverOpen(ScannerError):
    """A cover or lid stands open."""


class ScanStopped(ScannerError):
    """Somebody stopped the scan."""


class PageNotKept(ScannerError):
    """The kiosk cannot write a page; no fault of the scanner."""


class ScannerFailed(ScannerError):
    """The scanner or its driver does not work as it should."""


class Scanner(Protocol):
    """Scanners as the kiosk sees them. Every method may be called from any thread.

    scanners(), scan() and probe() wait for the device: call them from a background thread.
    """

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Call on_change from any thread when scanners() may differ.

        Returns a function that stops the watching. A change is a hint to look again,
        never a message to believe; there may be more hints than changes. on_change must
        return quickly and must not raise.
        """

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """What is plugged in now. Raises ScannerFailed when that cannot be found out."""

    def scan(
        self,
        scanner_id: str,
        source: Source,
        folder: Path,
        resolution_dpi: int,
        mode: ColourMode,
        on_page: Callable[[ScannedPage], None],
    ) -> int:
        """Scan all the paper in the feeder, or the one page on the glass; return how many pages.

        Each page is a new file in `folder`, written durably before on_page is told of it, on
        the calling thread. Files already there are left alone and file names sort in the order
        of scanning, so a folder can be filled by several scans. Never returns 0. After an error
        the pages in it are whole and stay; nothing else is left behind. Raises the errors of
        ScannerError, and whatever on_page raises, which ends the scan too.
        """

    def stop(self) -> None:
        """End the scan that runs, which then raises ScanStopped soon; else do nothing."""

    def probe(self, scanner_id: str) -> Condition:
        """Ask the scanner afresh how it is, without moving paper; never raises for its state.

        What an earlier scan reported is not believed: drivers keep stale errors.
        """
