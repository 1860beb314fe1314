"""A page that is an image: its pixels, its stated density, and how to hold it."""

from dataclasses import dataclass

A4_POINTS = (595.276, 841.89)
MOST_POINTS = 14_400.0
# What cameras and screens write when they mean nothing.
MEANT_FROM_DPI, MEANT_TO_DPI = 97, 4800
MOST_SQUASHED = 4.0

# The orientation of TIFF and EXIF: mirrored left to right first, then turned clockwise.
_MIRRORED = {2, 4, 5, 7}
_ROTATE = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}


@dataclass(frozen=True)
class ImagePage:
    """What a page of a PDF needs to know of the image that it will be.

    `dpi` is across and down, as stored; None when the file states none. `orientation` is
    TIFF's and EXIF's, 1 to 8.
    """

    width: int
    height: int
    dpi: tuple[float, float] | None
    orientation: int = 1

    @property
    def rotate(self) -> int:
        """How far to turn the page clockwise to see it upright, after mirroring."""
        return _ROTATE.get(self.orientation, 0)

    @property
    def mirrored(self) -> bool:
        """Whether left and right are to be changed before turning."""
        return self.orientation in _MIRRORED

    @property
    def effective_dpi(self) -> float:
        """The stated resolution; without one, that of the pixels on an A4 sheet."""
        if self.dpi is not None:
            return float(round(min(self.dpi)))
        short, long = sorted((self.width, self.height))
        return min(short / (A4_POINTS[0] / 72), long / (A4_POINTS[1] / 72))


@dataclass(frozen=True)
class PageBox:
    """The page in points before its rotation, and the rectangle where the image lies."""

    width: float
    height: float
    x: float
    y: float
    drawn_width: float
    drawn_height: float


def page_box(page: ImagePage) -> PageBox:
    """The size the density says, or A4 with the image as large as it fits."""
    if page.dpi:
        width, height = page.width * 72 / page.dpi[0], page.height * 72 / page.dpi[1]
        if max(width, height) <= MOST_POINTS:
            return PageBox(width, height, 0, 0, width, height)
    short, long = A4_POINTS
    width, height = (short, long) if page.height >= page.width else (long, short)
    scale = min(width / page.width, height / page.height)
    drawn = (page.width * scale, page.height * scale)
    return PageBox(width, height, (width - drawn[0]) / 2, (height - drawn[1]) / 2, *drawn)


def meant_dpi(across: float, down: float) -> tuple[float, float] | None:
    """A density, or None for one that nobody can mean."""
    if not (across > 0 and down > 0):  # not a number, too
        return None
    if max(across, down) < MEANT_FROM_DPI or max(across, down) > MEANT_TO_DPI:
        return None
    if min(across, down) * MOST_SQUASHED < max(across, down):
        return None
    return across, down
