"""What can be mended on the derivative, with the visitor's consent; the original never changes."""

from dataclasses import dataclass
from enum import StrEnum


class Mend(StrEnum):
    """One kind of mending, in the order in which they are carried out."""

    REPAIR = "repair"
    FLATTEN = "flatten"
    DROP_BLANK = "drop-blank"
    ROTATE = "rotate"
    REDUCE = "reduce"


@dataclass(frozen=True)
class Mending:
    """One thing to do to a document, or done to it.

    `pages` counts from 1 as the visitor brought them, and is empty when it is about the whole
    file. `degrees` is clockwise, for ROTATE: 90, 180 or 270.
    """

    mend: Mend
    pages: tuple[int, ...] = ()
    degrees: int = 0
