"""Lays the stamp over a signed page as an annotation: the page itself stays as it was signed."""

import pikepdf

from kiosk_app.documents.page_content import multiply
from kiosk_app.documents.page_marks import PageMarks, PageToStamp
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.room import Place
from kiosk_app.documents.stamp_mark import Mark, page_number

NAME = "KioskStamp"
FLAGS = 4 | 64 | 128 | 512  # to be printed; not to be changed, moved or rewritten


class LayOverPage:
    """Adds the stamp to pages as a stamp annotation with an appearance of its own."""

    def __init__(self, marks: PageMarks) -> None:
        """`marks` are of the same document as the pages."""
        self._marks = marks

    def put(self, to_stamp: PageToStamp, mark: Mark, place: Place) -> None:
        """Stamp one page."""
        marks, wording = self._marks, self._marks.wording
        page, index = to_stamp.page, to_stamp.index
        corners, turn = _on_page(to_stamp.view, mark, place)
        appearance = self._appearance(index, mark, place, turn)
        annotation = marks.pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Stamp,
                Rect=pikepdf.Array(corners),
                F=FLAGS,
                P=page.obj,
                NM=pikepdf.String(f"{NAME} {index + 1}"),
                Contents=pikepdf.String(
                    f"{wording.title}  |  {wording.number}  |  {marks.number(index)}"
                ),
                AP=pikepdf.Dictionary(N=appearance),
            )
        )
        marks.changed.append(annotation)
        old = page.obj.get("/Annots")
        others = list(old) if isinstance(old, pikepdf.Array) else []
        page.obj.Annots = pikepdf.Array([*others, annotation])
        marks.changed.append(page.obj)

    def _appearance(
        self, index: int, mark: Mark, place: Place, turn: tuple[float, ...]
    ) -> pikepdf.Object:
        marks = self._marks
        drawing = b"".join(
            (
                b"q\n",
                marks.ink(light=place.light, grey_name="/KioskGrey"),
                b"/KioskStamp Do\n",
                page_number(marks.number(index), mark),
                b"Q\n",
            )
        )
        resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(KioskStamp=marks.form(mark)),
            Font=pikepdf.Dictionary(KioskFont=marks.font),
        )
        if marks.grey is not None:
            resources.ColorSpace = pikepdf.Dictionary(KioskGrey=marks.grey)
        form = marks.stream(drawing)
        form.stream_dict.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Form,
                "/BBox": pikepdf.Array(
                    [0, 0, round(mark.shape.width, 2), round(mark.shape.height, 2)]
                ),
                "/Matrix": pikepdf.Array([*(round(value, 6) for value in turn), 0, 0]),
                "/Resources": resources,
            }
        )
        return form


def _on_page(
    view: PageView, mark: Mark, place: Place
) -> tuple[list[float], tuple[float, float, float, float]]:
    """The rectangle on the page, and how the drawing is turned and sized to fill it.

    A reader moves the turned drawing's box onto the rectangle (ISO 32000-1, 12.5.5).
    """
    whole = multiply(place.matrix, view.matrix)
    a, b, c, d, e, f = whole
    wide, high = mark.shape.width, mark.shape.height
    xs = [e + a * x + c * y for x in (0, wide) for y in (0, high)]
    ys = [f + b * x + d * y for x in (0, wide) for y in (0, high)]
    corners = [round(side, 4) for side in (min(xs), min(ys), max(xs), max(ys))]
    return corners, (a, b, c, d)
