"""What a page measures: its size against A4, the resolution its images are drawn at."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kiosk_app.documents.findings import Severity
from kiosk_app.documents.page_content import Draw, PageContent
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

MOST_NAMED = 8
MM = 72 / 25.4
A4_MM = (210.0, 297.0)
NAMED_SIZES_MM = {
    "A3": (297, 420),
    "A5": (148, 210),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
    "Letter": (216, 279),
    "Legal": (216, 356),
    "F4": (210, 330),
}
HIDDEN_MM = 2.0  # less is how printers trim, and how programs round
# Pixels are whole and A4 is not: 1240 across it are 149.98 dpi, and some scanners leave out
# the last few columns. Nobody can see a hundredth less.
RESOLUTION_SLACK = 0.01
RESOLUTION_SHARE = 0.25  # a picture smaller than this part of the page is not the scan of it


def off_size(view: PageView, tolerance_mm: float) -> str:
    """Empty for A4, upright or lying; else what the size is called.

    Empty, too, where the page is A4 but for its crop or its unit: those are told by themselves.
    """
    short, long = sorted((view.width / MM, view.height / MM))
    if any(_near(size, A4_MM, tolerance_mm) for size in _sizes_mm(view)):
        return ""
    for name, size in NAMED_SIZES_MM.items():
        if _near((short, long), size, tolerance_mm):
            return name
    return f"{short:.0f} x {long:.0f} mm"


class SheetsSeen:
    """Gathers, page by page, what is odd about the sheets themselves."""

    def __init__(self, tolerance_mm: float) -> None:
        self._tolerance_mm = tolerance_mm
        self._sizes: dict[str, list[int]] = defaultdict(list)
        self._units: dict[str, list[int]] = defaultdict(list)
        self._turns: dict[str, list[int]] = defaultdict(list)
        self._cropped: list[int] = []

    def see(self, number: int, view: PageView) -> None:
        """Take in one page."""
        self._sizes[off_size(view, self._tolerance_mm) or "A4"].append(number)
        if view.unit != 1:
            self._units[f"{view.unit:g}"].append(number)
        if view.rotate:
            self._turns[f"{view.rotate}°"].append(number)
        if view.hidden > HIDDEN_MM * MM or view.crop_misses:
            self._cropped.append(number)

    def tell(self, findings: Findings) -> None:
        """Tell of pages off A4, of sizes mixed, and of pages turned, cropped or scaled."""
        odd = {size: pages for size, pages in self._sizes.items() if size != "A4"}
        _tell_named(findings, Trouble.PAGE_SIZE_ODD, odd)
        if len(self._sizes) > 1:
            usual = max(self._sizes.values(), key=len)
            others = {size: pages for size, pages in self._sizes.items() if pages is not usual}
            _tell_named(findings, Trouble.PAGE_SIZES_MIXED, others, self._sizes)
        _tell_named(findings, Trouble.USER_UNIT, self._units)
        _tell_named(findings, Trouble.PAGE_ROTATED, self._turns)
        if self._cropped:
            findings.tell(Trouble.PAGE_CROPPED, self._cropped)


def resolution_dpi(content: PageContent, view: PageView) -> float | None:
    """The resolution of the page's scan; None when the page is no picture.

    Layered scans draw the paper coarsely and the writing finely: the finest large image counts.
    """
    page_area = max(view.width * view.height, 1.0)
    found = [
        _dpi(draw, view.unit)
        for draw in content.draws
        if _area(draw, view) > page_area * RESOLUTION_SHARE
    ]
    return max(found, default=None)


def tell_resolution(findings: Findings, resolutions: dict[int, float]) -> None:
    """Tell of the pages that are scanned too coarsely or more finely than useful."""
    limits = findings.limits
    rejected_below = limits.dpi_reject * (1 - RESOLUTION_SLACK)
    told_below = limits.dpi_warn * (1 - RESOLUTION_SLACK)
    told_above = limits.dpi_high * (1 + RESOLUTION_SLACK)
    rejected = {page: dpi for page, dpi in resolutions.items() if dpi < rejected_below}
    low = {page: dpi for page, dpi in resolutions.items() if rejected_below <= dpi < told_below}
    high = {page: dpi for page, dpi in resolutions.items() if dpi > told_above}
    for some, severity in ((rejected, Severity.MUST_FIX), (low, None)):
        if some:
            detail = f"{min(some.values()):.0f} dpi"
            findings.tell(Trouble.RESOLUTION_LOW, sorted(some), detail, severity)
    if high:
        findings.tell(Trouble.RESOLUTION_HIGH, sorted(high), f"{max(high.values()):.0f} dpi")


def _tell_named(
    findings: Findings,
    trouble: Trouble,
    named: dict[str, list[int]],
    names: Iterable[str] | None = None,
) -> None:
    if named:
        pages = sorted(page for pages in named.values() for page in pages)
        findings.tell(trouble, pages, ", ".join(sorted(names or named)[:MOST_NAMED]))


def _sizes_mm(view: PageView) -> Iterator[tuple[float, float]]:
    """The size as shown, and those it would have without its crop or its unit."""
    sides = [(view.width / view.unit, view.height / view.unit)]
    if view.sheet is not None and view.hidden > HIDDEN_MM * MM:
        sides.append(view.sheet)
    for short, long in map(sorted, sides):
        for unit in (view.unit, 1.0):
            yield short * unit / MM, long * unit / MM


def _near(size: tuple[float, float], wanted: tuple[float, float], tolerance: float) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(size, wanted, strict=True))


def _area(draw: Draw, view: PageView) -> float:
    a, b, c, d, _, _ = draw.matrix
    return abs(a * d - b * c) * view.unit**2


def _dpi(draw: Draw, unit: float) -> float:
    """Rounded to whole dots, so that a scan at 199.98 is one at 200."""
    a, b, c, d, _, _ = draw.matrix
    width, height = math.hypot(a, b) * unit / 72, math.hypot(c, d) * unit / 72
    try:
        pixels = int(draw.image.Width), int(draw.image.Height)
    except (AttributeError, TypeError, ValueError):
        return 0.0
    if min(pixels) < 1:
        return 0.0  # no size: told as the damage it is
    return float(round(min(pixels[0] / max(width, 0.01), pixels[1] / max(height, 0.01))))
