"""PDF files whose pages are plain but whose structure is unusual, each of two pages."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from support.odd_pages import A4, lines, two_pages

_TEXT = lines(A4)
_FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def edited(edit: Callable[[pikepdf.Pdf], None], *, streams: bool = False) -> bytes:
    """The plain two pages, changed."""
    with pikepdf.open(io.BytesIO(two_pages())) as pdf:
        edit(pdf)
        out = io.BytesIO()
        modes = pikepdf.ObjectStreamMode
        mode = modes.generate if streams else modes.disable
        pdf.save(out, static_id=True, object_stream_mode=mode)
    return out.getvalue()


def written_by_hand(
    pages: list[bytes], *, version: bytes = b"1.4", extra: dict[int, bytes] | None = None
) -> bytes:
    """A file with a plain cross-reference table: object 1 is the catalogue, 2 the page tree.

    `pages` are the dictionaries of pages, objects 3 and on; `extra` are other objects by number.
    """
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        **{3 + n: page for n, page in enumerate(pages)},
        **(extra or {}),
    }
    body, offsets = _objects(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version, objects)
    return body + _table(offsets, len(body), b"")


def hybrid() -> bytes:
    """A table for old readers, and beside it a stream that says where the hidden object is."""
    pages = [_page(b"/Contents 5 0 R /Resources 6 0 R")] * 2
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        3: pages[0],
        4: pages[1],
        5: _stream(_TEXT),
        7: _stream(b"6 0 " + _FONT, b"/Type /ObjStm /N 1 /First 4"),
    }
    body, offsets = _objects(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", objects)
    row = b"\x02" + (7).to_bytes(4, "big") + b"\x00"
    facts = b"/Type /XRef /Size 9 /W [1 4 1] /Index [6 1]"
    hidden, _ = _objects(b"", {8: _stream(row, facts)})
    return body + hidden + _table(offsets, len(body) + len(hidden), b"/XRefStm %d" % len(body), 9)


def _page(rest: bytes) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % rest


def _stream(data: bytes, facts: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), facts, data)


def _objects(start: bytes, objects: dict[int, bytes]) -> tuple[bytes, dict[int, int]]:
    body, offsets = start, {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body, offsets


def _table(offsets: dict[int, int], start: int, extra: bytes, size: int = 0) -> bytes:
    size = size or max(offsets) + 1
    rows = [b"%010d 65535 f \n" % 0]
    for number in range(1, size):
        at = offsets.get(number)
        rows.append(b"%010d 00000 n \n" % at if at else b"%010d 65535 f \n" % 0)
    return b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        b"".join(rows),
        size,
        extra,
        start,
    )


def _kids_elsewhere(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids = pdf.make_indirect(Array(list(pdf.Root.Pages.Kids)))


def _deep_tree(pdf: pikepdf.Pdf) -> None:
    """Each page below branches of its own, which hand size, turn and resources down."""
    root = pdf.Root.Pages
    for index, page in enumerate(list(root.Kids)):
        branch = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([page]), Count=1))
        page.Parent = branch
        for _ in range(4):
            upper = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([branch]), Count=1))
            branch.Parent = upper
            branch = upper
        branch.Parent = root
        branch.Resources, branch.MediaBox = page.Resources, page.MediaBox
        branch.Rotate = 90 * index
        del page.Resources
        del page.MediaBox
        root.Kids[index] = branch


def _content_in_parts(pdf: pikepdf.Pdf) -> None:
    half = len(_TEXT) // 2
    cut = _TEXT.index(b" Tj", half) + 1  # between an operand and its operator
    for page in pdf.pages:
        parts = [pdf.make_stream(_TEXT[:cut]), pdf.make_stream(b" "), pdf.make_stream(_TEXT[cut:])]
        page.obj.Contents = pdf.make_indirect(Array(parts))


def _one_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.pages[0].obj.Contents
    pdf.pages[1].obj.Resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
    pdf.pages[0].obj.Resources = pdf.pages[1].obj.Resources


def _nothing_to_draw(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page.obj.Contents
        del page.obj.Resources


def _names_taken(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Resources.Font.KioskFont = page.obj.Resources.Font.F1
        page.obj.Resources.ColorSpace = Dictionary(KioskGrey=Name.DeviceCMYK)


def _fields_at_the_foot(pdf: pikepdf.Pdf) -> None:
    """A form field over the whole foot, which pdfium draws only where a form is at work."""
    fields = []
    for page in pdf.pages:
        look = pdf.make_stream(b"0 0 0 rg 0 0 200 2 re f", Type=Name.XObject, Subtype=Name.Form)
        look.stream_dict.BBox = Array([0, 0, 595, 90])
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("name"), F=4,
                Rect=Array([0, 0, 595, 90]), AP=Dictionary(N=look), DA=pikepdf.String("/F1 9 Tf"),
            )
        )  # fmt: skip
        page.obj.Annots = Array([field])
        fields.append(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=pdf.pages[0].obj.Resources)


def _hidden_layer_left_open(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("hidden")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    for page in pdf.pages:
        page.obj.Resources.Properties = Dictionary(Hidden=layer)
        page.obj.Contents = pdf.make_stream(_TEXT + b" /OC /Hidden BDC 0 0 99 99 re f")


ODD_FILES: dict[str, bytes] = {
    "hybrid": hybrid(),
    "PDF 2.0": written_by_hand(
        [_page(b"/Contents 5 0 R /Resources 6 0 R")] * 2,
        version=b"2.0",
        extra={5: _stream(_TEXT), 6: _FONT},
    ),
    "PDF 1.3": written_by_hand(
        [_page(b"/Contents 5 0 R /Resources 6 0 R")] * 2,
        version=b"1.3",
        extra={5: _stream(_TEXT), 6: _FONT},
    ),
    "neither content nor resources": written_by_hand([_page(b"")] * 2),
    "content removed": edited(_nothing_to_draw),
    "kids in an array of their own": edited(_kids_elsewhere),
    "a deep tree that hands down": edited(_deep_tree),
    "a deep tree in object streams": edited(_deep_tree, streams=True),
    "content in parts": edited(_content_in_parts),
    "one content for two pages": edited(_one_content),
    "our names taken": edited(_names_taken),
    "a field over the foot": edited(_fields_at_the_foot),
    "a hidden layer left open": edited(_hidden_layer_left_open),
    "ends inside a string": two_pages(_TEXT[:-2] + b"ET BT /F1 9 Tf (never clo"),
    "ends inside an array": two_pages(_TEXT + b" [ (a) 3"),
    "ends inside a path": two_pages(_TEXT + b" 100 100 300 300 re"),
    "ends inside a picture": two_pages(_TEXT + b" BI /W 9 /H 9 /BPC 8 /CS /G ID abc"),
    "ends inside a comment": two_pages(_TEXT + b" % not finished"),
    "many states saved": two_pages(b"q " * 300 + _TEXT),
}
