"""What udev knows of the scanners that are plugged in: properties only, no device is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyudev

from scanner.device import ScannerFailed

# Without udevd there are devices without properties: it would look like "nothing plugged in".
UDEV_CONTROL = Path("/run/udev/control")

_IPP_USB_INTERFACE = ":070104:"  # printer class, IPP over USB: ipp-usb serves eSCL for it


@dataclass(frozen=True)
class UsbScanner:
    """One scanner on USB. `bus` and `address` change with every plugging in, `id` does not."""

    id: str
    name: str
    serial: str
    bus: int
    address: int
    speaks_escl: bool


def plugged_in_scanners(
    extra_usb_ids: Iterable[str], udev_control: Path = UDEV_CONTROL
) -> tuple[UsbScanner, ...]:
    """Every scanner on USB, by the order of their sockets. Raises ScannerFailed without udev.

    Known by the mark of libsane's udev rules, by the interface of ipp-usb, or by being one of
    `extra_usb_ids`, written `04c5:132e`.
    """
    extra = {usb_id.lower() for usb_id in extra_usb_ids}
    if not udev_control.exists():
        raise ScannerFailed("udev does not run")
    try:
        devices = pyudev.Context().list_devices(subsystem="usb", DEVTYPE="usb_device")
        scanners = [_scanner(device) for device in devices if _is_scanner(device, extra)]
    except (OSError, ImportError, ValueError, pyudev.DeviceNotFoundError) as error:
        raise ScannerFailed("udev does not answer") from error
    return tuple(sorted(scanners, key=lambda scanner: scanner.id))


def _is_scanner(device: pyudev.Device, extra: set[str]) -> bool:
    properties = device.properties
    usb_id = f"{properties.get('ID_VENDOR_ID', '')}:{properties.get('ID_MODEL_ID', '')}"
    return (
        properties.get("libsane_matched") == "yes"
        or _speaks_escl(device)
        or usb_id.lower() in extra
    )


def _speaks_escl(device: pyudev.Device) -> bool:
    return _IPP_USB_INTERFACE in device.properties.get("ID_USB_INTERFACES", "")


def _scanner(device: pyudev.Device) -> UsbScanner:
    properties = device.properties
    model = properties.get("ID_MODEL", "").replace("_", " ")
    vendor = properties.get("ID_VENDOR", "").replace("_", " ")
    serial = properties.get("ID_SERIAL_SHORT", "")
    usb_id = f"{properties.get('ID_VENDOR_ID', '')}:{properties.get('ID_MODEL_ID', '')}"
    return UsbScanner(
        id=f"usb {usb_id} " + (serial or f"at {device.sys_name}"),
        name=model if model.startswith(vendor) else f"{vendor} {model}".strip(),
        serial=serial,
        bus=int(properties.get("BUSNUM", 0)),
        address=int(properties.get("DEVNUM", 0)),
        speaks_escl=_speaks_escl(device),
    )
