"""The real scanner: udev says what is plugged in, SANE in a worker process reads the paper."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scanner.device import (
    ColourMode,
    Condition,
    NoScanner,
    ScannedPage,
    ScannerBusy,
    ScannerError,
    ScannerFailed,
    ScannerInfo,
    ScanStopped,
    Source,
)
from scanner.known import Known, ScannersHere
from scanner.page_file import first_free_number
from scanner.sane_config import write_sane_config
from scanner.scan_job import ScanJob
from scanner.statuses import error_named
from scanner.usb import UDEV_CONTROL
from scanner.watching import watch_scanners
from scanner.worker_process import WorkerProcess, Workers, WorkerSilent

# airscan for every driverless scanner; the others for document scanners that offices buy.
BACKENDS = ("airscan", "fujitsu", "epsonds", "canon_dr", "avision", "kvs20xx", "kodakaio")
# Where ipp-usb serves the first scanners it has ever met, one port each, only on this machine.
IPP_USB_URLS = tuple(f"http://127.0.0.1:{60000 + n}/eSCL" for n in range(4))


class SaneScanner:
    """Implements Scanner over SANE, one worker process for each thing asked.

    `config_folder` is written anew and holds the private SANE configuration. With `usb_only`
    a device that no USB scanner stands behind is not offered; without it every device of the
    backends is, and its SANE name is its id. A worker is given up after `look_limit_s` or,
    between two pages, after `page_limit_s`; it is killed when it has not ended `grace_s`
    after it should.
    """

    def __init__(
        self,
        config_folder: Path,
        backends: Sequence[str] = BACKENDS,
        escl_urls: Sequence[str] = IPP_USB_URLS,
        extra_usb_ids: Sequence[str] = (),
        usb_only: bool = True,
        look_limit_s: float = 30.0,
        page_limit_s: float = 90.0,
        grace_s: float = 8.0,
        look_every_s: float = 2.0,
        udev_control: Path = UDEV_CONTROL,
    ) -> None:
        self._page_limit_s = page_limit_s
        self._look_every_s = look_every_s
        self._workers = Workers(config_folder, look_limit_s, grace_s)
        self._here = ScannersHere(self._workers, escl_urls, extra_usb_ids, usb_only, udev_control)
        self._using = threading.Lock()
        self._stopping = threading.Lock()
        self._stop_asked = False
        self._scanning: WorkerProcess | None = None
        write_sane_config(config_folder, backends, escl_urls)

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """See Scanner."""
        return watch_scanners(self._here.hint, self._look_every_s, on_change)

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """See Scanner. Asks SANE only when something has changed outside; that takes a second."""
        return tuple(known.info for known in self._here.all())

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
        with self._only_user():
            with self._stopping:
                self._stop_asked = False
            known = self._here.find(scanner_id)
            first_number = first_free_number(folder)
            job = ScanJob(
                device=known.device,
                escl_url=known.escl_url,
                source=source,
                folder=str(folder),
                first_number=first_number,
                resolution_dpi=resolution_dpi,
                mode=mode,
            )
            pages: list[ScannedPage] = []
            try:
                self._scan(job, pages, on_page)
            except ScannerError as error:
                raise self._explained(error, known)(str(error), tuple(pages)) from error
            finally:
                _tidy(folder, first_number, pages)
            return len(pages)

    def stop(self) -> None:
        """See Scanner."""
        with self._stopping:
            self._stop_asked = True
            if self._scanning is not None:
                self._scanning.stop()

    def probe(self, scanner_id: str) -> Condition:
        """See Scanner."""
        try:
            with self._only_user():
                known = self._here.find(scanner_id)
                return self._ask(known)
        except ScannerBusy:
            return Condition.BUSY
        except ScannerError:
            return Condition.OFFLINE

    @contextmanager
    def _only_user(self) -> Iterator[None]:
        if not self._using.acquire(blocking=False):
            raise ScannerBusy("this kiosk uses it already")
        try:
            yield
        finally:
            self._using.release()

    def _ask(self, known: Known) -> Condition:
        job = {"job": "probe", "device": known.device, "escl_url": known.escl_url}
        return Condition(self._workers.one_answer(job)["condition"])

    def _scan(
        self,
        job: ScanJob,
        pages: list[ScannedPage],
        on_page: Callable[[ScannedPage], None],
    ) -> None:
        worker = self._workers.start(job.told())
        self._now_scanning(worker)
        try:
            for answer in worker.answers(self._page_limit_s):
                if "page" in answer:
                    pages.append(_page(len(pages) + 1, Path(job.folder), answer["page"]))
                    on_page(pages[-1])
                elif "error" in answer:
                    raise error_named(answer["error"])(answer["text"])
                elif answer["done"] == len(pages) > 0:
                    return
            raise (ScanStopped if worker.stopping else ScannerFailed)(
                f"worker {worker.how_it_ended()}"
            )
        except WorkerSilent:
            worker.kill()
            kind = ScanStopped if worker.stopping else ScannerFailed
            raise kind(f"no page within {self._page_limit_s:g} s") from None
        finally:
            self._now_scanning(None)
            worker.end()

    def _now_scanning(self, worker: WorkerProcess | None) -> None:
        with self._stopping:
            self._scanning = worker
            if worker is not None and self._stop_asked:
                worker.stop()

    def _explained(self, error: ScannerError, known: Known) -> type[ScannerError]:
        """Why a scan failed for no reason that the driver knew: perhaps the scanner is gone."""
        if not isinstance(error, ScannerFailed):
            return type(error)
        try:
            gone = known not in self._here.all() or self._ask(known) is Condition.OFFLINE
        except ScannerError:
            gone = False
        return NoScanner if gone else ScannerFailed


def _page(number: int, folder: Path, answer: dict[str, Any]) -> ScannedPage:
    return ScannedPage(
        number=number,
        file=folder / answer["file"],
        width_px=answer["width_px"],
        height_px=answer["height_px"],
        resolution_dpi=answer["resolution_dpi"],
    )


def _tidy(folder: Path, first_number: int, pages: list[ScannedPage]) -> None:
    """Remove what a worker that died had begun, or finished without saying so."""
    kept = {page.file for page in pages}
    for part in folder.glob("page-*.part"):
        part.unlink()
    for file in folder.glob("page-*.jpg"):
        if int(file.stem[5:]) >= first_number and file not in kept:
            file.unlink()
