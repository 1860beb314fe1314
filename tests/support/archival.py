"""Makes small PDF/A files, and finds in any file what the archival parts of ISO 19005 forbid.

Of their rules it has those that a stamp could break: file structure, fonts, colour, transparency,
annotations, metadata. It judges whole files, so it says nothing of a good one before either.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from fontTools import cffLib
from pikepdf import Array, Dictionary, Name, Stream
from PIL import ImageCms

from kiosk_app.documents.stamp_font import font_objects, text_at

DEVICE = {
    "g": "grey", "G": "grey", "rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK",
}  # fmt: skip
ALLOWED_ANNOTATIONS = ("/Stamp", "/Square", "/Link", "/Widget", "/Text", "/Ink", "/Line")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="A scanner"
 pdfaid:part="{part}" pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def archival(part: int, *, intent: bool = True, streams: bool = False) -> bytes:
    """A PDF/A file of two pages with a line of text on each; `intent`: says what its RGB is."""
    pdf = pikepdf.new()
    font, _ = font_objects(pdf)
    grey = pdf.make_indirect(
        Array([Name.CalGray, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]), Gamma=1)])
    )
    ink = b"0 g\n" if intent else b"/Grey cs 0 sc\n"
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Contents = pdf.make_stream(ink + text_at("A page", 100, 700, "/F1", 12))
        page.Resources = Dictionary(Font=Dictionary(F1=font), ColorSpace=Dictionary(Grey=grey))
    pdf.Root.Metadata = pdf.make_stream(
        _XMP.format(part=part).encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    pdf.docinfo["/Producer"] = "A scanner"
    if intent:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent, S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=pikepdf.String("sRGB"),
                    DestOutputProfile=pdf.make_stream(profile, N=3),
                )
            ]
        )  # fmt: skip
    modes = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    mode = modes.generate if streams else modes.disable
    version = "1.4" if part == 1 else "1.7"
    pdf.save(out, static_id=True, object_stream_mode=mode, force_version=version)
    return out.getvalue()


def faults(data: bytes) -> list[str]:
    """Everything in a file that its part of PDF/A forbids."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        part = int(re.search(rb'pdfaid:part="(\d)"', pdf.Root.Metadata.read_bytes())[1])  # type: ignore[index]  # a PDF/A file says it
        return [
            *_of_structure(data, pdf),
            *_of_objects(pdf, part),
            *_of_pages(pdf, part),
            *_of_metadata(pdf),
        ]


def _of_structure(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-[12]\.\d[\r\n]+%[\x80-\xff]{4}", data):
        yield "header"
    if not re.search(rb"%%EOF[\r\n]*\Z", data):
        yield "something after the end"
    trailers = re.findall(rb"/ID\s*\[\s*<([0-9a-f]{32,})>\s*<([0-9a-f]{32,})>", data)
    if "/ID" not in pdf.trailer or len({first for first, _ in trailers}) != 1:
        yield "identifier"
    if len({second for _, second in trailers}) != len(trailers):
        yield "the identifier of the version did not change"
    if pdf.is_encrypted:
        yield "encrypted"
    for match in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data):
        end = match.end() + int(match[1])
        if not re.match(rb"\r?\n?endstream", data[end : end + 12]):
            yield "length of a stream"
    if re.search(rb"xref[ \t]", data):
        yield "cross-reference keyword"


def _of_objects(pdf: pikepdf.Pdf, part: int) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        kind = item.get("/Type")
        filters = str(item.get("/Filter", ""))
        if "LZW" in filters or "Crypt" in filters or (isinstance(item, Stream) and "/F" in item):
            yield "filter or external stream"
        if kind == "/Font" and item.get("/Subtype") == "/Type0":
            yield from _of_font(item)
        if any(key in item for key in ("/CA", "/ca")) and float(item.get("/CA", 1)) < 1:
            yield "transparency"
        if part == 1 and (item.get("/SMask", "/None") != "/None" or "/Group" in item):
            yield "transparency"
        if "/AA" in item or item.get("/S") in ("/JavaScript", "/Launch"):
            yield "action"


def _of_font(font: pikepdf.Object) -> Iterator[str]:
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    if "/FontFile3" not in descriptor or "/ToUnicode" not in font:
        yield "font not embedded, or without its map to Unicode"
        return
    program = cffLib.CFFFontSet()
    program.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    top = program[0]
    numbers = [0 if name == ".notdef" else int(name[3:]) for name in top.charset]
    bits = descriptor.CIDSet.read_bytes()
    stated = {n for n in range(len(bits) * 8) if bits[n // 8] & 0x80 >> n % 8}
    if stated != set(numbers):
        yield "set of glyphs"
    if font.BaseFont != descriptor.FontName or descendant.BaseFont != descriptor.FontName:
        yield "name of the font"
    if not re.match(r"/[A-Z]{6}\+", str(font.BaseFont)):
        yield "name of a subset"
    widths = list(descendant.W)
    for number, width in zip(widths[::2], widths[1::2], strict=True):
        glyph = top.CharStrings[top.charset[numbers.index(int(number))]]
        glyph.draw(_Nowhere())
        if abs(float(width[0]) - glyph.width) > 1:
            yield "width of a glyph"


class _Nowhere:
    """A pen that only lets the glyph work out its width."""

    def __getattr__(self, _: str) -> object:
        return lambda *_: None


def _of_pages(pdf: pikepdf.Pdf, part: int) -> Iterator[str]:
    intent = "/OutputIntents" in pdf.Root
    for page in pdf.pages:
        yield from _of_drawing(page.obj.Resources, intent, page)
        for annotation in page.obj.get("/Annots", []):
            flags = int(annotation.get("/F", 0))
            if not flags & 4 or flags & (1 | 2 | 32):
                yield "flags of an annotation"
            if annotation.Subtype == "/Widget" and "/AP" not in annotation:
                continue  # a signature's field without a box: nobody sees it
            if annotation.Subtype not in ALLOWED_ANNOTATIONS or list(annotation.AP) != ["/N"]:
                yield "an annotation"
            look = annotation.AP.N
            yield from _of_drawing(look.get("/Resources", Dictionary()), intent, look)
        if part == 1 and "/Group" in page.obj:
            yield "transparency"


def _of_drawing(
    resources: pikepdf.Object, intent: bool, content: pikepdf.Object | pikepdf.Page
) -> Iterator[str]:
    for operands, operator in pikepdf.parse_content_stream(content):
        word = str(operator)
        if word in DEVICE and not intent:
            yield f"device {DEVICE[word]} without an output intent"
        if word in ("cs", "CS") and str(operands[0]) not in resources.get("/ColorSpace", {}):
            yield "a colour space that is not named"
        if word == "Tf" and str(operands[0]) not in resources.get("/Font", {}):
            yield "a font that is not named"
        if word == "Do":
            form = resources.XObject[str(operands[0])]
            if form.get("/Subtype") == "/Form":
                yield from _of_drawing(form.Resources, intent, form)


def _of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    told = pdf.Root.Metadata.read_bytes().decode()
    for key, value in pdf.docinfo.items():
        if f'pdf:{key[1:]}="{value}"' not in told:
            yield f"metadata and {key} differ"
