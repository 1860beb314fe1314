"""Tells what pages look like: blank, turned, crooked, cut, dark, light, blurred, alike.

Of each page only a fingerprint is kept; the few that need a closer look are drawn again.
"""

from collections import defaultdict
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from kiosk_app.documents.alike_pages import AlikePages, Draw
from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, PICTURED_PAGES, Picture
from kiosk_app.documents.images.faults import Damaged
from kiosk_app.documents.images.image_page import ImagePage, page_box
from kiosk_app.documents.images.pages import ImageFile
from kiosk_app.documents.mending import CLOCKWISE
from kiosk_app.documents.page_direction import LONG_SIDE_PX as DIRECTION_PX
from kiosk_app.documents.page_direction import SURE, SURE_ENOUGH, clockwise_to_upright, let_go
from kiosk_app.documents.page_geometry import MM
from kiosk_app.documents.page_look import LONG_SIDE_PX as FIRST_LOOK_PX
from kiosk_app.documents.page_look import Scan
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.pictures import draw_grey, drawable, grey_of
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble
from scanner.quality.look import Look, Turned, look_at_page

SKEW_TOLD_DEGREES = 2.0
ONE_DRAWN_IN_DOUBT = 1
MOST_SECOND_OPINIONS = 8  # a quarter to half a second each
ENOUGH_AGREED = 3  # after so many the shape of the letters is believed alone


class PageLooks:
    """Sees the pages of one file one by one, then tells."""

    def __init__(self, draw: Draw) -> None:
        """`draw(number, long_side_px)` gives a page (from 1) as a grey array, upright as shown.

        None where it cannot be drawn; of such a page nothing is said.
        """
        self._draw = draw
        self._found: dict[Trouble, list[int]] = defaultdict(list)
        self._skews: dict[int, float] = {}
        self._cut: dict[int, tuple[str, ...]] = {}
        self._turned: dict[int, list[int]] = defaultdict(list)
        self._opinions = self._agreed = self._refuted = self._in_doubt = 0
        self._alike = AlikePages(draw)
        self._count = 0

    def see(self, number: int, grey: Any, long_side_mm: float, *, is_all: bool = True) -> None:
        """Look at one page: a grey array of some 1000 pixels on its long side.

        `is_all` is False where more is on the page than the array shows.
        """
        self._count = number
        look = look_at_page(grey, max(grey.shape) / max(long_side_mm, 1.0))
        for trouble, seen in (
            (Trouble.BLANK_PAGE, look.blank and is_all),
            (Trouble.TOO_DARK, look.dark),
            (Trouble.TOO_LIGHT, look.light),
            (Trouble.BLURRED, look.blurred),
        ):
            if seen:
                self._found[trouble].append(number)
        if abs(look.skew_degrees) > SKEW_TOLD_DEGREES:
            self._skews[number] = look.skew_degrees
        if look.cut:
            self._cut[number] = look.cut
        if degrees := self._to_turn(number, look):
            self._turned[degrees].append(number)
        if look.fingerprint is not None:
            self._alike.see(number, grey, look.fingerprint)

    def tell(self, findings: Findings) -> None:
        """Tell each trouble once, with its pages; TEXT_TURNED once for each direction.

        The detail of TEXT_TURNED is a key of `mending.CLOCKWISE`: how to set it right.
        """
        for trouble, pages in self._found.items():
            findings.tell(trouble, pages)
        if self._skews:
            most = max(abs(degrees) for degrees in self._skews.values())
            findings.tell(Trouble.SKEWED, self._skews, f"{most:.1f}°")
        if self._cut:
            edges = sorted({edge for cut in self._cut.values() for edge in cut})
            findings.tell(Trouble.EDGES_CUT, self._cut, ", ".join(edges))
        for words, degrees in CLOCKWISE.items():
            if degrees in self._turned:
                findings.tell(Trouble.TEXT_TURNED, self._turned[degrees], words)
        let_go()
        alike = self._alike.find(self._count)
        if alike.sheets:
            findings.tell(Trouble.NEAR_DUPLICATE, alike.pages, alike.detail)

    def _to_turn(self, number: int, look: Look) -> int:
        """Degrees clockwise; 0 unless the second opinion shares the suspicion."""
        if look.turned is Turned.NO:
            return 0
        if look.turned is Turned.PERHAPS:
            self._in_doubt += 1
            if self._in_doubt > ONE_DRAWN_IN_DOUBT:
                return 0
        elif self._opinions >= MOST_SECOND_OPINIONS:
            believed = self._agreed >= ENOUGH_AGREED and not self._refuted
            return look.letters_say or 0 if believed else 0
        self._opinions += 1
        sure = SURE if look.turned is Turned.PERHAPS else SURE_ENOUGH
        grey = self._draw(number, DIRECTION_PX)
        degrees = None if grey is None else clockwise_to_upright(grey, sure)
        agreed = degrees is not None and _shares(look, degrees)
        if look.letters_say:
            self._agreed += agreed
            self._refuted += not agreed
        return (degrees or 0) if agreed else 0


