"""Images finer than 300 dpi become 300 where that was agreed, look the same, and weigh less."""

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from support.checking import saved
from support.mending import complaints, drawn, mended, opened

from kiosk_app.documents.mending import Mend, Mending

REDUCE = Mending(Mend.REDUCE, (1,))
SIDE = 720  # dots of an image that fills a page of 1.2 inch: 600 dpi
PAGE = 86.4
WHOLE = b"q 86.4 0 0 86.4 0 0 cm /Im Do Q"


def _sheet(side: int = SIDE) -> Image.Image:
    """Writing in two scripts and thin lines, a little soft, as a scanner sees it."""
    sheet = Image.new("L", (side, side), 250)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(side // 9)
    for row, words in enumerate(("HCA 1234", "Plaintiff", "17 April")):
        draw.text((side // 20, side // 12 + row * side // 4), words, fill=20, font=font)
    for row in range(3):
        at = side // 4 + row * side // 4
        draw.line((0, at, side, at), fill=20, width=max(1, side // 360))
    return sheet


def _jpeg(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


class File:
    """Pages with images on them."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()

    def image(self, data: bytes, side: int = SIDE, **facts: object) -> pikepdf.Stream:
        known: dict[str, object] = {
            "Type": Name.XObject, "Subtype": Name.Image, "Width": side, "Height": side,
            "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray,
        }  # fmt: skip
        stream = self.pdf.make_stream(data)
        for name, value in {**known, **facts}.items():
            stream["/" + name] = value
        return stream

    def page(self, image: pikepdf.Stream, content: bytes = WHOLE) -> "File":
        page = self.pdf.add_blank_page(page_size=(PAGE, PAGE)).obj
        page.Resources = Dictionary(XObject=Dictionary(Im=image))
        page.Contents = self.pdf.make_stream(content)
        return self

    def bytes(self) -> bytes:
        out = io.BytesIO()
        none = pikepdf.StreamDecodeLevel.none
        self.pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=none)
        return out.getvalue()


def _grey_jpeg(file: File) -> pikepdf.Stream:
    return file.image(_jpeg(_sheet()), Filter=Name.DCTDecode)


def _colour_jpeg(file: File) -> pikepdf.Stream:
    data = _jpeg(_sheet().convert("RGB"))
    return file.image(data, Filter=Name.DCTDecode, ColorSpace=Name.DeviceRGB)


def _colour_by_profile(file: File) -> pikepdf.Stream:
    profile = file.pdf.make_stream(b"a profile", N=3, Alternate=Name.DeviceRGB)
    space = Array([Name.ICCBased, profile])
    data = _jpeg(_sheet().convert("RGB"))
    return file.image(data, Filter=Name.DCTDecode, ColorSpace=space)


def _inverted(file: File) -> pikepdf.Stream:
    data = _jpeg(Image.eval(_sheet(), lambda value: 255 - value))
    return file.image(data, Filter=Name.DCTDecode, Decode=Array([1, 0]))


def _samples(file: File) -> pikepdf.Stream:
    return file.image(_sheet().convert("RGB").tobytes(), ColorSpace=Name.DeviceRGB)


def _bits() -> Image.Image:
    return _sheet().point(lambda value: 255 if value > 140 else 0).convert("1")


def _one_bit(file: File) -> pikepdf.Stream:
    return file.image(_bits().tobytes(), BitsPerComponent=1)


def _stencil(file: File) -> pikepdf.Stream:
    stencil = file.image(_bits().tobytes(), BitsPerComponent=1, ImageMask=True)
    del stencil["/ColorSpace"]
    return stencil


def _fax(file: File, *, black_is_1: bool = False, inverted: bool = False) -> pikepdf.Stream:
    out = io.BytesIO()
    _bits().save(out, "TIFF", compression="group4", tiffinfo={278: SIDE})
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]  # a TIFF's own table of tags
    parameters = Dictionary(K=-1, Columns=SIDE, Rows=SIDE, BlackIs1=black_is_1)
    data = out.getvalue()[start : start + length]
    image = file.image(data, BitsPerComponent=1, Filter=Name.CCITTFaxDecode, DecodeParms=parameters)
    if inverted:
        image.Decode = Array([1, 0])
    return image


REDUCED: dict[str, Callable[[File], pikepdf.Stream]] = {
    "grey JPEG": _grey_jpeg,
    "colour JPEG": _colour_jpeg,
    "colour JPEG by a profile": _colour_by_profile,
    "JPEG with light and dark exchanged": _inverted,
    "plain colour samples": _samples,
    "black and white": _one_bit,
    "a stencil": _stencil,
    "fax": _fax,
    "fax, black as 1": lambda file: _fax(file, black_is_1=True),
    "fax, black as 1, exchanged": lambda file: _fax(file, black_is_1=True, inverted=True),
}


def _size(data: bytes, page: int = 1) -> tuple[int, int]:
    with opened(data) as pdf:
        image = pdf.pages[page - 1].Resources.XObject.Im
        return int(image.Width), int(image.Height)


@pytest.mark.parametrize("name", REDUCED)
def test_an_image_of_600_dpi_becomes_300_looks_the_same_and_weighs_less(name: str) -> None:
    file = File()
    image = REDUCED[name](file)
    before = file.page(image).bytes()
    done, after = mended(before, REDUCE)
    assert (done, complaints(after)) == ((REDUCE,), [])
    assert _size(after) == (SIDE // 2, SIDE // 2)
    with opened(after) as pdf:
        small = pdf.pages[0].Resources.XObject.Im
        assert len(small.read_raw_bytes()) < 0.8 * len(image.read_raw_bytes())
        assert small.get("/BitsPerComponent") == image.get("/BitsPerComponent")
        assert small.get("/ColorSpace") == image.get("/ColorSpace") or name.endswith("profile")
    gap = np.abs(drawn(before, scale=2) - drawn(after, scale=2))
    assert gap.mean() < 4
    assert np.percentile(gap, 99) < 80
    assert mended(after, REDUCE) == ((), after), "and once is enough"


def test_thin_lines_in_black_and_white_do_not_vanish() -> None:
    thin = Image.new("1", (SIDE, SIDE), 1)
    for at in range(9, SIDE, 40):
        ImageDraw.Draw(thin).line((at, 0, at, SIDE), fill=0, width=1)
    file = File()
    file.page(file.image(thin.tobytes(), BitsPerComponent=1))
    done, after = mended(file.bytes(), REDUCE)
    assert done == (REDUCE,)
    row = drawn(after, scale=300 / 72)[180]
    assert int((row < 128).sum()) == len(range(9, SIDE, 40))


def test_the_soft_mask_of_an_image_becomes_as_coarse_as_the_image() -> None:
    file = File()
    image = _colour_jpeg(file)
    image.SMask = file.image(_sheet().tobytes())
    before = file.page(image).bytes()
    _, after = mended(before, REDUCE)
    with opened(after) as pdf:
        small = pdf.pages[0].Resources.XObject.Im
        assert (small.Width, small.SMask.Width) == (SIDE // 2, SIDE // 2)
    assert np.abs(drawn(before) - drawn(after)).mean() < 4


def _palette(file: File) -> pikepdf.Stream:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String("\0\0\0abc")])
    return file.image(bytes(SIDE * SIDE), ColorSpace=space)


def _cmyk(file: File) -> pikepdf.Stream:
    data = _jpeg(_sheet().convert("CMYK"))
    return file.image(data, Filter=Name.DCTDecode, ColorSpace=Name.DeviceCMYK)


def _halftone(file: File) -> pikepdf.Stream:
    grey = Image.effect_noise((SIDE, SIDE), 90).convert("1")
    return file.image(grey.tobytes(), BitsPerComponent=1)


def _colour_key(file: File) -> pikepdf.Stream:
    return file.image(_jpeg(_sheet()), Filter=Name.DCTDecode, Mask=Array([250, 255]))


def _matted(file: File) -> pikepdf.Stream:
    image = _grey_jpeg(file)
    image.SMask = file.image(_sheet().tobytes(), Matte=Array([0]))
    return image


def _damaged(file: File) -> pikepdf.Stream:
    return file.image(_jpeg(_sheet())[:4000], Filter=Name.DCTDecode)


def _lies_about_its_size(file: File) -> pikepdf.Stream:
    return file.image(_jpeg(_sheet(SIDE // 2)), Filter=Name.DCTDecode)


LEFT_ALONE: dict[str, Callable[[File], pikepdf.Stream]] = {
    "a palette": _palette,
    "CMYK": _cmyk,
    "a halftone": _halftone,
    "a colour that is not shown": _colour_key,
    "a mask reckoned into the colours": _matted,
    "damaged": _damaged,
    "another size than it says": _lies_about_its_size,
    "300 dpi": lambda file: file.image(_jpeg(_sheet(SIDE // 2)), SIDE // 2, Filter=Name.DCTDecode),
    "JPEG 2000": lambda file: file.image(b"jp2", Filter=Name.JPXDecode),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_would_be_spoilt_or_is_fine_is_left_alone(name: str) -> None:
    file = File()
    before = file.page(LEFT_ALONE[name](file)).bytes()
    assert mended(before, REDUCE) == ((), before)


def test_what_would_not_weigh_less_is_left_alone() -> None:
    file = File()
    coarse = _jpeg(Image.effect_noise((400, 400), 90), 1)
    before = file.page(file.image(coarse, 400, Filter=Name.DCTDecode)).bytes()
    done, after = mended(before, REDUCE)
    assert (done, after) == ((), before)


def test_an_image_on_several_pages_is_as_fine_as_its_largest_place_needs() -> None:
    file = File()
    image = _grey_jpeg(file)
    file.page(image).page(image, b"q 43.2 0 0 43.2 0 0 cm /Im Do Q")
    both = Mending(Mend.REDUCE, (1, 2))
    done, after = mended(file.bytes(), both)
    assert done == (both,)
    assert _size(after) == (SIDE // 2, SIDE // 2)


def test_an_image_that_a_page_not_agreed_to_shows_too_is_left_alone() -> None:
    file = File()
    image = _grey_jpeg(file)
    before = file.page(image).page(image).bytes()
    assert mended(before, REDUCE) == ((), before)


def test_only_the_pages_agreed_to_are_reduced() -> None:
    file = File()
    file.page(_grey_jpeg(file)).page(_grey_jpeg(file))
    done, after = mended(file.bytes(), Mending(Mend.REDUCE, (2,)))
    assert done == (Mending(Mend.REDUCE, (2,)),)
    assert [_size(after, page) for page in (1, 2)] == [(SIDE, SIDE), (SIDE // 2, SIDE // 2)]


def test_an_image_that_a_pattern_draws_too_is_left_alone() -> None:
    file = File()
    image = _grey_jpeg(file)
    pattern = file.pdf.make_stream(b"/Im Do", PatternType=1)
    pattern.Resources = Dictionary(XObject=Dictionary(Im=image))
    before = file.page(image)
    file.pdf.pages[0].Resources.Pattern = Dictionary(P=pattern)
    data = before.bytes()
    assert mended(data, REDUCE) == ((), data)


def test_units_of_a_page_that_are_larger_than_points_are_minded() -> None:
    file = File()
    file.page(_grey_jpeg(file))
    file.pdf.pages[0].UserUnit = 2
    before = file.bytes()
    assert mended(before, REDUCE) == ((), before), "600 dots on 2.4 inches are 300 dpi"


def test_images_of_pages_that_are_left_out_do_not_matter() -> None:
    file = File()
    image = _grey_jpeg(file)
    file.page(image).page(image)
    drop = Mending(Mend.DROP_BLANK, (2,))
    assert mended(saved(file.pdf), drop, REDUCE)[0] == (drop, REDUCE)
