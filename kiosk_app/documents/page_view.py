"""A page as a reader shows it: its visible size, which way is up, what its content leaves open."""

from dataclasses import dataclass

import pikepdf

MOST_ANCESTORS = 64


@dataclass(frozen=True)
class PageView:
    """The visible rectangle of a page and the way it is shown.

    `left` to `top` are in the page's own units; `width` and `height` are in points as shown,
    after rotation. `hidden` is how much of the sheet the crop box hides on the side where it
    hides most, in points; `sheet` are the sides of all of it in the page's own units, None
    where nothing is cropped. `crop_misses` where the crop box leaves nothing of the sheet: some
    readers show all of it then, others nothing.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotate: int
    unit: float
    hidden: float = 0.0
    sheet: tuple[float, float] | None = None
    crop_misses: bool = False

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        side = self.right - self.left if self.rotate % 180 == 0 else self.top - self.bottom
        return side * self.unit

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        side = self.top - self.bottom if self.rotate % 180 == 0 else self.right - self.left
        return side * self.unit

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From points as shown (origin bottom left, upright) to the page's own units."""
        s = 1 / self.unit
        return {
            0: (s, 0, 0, s, self.left, self.bottom),
            90: (0, s, -s, 0, self.right, self.bottom),
            180: (-s, 0, 0, -s, self.right, self.top),
            270: (0, -s, s, 0, self.left, self.top),
        }[self.rotate]


def page_view(page: pikepdf.Page) -> PageView:
    """How a page is shown. Raises ValueError for a page without a usable box."""
    media = _box(inherited(page.obj, "/MediaBox"))
    if media is None:
        media = (0.0, 0.0, 612.0, 792.0)
    crop = _box(inherited(page.obj, "/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    crop_misses = right - left < 1 or top - bottom < 1
    if crop_misses:
        left, bottom, right, top = media
    unit = _unit(page)
    hidden = max(left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    sheet = (media[2] - media[0], media[3] - media[1]) if hidden else None
    return PageView(
        left, bottom, right, top, _rotate(page), unit, hidden * unit, sheet, crop_misses
    )


def inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An attribute of a page, its own or that of the nearest ancestor that has it."""
    for _ in range(MOST_ANCESTORS):
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        node = parent
    return None


def _box(value: object) -> tuple[float, float, float, float] | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _rotate(page: pikepdf.Page) -> int:
    value = inherited(page.obj, "/Rotate")
    try:
        return int(value or 0) % 360 // 90 * 90
    except (TypeError, ValueError):
        return 0


def _unit(page: pikepdf.Page) -> float:
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 <= unit <= 75_000 else 1.0
