"""Makes a sheet a page: in front of a document's own pages, or the only page of a new file."""

import io
from collections.abc import Sequence

import pikepdf

from kiosk_app.documents import cover_sheet
from kiosk_app.documents.append import CannotAppend
from kiosk_app.documents.page_marks import PageMarks
from kiosk_app.documents.stamp_mark import FONT
from kiosk_app.documents.wording import StampWording

MOST_LABELS = 100_000


def put_in_front(marks: PageMarks, unmarked: Sequence[int]) -> None:
    """Make the sheet the first page; `unmarked` pages, from 1, are named on it.

    Raises CannotAppend where the page tree has no root to hang it on.
    """
    pdf = marks.pdf
    tree = pdf.Root.get("/Pages")
    if not isinstance(tree, pikepdf.Dictionary) or not tree.is_indirect or "/Kids" not in tree:
        raise CannotAppend("the page tree has no root of its own")
    drawing = cover_sheet.sheet_in_front(marks.wording, marks.pages, unmarked)
    sheet = _page(marks, drawing)
    sheet.Parent = tree
    tree.Kids = pikepdf.Array([sheet, *tree.Kids])
    tree.Count = marks.pages + 1
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=_labels(pdf))
    marks.changed += [sheet, tree, pdf.Root]


def sheet_alone(wording: StampWording, pages: int) -> bytes:
    """A PDF of one page that stands beside a document of so many pages."""
    with pikepdf.new() as pdf:
        marks = PageMarks(pdf, wording, pages)
        sheet = _page(marks, cover_sheet.sheet_beside(wording, pages))
        pdf.pages.append(pikepdf.Page(sheet))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _page(marks: PageMarks, drawing: bytes) -> pikepdf.Object:
    resources = pikepdf.Dictionary(Font={FONT: marks.font})
    if marks.grey is not None:
        resources.ColorSpace = pikepdf.Dictionary(KioskGrey=marks.grey)
    ink = marks.ink(light=False, grey_name="/KioskGrey")
    box = [0, 0, cover_sheet.WIDTH, cover_sheet.HEIGHT]
    return marks.pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array(box),
            CropBox=pikepdf.Array(box),
            Rotate=0,
            Resources=resources,
            Contents=marks.stream(b"/Artifact BMC q\n" + ink + drawing + b"Q EMC\n"),
        )
    )


def _labels(pdf: pikepdf.Pdf) -> pikepdf.Array:
    """Page labels under which the document's pages keep the numbers that they had."""
    own: list[tuple[int, pikepdf.Object]] = []
    _gather(pdf.Root.get("/PageLabels"), own, 0)
    if not own:
        own = [(0, pikepdf.Dictionary(S=pikepdf.Name.D))]
    labels: list[object] = [0, pikepdf.Dictionary(P=pikepdf.String("iCMS KIOSK"))]
    for index, label in sorted(own, key=lambda pair: pair[0]):
        labels += [index + 1, label]
    return pikepdf.Array(labels)


def _gather(node: object, into: list[tuple[int, pikepdf.Object]], deep: int) -> None:
    if not isinstance(node, pikepdf.Dictionary) or deep > 32 or len(into) > MOST_LABELS:
        return
    numbers = node.get("/Nums")
    if isinstance(numbers, pikepdf.Array):
        pairs = zip(list(numbers)[::2], list(numbers)[1::2], strict=False)
        into += [(int(index), label) for index, label in pairs if isinstance(index, int)]
    kids = node.get("/Kids")
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            _gather(kid, into, deep + 1)
