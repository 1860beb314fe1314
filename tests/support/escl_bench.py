"""The real scanner over the real driver sane-airscan, with a simulated device behind it."""

from collections.abc import Callable
from pathlib import Path

from scanner.escl_simulator import EsclSimulator
from scanner.sane import SaneScanner
from support.scanner_bench import ScannerBench


class EsclBench(ScannerBench):
    def __init__(self, folder: Path) -> None:
        self.device = EsclSimulator()
        self.scanner = SaneScanner(
            folder / "sane.d",
            backends=("airscan",),
            escl_urls=(self.device.url,),
            usb_only=False,
            look_every_s=0.1,
        )

    def load(self, sheets: int) -> None:
        self.device.load(sheets)

    def jam_at(self, number: int) -> None:
        self.device.jam_at(number)

    def clear_jam(self) -> None:
        self.device.clear_jam()

    def open_cover(self) -> None:
        self.device.open_cover()

    def close_cover(self) -> None:
        self.device.close_cover()

    def be_busy(self, busy: bool) -> None:
        self.device.be_busy(busy)

    def hold_at(self, number: int) -> Callable[[], None]:
        return self.device.hold_at(number)

    def fail_at(self, number: int) -> None:
        self.device.fail_at(number)

    def unplug(self) -> None:
        self.device.unplug()

    def plug_in(self) -> None:
        self.device.plug_in()
