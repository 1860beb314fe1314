"""A slip that was queued is printed once, survives kill -9, and can be printed again by number."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from drivers.printer import PaperOut, Picture, PrinterCondition, PrintUnconfirmed
from drivers.simulated_printer import SimulatedPrinter
from kiosk_app.receipts.print_queue import (
    PrintQueue,
    SlipMissing,
    SlipState,
    picture_of,
    print_next,
)

ONE, TWO = "RC01-261121-0001-5", "RC01-261121-0002-3"
SLIP = Picture(16, 2, b"\x80\x01\xff\x00")
OTHER = Picture(8, 1, b"\x55")


@pytest.fixture
def queue(tmp_path: Path) -> PrintQueue:
    return PrintQueue(tmp_path)


@pytest.fixture
def printer() -> SimulatedPrinter:
    return SimulatedPrinter()


def test_slips_are_printed_in_their_order_and_once(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    queue.put(TWO, OTHER)
    assert [print_next(queue, printer) for _ in range(3)] == [ONE, TWO, None]
    assert printer.slips == (SLIP, OTHER)


def test_without_paper_a_slip_waits_and_comes_out_when_there_is_some(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    printer.turn(PrinterCondition.PAPER_OUT)
    with pytest.raises(PaperOut):
        print_next(queue, printer)
    assert queue.state_of(ONE) is SlipState.WAITING
    printer.turn(PrinterCondition.READY)
    assert print_next(queue, printer) == ONE
    assert printer.slips == (SLIP,)


def test_a_slip_that_may_have_come_out_is_not_printed_again_by_itself(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    printer.confirm_nothing()
    with pytest.raises(PrintUnconfirmed):
        print_next(queue, printer)
    assert print_next(queue, printer) is None
    assert printer.slips == (SLIP,)


def test_a_slip_is_printed_again_by_its_number(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    print_next(queue, printer)
    queue.reprint(ONE)
    assert print_next(queue, printer) == ONE
    assert printer.slips == (SLIP, SLIP)


def test_the_slip_of_a_visitor_who_has_gone_is_printed_only_on_request(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    queue.withdraw(ONE)
    assert print_next(queue, printer) is None
    queue.reprint(ONE)
    assert print_next(queue, printer) == ONE


def test_everything_is_as_it_was_after_a_restart(tmp_path: Path, queue: PrintQueue) -> None:
    queue.put(ONE, SLIP)
    queue.put(TWO, OTHER)
    queue.printed(ONE)
    again = PrintQueue(tmp_path)
    assert again.waiting() == (TWO,)
    assert again.state_of(ONE) is SlipState.PRINTED


def test_a_newer_slip_takes_the_place_of_the_one_with_the_same_number(
    queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    queue.printed(ONE)
    queue.put(ONE, OTHER)
    assert print_next(queue, printer) == ONE
    assert printer.slips == (OTHER,)
    assert queue.state_of(ONE) is SlipState.PRINTED


def test_a_withdrawn_slip_leaves_no_older_one_behind(queue: PrintQueue, tmp_path: Path) -> None:
    queue.put(ONE, SLIP)
    queue.printed(ONE)
    queue.put(ONE, OTHER)
    queue.withdraw(ONE)
    assert queue.state_of(ONE) is SlipState.WITHDRAWN
    assert len(list(tmp_path.rglob("*.pbm"))) == 1


def test_slips_of_purged_submissions_are_gone(queue: PrintQueue, tmp_path: Path) -> None:
    queue.put(ONE, SLIP)
    queue.put(TWO, OTHER)
    queue.printed(ONE)
    assert queue.keep_only({TWO}) == 1
    assert [path.stem for path in tmp_path.rglob("*.pbm")] == [TWO]
    with pytest.raises(SlipMissing):
        queue.reprint(ONE)


def test_a_spoilt_file_does_not_hold_up_the_others(
    tmp_path: Path, queue: PrintQueue, printer: SimulatedPrinter
) -> None:
    queue.put(ONE, SLIP)
    (tmp_path / "slips/waiting" / f"{ONE}.pbm").write_bytes(b"P4\n16 2\ncut")
    queue.put(TWO, OTHER)
    assert print_next(queue, printer) == TWO
    assert queue.state_of(ONE) is SlipState.WITHDRAWN


@pytest.mark.parametrize("number", ["", "../x", "a/b", "rc01", "RC01 1", "X" * 41])
def test_only_a_number_can_name_a_slip(queue: PrintQueue, number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        queue.put(number, SLIP)


def test_the_drawn_slip_keeps_every_dot(printer: SimulatedPrinter) -> None:
    drawn = Image.new("1", (9, 2), 1)
    drawn.putpixel((0, 0), 0)
    drawn.putpixel((8, 1), 0)
    picture = picture_of(drawn)
    assert (picture.width_dots, picture.height_dots) == (9, 2)
    assert picture.rows[0] == 0x80
    assert picture.rows[3] & 0x80


_PUTS = """
import sys
from pathlib import Path
from drivers.printer import Picture
from kiosk_app.receipts.print_queue import PrintQueue
queue = PrintQueue(Path(sys.argv[1]))
for n in range(1, 100000):
    queue.put(f"N{n}", Picture(576, 1000, bytes([n % 256]) * 72000))
    if n % 2:
        queue.printed(f"N{n}")
    print(n, flush=True)
"""


def test_after_kill_9_every_acknowledged_slip_is_there_whole(tmp_path: Path) -> None:
    for life in range(5):
        state = tmp_path / str(life)
        process = subprocess.Popen(
            [sys.executable, "-c", _PUTS, str(state)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(7 + life):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        last = 7 + life + len(said.splitlines())
        queue = PrintQueue(state)
        for n in range(1, last + 1):
            expected = SlipState.PRINTED if n % 2 else SlipState.WAITING
            assert queue.state_of(f"N{n}") is expected
        assert queue.next() is not None
        while slip := queue.next():
            assert set(slip.picture.rows) == {int(slip.number[1:]) % 256}
            queue.printed(slip.number)
