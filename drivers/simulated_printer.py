"""A slip printer made of memory, which runs out of paper, opens and falls silent as it is told."""

import threading

from drivers.printer import (
    PaperOut,
    Picture,
    PrinterCondition,
    PrintUnconfirmed,
    refuse_unless_printing,
)
from drivers.simulated import refuse_in_production


class SimulatedPrinter:
    """Implements Printer. What came out whole lies in `slips`, the latest last."""

    def __init__(self) -> None:
        refuse_in_production()
        self._lock = threading.Lock()
        self._condition = PrinterCondition.READY
        self._rows_left: int | None = None
        self._silent = False
        self._slips: list[Picture] = []
        self._torn: list[Picture] = []

    # ------------------------------------------------------------ what happens to a printer

    def turn(self, condition: PrinterCondition) -> None:
        """Be in this condition from now on; READY is also a new roll of paper."""
        with self._lock:
            self._condition = condition
            self._rows_left = None
            self._silent = False

    def run_out_after(self, rows: int) -> None:
        """The paper ends after so many more rows, in the middle of a slip if need be."""
        with self._lock:
            self._rows_left = rows

    def confirm_nothing(self) -> None:
        """Print, but never say so: a printer without a way back, until turn()."""
        with self._lock:
            self._silent = True

    @property
    def slips(self) -> tuple[Picture, ...]:
        """Every slip that came out whole."""
        with self._lock:
            return tuple(self._slips)

    @property
    def torn(self) -> tuple[Picture, ...]:
        """What came out of slips that ended in the middle."""
        with self._lock:
            return tuple(self._torn)

    # ------------------------------------------------------------ the port

    def print_picture(self, picture: Picture) -> None:
        """See Printer."""
        with self._lock:
            refuse_unless_printing(self._condition)
            if self._rows_left is not None and self._rows_left < picture.height_dots:
                self._tear(picture, self._rows_left)
                raise PaperOut
            if self._rows_left is not None:
                self._rows_left -= picture.height_dots
            self._slips.append(picture)
            if self._silent:
                raise PrintUnconfirmed

    def condition(self) -> PrinterCondition:
        """See Printer."""
        with self._lock:
            return self._condition

    def _tear(self, picture: Picture, rows: int) -> None:
        self._condition, self._rows_left = PrinterCondition.PAPER_OUT, None
        if rows:
            cut_off = picture.rows[: rows * picture.row_bytes]
            self._torn.append(Picture(picture.width_dots, rows, cut_off))