def _shares(look: Look, degrees: int) -> bool:
    if look.turned is Turned.SIDEWAYS:
        return degrees in (90, 270) and look.letters_say in (None, degrees)
    return degrees == 180


class PdfLooks(PageLooks):
    """The same for the pages of a PDF, each given as the check has read it."""

    def __init__(self, file: int) -> None:
        """`file` is the open PDF; what its second reader cannot draw is not looked at.

        `pictures` are those of the first pages that came with their look.
        """
        super().__init__(self._looked_at_again)
        self.pictures: dict[int, Picture] = {}
        self._scans: dict[int, Scan] = {}
        self._document: Any = None
        with suppress(pdfium.PdfiumError):
            self._document = drawable(file)

    def see_page(self, number: int, page: pikepdf.Page, view: PageView) -> Any:
        """Look at one page as it is drawn; returned in grey, None where it cannot be."""
        grey = self._drawn(number, FIRST_LOOK_PX)
        if grey is not None:
            long_side_mm = max(view.width, view.height) / MM
            # What a form field holds is not always drawn.
            self.see(number, grey, long_side_mm, is_all="/Annots" not in page.obj)
        return grey

    def see_scan(self, number: int, scan: Scan, grey: Any) -> None:
        """Look at one page that is a scan: as it was decoded."""
        self._scans[number] = scan
        if number <= PICTURED_PAGES:
            self.pictures[number] = scan.picture(number, grey, PICTURE_LONG_SIDE_PX)
        self.see(number, grey, max(scan.view.width, scan.view.height) / MM)

    def tell(self, findings: Findings) -> None:
        """Tell, and let go of the file."""
        super().tell(findings)
        if self._document is not None:
            self._document.close()

    def _looked_at_again(self, number: int, long_side_px: int) -> Any:
        if scan := self._scans.get(number):
            near = long_side_px == FIRST_LOOK_PX
            return scan.grey() if near else scan.grey_as_drawn(long_side_px)
        return self._drawn(number, long_side_px)

    def _drawn(self, number: int, long_side_px: int) -> Any:
        if self._document is None or number > len(self._document):
            return None
        try:
            return draw_grey(self._document, number - 1, long_side_px)
        except pdfium.PdfiumError:
            return None


class ImageLooks(PageLooks):
    """The same for the pages of an image file, each given as the check has decoded it."""

    def __init__(self, images: ImageFile) -> None:
        """`images` is asked again for the few pages that need a closer look."""
        super().__init__(self._decoded)
        self._images = images

    def see_image(self, number: int, shown: Any, page: ImagePage) -> Any:
        """Look at one page; returned in grey."""
        box, grey = page_box(page), grey_of(shown, page, FIRST_LOOK_PX)
        self.see(number, grey, max(box.width, box.height) / MM)
        return grey

    def _decoded(self, number: int, long_side_px: int) -> Any:
        try:
            page, shown = self._images.decode(number, long_side_px)
        except Damaged:
            return None
        return grey_of(shown, page, long_side_px)
