"""Sets a scanner's options through python-sane, and reads back what it made of them.

Backends clamp numbers and ignore settings without a word, and name the same thing differently.
"""

import re
from dataclasses import dataclass
from typing import Any

from _sane import UNIT_PIXEL

from scanner.device import ColourMode, ScannerFailed

Device = Any  # python-sane has no types

# The paper of the court: A4. Scanners with a longer bed would return its empty end too.
_PAPER_MM = {"width": 210.0, "height": 297.0}

_FEEDER = re.compile(r"adf|feeder", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"duplex|both|back", re.IGNORECASE)
_FLATBED = re.compile(r"flat ?bed|platen|document table|^normal$", re.IGNORECASE)
_MODES = {
    ColourMode.GREY: re.compile(r"^(true )?gr[ae]y|^8.?bit gr[ae]y", re.IGNORECASE),
    ColourMode.COLOUR: re.compile(r"^colou?r|^24.?bit colou?r", re.IGNORECASE),
}


@dataclass(frozen=True)
class Sources:
    """The words this scanner has for its sources; None where it has no such source."""

    feeder: str | None
    flatbed: str | None


def sources_of(device: Device) -> Sources:
    """Which sources the opened device has. One that names none is taken for a flatbed."""
    words = _words(device, "source")
    if not words:
        return Sources(feeder=None, flatbed="")
    feeders = [word for word in words if _FEEDER.search(word)]
    one_sided = [word for word in feeders if not _BOTH_SIDES.search(word)]
    return Sources(
        feeder=next(iter(one_sided or feeders), None),
        flatbed=next((word for word in words if _FLATBED.search(word)), None),
    )


def choose_source(device: Device, word: str) -> None:
    """Switch to the source with this word of the scanner's own. Raises ScannerFailed."""
    if word:
        _set_and_check(device, "source", word)


def prepare(device: Device, mode: ColourMode, resolution_dpi: int) -> int:
    """Set colour, depth, resolution and an A4 area, for the source that is chosen already.

    Returns the resolution that the scanner really uses, the lowest it has that is no lower
    than asked for, else its highest. Raises ScannerFailed when it cannot scan 8-bit pages.
    """
    word = next((w for w in _words(device, "mode") if _MODES[mode].search(w)), None)
    if word is None and mode is ColourMode.GREY:
        word = next((w for w in _words(device, "mode") if _MODES[ColourMode.COLOUR].search(w)), "")
    if word:
        _set_and_check(device, "mode", word)
    elif _words(device, "mode"):
        raise ScannerFailed(f"the scanner has no {mode} mode")
    if _can_set(device, "depth"):
        _set_and_check(device, "depth", 8)
    resolution = _set_resolution(device, resolution_dpi)
    for corner in ("tl_x", "tl_y"):
        _set_length(device, corner, 0.0, resolution)
    for option, length in (
        ("page_width", "width"),
        ("page_height", "height"),
        ("br_x", "width"),
        ("br_y", "height"),
    ):
        _set_length(device, option, _PAPER_MM[length], resolution)
    return resolution


def paper_sensors(device: Device) -> dict[str, bool]:
    """What the scanner's own sensors say, of those it has: page_loaded, cover_open."""
    names = ("page_loaded", "cover_open")
    return {
        name: bool(getattr(device, name))
        for name in names
        if name in device.opt and device.opt[name].is_active()
    }


def _set_resolution(device: Device, asked: int) -> int:
    if not _can_set(device, "resolution"):
        raise ScannerFailed("the scanner's resolution cannot be set")
    allowed = device.opt["resolution"].constraint
    best = asked
    if isinstance(allowed, list):
        best = min((step for step in allowed if step >= asked), default=max(allowed))
    elif isinstance(allowed, tuple):
        best = min(max(asked, allowed[0]), allowed[1])
    kind = float if isinstance(device.resolution, float) else int
    device.resolution = kind(best)
    used: int = round(device.resolution)
    if used < min(asked, best):
        raise ScannerFailed(f"asked for {best} dots per inch, the scanner took {used}")
    return used


def _set_length(device: Device, option: str, millimetres: float, dpi: int) -> None:
    """Set one side of the area, as near as the bed allows. A scanner without it uses all it has."""
    if not _can_set(device, option):
        return
    unit = device.opt[option].unit
    value = millimetres * dpi / 25.4 if unit == UNIT_PIXEL else millimetres
    allowed = device.opt[option].constraint
    if isinstance(allowed, tuple):
        value = min(max(value, allowed[0]), allowed[1])
    setattr(device, option, value if isinstance(getattr(device, option), float) else round(value))


def _set_and_check(device: Device, option: str, value: str | int) -> None:
    if not _can_set(device, option):
        known = device.opt.get(option)
        if known is not None and known.is_active() and getattr(device, option) == value:
            return
        raise ScannerFailed(f"the scanner's {option} cannot be set")
    setattr(device, option, value)
    if getattr(device, option) != value:
        raise ScannerFailed(f"the scanner did not take {value!r} as its {option}")


def _words(device: Device, option: str) -> list[str]:
    if option not in device.opt or not device.opt[option].is_active():
        return []
    allowed = device.opt[option].constraint
    return list(allowed) if isinstance(allowed, list) else [str(getattr(device, option))]


def _can_set(device: Device, option: str) -> bool:
    known = device.opt.get(option)
    return known is not None and known.is_active() and known.is_settable()
