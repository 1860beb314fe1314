"""Which screen the display shows: the one whose picture, drawn without a display, is nearest."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SMALL = (320, 200)
# Below the bar with the languages, which is the same on all of them.
_TOP = 26


class Display:
    """The pictures of every screen in English, to compare with."""

    def __init__(self, folder: Path) -> None:
        self._pictures = {
            file.name.removesuffix(".en.png"): file for file in sorted(folder.glob("*.en.png"))
        }
        assert len(self._pictures) > 20, f"no pictures of the screens in {folder}"

    def nearest(self, seen: Image.Image, among: Iterable[str] = ()) -> str:
        """The name of the screen; `among` some, or all."""
        names = list(among) or list(self._pictures)
        return min(names, key=lambda name: self.distance(seen, name))

    def distance(self, seen: Image.Image, name: str) -> float:
        """How far the display is from a screen: 0 the same, 1 every dot the opposite."""
        return float(np.abs(_dots(seen) - _dots_of(self._pictures[name])).mean())


@cache
def _dots_of(file: Path) -> NDArray[np.float64]:
    return _dots(Image.open(file))


def _dots(picture: Image.Image) -> NDArray[np.float64]:
    small = picture.convert("L").resize(_SMALL, Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64)[_TOP:] / 255
