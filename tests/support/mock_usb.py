"""USB devices that only udev sees: umockdev, called without GObject introspection.

Works only in a process that runs under `umockdev-wrapper`; see tests/hardware/test_usb_scanners.py.
"""

import ctypes
from collections.abc import Mapping
from pathlib import Path

_STRINGS = ctypes.POINTER(ctypes.c_char_p)


class MockUsb:
    """An empty machine with no devices but those that are plugged in here."""

    def __init__(self) -> None:
        assert "libumockdev-preload" in Path("/proc/self/maps").read_text(), "no umockdev-wrapper"
        library = ctypes.CDLL("libumockdev.so.0")
        library.umockdev_testbed_new.restype = ctypes.c_void_p
        self._add = library.umockdev_testbed_add_devicev
        self._add.restype = ctypes.c_void_p
        self._add.argtypes = [*[ctypes.c_void_p] * 1, *[ctypes.c_char_p] * 3, _STRINGS, _STRINGS]
        self._event = library.umockdev_testbed_uevent
        self._event.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
        self._remove = library.umockdev_testbed_remove_device
        self._remove.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        self._bed = library.umockdev_testbed_new()
        self._release = ctypes.CDLL("libgobject-2.0.so.0").g_object_unref
        self._release.argtypes = [ctypes.c_void_p]

    def close(self) -> None:
        self._release(self._bed)

    def plug_in(self, port: str, address: int, **properties: str) -> str:
        """Plug a device into a port; its path, to unplug it. umockdev sends the event."""
        vendor, _, product = properties.pop("usb_id", "04c5:132e").partition(":")
        known = {
            "DEVTYPE": "usb_device",
            "ID_BUS": "usb",
            "ID_VENDOR_ID": vendor,
            "ID_MODEL_ID": product,
            "BUSNUM": "003",
            "DEVNUM": f"{address:03d}",
            "DEVNAME": f"/dev/bus/usb/003/{address:03d}",
        }
        attributes = {"idVendor": vendor, "idProduct": product}
        path = self._add(
            self._bed, b"usb", port.encode(), None, _listed(attributes), _listed(known | properties)
        )
        assert path, "umockdev did not take the device"
        return ctypes.string_at(path).decode()

    def unplug(self, path: str) -> None:
        self._event(self._bed, path.encode(), b"remove")
        self._remove(self._bed, path.encode())


def _listed(values: Mapping[str, str]) -> "ctypes.Array[ctypes.c_char_p]":
    """Name, value, name, value, …, and an end."""
    flat = [text.encode() for pair in values.items() for text in pair]
    return (ctypes.c_char_p * (len(flat) + 1))(*flat, None)
