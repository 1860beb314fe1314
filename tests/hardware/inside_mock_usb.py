"""Scanners as udev sees them. Run by test_usb_scanners.py, where all devices are mock ones."""

import itertools
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.mock_usb import MockUsb
from support.scanner_bench import PATIENCE_S

from scanner.device import (
    ColourMode,
    Condition,
    NoScanner,
    ScannedPage,
    ScannerFailed,
    ScannerInfo,
    Source,
)
from scanner.escl_simulator import EsclSimulator
from scanner.sane import SaneScanner

FUJITSU = {"ID_VENDOR": "Fujitsu", "ID_MODEL": "fi-7160", "libsane_matched": "yes"}
EPSON = {
    "usb_id": "04b8:0187",
    "ID_VENDOR": "EPSON",
    "ID_MODEL": "EPSON_DS-790WN",
    "ID_USB_INTERFACES": ":ffffff:070104:",
    "ID_SERIAL_SHORT": "X4YZ001122",
}


@pytest.fixture
def usb() -> Iterator[MockUsb]:
    usb = MockUsb()
    yield usb
    usb.close()


@pytest.fixture
def udev_control(tmp_path: Path) -> Path:
    control = tmp_path / "control"
    control.touch()
    return control


@pytest.fixture
def scanner(usb: MockUsb, tmp_path: Path, udev_control: Path) -> SaneScanner:
    return SaneScanner(
        tmp_path / "sane.d",
        backends=("test",),
        escl_urls=(),
        extra_usb_ids=("04A9:190f",),
        look_every_s=0.1,
        udev_control=udev_control,
    )


def test_without_a_scanner_no_driver_is_asked(scanner: SaneScanner) -> None:
    assert scanner.scanners() == ()


def test_a_scanner_that_libsane_knows_is_one(usb: MockUsb, scanner: SaneScanner) -> None:
    usb.plug_in("3-2", 5, **FUJITSU)
    assert scanner.scanners() == (
        ScannerInfo("usb 04c5:132e at 3-2", "Fujitsu fi-7160", has_feeder=True, has_flatbed=True),
    )


def test_one_that_the_kiosk_was_told_of_is_one(usb: MockUsb, scanner: SaneScanner) -> None:
    usb.plug_in("3-2", 5, usb_id="04a9:190F", ID_MODEL="LiDE_400", ID_VENDOR="Canon")
    assert [info.name for info in scanner.scanners()] == ["Canon LiDE 400"]


def test_what_is_no_scanner_is_none(usb: MockUsb, scanner: SaneScanner) -> None:
    usb.plug_in("3-1", 2, usb_id="046d:c31c", ID_USB_INTERFACES=":030101:030000:")
    usb.plug_in("3-2", 3, usb_id="0781:5567", ID_USB_INTERFACES=":080650:")
    usb.plug_in("3-3", 4, usb_id="04b8:0202", ID_USB_INTERFACES=":070102:")
    assert scanner.scanners() == ()


def test_a_scanner_keeps_its_id_in_another_socket_if_it_has_a_serial_number(
    usb: MockUsb, scanner: SaneScanner
) -> None:
    first = usb.plug_in("3-2", 5, ID_SERIAL_SHORT="A1", **FUJITSU)
    (before,) = scanner.scanners()
    usb.unplug(first)
    assert scanner.scanners() == ()
    assert scanner.probe(before.id) is Condition.OFFLINE
    usb.plug_in("3-4", 9, ID_SERIAL_SHORT="A1", **FUJITSU)
    assert scanner.scanners() == (before,)


def test_it_is_scanned_from_by_its_id(usb: MockUsb, scanner: SaneScanner, tmp_path: Path) -> None:
    path = usb.plug_in("3-2", 5, **FUJITSU)
    (info,) = scanner.scanners()
    how = (info.id, Source.FLATBED, tmp_path, 75, ColourMode.GREY, lambda page: None)
    assert scanner.scan(*how) == 1
    usb.unplug(path)
    with pytest.raises(NoScanner):
        scanner.scan(*how)


def test_a_driver_that_dies_with_its_cable_means_no_scanner(
    usb: MockUsb, scanner: SaneScanner, tmp_path: Path
) -> None:
    path = usb.plug_in("3-2", 5, **FUJITSU)
    (info,) = scanner.scanners()

    def pull(page: ScannedPage) -> None:
        usb.unplug(path)
        tasks = Path("/proc/self/task").glob("*/children")
        os.kill(*{int(pid) for task in tasks for pid in task.read_text().split()}, signal.SIGSEGV)

    with pytest.raises(NoScanner) as gone:
        scanner.scan(info.id, Source.FEEDER, tmp_path, 300, ColourMode.GREY, pull)
    assert [page.number for page in gone.value.pages] == [1]


def test_plugging_in_and_out_is_hinted(usb: MockUsb, scanner: SaneScanner) -> None:
    hint = threading.Event()
    stop = scanner.watch(hint.set)
    try:
        path = usb.plug_in("3-2", 5, **FUJITSU)
        assert hint.wait(PATIENCE_S)
        assert len(scanner.scanners()) == 1
        hint.clear()
        usb.unplug(path)
        assert hint.wait(PATIENCE_S)
        assert scanner.scanners() == ()
    finally:
        stop()


def test_a_driverless_scanner_is_hinted_again_when_it_is_served(
    usb: MockUsb, tmp_path: Path, udev_control: Path
) -> None:
    served = EsclSimulator()
    served.unplug()  # what serves it on this machine takes some seconds to start
    scanner = SaneScanner(
        tmp_path / "sane.d",
        backends=("airscan",),
        escl_urls=(served.url,),
        look_every_s=0.1,
        udev_control=udev_control,
    )
    usb.plug_in("3-1", 7, **EPSON)
    name = "usb 04b8:0187 X4YZ001122"
    assert scanner.scanners() == (ScannerInfo(name, "EPSON DS-790WN", False, False),)
    assert scanner.probe(name) is Condition.OFFLINE
    hint = threading.Event()
    stop = scanner.watch(hint.set)
    served.plug_in()
    try:
        found = ()
        while not any(info.has_feeder for info in found):
            assert hint.wait(PATIENCE_S)
            hint.clear()
            found = scanner.scanners()
        assert found == (ScannerInfo(name, "EPSON DS-790WN", True, True),)
    finally:
        stop()
        served.close()


def test_a_scanner_that_no_driver_knows_is_hinted_ever_more_rarely(
    usb: MockUsb, tmp_path: Path, udev_control: Path
) -> None:
    scanner = SaneScanner(
        tmp_path / "sane.d", ("airscan",), (), look_every_s=0.005, udev_control=udev_control
    )
    usb.plug_in("3-2", 5, **FUJITSU)
    (info,) = scanner.scanners()
    assert (info.has_feeder, info.has_flatbed) == (False, False)
    hints: list[float] = []
    enough = threading.Event()

    def note() -> None:
        hints.append(time.monotonic())
        if len(hints) == 8:
            enough.set()

    stop = scanner.watch(note)
    try:
        assert enough.wait(PATIENCE_S)
    finally:
        stop()
    waits = [after - before for before, after in itertools.pairwise(hints)]
    assert waits[-1] > 4 * waits[1]


def test_not_being_able_to_look_is_not_nothing_there(
    scanner: SaneScanner, udev_control: Path
) -> None:
    udev_control.unlink()
    with pytest.raises(ScannerFailed):
        scanner.scanners()
