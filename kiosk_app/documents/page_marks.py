"""The parts that all stamps of one document share: font, drawings, the colour of the ink."""

from dataclasses import dataclass

import pikepdf

from kiosk_app.documents import stamp_mark
from kiosk_app.documents.page_content import PageContent
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.stamp_font import font_objects
from kiosk_app.documents.stamp_mark import Mark
from kiosk_app.documents.wording import StampWording

# D65, as sRGB has it: black, white and grey that no device has to guess (ISO 32000-1, 8.6.5.2).
_GREY = {"/WhitePoint": [0.9505, 1, 1.089], "/Gamma": 2.2}


@dataclass(frozen=True)
class PageToStamp:
    """A page, its place among the others from 0, and what was read of it.

    Content that `breaks_off` ends inside a word, where nothing can be written after it.
    """

    page: pikepdf.Page
    index: int
    view: PageView
    content: PageContent
    breaks_off: bool


class PageMarks:
    """The stamp's objects in one open document; gathers what is new or changed."""

    def __init__(self, pdf: pikepdf.Pdf, wording: StampWording, pages: int) -> None:
        """`pages` are those of the document as brought."""
        self.pdf = pdf
        self.wording = wording
        self.pages = pages
        self.changed: list[pikepdf.Object] = []
        self.font, font_parts = font_objects(pdf)
        self.changed += font_parts
        self.grey = self._grey()
        self._first = stamp_mark.first_page_marks(wording, pages)
        self._later = stamp_mark.later_page_marks(wording, pages)
        self._forms: dict[Mark, pikepdf.Object] = {}

    def of_page(self, index: int) -> tuple[Mark, ...]:
        """What the stamp of a page may look like, the best first; `index` from 0."""
        return self._later if index else self._first

    def form(self, mark: Mark) -> pikepdf.Object:
        """The drawing of a mark, once in the document for all pages."""
        if mark not in self._forms:
            form = self.stream(mark.content)
            form.stream_dict.update(
                {
                    "/Type": pikepdf.Name.XObject,
                    "/Subtype": pikepdf.Name.Form,
                    "/BBox": pikepdf.Array(
                        [0, 0, round(mark.shape.width, 2), round(mark.shape.height, 2)]
                    ),
                    "/Resources": pikepdf.Dictionary(Font={stamp_mark.FONT: self.font}),
                }
            )
            self._forms[mark] = form
        return self._forms[mark]

    def ink(self, *, light: bool, grey_name: str) -> bytes:
        """Operators that set the ink for lines and letters; `grey_name` names our grey."""
        level = 1 if light else 0
        if self.grey is None:
            return b"%d g %d G\n" % (level, level)
        name = grey_name.encode()
        return b"%s cs %d sc %s CS %d SC\n" % (name, level, name, level)

    def number(self, index: int) -> str:
        """Which page of how many, as brought."""
        return self.wording.page(index + 1, self.pages)

    def stream(self, data: bytes) -> pikepdf.Object:
        """A new stream of the document."""
        stream = self.pdf.make_stream(data)
        self.changed.append(stream)
        return stream

    def _grey(self) -> pikepdf.Object | None:
        """A grey of our own where the document does not say what its device colours mean.

        The archival profiles allow the plain one only beside an output intent
        (ISO 19005-1, 6.2.3.3; 19005-2, 6.2.4.3).
        """
        if "/OutputIntents" in self.pdf.Root:
            return None
        space = pikepdf.Array([pikepdf.Name.CalGray, pikepdf.Dictionary(_GREY)])
        grey = self.pdf.make_indirect(space)
        self.changed.append(grey)
        return grey
