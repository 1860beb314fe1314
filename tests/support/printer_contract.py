"""What every slip printer promises, the simulated one and the real one alike."""

from collections.abc import Callable, Sequence

import pytest
from PIL import Image, ImageDraw

from drivers.printer import (
    CoverOpen,
    PaperOut,
    Picture,
    Printer,
    PrinterCondition,
    PrinterError,
    PrinterFaulty,
    PrinterOffline,
    PrintUnconfirmed,
)

WIDTH_DOTS = 576


def slip(height_dots: int = 2100) -> Picture:
    """A picture in which every row differs from its neighbours."""
    image = Image.new("1", (WIDTH_DOTS, height_dots), 1)
    draw = ImageDraw.Draw(image)
    draw.line((0, 0, WIDTH_DOTS, height_dots), 0, 3)
    for row in range(0, height_dots, 7):
        draw.line((0, row, row % WIDTH_DOTS, row), 0)
    return Picture(WIDTH_DOTS, height_dots, bytes(255 - byte for byte in image.tobytes()))


class PrinterBench:
    """A printer, and the hands of somebody who stands beside it."""

    printer: Printer
    turn: Callable[[PrinterCondition], None]
    run_out_after: Callable[[int], None]
    confirm_nothing: Callable[[], None]

    def slips(self) -> Sequence[Picture]:
        """What came out whole."""
        raise NotImplementedError

    def torn(self) -> Sequence[Picture]:
        """What came out of slips that ended in the middle."""
        raise NotImplementedError


class PrinterContract:
    def test_what_comes_out_is_the_picture_dot_by_dot(self, bench: PrinterBench) -> None:
        picture = slip()
        bench.printer.print_picture(picture)
        assert list(bench.slips()) == [picture]

    def test_slips_come_out_one_by_one_in_their_order(self, bench: PrinterBench) -> None:
        pictures = [slip(height) for height in (40, 961, 13)]
        for picture in pictures:
            bench.printer.print_picture(picture)
        assert list(bench.slips()) == pictures

    @pytest.mark.parametrize(
        "condition", [c for c in PrinterCondition if c is not PrinterCondition.UNKNOWN]
    )
    def test_it_tells_how_it_is(self, bench: PrinterBench, condition: PrinterCondition) -> None:
        bench.turn(condition)
        assert bench.printer.condition() is condition

    @pytest.mark.parametrize(
        ("condition", "error"),
        [
            (PrinterCondition.PAPER_OUT, PaperOut),
            (PrinterCondition.COVER_OPEN, CoverOpen),
            (PrinterCondition.FAULTY, PrinterFaulty),
            (PrinterCondition.OFFLINE, PrinterOffline),
        ],
    )
    def test_when_it_cannot_print_it_says_why_and_prints_once_mended(
        self, bench: PrinterBench, condition: PrinterCondition, error: type[PrinterError]
    ) -> None:
        bench.turn(condition)
        with pytest.raises(error):
            bench.printer.print_picture(slip())
        assert [*bench.slips(), *bench.torn()] == [], "nothing may wait in the printer itself"
        bench.turn(PrinterCondition.READY)
        bench.printer.print_picture(slip(50))
        assert list(bench.slips()) == [slip(50)]

    def test_it_prints_while_the_paper_is_low(self, bench: PrinterBench) -> None:
        bench.turn(PrinterCondition.PAPER_LOW)
        bench.printer.print_picture(slip(50))
        assert list(bench.slips()) == [slip(50)]

    def test_a_slip_on_which_the_paper_ends_is_not_called_printed(
        self, bench: PrinterBench
    ) -> None:
        bench.run_out_after(1000)
        with pytest.raises(PaperOut):
            bench.printer.print_picture(slip())
        assert bench.printer.condition() is PrinterCondition.PAPER_OUT
        assert list(bench.slips()) == []
        assert [picture.height_dots for picture in bench.torn()] == [1000]

    def test_a_slip_that_the_printer_does_not_confirm_is_not_called_printed(
        self, bench: PrinterBench
    ) -> None:
        bench.confirm_nothing()
        with pytest.raises(PrintUnconfirmed):
            bench.printer.print_picture(slip(50))
        assert list(bench.slips()) == [slip(50)]
