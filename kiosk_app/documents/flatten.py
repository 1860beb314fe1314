"""Turns a filled form into plain page content: what is shown stays, nothing can be filled in."""

from collections.abc import Mapping
from copy import copy

import pikepdf

from kiosk_app.documents.field_looks import CannotFlatten, Widget, look_of, must_be_sure, widgets
from kiosk_app.documents.page_content import Matrix, PageContent, multiply, read_content
from kiosk_app.documents.page_view import inherited
from kiosk_app.documents.references import forget

Box = tuple[float, float, float, float]


def flatten(pdf: pikepdf.Pdf, pages: Mapping[int, pikepdf.Object]) -> bool:
    """Draw every field into its page and take the form away; whether there was one.

    Raises CannotFlatten where what is shown could not be kept as it looks, for XFA, and
    pikepdf.PdfError; the pages are as they were then.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    if "/XFA" in form:
        raise CannotFlatten("an XFA form")
    found = {number: widgets(pdf, page) for number, page in pages.items()}
    found = {number: there for number, there in found.items() if there}
    contents = {number: read_content(pikepdf.Page(pages[number])) for number in found}
    for there in found.values():
        for widget in there:
            must_be_sure(pdf, widget)
    looks = {number: [look_of(pdf, each) for each in there] for number, there in found.items()}
    for number, there in found.items():
        shown = [(w, look) for w, look in zip(there, looks[number], strict=True) if look]
        _draw_in(pdf, pages[number], contents[number], shown)
        _take_out(pages[number])
    gone = {w.note.objgen: None for there in found.values() for w in there if w.note.is_indirect}
    del pdf.Root.AcroForm
    forget(pdf, gone)
    return True


def _draw_in(
    pdf: pikepdf.Pdf,
    page: pikepdf.Object,
    content: PageContent,
    shown: list[tuple[Widget, pikepdf.Stream]],
) -> None:
    drawing = b""
    for widget, look in shown:
        if matrix := _placed(look, widget.box):
            name = _named(page, look)
            numbers = b" ".join(b"%.5f" % number for number in matrix)
            drawing += b"q " + numbers + b" cm " + name.encode() + b" Do Q\n"
    if drawing:
        own = page.get("/Contents")
        streams = list(own) if isinstance(own, pikepdf.Array) else [own] if own is not None else []
        before = pdf.make_stream(b"q\n" * content.opening_saves)
        after = pdf.make_stream(b"\n" + content.closing + b"\n" + drawing)
        page.Contents = pikepdf.Array([before, *streams, after])


def _placed(look: pikepdf.Object, box: Box) -> Matrix | None:
    """The matrix that puts a field's drawing where the field lies (ISO 32000-1, 12.5.5)."""
    x0, y0, x1, y1 = (float(side) for side in look.BBox)
    own = tuple(float(number) for number in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [
        multiply((1, 0, 0, 1, x, y), own)[4:]  # type: ignore[arg-type]  # six numbers: see look_of
        for x in (x0, x1)
        for y in (y0, y1)
    ]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    if right - left < 1e-6 or top - bottom < 1e-6:
        return None
    wide, high = (box[2] - box[0]) / (right - left), (box[3] - box[1]) / (top - bottom)
    return (wide, 0, 0, high, box[0] - left * wide, box[1] - bottom * high)


def _named(page: pikepdf.Object, look: pikepdf.Object) -> str:
    """A name for the drawing in the page's resources, which become its own."""
    old = inherited(page, "/Resources")
    resources = _copied(old)
    objects = _copied(resources.get("/XObject"))
    name = f"/Field{len(objects)}"
    while name in objects:
        name += "x"
    objects[name] = look
    resources["/XObject"] = objects
    page.Resources = resources
    return name


def _copied(value: object) -> pikepdf.Dictionary:
    return copy(value) if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def _take_out(page: pikepdf.Object) -> None:
    rest = [
        note
        for note in page.Annots
        if not (isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Widget")
    ]
    if rest:
        page.Annots = pikepdf.Array(rest)
    else:
        del page.Annots
