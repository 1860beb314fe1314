"""The scanner that udev sees and the device that SANE lists are brought together by sure signs."""

from pathlib import Path

import pytest

from scanner.device import (
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PaperJammed,
    ScannerBusy,
    ScannerFailed,
    ScanStopped,
)
from scanner.matching import Found, escl_url_of, matched
from scanner.sane_config import escl_name, write_sane_config
from scanner.statuses import error_named, meaning
from scanner.usb import UsbScanner


def usb(name: str, serial: str = "", address: int = 5, speaks_escl: bool = False) -> UsbScanner:
    return UsbScanner(f"usb {name}", name, serial, 3, address, speaks_escl)


def listed(device: str, model: str = "") -> Found:
    return Found(device, "", model, "scanner", feeder=True, flatbed=True, problem="")


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (listed("epson2:libusb:003:005"), listed("epson2:libusb:003:006")),
        (listed("fujitsu:fi-7160:A1"), listed("fujitsu:fi-7160:B2")),
        (listed("canon_dr:x", "DR-C225"), listed("fujitsu:y", "fi-7160")),
    ],
    ids=["address", "serial number", "model"],
)
def test_of_two_devices_the_right_one_is_taken(mine: Found, other: Found) -> None:
    scanner = usb("Canon DR-C225", serial="A1")
    assert matched([scanner], [other, mine]) == [(scanner, mine)]


def test_no_device_serves_two_scanners() -> None:
    first, second = usb("one"), usb("two", address=6)
    device = listed("fujitsu:fi-7160:Z")
    assert matched([first, second], [device]) == [(first, device), (second, None)]


def test_a_surer_sign_of_another_scanner_goes_before_a_guess() -> None:
    first, second = usb("one"), usb("two", address=6)
    device = listed("epson2:libusb:003:006")
    assert matched([first, second], [device]) == [(first, None), (second, device)]


def test_a_driverless_scanner_is_not_served_by_a_driver_for_others() -> None:
    scanner = usb("EPSON", speaks_escl=True)
    assert matched([scanner], [listed("fujitsu:fi-7160:Z")]) == [(scanner, None)]


def test_the_address_behind_a_driverless_device_is_found_by_its_name() -> None:
    urls = ["http://127.0.0.1:6000/eSCL", "http://127.0.0.1:60001/eSCL"]
    for url in urls:
        assert escl_url_of(f"airscan:e1:{escl_name(url)}", urls) == url
    assert escl_url_of("test:0", urls) == ""
    assert escl_url_of("airscan:w0:Somebody else's", urls) == ""


def test_no_driver_is_let_search_the_network(tmp_path: Path) -> None:
    system, own = tmp_path / "etc", tmp_path / "own"
    system.mkdir()
    (system / "epsonds.conf").write_text("# Epson\nnet autodiscovery\n  net 192.0.2.7\nusb\n")
    (system / "airscan.conf").write_text("[options]\ndiscovery = enable\n")
    write_sane_config(own, ("airscan", "epsonds", "fujitsu"), ("http://127.0.0.1:6/eSCL",), system)
    assert (own / "epsonds.conf").read_text() == "# Epson\nusb\n"
    airscan = (own / "airscan.conf").read_text()
    assert "discovery = disable" in airscan
    assert "enable" not in airscan
    assert (own / "dll.conf").read_text().split() == ["airscan", "epsonds", "fujitsu"]


@pytest.mark.parametrize(
    ("text", "kind", "at_open"),
    [
        ("Device busy", ScannerBusy, ScannerBusy),
        ("Document feeder jammed", PaperJammed, PaperJammed),
        ("Document feeder out of documents", FeederEmpty, FeederEmpty),
        ("Scanner cover is open", CoverOpen, CoverOpen),
        ("Operation was canceled", ScanStopped, ScanStopped),
        ("Operation was cancelled", ScanStopped, ScanStopped),
        ("Error during device I/O", ScannerFailed, NoScanner),
        ("Invalid argument", ScannerFailed, NoScanner),
        ("Access to resource has been denied", ScannerFailed, ScannerFailed),
        ("a sentence nobody has seen", ScannerFailed, ScannerFailed),
    ],
)
def test_the_drivers_sentences_have_one_meaning_each(text: str, kind: type, at_open: type) -> None:
    assert meaning(text) is kind
    assert meaning(text, at_open=True) is at_open
    assert error_named(kind.__name__) is kind
