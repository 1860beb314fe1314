"""The hardware around a kiosk; the only file that names real device classes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from drivers.clock import Clock, SystemClock
from drivers.escpos import EscposPrinter, TcpAddress, UsbAddress
from drivers.machine import Machine, ServedMachine
from drivers.outgoing import Outgoing
from drivers.printer import Printer
from drivers.storage import Storage
from drivers.udev import UdevStorage
from drivers.udev_outgoing import UdevOutgoing
from kiosk_app.maintenance.log_reader import Journal, Log
from kiosk_app.supervision import runtime_folder
from scanner.device import Scanner
from scanner.sane import SaneScanner


@dataclass(frozen=True)
class Devices:
    """The hardware around the kiosk, real or simulated."""

    storage: Storage
    outgoing: Outgoing
    clock: Clock
    machine: Machine
    log: Log
    scanner: Scanner | None = None
    printer: Printer | None = None


def real_devices(settings: Settings, end: Callable[[], None], sane: Path) -> Devices:
    """The real ones, as the settings say what is there; `end` ends this process in order.

    `sane` becomes the folder with this process's configuration of SANE.
    """
    return Devices(
        storage=UdevStorage(settings.paths.media_root),
        outgoing=UdevOutgoing(runtime_folder()),
        clock=SystemClock(),
        machine=ServedMachine(runtime_folder(), end),
        log=Journal(),
        scanner=None if settings.scanner.connection == "none" else SaneScanner(sane),
        printer=_printer(settings),
    )


def _printer(settings: Settings) -> Printer | None:
    """`usb:04b8:0e15` or `tcp:127.0.0.1:9100`, as the settings were checked to be written."""
    kind, _, where = settings.printer.connection.partition(":")
    first, _, second = where.rpartition(":")
    match kind:
        case "usb":
            return EscposPrinter(UsbAddress(int(first, 16), int(second, 16)))
        case "tcp":
            return EscposPrinter(TcpAddress(first, int(second)))
        case _:
            return None
