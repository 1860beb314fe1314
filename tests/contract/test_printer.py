"""Both slip printers keep the promises of the port; the real one speaks to a printer over TCP."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image
from support.printer_contract import PrinterBench, PrinterContract, slip
from support.tcp_printer import TcpPrinter
from support.usb_cable import PRODUCT, STORAGE_CLASS, VENDOR, UsbCable
from usb.backend import libusb0, libusb1, openusb

from drivers.escpos import EscposPrinter, TcpAddress, UsbAddress
from drivers.printer import Picture, PrinterCondition, PrinterOffline, PrintUnconfirmed
from drivers.simulated import SimulationRefused
from drivers.simulated_printer import SimulatedPrinter


class SimulatedBench(PrinterBench):
    def __init__(self) -> None:
        self.printer = self._printer = SimulatedPrinter()
        self.turn = self._printer.turn
        self.run_out_after = self._printer.run_out_after
        self.confirm_nothing = self._printer.confirm_nothing

    def slips(self) -> Sequence[Picture]:
        return self._printer.slips

    def torn(self) -> Sequence[Picture]:
        return self._printer.torn


class TcpBench(PrinterBench):
    def __init__(self, machine: TcpPrinter) -> None:
        self.machine = machine
        address = TcpAddress("127.0.0.1", machine.port)
        self.printer = EscposPrinter(address, answer_limit_s=0.2, print_limit_s=0.6)
        self.turn = machine.turn

    def run_out_after(self, rows: int) -> None:
        self.machine.rows_left = rows

    def confirm_nothing(self) -> None:
        self.machine.silent = True

    def slips(self) -> Sequence[Picture]:
        assert self.machine.unknown_commands == []
        return self.machine.slips

    def torn(self) -> Sequence[Picture]:
        return self.machine.torn


@pytest.fixture
def over_tcp() -> Iterator[TcpBench]:
    machine = TcpPrinter()
    yield TcpBench(machine)
    machine.close()


class TestSimulatedPrinter(PrinterContract):
    @pytest.fixture
    def bench(self) -> SimulatedBench:
        return SimulatedBench()


class TestEscposPrinterOverTcp(PrinterContract):
    @pytest.fixture
    def bench(self, over_tcp: TcpBench) -> TcpBench:
        return over_tcp


class TestEscposPrinterOverUsb(PrinterContract):
    @pytest.fixture
    def bench(self, over_tcp: TcpBench, monkeypatch: pytest.MonkeyPatch) -> Iterator[TcpBench]:
        cable = UsbCable(over_tcp.machine)
        monkeypatch.setattr(libusb1, "get_backend", lambda: cable)
        address = UsbAddress(VENDOR, PRODUCT)
        over_tcp.printer = EscposPrinter(address, answer_limit_s=0.2, print_limit_s=0.6)
        yield over_tcp
        assert cable.opened == 0, "the printer was not let go of"


def test_a_long_slip_goes_in_bands_that_fit_a_printers_memory(over_tcp: TcpBench) -> None:
    over_tcp.printer.print_picture(slip(2100))
    assert over_tcp.machine.bands == 3
    assert over_tcp.slips() == [slip(2100)]


def test_a_printer_that_hangs_up_in_the_middle_is_offline_and_the_slip_not_printed(
    over_tcp: TcpBench,
) -> None:
    over_tcp.machine.hang_up_after_bands = 1
    with pytest.raises(PrinterOffline):
        over_tcp.printer.print_picture(slip(2100))
    assert over_tcp.slips() == []
    over_tcp.machine.hang_up_after_bands = None
    over_tcp.printer.print_picture(slip(2100))
    assert over_tcp.slips() == [slip(2100)]


def test_a_printer_that_tells_nothing_prints_but_its_slip_is_unconfirmed(
    over_tcp: TcpBench,
) -> None:
    over_tcp.turn(PrinterCondition.UNKNOWN)
    over_tcp.machine.silent = True
    assert over_tcp.printer.condition() is PrinterCondition.UNKNOWN
    with pytest.raises(PrintUnconfirmed):
        over_tcp.printer.print_picture(slip(50))
    assert over_tcp.slips() == [slip(50)]


def test_another_device_with_the_printers_identifiers_is_not_written_to(
    over_tcp: TcpBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable = UsbCable(over_tcp.machine, STORAGE_CLASS)
    monkeypatch.setattr(libusb1, "get_backend", lambda: cable)
    printer = EscposPrinter(UsbAddress(VENDOR, PRODUCT))
    with pytest.raises(PrinterOffline):
        printer.print_picture(slip(50))
    assert over_tcp.slips() == []


def test_without_libusb_the_printer_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    for backend in (libusb0, libusb1, openusb):
        monkeypatch.setattr(backend, "get_backend", lambda: None)
    assert EscposPrinter(UsbAddress(VENDOR, PRODUCT)).condition() is PrinterCondition.OFFLINE


def test_a_usb_printer_that_is_not_plugged_in_is_offline() -> None:
    printer = EscposPrinter(UsbAddress(0xFFFF, 0xFFFE))
    assert printer.condition() is PrinterCondition.OFFLINE
    with pytest.raises(PrinterOffline):
        printer.print_picture(slip(50))


def test_a_picture_can_be_kept_in_a_file_that_viewers_open(tmp_path: Path) -> None:
    picture = slip(99)
    (tmp_path / "slip.pbm").write_bytes(picture.to_pbm())
    with Image.open(tmp_path / "slip.pbm") as seen:
        assert seen.convert("1").tobytes() == bytes(255 - byte for byte in picture.rows)
    assert Picture.from_pbm(picture.to_pbm()) == picture


@pytest.mark.parametrize(
    "data", [b"", b"P4", b"P4\n8 1\n", b"P4\n8 1\n12", b"P1\n8 1\n1", b"P4\nx"]
)
def test_a_file_that_is_no_picture_is_told_apart(data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture.from_pbm(data)


def test_in_production_no_printer_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PRODUCTION", "1")
    with pytest.raises(SimulationRefused):
        SimulatedPrinter()
