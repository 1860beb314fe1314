"""Fax, JBIG2 and inline images inside PDFs are decoded as strictly as files of them."""

import struct
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from support import images
from support.checking import A4, WHOLE_PAGE, Heard, look, saved, with_image

from kiosk_app.documents.images.faults import Damaged
from kiosk_app.documents.images.jbig2 import check_jbig2, segments
from kiosk_app.wording.trouble import Trouble

WIDTH, HEIGHT = images.SIZE
FAX = {
    "G4": ("group4", {"K": -1, "Columns": WIDTH}),
    "G3": ("group3", {"K": 0, "Columns": WIDTH, "EndOfLine": True}),
    "G3 that does not say so": ("group3", {"K": 0, "Columns": WIDTH}),
    "rows": ("tiff_ccitt", {"K": 0, "Columns": WIDTH, "EncodedByteAlign": True}),
}


def _with(data: bytes, coding: Name, parameters: dict[str, object], shared: bytes = b"") -> Heard:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4).obj
    image = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=WIDTH, Height=HEIGHT)
    said = Dictionary(parameters)
    if shared:
        said.JBIG2Globals = pdf.make_stream(shared)
    facts = {"/BitsPerComponent": 1, "/ColorSpace": Name.DeviceGray, "/Filter": coding}
    image.stream_dict.update({**facts, "/DecodeParms": said})
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Contents = pdf.make_stream(WHOLE_PAGE)
    return look(saved(pdf))


def test_an_image_of_less_than_nothing_is_damaged_and_not_coarse() -> None:
    heard = look(with_image(bytes(64), None, (-8, -8)))
    assert heard.only(Trouble.IMAGE_DAMAGED).detail == "an image without a size"
    assert Trouble.RESOLUTION_LOW not in heard.troubles


def _keys(parameters: dict[str, object]) -> dict[str, object]:
    return {f"/{key}": value for key, value in parameters.items()}


@pytest.mark.parametrize("coding", FAX)
def test_fax_data_is_decoded_to_the_last_row(coding: str) -> None:
    kind, parameters = FAX[coding]
    data = images.fax_strip(kind)
    middle = len(data) // 2
    other = data[:middle] + b"\xa5\x5a\x11" * 8 + data[middle + 24 :]
    short = images.fax_strip(kind, 0, 600)
    told = [
        Trouble.IMAGE_DAMAGED in _with(each, Name.CCITTFaxDecode, _keys(parameters)).troubles
        for each in (data, other, short)
    ]
    assert told == [False, True, True]


def test_fax_rows_shorter_than_the_image_are_damaged() -> None:
    data = images.fax_strip("group4")
    heard = _with(data, Name.CCITTFaxDecode, {"/K": -1, "/Columns": 100})
    assert heard.only(Trouble.IMAGE_DAMAGED).detail == "fax rows are shorter than their image"


def _segment(number: int, kind: int, data: bytes, page: int = 1) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, page, len(data)) + data


def _jbig2(rows: int = HEIGHT) -> bytes:
    page = struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", WIDTH, rows, 0, 0, 0, 1)  # coded as T.6
    return _segment(0, 48, page) + _segment(1, 38, region + images.fax_strip("group4", 0, rows))


def test_sound_jbig2_has_nothing_wrong() -> None:
    heard = _with(_jbig2(), Name.JBIG2Decode, {})
    assert Trouble.IMAGE_DAMAGED not in heard.troubles
    assert Trouble.IMAGE_DAMAGED not in _with(_jbig2() + bytes(3), Name.JBIG2Decode, {}).troubles


def test_jbig2_that_breaks_off_says_where() -> None:
    data = _jbig2()[:-100]
    finding = _with(data, Name.JBIG2Decode, {}).only(Trouble.IMAGE_DAMAGED)
    assert finding.detail == f"JBIG2: segment 1 breaks off at byte {len(data)}"


@pytest.mark.parametrize(
    ("data", "shared", "fault"),
    [
        (b"", b"", "no page"),
        (_jbig2()[:30], b"", "a page without an image"),
        (b"\x00\x00\x00\x00\x3f\x00\x01\x00\x00\x00\x00", b"", "no segment at byte 0"),
        (_jbig2(), _jbig2(), "a page among the shared parts"),
        (_jbig2() + b"\x07\x07", b"", "no segment at byte|breaks off"),
        (_segment(0, 48, struct.pack(">IIIIBH", 10, 10, 0, 0, 0, 0)) + _jbig2()[30:], b"",
         "smaller than its image"),
    ],
)  # fmt: skip
def test_jbig2_segments_fill_their_data_and_fit_each_other(
    data: bytes, shared: bytes, fault: str
) -> None:
    with pytest.raises(Damaged, match=fault):
        check_jbig2(data, shared, WIDTH, HEIGHT)


def test_jbig2_segments_with_many_references_are_read() -> None:
    head = struct.pack(">IB", 300, 6) + struct.pack(">I", 0xE0000000 | 5) + b"\x00"
    many = head + struct.pack(">5H", 1, 2, 3, 4, 5) + struct.pack(">BI", 1, 2) + b"ab"
    (only,) = segments(many)
    assert (only.number, only.kind, only.data) == (300, 6, b"ab")


def test_a_jbig2_region_that_ends_at_a_mark_is_followed_to_it() -> None:
    region = struct.pack(">IIIIBB", 8, 8, 0, 0, 0, 0) + b"coded\xff\xac" + struct.pack(">I", 8)
    data = struct.pack(">IBBBI", 1, 38, 0, 1, 0xFFFFFFFF) + region + _segment(2, 49, b"")
    assert [segment.number for segment in segments(data)] == [1, 2]


@pytest.mark.parametrize(("kept", "damaged"), [(10_000, False), (9_000, True)])
def test_an_image_in_the_drawing_itself_is_decoded(kept: int, damaged: bool) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4).obj
    data = zlib.compress(bytes(kept))
    page.Contents = pdf.make_stream(
        b"q 90 0 0 90 0 0 cm BI /W 100 /H 100 /BPC 8 /CS /G /F /Fl ID " + data + b"\nEI Q"
    )
    assert (Trouble.IMAGE_DAMAGED in look(saved(pdf)).troubles) is damaged
