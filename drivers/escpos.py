"""The real slip printer: ESC/POS over USB or TCP, by python-escpos.

Each slip is one picture, sent in bands that the printer joins without a gap. Before it the
printer is asked how it is (DLE EOT, answered at once), after it for a sign that it has come so far
(GS r, answered in its turn): only then was the slip printed.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import usb.core
import usb.util
from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Usb
from PIL import Image

from drivers.printer import (
    Picture,
    PrinterCondition,
    PrinterOffline,
    PrintUnconfirmed,
    refuse_unless_printing,
)

_PRINTER_CLASS = 7  # of USB interfaces
_BAND_DOTS = 960  # rows a band: less than the smallest buffer in common printers
_INITIALISE = b"\x1b@"
_PAPER_AFTER_ALL_THIS = b"\x1dr\x01"
_STATE, _OFFLINE_CAUSE, _PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
_LINE_ERRORS = (OSError, EscposError, ValueError)  # ValueError: pyusb finds no libusb


@dataclass(frozen=True)
class UsbAddress:
    """The printer with these identifiers, in whichever socket."""

    vendor_id: int
    product_id: int


@dataclass(frozen=True)
class TcpAddress:
    """A printer on a cable of its own, or one that a test plays."""

    host: str
    port: int = 9100


class EscposPrinter:
    """Implements Printer. It holds the printer only while it speaks with it.

    `model` names a profile of python-escpos with the width of the slip and a cutter.
    `answer_limit_s` is how long an answer may take, `print_limit_s` a whole slip.
    """

    def __init__(
        self,
        address: UsbAddress | TcpAddress,
        *,
        model: str = "TM-T20II",
        answer_limit_s: float = 2.0,
        print_limit_s: float = 30.0,
    ) -> None:
        self._address, self._model = address, model
        self._answer_limit_s, self._print_limit_s = answer_limit_s, print_limit_s
        self._lock = threading.Lock()

    def print_picture(self, picture: Picture) -> None:
        """See Printer."""
        with self._lock:
            try:
                with self._opened() as printer:
                    refuse_unless_printing(self._look(printer))
                    _send(printer, picture)
                    self._wait_until_printed(printer)
            except _LINE_ERRORS as error:
                refuse_unless_printing(self._condition())
                raise PrinterOffline("it fell silent in the middle of a slip") from error

    def condition(self) -> PrinterCondition:
        """See Printer."""
        with self._lock:
            return self._condition()

    def _condition(self) -> PrinterCondition:
        try:
            with self._opened() as printer:
                return self._look(printer)
        except _LINE_ERRORS:
            return PrinterCondition.OFFLINE

    def _look(self, printer: Escpos) -> PrinterCondition:
        """The worst that the printer tells of itself (the bits: Epson's ESC/POS, DLE EOT)."""
        told = []
        for question in (_STATE, _OFFLINE_CAUSE, _PAPER):
            printer._raw(question)  # python-escpos's way to send what it has no word for
            answer = self._read(printer)
            if answer is None or answer & 0x93 != 0x12:
                return PrinterCondition.UNKNOWN
            told.append(answer)
        state, cause, paper = told
        if cause & 0x04:
            return PrinterCondition.COVER_OPEN
        if paper & 0x60 or cause & 0x20:
            return PrinterCondition.PAPER_OUT
        if cause & 0x40:
            return PrinterCondition.FAULTY
        if state & 0x08:
            return PrinterCondition.OFFLINE
        return PrinterCondition.PAPER_LOW if paper & 0x0C else PrinterCondition.READY

    def _wait_until_printed(self, printer: Escpos) -> None:
        until_s = time.monotonic() + self._print_limit_s
        while time.monotonic() < until_s:
            printer._raw(_PAPER_AFTER_ALL_THIS)
            answer = self._read(printer)
            if answer is not None and answer & 0x90 == 0:
                return
            refuse_unless_printing(self._look(printer))
        raise PrintUnconfirmed

    def _read(self, printer: Escpos) -> int | None:
        """The last byte that it answers in time, or None. Raises OSError when it is gone."""
        until_s = time.monotonic() + self._answer_limit_s
        while time.monotonic() < until_s:
            try:
                answer = bytes(printer._read())
            except (TimeoutError, usb.core.USBTimeoutError):
                continue
            if answer:
                return answer[-1]
            if isinstance(self._address, TcpAddress):
                raise ConnectionResetError("the printer has hung up")
        return None

    @contextmanager
    def _opened(self) -> Iterator[Escpos]:
        """The printer, for a moment. Raises OSError, EscposError, ValueError."""
        match self._address:
            case TcpAddress(host, port):
                printer = _Tcp(host, port, self._answer_limit_s, profile=self._model)
            case UsbAddress(vendor_id, product_id):
                printer = _usb(vendor_id, product_id, self._print_limit_s, self._model)
        printer.open()
        try:
            yield printer
        finally:
            printer.close()


class _Tcp(Network):  # type: ignore[misc]  # python-escpos ships no types
    """python-escpos's own open() leaves the socket behind when nobody answers."""

    def open(self, raise_not_found: bool = True) -> None:
        """Connect. Raises OSError."""
        del raise_not_found
        self.device = socket.create_connection((self.host, self.port), self.timeout)


def _send(printer: Escpos, picture: Picture) -> None:
    size = (picture.width_dots, picture.height_dots)
    printer._raw(_INITIALISE)
    # In Pillow's own 1-bit pictures a set bit is white; ";I" turns ours round.
    image = Image.frombytes("1", size, picture.rows, "raw", "1;I")
    printer.image(image, impl="bitImageRaster", fragment_height=_BAND_DOTS)
    printer.cut()


def _usb(vendor_id: int, product_id: int, limit_s: float, model: str) -> Usb:
    """The printer on USB, spoken to through the end points that it names itself."""
    device = usb.core.find(idVendor=vendor_id, idProduct=product_id)
    if device is None:
        raise ConnectionRefusedError("no such printer is plugged in")
    ins: list[int] = []
    outs: list[int] = []
    for interface in device.get_active_configuration():
        if interface.bInterfaceClass == _PRINTER_CLASS:
            for end in interface:
                inwards = usb.util.endpoint_direction(end.bEndpointAddress) == usb.util.ENDPOINT_IN
                (ins if inwards else outs).append(end.bEndpointAddress)
    if not ins or not outs:
        raise ConnectionRefusedError("the device is not a printer that answers")
    return Usb(vendor_id, product_id, {}, round(limit_s * 1000), ins[0], outs[0], profile=model)
