"""A USB cable from pyusb to the receipt printer that a test plays: descriptors and two pipes."""

import array
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from drivers.printer import PrinterCondition
from support.tcp_printer import TcpPrinter

VENDOR, PRODUCT = 0x04B8, 0x0E28
OUT, IN = 0x03, 0x84
"""Not the end points that python-escpos guesses: a printer's own must be found."""

PRINTER_CLASS, STORAGE_CLASS = 7, 8


class UsbCable(usb.backend.IBackend):  # type: ignore[misc]  # pyusb ships no types
    """Implements pyusb's back end; the printer is plugged in while it is switched on."""

    def __init__(self, machine: TcpPrinter, interface_class: int = PRINTER_CLASS) -> None:
        super().__init__()
        self._machine, self._class = machine, interface_class
        self.opened = 0

    def enumerate_devices(self) -> Iterator[object]:
        if self._machine.condition is not PrinterCondition.OFFLINE:
            yield self

    def get_device_descriptor(self, dev: object) -> Any:
        return _described(
            1, 18, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100,
            iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> Any:
        _only(config)
        return _described(
            2, 9, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=50, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> Any:
        _only(intf, alt, config)
        return _described(
            4, 9, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self._class, bInterfaceSubClass=1, bInterfaceProtocol=2,
            iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, dev: object, ep: int, intf: int, alt: int, config: int
    ) -> Any:
        _only(intf, alt, config)
        return _described(
            5, 7, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=512,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> socket.socket:
        try:
            line = socket.create_connection(("127.0.0.1", self._machine.port))
        except ConnectionRefusedError as error:
            raise usb.core.USBError("gone", errno=19) from error
        self.opened += 1
        return line

    def close_device(self, dev_handle: socket.socket) -> None:
        self.opened -= 1
        dev_handle.close()

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def set_configuration(self, dev_handle: object, config_value: int) -> None:
        assert config_value == 1

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        _only(intf)

    def release_interface(self, dev_handle: object, intf: int) -> None:
        _only(intf)

    def reset_device(self, dev_handle: object) -> None:
        pass

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return False

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert (ep, intf) == (OUT, 0)
        assert timeout > 0, "a write without a limit can hang for ever"
        try:
            dev_handle.sendall(bytes(data))
        except OSError as error:
            raise usb.core.USBError("gone", errno=19) from error
        return len(data)

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert (ep, intf) == (IN, 0)
        assert timeout > 0, "a read without a limit can hang for ever"
        dev_handle.settimeout(min(timeout, 50) / 1000)
        try:
            told = dev_handle.recv(len(buff))
        except TimeoutError as error:
            raise usb.core.USBTimeoutError("nothing yet", errno=110) from error
        if not told:
            raise usb.core.USBError("gone", errno=19)
        buff[: len(told)] = array.array("B", told)
        return len(told)


def _described(kind: int, length: int, **fields: object) -> SimpleNamespace:
    return SimpleNamespace(bDescriptorType=kind, bLength=length, **fields)


def _only(*indices: int) -> None:
    """pyusb asks for one index after the other until there is none."""
    if any(indices):
        raise IndexError(indices)
