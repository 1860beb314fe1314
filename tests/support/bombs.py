"""Small PDF files made by hand that would grow beyond measure in whoever opens them."""

import struct
import zlib
from collections.abc import Callable

MIB = 1024 * 1024
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
DRAWS = b"<</XObject<</F 10 0 R>>>>"


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects, a table of where they are, and a trailer."""
    out = bytearray(b"%PDF-1.7\n")
    at = {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in at.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    last = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + last % (max(at) + 1, trailer, table)


def stream(data: bytes, about: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(data), data)


def one_page(
    content: bytes = b"", resources: bytes = b"<<>>", more: dict[int, bytes] | None = None
) -> bytes:
    """A file of one page; `content` is its whole content stream, dictionary and all."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>"
    objects = {1: CATALOGUE, 2: PAGES, 3: page % resources, 4: content or stream(b"")}
    return pdf(objects | (more or {}))


def many(piece: bytes, size_bytes: int) -> bytes:
    """A piece again and again, compressed: a mebibyte is compressed once, and written often."""
    block = piece * (MIB // len(piece))
    times = size_bytes // MIB
    squeezer = zlib.compressobj(1, wbits=-15)
    once = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.adler32(b"")
    for _ in range(times):
        checksum = zlib.adler32(block, checksum)
    return b"\x78\x01" + once * times + squeezer.flush() + checksum.to_bytes(4, "big")


def flate(data: bytes, times: int = 1) -> bytes:
    """A content stream of compressed data, compressed so often."""
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def deep_tree(deep: int) -> bytes:
    objects = {1: CATALOGUE, 2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>"}
    for at in range(10, 10 + deep):
        objects[at] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 1)
    objects[10 + deep] = b"<</Type/Page/MediaBox[0 0 595 842]>>"
    return pdf(objects)


def forms(deep: int, often: int) -> bytes:
    """Forms that draw forms: `often` times each, so many levels deep."""
    more = {
        at: stream(b"/F Do " * often, FORM + b"/Resources<</XObject<</F %d 0 R>>>>" % (at + 1))
        for at in range(10, 10 + deep)
    }
    return one_page(stream(b"/F Do"), DRAWS, more | {10 + deep: stream(b"0 0 9 9 re f", FORM)})


def _tree_of_shared_branches() -> bytes:
    ten = b"%d 0 R " * 10
    objects = {1: CATALOGUE, 2: b"<</Type/Pages/Kids[%s]/Count 1>>" % (b"10 0 R " * 10)}
    for at in range(10, 20):
        objects[at] = b"<</Type/Pages/Kids[%s]/Count 1>>" % (ten % ((at + 1,) * 10))
    objects[20] = b"<</Type/Page/MediaBox[0 0 595 842]>>"
    return pdf(objects)


def _compressed_objects() -> bytes:
    """A file whose object stream or cross-reference stream inflates without end."""
    bomb = b"/Type/ObjStm/N 1000/First 8000/Filter/FlateDecode"
    bodies = {1: CATALOGUE, 2: PAGES, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
              5: stream(many(b"0 0 ", 66 * MIB), bomb)}  # fmt: skip
    out, at = bytearray(b"%PDF-1.7\n"), {}
    for number, body in bodies.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    rows = b"".join(
        struct.pack(">BIH", 1, at[n], 0) if n in at else struct.pack(">BIH", 2 * (n > 5), 5, 0)
        for n in range(8)
    )
    about = b"/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R"
    out += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, about), table)
    return bytes(out)


def _bombed_font() -> bytes:
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 11 0 R>>"
    return one_page(
        stream(b"BT /F 12 Tf (a) Tj ET"),
        b"<</Font<</F 10 0 R>>>>",
        {10: font, 11: b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 12 0 R>>",
         12: flate(many(b"\0", 66 * MIB))},
    )  # fmt: skip


def _picture(width: int, height: int) -> bytes:
    about = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    image = stream(zlib.compress(b"\0" * 100), about % (width, height) + b"/Filter/FlateDecode")
    return one_page(stream(b"q 595 0 0 842 0 0 cm /F Do Q"), DRAWS, {10: image})


BOMBS: dict[str, Callable[[], bytes]] = {
    "a stream": lambda: one_page(flate(many(b"0 0 m   ", 66 * MIB))),
    "a stream in a stream": lambda: one_page(flate(many(b" ", 66 * MIB), 2)),
    "a stream four deep": lambda: one_page(flate(many(b" ", 66 * MIB), 4)),
    "a content drawn again and again": lambda: one_page(
        more={3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[%s]>>" % (b"4 0 R " * 200),
              4: flate(many(b"        ", MIB))}
    ),
    "states saved": lambda: one_page(stream(b"q " * 6_000)),
    "operators": lambda: one_page(flate(many(b"0 0 m ", 13 * MIB))),
    "an object stream": _compressed_objects,
    "a font": _bombed_font,
    "pixels": lambda: _picture(60_000, 60_000),
    "arrays in arrays": lambda: one_page(more={5: b"[" * 9_000 + b"]" * 9_000}),
    "dictionaries in the page": lambda: one_page(
        resources=b"<</A " * 9_000 + b"1" + b">>" * 9_000
    ),
    "a deep tree of pages": lambda: deep_tree(400),
    "a tree of pages that shares its branches": _tree_of_shared_branches,
    "a tree of pages that leads back": lambda: one_page(
        more={2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>"}
    ),
    "forms that multiply": lambda: forms(10, 10),
    "forms in forms": lambda: forms(40, 1),
    "a form that draws itself": lambda: one_page(
        stream(b"/F Do"), DRAWS, {10: stream(b"/F Do", FORM + b"/Resources" + DRAWS)}
    ),
}  # fmt: skip
