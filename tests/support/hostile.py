"""Small files made to hurt whoever opens them, each with what must be found in it.

Bombs are made in bombs.py, and are part of the catalogue.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.wording.trouble import Trouble
from support import images
from support.bombs import BOMBS, CATALOGUE, PAGES, one_page, pdf, stream
from support.checking import jpeg
from support.hostile_parts import (
    PAGE,
    actions_that_lead_back,
    annotations,
    document,
    encrypted,
    fax,
    fields_that_lead_back,
    font,
    grey,
    icc,
    jbig2,
    jpeg_of,
    jpeg_without_a_density,
    long_name,
    names_that_lead_back,
    outlines_that_lead_back,
    picture,
    png_bomb,
    prev,
    prev_to_itself,
    script,
    with_xref_stream,
    zipped,
)

UNOPENED = frozenset({Trouble.WILL_NOT_OPEN})
DAMAGED = frozenset({Trouble.IMAGE_DAMAGED})
GROWN = frozenset({Trouble.GROWS_BEYOND_MEASURE})
LOCKED = frozenset({Trouble.PASSWORD_NEEDED})
COARSE = frozenset({Trouble.RESOLUTION_LOW})
TAKEN: frozenset[Trouble] = frozenset()


@dataclass(frozen=True)
class Hostile:
    """A file and what must be among its findings; `TAKEN` means that nothing need be fixed."""

    make: Callable[[], bytes]
    found: frozenset[Trouble]
    suffix: str = ".pdf"


HOSTILE: dict[str, Hostile] = {
    # structure
    "a table that leads back to itself": Hostile(prev_to_itself, TAKEN),
    "an older table before the start": Hostile(lambda: prev(b"-1"), TAKEN),
    "an older table beyond the end": Hostile(lambda: prev(b"99999999999999999999"), TAKEN),
    "an older table that is a name": Hostile(lambda: prev(b"/Prev"), TAKEN),
    "a billion objects in the table": Hostile(
        lambda: document().replace(b"xref\n0 1\n", b"xref\n0 999999999\n"), TAKEN
    ),
    "a size of minus one": Hostile(lambda: document(trailer=b"/Size -1"), TAKEN),
    "a cross-reference stream of a billion rows": Hostile(
        lambda: with_xref_stream(bytes(28), 999_999_999), TAKEN
    ),
    "rows that are as wide as the file": Hostile(
        lambda: with_xref_stream(bytes(700), 100, b"99999999 99999999 99999999"), TAKEN
    ),
    "rows of negative width": Hostile(lambda: with_xref_stream(bytes(70), 10, b"-1 4 2"), TAKEN),
    "an object that is itself": Hostile(lambda: document(more={5: b"5 0 R"}), TAKEN),
    "a page that is its own parent": Hostile(
        lambda: pdf({1: CATALOGUE, 2: PAGES, 3: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>"}),
        TAKEN,
    ),
    "a page tree without pages": Hostile(
        lambda: pdf({1: CATALOGUE, 2: b"<</Type/Pages/Kids[]/Count 0>>"}), UNOPENED
    ),
    "a page tree of numbers": Hostile(
        lambda: pdf({1: CATALOGUE, 2: b"<</Type/Pages/Kids[1 2 3]/Count 3>>"}), UNOPENED
    ),
    "a page tree that is a string": Hostile(lambda: pdf({1: CATALOGUE, 2: b"(x)"}), UNOPENED),
    "a catalogue that is an array": Hostile(lambda: pdf({1: b"[1 2 3]"}), UNOPENED),
    "no catalogue": Hostile(lambda: pdf({5: b"null"}), UNOPENED),
    "a count below zero": Hostile(
        lambda: pdf({1: CATALOGUE, 2: PAGES.replace(b"1>>", b"-7>>"), 3: PAGE % b""}),
        frozenset({Trouble.PAGE_COUNT_LIES}),
    ),
    "a count of a billion": Hostile(
        lambda: pdf({1: CATALOGUE, 2: PAGES.replace(b"1>>", b"1000000000>>"), 3: PAGE % b""}),
        frozenset({Trouble.PAGE_COUNT_LIES}),
    ),
    "a page twice": Hostile(
        lambda: pdf({1: CATALOGUE, 2: b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", 3: PAGE % b""}),
        TAKEN,
    ),
    "a box of no numbers": Hostile(lambda: document().replace(b"[0 0", b"[/A (b)"), TAKEN),
    "a box without end": Hostile(lambda: document().replace(b"842]", b"%d]" % 10**20), UNOPENED),
    "a box of no size": Hostile(lambda: document().replace(b"[0 0 595 842]", b"[9 9 9 9]"), TAKEN),
    "no box": Hostile(lambda: document().replace(b"/MediaBox[0 0 595 842]", b""), TAKEN),
    "a unit of zero": Hostile(lambda: document(b"/UserUnit 0"), TAKEN),
    "a unit beyond measure": Hostile(lambda: document(b"/UserUnit 1e30"), TAKEN),
    "turned by 45": Hostile(lambda: document(b"/Rotate 45"), TAKEN),
    "turned by a name": Hostile(lambda: document(b"/Rotate/Left"), TAKEN),
    "a length below zero": Hostile(
        lambda: one_page(b"<</Length -1>>\nstream\n0 0 9 9 re f\nendstream"), TAKEN
    ),
    "a length beyond the end": Hostile(
        lambda: one_page(b"<</Length 99999999>>\nstream\n0 0 9 9 re f\nendstream"), TAKEN
    ),
    "a length that is its own stream": Hostile(
        lambda: one_page(b"<</Length 4 0 R>>\nstream\n0 0 9 9 re f\nendstream"), TAKEN
    ),
    "a key of 100,000 letters": Hostile(long_name, TAKEN),
    "a name with a nought in it": Hostile(lambda: document(b"/A#00B#ff#zz 1"), TAKEN),
    "strings of broken text": Hostile(
        lambda: document(catalogue=b"/Lang(\xfe\xff\xd8)/Info<</Title<feffd800>/Author(\xff)>>"),
        TAKEN,
    ),
    "10,000 annotations": Hostile(lambda: annotations(10_000), TAKEN),
    "annotations of every wrong kind": Hostile(
        lambda: document(b"/Annots[1 (a) null [] 3 0 R <</Subtype 7>> 99 0 R]"), TAKEN
    ),
    "contents of every wrong kind": Hostile(
        lambda: document(b"/Contents[1 (a) null [] 3 0 R <<>> 99 0 R]"), DAMAGED
    ),
    "resources of every wrong kind": Hostile(
        lambda: document(b"/Resources<</XObject 1/Font[]/ExtGState(a)/ColorSpace null>>"), TAKEN
    ),
    "everything of the wrong kind": Hostile(
        lambda: document(b"/Group 1/Thumb 2/B 3/AA 4/Tabs 5/Metadata 6",
                         b"/Names 1/AcroForm 2/Outlines 3/AA 4/OpenAction 5/Perms 6/Collection 0"
                         b"/MarkInfo 7/OCProperties 8/ViewerPreferences 9/PageLabels 10"),
        frozenset({Trouble.EMBEDDED_FILES}),
    ),
    # what leads back
    "outlines that lead back": Hostile(outlines_that_lead_back, TAKEN),
    "names that lead back": Hostile(names_that_lead_back, TAKEN),
    "fields that lead back": Hostile(fields_that_lead_back, TAKEN),
    "actions that lead back": Hostile(actions_that_lead_back, TAKEN),
    "a pattern that draws itself": Hostile(
        lambda: one_page(
            stream(b"/Pattern cs /P scn 0 0 500 500 re f"), b"<</Pattern<</P 10 0 R>>>>",
            {10: stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/PatternType 1/PaintType 1"
             b"/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1/Resources<</Pattern<</P 10 0 R>>>>")}
        ), GROWN,
    ),
    "a pattern that could draw itself and does not": Hostile(
        lambda: one_page(
            stream(b"/Pattern cs /P scn 0 0 500 500 re f"), b"<</Pattern<</P 10 0 R>>>>",
            {10: stream(b"0 0 5 5 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
             b"/XStep 9/YStep 9/Resources<</Pattern<</P 10 0 R>>>>")}
        ), TAKEN,
    ),
    "a letter that draws itself": Hostile(
        lambda: one_page(
            stream(b"BT /F 12 Tf (a) Tj ET"), b"<</Font<</F 10 0 R>>>>",
            {10: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar"
                 b" 97/LastChar 97/Widths[9]/CharProcs<</a 11 0 R>>/Encoding<</Differences[97/a]>>"
                 b"/Resources<</Font<</F 10 0 R>>>>>>",
             11: stream(b"9 0 d0 BT /F 1 Tf (a) Tj ET")}
        ), TAKEN,
    ),
    "a mask that is its own image": Hostile(
        lambda: picture(grey() + b"/SMask 10 0 R", bytes(64)), COARSE
    ),
    # locks
    "a lock of a kind that is not": Hostile(
        lambda: encrypted(b"/Filter/Nobody/V 9/R 9"), LOCKED
    ),
    "a lock without keys": Hostile(lambda: encrypted(b"/Filter/Standard/V 1/R 2"), UNOPENED),
    "a lock of a million bits": Hostile(
        lambda: encrypted(b"/Filter/Standard/V 2/R 3/Length 1000000/O(a)/U(b)/P 1"), LOCKED
    ),
    "a lock that is a number": Hostile(
        lambda: document(trailer=b"/Encrypt 7/ID[(a)(b)]"), UNOPENED
    ),
    # deeds
    "a script in broken text": Hostile(
        lambda: script(b"<feffd800dc00d800>"), frozenset({Trouble.JAVASCRIPT})
    ),
    "a script under an escaped name": Hostile(
        lambda: document(catalogue=b"/OpenAction<</S/J#61vaScript/J#53(a)>>"),
        frozenset({Trouble.JAVASCRIPT}),
    ),
    "a script whose kind is far away": Hostile(
        lambda: document(catalogue=b"/OpenAction<</S 10 0 R/JS(a)>>", more={10: b"/JavaScript"}),
        frozenset({Trouble.JAVASCRIPT}),
    ),
    "a program to start": Hostile(
        lambda: document(b"/AA<</O<</S/Launch/F(calc.exe)>>>>"), frozenset({Trouble.ACTIVE_CONTENT})
    ),
    "a file inside": Hostile(
        lambda: document(catalogue=b"/Names<</EmbeddedFiles<</Names[(a)10 0 R]>>>>",
                         more={10: b"<</Type/Filespec/F(a)/EF<</F 11 0 R>>>>", 11: stream(b"MZ")}),
        frozenset({Trouble.EMBEDDED_FILES}),
    ),
    "a form of XML that never ends": Hostile(
        lambda: document(catalogue=b"/AcroForm<</XFA 10 0 R/Fields[]>>",
                         more={10: stream(b"<a>" * 30_000)}), frozenset({Trouble.XFA_FORM}),
    ),
    # images in pages
    "hex that is none": Hostile(
        lambda: one_page(stream(b"\xa9\xfe\xff" * 9, b"/Filter/ASCIIHexDecode")), DAMAGED
    ),
    "a filter that nobody knows": Hostile(
        lambda: one_page(stream(b"q Q", b"/Filter/\xa9\xfe")), DAMAGED
    ),
    "fax of random bits": Hostile(
        lambda: fax(b"/K -1/Columns 1728/Rows 2200", zlib.compress(bytes(9999)) * 9), DAMAGED
    ),
    "fax of a million columns": Hostile(
        lambda: fax(b"/K -1/Columns 99999999/Rows 99999999", bytes(999)), GROWN
    ),
    "fax of columns below zero": Hostile(lambda: fax(b"/K -1/Columns -7", bytes(99)), DAMAGED),
    "JBIG2 of random bits": Hostile(lambda: jbig2(b"\xa5" * 500), DAMAGED),
    "JBIG2 that refers to a billion segments": Hostile(
        lambda: jbig2(struct.pack(">IBI", 1, 0, 0xFFFFFFFF) + bytes(50)), DAMAGED
    ),
    "JBIG2 of four billion rows": Hostile(
        lambda: jbig2(struct.pack(">IBBBIIIIIBH", 0, 48, 0, 1, 19, 64, 64, 0, 0, 0, 0)
                       + struct.pack(">IBBBI", 1, 38, 0, 1, 30)
                       + struct.pack(">IIIIB", 64, 0xFFFFFFFE, 0, 0, 0) + bytes(13)), GROWN,
    ),
    "JPEG 2000 of random bytes": Hostile(
        lambda: picture(grey() + b"/Filter/JPXDecode", b"\xff\x4f\xff\x51" + b"\xa5" * 300),
        DAMAGED,
    ),
    "JPEG that is none": Hostile(
        lambda: picture(grey() + b"/Filter/DCTDecode", b"\xff\xd8\xff" + bytes(300)), DAMAGED
    ),
    "JPEG of 65,000 x 65,000": Hostile(
        lambda: picture(grey(64, 64) + b"/Filter/DCTDecode", jpeg_of(65_000, 65_000)), GROWN
    ),
    "an image of minus eight": Hostile(lambda: picture(grey(-8, -8), bytes(64)), DAMAGED),
    "an image of 77 bits": Hostile(lambda: picture(grey(bits=77), bytes(64)), DAMAGED),
    "an image whose colours lead back": Hostile(
        lambda: picture(grey().replace(b"/DeviceGray", b"[/Indexed 10 0 R 255 10 0 R]"),
                        bytes(64)), COARSE,
    ),
    "an image that says too little": Hostile(lambda: picture(b"/Subtype/Image", b""), DAMAGED),
    "a profile of colours that is rubbish": Hostile(lambda: icc(b"\xa5" * 200, 3), COARSE),
    "a profile of 4,000 colours": Hostile(lambda: icc(b"\xa5" * 200, 4000), COARSE),
    # fonts
    "a font of rubbish": Hostile(lambda: font(b"TrueType", b"\0\1\0\0" + b"\xa5" * 500), TAKEN),
    "a font of 65,535 tables": Hostile(
        lambda: font(b"TrueType", b"\0\1\0\0\xff\xff" + b"\xff" * 500), TAKEN
    ),
    "a font whose program never ends": Hostile(
        lambda: font(b"Type1", b"%!PS-AdobeFont-1.0\n" + b"{" * 9000, b"FontFile"), TAKEN
    ),
    # two things in one
    "a ZIP behind": Hostile(
        lambda: document() + zipped(b"<a/>"), frozenset({Trouble.TWO_KINDS_IN_ONE})
    ),
    "a web page in front": Hostile(
        lambda: b"<html><script>1</script>\n" + document(), frozenset({Trouble.TWO_KINDS_IN_ONE})
    ),
    "a PDF inside a JPEG": Hostile(
        lambda: jpeg("L", (64, 64)) + document(), frozenset({Trouble.TWO_KINDS_IN_ONE}), ".jpg"
    ),
    "a program": Hostile(lambda: b"MZ" + bytes(500), frozenset({Trouble.WRONG_KIND})),
    "a PDF named as a picture": Hostile(
        document, frozenset({Trouble.NAME_AND_CONTENT_DIFFER}), ".jpg"
    ),
    "nothing": Hostile(lambda: b"", frozenset({Trouble.EMPTY_FILE})),
    "one byte": Hostile(lambda: b"%", frozenset({Trouble.WRONG_KIND})),
    "noughts": Hostile(lambda: bytes(5000), frozenset({Trouble.WRONG_KIND})),
    "a header and noughts": Hostile(lambda: b"%PDF-1.7\n" + bytes(5000), UNOPENED),
    # image files
    "JPEG file of 65,000 x 65,000": Hostile(lambda: jpeg_of(65_000, 65_000), GROWN, ".jpg"),
    "JPEG file of no size": Hostile(lambda: jpeg_of(0, 0), DAMAGED, ".jpg"),
    "a density that is no number": Hostile(jpeg_without_a_density, COARSE, ".jpg"),
    "PNG of 60,000 x 60,000": Hostile(png_bomb, GROWN, ".png"),
    "PNG without data": Hostile(
        lambda: images.png_chunks((b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0)),
                                  (b"IEND", b"")), DAMAGED, ".png",
    ),
    "TIFF pages that lead back": Hostile(
        lambda: images.chain_of_directories(5, loop=True), GROWN, ".tif"
    ),
    "TIFF of 60,000 pages": Hostile(
        lambda: images.chain_of_directories(60_000), GROWN, ".tif"
    ),
    "TIFF that begins beyond the end": Hostile(
        lambda: b"II*\0\xff\xff\xff\xff" + bytes(99), UNOPENED, ".tif"
    ),
    "TIFF with a million entries": Hostile(
        lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 3000, UNOPENED, ".tif"
    ),
    "BigTIFF with offsets beyond all disks": Hostile(
        lambda: b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(99), UNOPENED, ".tif"
    ),
    **{f"bomb: {name}": Hostile(make, GROWN) for name, make in BOMBS.items()},
}  # fmt: skip
