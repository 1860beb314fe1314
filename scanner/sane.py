"""The real scanner: udev says what is plugged in, SANE in a worker process reads the paper."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
from scanner.matching import Found, escl_url_of, matched
from scanner.page_file import first_free_number
from scanner.sane_config import write_sane_config
from scanner.scan_job import ScanJob
from scanner.statuses import error_named
from scanner.usb import UDEV_CONTROL, UsbScanner, plugged_in_scanners
from scanner.watching import watch_scanners
from scanner.worker_process import WorkerProcess, WorkerSilent

# airscan for every driverless scanner; the others for document scanners that offices buy.
BACKENDS = ("airscan", "fujitsu", "epsonds", "canon_dr", "avision", "kvs20xx", "kodakaio")
# Where ipp-usb serves the first scanners it has ever met, one port each, only on this machine.
IPP_USB_URLS = tuple(f"http://127.0.0.1:{60000 + n}/eSCL" for n in range(4))

_CONNECT_LIMIT_S = 0.5


@dataclass(frozen=True)
class _Known:
    info: ScannerInfo
    device: str
    escl_url: str


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
        self._config_folder = config_folder
        self._escl_urls = tuple(escl_urls)
        self._extra_usb_ids = tuple(extra_usb_ids)
        self._usb_only = usb_only
        self._look_limit_s = look_limit_s
        self._page_limit_s = page_limit_s
        self._grace_s = grace_s
        self._look_every_s = look_every_s
        self._udev_control = udev_control
        self._looking = threading.Lock()
        self._using = threading.Lock()
        self._stopping = threading.Lock()
        self._stop_asked = False
        self._scanning: WorkerProcess | None = None
        self._seen: object = None
        self._in_vain = 0
        self._known: tuple[_Known, ...] = ()
        write_sane_config(config_folder, backends, escl_urls)

    def watch(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """See Scanner."""
        return watch_scanners(self._hint, self._look_every_s, on_change)

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """See Scanner. Asks SANE only when something has changed outside; that takes a second."""
        return tuple(known.info for known in self._look())

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
            known = self._find(scanner_id)
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
                known = self._find(scanner_id)
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

    def _look(self) -> tuple[_Known, ...]:
        with self._looking:
            outside = self._outside()
            if outside != self._seen:
                self._known = self._described(*outside)
                # One that could not be asked, or is not served yet, is looked for again.
                complete = self._all_known(outside[1])
                self._in_vain = 0 if complete else self._in_vain or 1
                self._seen = outside if complete else None
            return self._known

    def _all_known(self, answering: tuple[str, ...]) -> bool:
        asked = all(known.info.has_feeder or known.info.has_flatbed for known in self._known)
        return asked and (self._usb_only or len(self._known) >= len(answering))

    def _outside(self) -> tuple[tuple[UsbScanner, ...], tuple[str, ...]]:
        """What can be seen without SANE: USB scanners, and addresses at which one answers."""
        usb: tuple[UsbScanner, ...] = ()
        if self._usb_only:
            usb = plugged_in_scanners(self._extra_usb_ids, self._udev_control)
        urls = self._escl_urls
        if self._usb_only and not any(scanner.speaks_escl for scanner in usb):
            urls = ()
        return usb, tuple(url for url in urls if _answers(url))

    def _hint(self) -> object:
        """Something that differs from the last time when it is worth looking again."""
        if self._in_vain:
            self._in_vain += 1
            return self._in_vain.bit_length()  # ever more rarely, for one that no driver knows
        try:
            return self._outside()
        except ScannerFailed:
            return ScannerFailed

    def _described(
        self, usb: tuple[UsbScanner, ...], answering: tuple[str, ...]
    ) -> tuple[_Known, ...]:
        if self._usb_only and not usb:
            return ()
        found = [Found(**device) for device in self._one_answer({"job": "look"})["devices"]]
        silent = set(self._escl_urls) - set(answering)
        found = [d for d in found if escl_url_of(d.device, self._escl_urls) not in silent]
        pairs = matched(usb, found) if self._usb_only else [(None, device) for device in found]
        return tuple(self._known_as(scanner, device) for scanner, device in pairs)

    def _known_as(self, usb: UsbScanner | None, device: Found | None) -> _Known:
        if device is None:
            assert usb is not None  # noqa: S101 - one of a pair is always there
            return _Known(ScannerInfo(usb.id, usb.name, False, False), "", "")
        return _Known(
            ScannerInfo(
                id=usb.id if usb else device.device,
                name=usb.name if usb else device.model,
                has_feeder=device.feeder,
                has_flatbed=device.flatbed,
            ),
            device.device,
            escl_url_of(device.device, self._escl_urls),
        )

    def _find(self, scanner_id: str) -> _Known:
        known = next((known for known in self._look() if known.info.id == scanner_id), None)
        if known is None or not known.device:
            raise NoScanner(scanner_id)
        return known

    def _ask(self, known: _Known) -> Condition:
        job = {"job": "probe", "device": known.device, "escl_url": known.escl_url}
        return Condition(self._one_answer(job)["condition"])

    def _scan(
        self,
        job: ScanJob,
        pages: list[ScannedPage],
        on_page: Callable[[ScannedPage], None],
    ) -> None:
        worker = WorkerProcess(job.told(), self._config_folder, self._grace_s)
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

    def _explained(self, error: ScannerError, known: _Known) -> type[ScannerError]:
        """Why a scan failed for no reason that the driver knew: perhaps the scanner is gone."""
        if not isinstance(error, ScannerFailed):
            return type(error)
        try:
            gone = known not in self._look() or self._ask(known) is Condition.OFFLINE
        except ScannerError:
            gone = False
        return NoScanner if gone else ScannerFailed

    def _one_answer(self, job: Mapping[str, object]) -> dict[str, Any]:
        worker = WorkerProcess(job, self._config_folder, self._grace_s)
        try:
            for answer in worker.answers(self._look_limit_s):
                if "error" in answer:
                    raise error_named(answer["error"])(answer["text"])
                return answer
            raise ScannerFailed(f"worker {worker.how_it_ended()}")
        except WorkerSilent:
            worker.kill()
            raise ScannerFailed("the scan worker did not answer") from None
        finally:
            worker.end()


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


def _answers(url: str) -> bool:
    place = urlsplit(url)
    try:
        with socket.create_connection((place.hostname, place.port or 80), _CONNECT_LIMIT_S):
            return True
    except OSError:
        return False
