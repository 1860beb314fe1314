"""Looks at one page and says everything that its small grey picture tells."""

from dataclasses import dataclass
from enum import Enum

from scanner.quality.direction import find_flush, find_rise, gaps
from scanner.quality.edges import cut_edges
from scanner.quality.ink import Grey, find_ink
from scanner.quality.likeness import fingerprint
from scanner.quality.lines import (
    MOST_LEAN,
    STRIP_PX,
    Lean,
    find_lean,
    sheared,
    strips_across,
    strips_down,
)
from scanner.quality.tone import BLURRED_EDGE_MM, edge_mm, is_blank, is_dark, is_light

LEAST_PX = 64
LINES_SHARPNESS = 6.0  # print has 11 to 45, photographs 1 to 3
RULED_SHARPNESS = 20.0  # tables, whose lines cross, have 45 and more
PRINT_GAPS = 0.25  # the least white between lines of print; photographs of blinds have less
SIDEWAYS_GAPS = 0.2  # white between lines: print has 0.3 to 0.5, across its lines 0.02 to 0.13
SIDEWAYS_TIMES = 2.0
LEAST_SCALE_PX_MM = 2.2  # coarser than an A3 sheet of 1000 pixels, writing is no longer seen


class Turned(Enum):
    """Which way the writing seems to stand."""

    NO = "no"
    PERHAPS = "perhaps"
    UPSIDE_DOWN = "upside down"
    SIDEWAYS = "sideways"


@dataclass(frozen=True)
class Look:
    """What one page looks like.

    `skew_degrees` is clockwise and 0 where no lines are seen. `cut` names the edges that writing
    runs into. `turned` is a suspicion that wants a second opinion, except that `letters_say`
    holds the degrees clockwise that would set it right by the shape of Latin letters, or None.
    `fingerprint` is for likeness; None for a page with next to nothing on it.
    """

    blank: bool = False
    dark: bool = False
    light: bool = False
    blurred: bool = False
    skew_degrees: float = 0.0
    cut: tuple[str, ...] = ()
    turned: Turned = Turned.NO
    letters_say: int | None = None
    fingerprint: bytes | None = None


def look_at_page(grey: Grey, px_per_mm: float) -> Look:
    """Look at a page of some 1000 pixels on its long side, as it is shown, rows from the top."""
    if min(grey.shape) < LEAST_PX:
        return Look()
    ink = find_ink(grey)
    if is_blank(ink, px_per_mm):
        dark = is_dark(ink, has_lines=False)
        return Look(blank=not dark, dark=dark)
    across, down = strips_across(ink.writing), strips_down(ink.writing)
    lean, lean_down = find_lean(across), find_lean(down)
    level, level_down = _level(across, lean), _level(down, lean_down)
    white, white_down = gaps(level), gaps(level_down)
    sideways = white_down > max(SIDEWAYS_GAPS, SIDEWAYS_TIMES * white)
    if max(white, white_down) < SIDEWAYS_GAPS:  # a table: its rules leave no white
        sideways = lean_down.sharpness > SIDEWAYS_TIMES * lean.sharpness
    seen, white = (lean_down, white_down) if sideways else (lean, white)
    has_lines = seen.sharpness > RULED_SHARPNESS or (
        seen.sharpness > LINES_SHARPNESS and white > PRINT_GAPS
    )
    legible = has_lines and px_per_mm >= LEAST_SCALE_PX_MM
    blurred = legible and edge_mm(ink, px_per_mm) > BLURRED_EDGE_MM
    turned, says = Turned.NO, None
    if legible:
        turned, says = _turned(level_down if sideways else level, sideways=sideways)
    degrees = -lean_down.degrees if sideways else lean.degrees
    dark = is_dark(ink, has_lines=has_lines)
    return Look(
        dark=dark,
        # On dark paper no stroke stands out: that the paper is dark says it all.
        light=has_lines and not dark and not blurred and is_light(ink),
        blurred=blurred,
        skew_degrees=degrees if has_lines and abs(degrees) < MOST_LEAN - 1 else 0.0,
        cut=cut_edges(ink, px_per_mm) if legible else (),
        turned=turned,
        letters_say=says,
        fingerprint=fingerprint(ink),
    )


def _level(strips: Grey, lean: Lean) -> Grey:
    return sheared(strips, lean.degrees, STRIP_PX)


def _turned(level: Grey, *, sideways: bool) -> tuple[Turned, int | None]:
    """From level lines; sideways ones as seen when the left of the page is taken for its top."""
    stands, flush = find_rise(level).stands, find_flush(level)
    if sideways:
        # Rows here are the page's columns from the left: letters that rise to the left stand
        # upright here, and want a quarter turn clockwise.
        return Turned.SIDEWAYS, {1: 90, -1: 270, 0: None}[stands]
    if stands:
        return (Turned.NO, 0) if stands > 0 else (Turned.UPSIDE_DOWN, 180)
    if flush:
        return (Turned.NO if flush > 0 else Turned.UPSIDE_DOWN), None
    return (Turned.PERHAPS if gaps(level) > PRINT_GAPS else Turned.NO), None
