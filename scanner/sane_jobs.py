"""The three jobs of the scan worker, on python-sane: look for devices, probe one, scan.

Defects of python-sane that shape this file: its progress callback crashes; multi_scan() takes
a feeder that runs out in the middle of a page, and one that was empty, for a finished batch;
a cancelled or broken page is returned short, as if it were whole; lines that the driver pads
are sheared; 16-bit and multi-frame pictures come out wrong.
"""

from collections.abc import Callable
from pathlib import Path

import sane
from _sane import error as SaneError  # noqa: N812 - its name says nothing alone
from PIL import Image

from scanner.device import (
    ColourMode,
    Condition,
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PageNotKept,
    PaperJammed,
    ScannerBusy,
    ScannerError,
    ScannerFailed,
    ScanStopped,
    Source,
)
from scanner.escl_status import escl_condition
from scanner.page_file import page_path, write_page
from scanner.sane_options import Device, choose_source, paper_sensors, prepare, sources_of
from scanner.scan_job import ScanJob
from scanner.statuses import NO_DOCUMENTS, meaning
from scanner.stopping import Stopping

Answer = dict[str, str | int | bool]

_TROUBLES: dict[Condition, type[ScannerError]] = {
    Condition.JAMMED: PaperJammed,
    Condition.COVER_OPEN: CoverOpen,
    Condition.BUSY: ScannerBusy,
    Condition.OFFLINE: NoScanner,
}


def look() -> list[Answer]:
    """Every device that a driver finds, with its sources, as far as each can be opened now."""
    sane.init()
    return [_described(*found) for found in sane.get_devices()]


def probe(device_name: str, escl_url: str) -> Condition:
    """How the device is. Over eSCL it is asked outright; else it is opened and its sensors read."""
    if escl_url:
        return escl_condition(escl_url)
    sane.init()
    try:
        device = _opened(device_name)
    except NoScanner:
        return Condition.OFFLINE
    except ScannerBusy:
        return Condition.BUSY
    sensors = paper_sensors(device)
    device.close()
    if sensors.get("cover_open"):
        return Condition.COVER_OPEN
    return Condition.READY if sensors.get("page_loaded", True) else Condition.EMPTY


def scan(job: ScanJob, stopping: Stopping, on_page: Callable[[Answer], None]) -> int:
    """Scan and return the number of pages; see Scanner.scan. Raises the errors of ScannerError."""
    # The driver tries a busy or empty scanner for seconds, and tells several states as one.
    condition = escl_condition(job.escl_url) if job.escl_url else Condition.READY
    if trouble := _in_the_way(condition, job.source):
        raise trouble("the scanner says so")
    sane.init()
    device = _opened(job.device)
    stopping.cancels(device.cancel)
    try:
        feeding = _begin(device, job, stopping, feeder_has_paper=condition is not Condition.EMPTY)
        number = job.first_number
        while True:
            on_page(_kept(_page(device, stopping), number, device, job))
            number += 1
            if not feeding or not _next_sheet(device, stopping):
                return number - job.first_number
    except ScannerFailed as error:
        raise _reason(job, stopping)(str(error)) from error
    finally:
        stopping.cancels(None)
        device.cancel()
        device.close()


def _in_the_way(condition: Condition, source: Source) -> type[ScannerError] | None:
    """What keeps a scanner in this condition from scanning; the glass can do without the feeder."""
    if source is Source.FLATBED and condition in (Condition.JAMMED, Condition.COVER_OPEN):
        return None
    return _TROUBLES.get(condition)


def _reason(job: ScanJob, stopping: Stopping) -> type[ScannerError]:
    """Why a scan failed when the driver gave no reason: it was stopped, or the scanner knows."""
    if stopping.begun:
        return ScanStopped
    if job.escl_url:
        return _TROUBLES.get(escl_condition(job.escl_url), ScannerFailed)
    return ScannerFailed


def _begin(device: Device, job: ScanJob, stopping: Stopping, feeder_has_paper: bool) -> bool:
    """Start the first page; True when it comes from the feeder."""
    words = sources_of(device)
    if job.source is not Source.FLATBED and words.feeder is not None:
        try:
            if not feeder_has_paper:
                raise FeederEmpty("the scanner says so")
            choose_source(device, words.feeder)
            prepare(device, job.mode, job.resolution_dpi)
            _start(device, stopping)
        except FeederEmpty:
            if job.source is Source.FEEDER or words.flatbed is None:
                raise
            device.cancel()
        else:
            return True
    if job.source is Source.FEEDER or words.flatbed is None:
        raise ScannerFailed(f"the scanner has no {job.source}")
    choose_source(device, words.flatbed)
    prepare(device, job.mode, job.resolution_dpi)
    _start(device, stopping)
    return False


def _start(device: Device, stopping: Stopping) -> None:
    if stopping.begun:
        raise ScanStopped("stopped before the first page")
    try:
        device.start()
    except SaneError as error:
        raise meaning(str(error))(str(error)) from error


def _next_sheet(device: Device, stopping: Stopping) -> bool:
    """Start the next page; False when the feeder has run out, which is how a batch ends."""
    if stopping.begun:
        raise ScanStopped("stopped between pages")
    try:
        device.start()
    except SaneError as error:
        if str(error) == NO_DOCUMENTS:
            return False
        raise meaning(str(error))(str(error)) from error
    return True


def _page(device: Device, stopping: Stopping) -> Image.Image:
    """The page that was started, whole. Raises the errors of ScannerError."""
    form, last_frame, (width, lines), depth, bytes_per_line = device.get_parameters()
    samples = {"gray": 1, "color": 3}.get(form, 0)
    if not samples or not last_frame or depth != 8 or bytes_per_line != width * samples:
        raise ScannerFailed(f"a picture nobody can read: {form}, {depth} bit, {bytes_per_line} B")
    try:
        image: Image.Image = device.snap(no_cancel=True)
    except SaneError as error:
        kind = meaning(str(error))
        # Out of paper in the middle of a page is no empty feeder.
        raise (ScannerFailed if kind is FeederEmpty else kind)(str(error)) from error
    except RuntimeError as error:
        raise ScannerFailed("the scanner gave a page without a single line") from error
    if stopping.begun:
        raise ScanStopped("stopped in a page")  # which may look whole, if it was near its end
    if lines > 0 and image.height != lines:
        raise ScannerFailed(f"{image.height} lines of a page of {lines}")
    return image


def _kept(image: Image.Image, number: int, device: Device, job: ScanJob) -> Answer:
    path = page_path(Path(job.folder), number)
    resolution_dpi = round(device.resolution)
    wanted = "L" if job.mode is ColourMode.GREY else "RGB"
    try:
        write_page(image if image.mode == wanted else image.convert(wanted), path, resolution_dpi)
    except OSError as error:
        raise PageNotKept(str(error)) from error
    return {
        "file": path.name,
        "width_px": image.width,
        "height_px": image.height,
        "resolution_dpi": resolution_dpi,
    }


def _opened(device_name: str) -> Device:
    try:
        return sane.open(device_name)
    except SaneError as error:
        raise meaning(str(error), at_open=True)(str(error)) from error


def _described(name: str, vendor: str, model: str, kind: str) -> Answer:
    description: Answer = {"device": name, "vendor": vendor, "model": model, "kind": kind}
    try:
        device = _opened(name)
    except ScannerError as error:
        return {**description, "feeder": False, "flatbed": False, "problem": type(error).__name__}
    words = sources_of(device)
    device.close()
    return {
        **description,
        "feeder": words.feeder is not None,
        "flatbed": words.flatbed is not None,
        "problem": "",
    }
