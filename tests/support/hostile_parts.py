"""Makes the files of hostile.py: structures, images and fonts that nobody writes in earnest."""

import io
import struct
import zipfile
import zlib

from support import images
from support.bombs import CATALOGUE, DRAWS, PAGES, one_page, pdf, stream
from support.checking import jpeg

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>"
IMAGE = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace/%s"
WHOLE_PAGE = b"q 595 0 0 842 0 0 cm /F Do Q"


def document(page: bytes = b"", catalogue: bytes = b"", trailer: bytes = b"",
             more: dict[int, bytes] | None = None) -> bytes:  # fmt: skip
    """A page with something in its dictionary, its catalogue or its trailer."""
    root = CATALOGUE[:-2] + catalogue + b">>"
    return pdf({1: root, 2: PAGES, 3: PAGE % page} | (more or {}), trailer)


def picture(about: bytes, data: bytes) -> bytes:
    """A page that is one image."""
    return one_page(stream(WHOLE_PAGE), DRAWS, {10: stream(data, about)})


def grey(width: int = 8, height: int = 8, bits: int = 8, space: bytes = b"DeviceGray") -> bytes:
    return IMAGE % (width, height, bits, space)


def with_xref_stream(rows: bytes, size: int, widths: bytes = b"1 4 2") -> bytes:
    body = bytearray(b"%PDF-1.7\n1 0 obj\n" + CATALOGUE + b"\nendobj\n2 0 obj\n" + PAGES)
    body += b"\nendobj\n3 0 obj\n" + PAGE % b"" + b"\nendobj\n"
    about = b"/Type/XRef/Size %d/W[%s]/Root 1 0 R" % (size, widths)
    at = len(body)
    body += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, about), at)
    return bytes(body)


def prev(offset: bytes) -> bytes:
    return document(trailer=b"/Prev " + offset)


def prev_to_itself() -> bytes:
    plain = document()
    table = plain.split(b"startxref\n")[1].split()[0]
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + table)


def annotations(count: int) -> bytes:
    kind = b"<</Type/Annot/Subtype/Square/Rect[%d 9 99 99]/P 3 0 R>>"
    more = {100 + at: kind % (at % 500) for at in range(count)}
    references = b"".join(b"%d 0 R " % number for number in more)
    return document(b"/Annots[%s]" % references, more=more)


def encrypted(about: bytes) -> bytes:
    return document(trailer=b"/Encrypt<<%s>>/ID[(0123456789abcdef)(0123456789abcdef)]" % about)


def fax(about: bytes, data: bytes) -> bytes:
    how = b"/Filter/CCITTFaxDecode/DecodeParms<<%s>>" % about
    return picture(grey(1728, 2200, 1) + how, data)


def jbig2(data: bytes, shared: bytes = b"") -> bytes:
    how = b"/Filter/JBIG2Decode" + (b"/DecodeParms<</JBIG2Globals 11 0 R>>" if shared else b"")
    more = {10: stream(data, grey(64, 64, 1) + how), 11: stream(shared)}
    return one_page(stream(WHOLE_PAGE), DRAWS, more)


def font(about: bytes, data: bytes, key: bytes = b"FontFile2") -> bytes:
    described = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/%s 12 0 R>>" % key
    return one_page(
        stream(b"BT /F 12 Tf 50 500 Td (abcdefgh) Tj ET"),
        b"<</Font<</F 10 0 R>>>>",
        {10: b"<</Type/Font/Subtype/%s/BaseFont/A/FontDescriptor 11 0 R/FirstChar 97/LastChar 104"
             b"/Widths[1 1 1 1 1 1 1 1]>>" % about,
         11: described, 12: stream(data, b"/Length1 %d" % len(data))},
    )  # fmt: skip


def icc(profile: bytes, components: int) -> bytes:
    space = b"/ColorSpace[/ICCBased 11 0 R]"
    about = grey().replace(b"/ColorSpace/DeviceGray", space)
    return one_page(
        stream(WHOLE_PAGE), DRAWS,
        {10: stream(bytes(64 * components), about), 11: stream(profile, b"/N %d" % components)},
    )  # fmt: skip


def outlines_that_lead_back() -> bytes:
    return document(
        catalogue=b"/Outlines 10 0 R/PageMode/UseOutlines",
        more={10: b"<</Type/Outlines/First 11 0 R/Last 11 0 R/Count 9>>",
              11: b"<</Title(a)/Parent 10 0 R/Next 11 0 R/First 10 0 R/Prev 11 0 R>>"},
    )  # fmt: skip


def names_that_lead_back() -> bytes:
    return document(catalogue=b"/Names<</JavaScript 10 0 R>>", more={10: b"<</Kids[10 0 R]>>"})


def fields_that_lead_back() -> bytes:
    field = b"<</FT/Tx/T(a)/Kids[10 0 R]/Parent 10 0 R>>"
    return document(catalogue=b"/AcroForm<</Fields[10 0 R]>>", more={10: field})


def actions_that_lead_back() -> bytes:
    return document(catalogue=b"/OpenAction 10 0 R", more={10: b"<</S/GoTo/D[3 0 R]/Next 10 0 R>>"})


def script(script: bytes) -> bytes:
    return document(catalogue=b"/OpenAction<</S/JavaScript/JS %s>>" % script)


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


def long_name() -> bytes:
    return document(b"/%s 1" % (b"A" * 100_000))


def jpeg_of(width: int, height: int) -> bytes:
    plain = bytearray(jpeg("L", (64, 64)))
    at = plain.index(b"\xff\xc0") + 5
    plain[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(plain)


def jpeg_without_a_density() -> bytes:
    rational = struct.pack("<II", 0, 0)
    entries = struct.pack("<HHII", 282, 5, 1, 38) + struct.pack("<HHII", 283, 5, 1, 38)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + bytes(4) + rational
    plain = images.jpeg("L", None)
    start = plain.index(b"\xff\xdb")  # without the JFIF header
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[start:]


def png_bomb() -> bytes:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1_000_000))
    return images.png_chunks((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
