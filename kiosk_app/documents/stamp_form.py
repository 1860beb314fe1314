"""Which pages a stamp goes on, and in what form it is put there."""

from dataclasses import dataclass
from enum import StrEnum


class StampedPages(StrEnum):
    """The pages that the court's rules want stamped."""

    NONE = "none"
    FIRST = "first"
    ALL = "all"


class Form(StrEnum):
    """How a derivative carries its stamp."""

    NONE = "none"
    """It carries none: the rules want none."""

    PAGES = "pages"
    """Drawn into the pages."""

    ANNOTATIONS = "annotations"
    """Laid over signed pages, in the way their signatures permit."""

    COVER_SHEET = "cover-sheet"
    """A sheet stands in front, for a page had no free place; the other pages are drawn on."""

    SIDE_CAR = "side-car"
    """A sheet of its own: the document is signed and must stay as it is."""

    @property
    def sheets(self) -> int:
        """How many sheets stand in front of the document's own pages."""
        return 1 if self is Form.COVER_SHEET else 0


@dataclass(frozen=True)
class Made:
    """What came of stamping.

    `pages` counts the pages of the document as brought, never a sheet in front. The first
    `original_length` bytes are what was there before; None: it was written anew, or stands
    beside the derivative. `unmarked` are the pages, from 1, that had no free place. `faulty`
    where what was stamped has faults that every reader must mend by itself.
    """

    pages: int
    original_length: int | None
    form: Form = Form.PAGES
    unmarked: tuple[int, ...] = ()
    faulty: bool = False
