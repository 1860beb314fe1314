"""The printer port: slips on receipt paper, each one picture."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

_MAGIC = b"P4"


@dataclass(frozen=True)
class Picture:
    """A picture of black and white dots, as the head of a receipt printer burns them.

    `rows` go from top to bottom, each in whole bytes; the highest bit is the leftmost dot, and a
    set bit is black. Raises ValueError when the rows are not as long as the sizes say.
    """

    width_dots: int
    height_dots: int
    rows: bytes

    def __post_init__(self) -> None:
        if self.width_dots < 1 or self.height_dots < 1:
            raise ValueError("a picture has at least one dot")
        if len(self.rows) != self.row_bytes * self.height_dots:
            raise ValueError("the rows of a picture are not as long as its sizes say")

    @property
    def row_bytes(self) -> int:
        """The length of one row."""
        return (self.width_dots + 7) // 8

    def to_pbm(self) -> bytes:
        """The picture as a file that any viewer opens (portable bitmap, binary)."""
        return b"%s\n%d %d\n%s" % (_MAGIC, self.width_dots, self.height_dots, self.rows)

    @staticmethod
    def from_pbm(data: bytes) -> "Picture":
        """The picture that to_pbm() wrote. Raises ValueError."""
        magic, _, rest = data.partition(b"\n")
        sizes, _, rows = rest.partition(b"\n")
        if magic != _MAGIC or len(sizes.split()) != 2:
            raise ValueError("not a picture as the kiosk writes them")
        width, height = sizes.split()
        return Picture(int(width), int(height), rows)


class PrinterCondition(StrEnum):
    """What can be said of the printer without printing.

    It prints when READY or PAPER_LOW. UNKNOWN is a printer that is there and does not tell.
    """

    READY = "ready"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    FAULTY = "faulty"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


class PrinterError(Exception):
    """Why there may be no slip; caught in one place.

    PrinterError
    ├── PaperOut          no paper, or it ran out while printing; whole again with a new roll
    ├── CoverOpen         somebody has opened it
    ├── PrinterFaulty     its cutter, its head or its supply: a technician's business
    ├── PrinterOffline    not plugged in, switched off, or it does not answer
    └── PrintUnconfirmed  all was handed over, but the printer did not say that it is printed

    After all but the last there is no whole slip and the same picture can be printed again.
    """


class PaperOut(PrinterError):
    """No paper, or it ran out in the middle."""


class CoverOpen(PrinterError):
    """The cover is open."""


class PrinterFaulty(PrinterError):
    """The printer reports an error that a visitor cannot mend."""


class PrinterOffline(PrinterError):
    """The printer cannot be reached."""


class PrintUnconfirmed(PrinterError):
    """The slip may have been printed or not: somebody must look, printing again could double it."""


class Printer(Protocol):
    """The slip printer. Any thread may call any method; calls take turns."""

    def print_picture(self, picture: Picture) -> None:
        """Print one picture and cut the paper after it.

        When this returns, the printer has said that it printed the whole picture. May take as long
        as printing takes. Raises PrinterError.
        """

    def condition(self) -> PrinterCondition:
        """Ask the printer now. Never raises, and answers within a few seconds."""


def refuse_unless_printing(condition: PrinterCondition) -> None:
    """Raise the error that belongs to a condition in which nothing can be printed."""
    match condition:
        case PrinterCondition.PAPER_OUT:
            raise PaperOut
        case PrinterCondition.COVER_OPEN:
            raise CoverOpen
        case PrinterCondition.FAULTY:
            raise PrinterFaulty
        case PrinterCondition.OFFLINE:
            raise PrinterOffline
