"""Which of SANE's devices is the scanner that udev saw: the two have no name in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scanner.sane_config import escl_name
from scanner.usb import UsbScanner

_AIRSCAN = "airscan:"


@dataclass(frozen=True)
class Found:
    """One device as SANE lists it, and what could be learnt by opening it."""

    device: str
    vendor: str
    model: str
    kind: str
    feeder: bool
    flatbed: bool
    problem: str


def matched(
    scanners: Sequence[UsbScanner], devices: Iterable[Found]
) -> list[tuple[UsbScanner, Found | None]]:
    """Each USB scanner with its SANE device, or None while no driver serves it.

    The surest sign decides first: the address on the bus, then the serial number, then the
    model, then how it is spoken to. No device serves two.
    """
    left = list(devices)
    found: dict[str, Found] = {}
    for is_of in _SIGNS:
        for scanner in scanners:
            device = next((device for device in left if is_of(scanner, device)), None)
            if scanner.id not in found and device is not None:
                found[scanner.id] = device
                left.remove(device)
    return [(scanner, found.get(scanner.id)) for scanner in scanners]


def escl_url_of(device: str, urls: Iterable[str]) -> str:
    """The address behind an airscan device; empty for any other."""
    if not device.startswith(_AIRSCAN):
        return ""
    return next((url for url in urls if device.endswith(":" + escl_name(url))), "")


def _same_address(scanner: UsbScanner, device: Found) -> bool:
    return device.device.endswith(f"libusb:{scanner.bus:03d}:{scanner.address:03d}")


def _same_serial(scanner: UsbScanner, device: Found) -> bool:
    return bool(scanner.serial) and device.device.endswith(scanner.serial)


def _same_model(scanner: UsbScanner, device: Found) -> bool:
    return bool(device.model) and device.model.lower() in scanner.name.lower()


def _same_speech(scanner: UsbScanner, device: Found) -> bool:
    return scanner.speaks_escl == device.device.startswith(_AIRSCAN)


_SIGNS: tuple[Callable[[UsbScanner, Found], bool], ...] = (
    _same_address,
    _same_serial,
    _same_model,
    _same_speech,
)
