"""Images become one PDF: no pixel changed, no data coded anew that PDF can read as it is."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageOps
from support import images as made
from support.joining import SAME_PIXELS, joined

from kiosk_app.documents import samples

Join = Callable[..., bytes]


@pytest.fixture
def join(tmp_path: Path) -> Join:
    return lambda *images: joined(tmp_path, *images)


def test_the_bytes_of_every_image_are_in_the_pdf_as_they_are(join: Join) -> None:
    images = samples.photographed_pages()
    with pikepdf.open(io.BytesIO(join(*images))) as pdf:
        assert not pdf.get_warnings()
        held = [page.obj.Resources.XObject.Im0.read_raw_bytes() for page in pdf.pages]
    assert held == list(images)


def test_the_same_images_give_the_same_bytes(join: Join) -> None:
    assert join(*samples.photographed_pages()) == join(*samples.photographed_pages())


@pytest.mark.parametrize(
    ("dpi", "wanted_mm"),
    [((200, 200), (200, 290)), ((300, 300), (133, 193)), ((400, 200), (100, 290))],
)
def test_a_page_has_the_size_that_the_density_says(
    join: Join, dpi: tuple[int, int], wanted_mm: tuple[int, int]
) -> None:
    image = _jpeg("L", (round(200 / 25.4 * 200), round(290 / 25.4 * 200)), dpi=dpi)
    assert _size_mm(join(image)) == pytest.approx(wanted_mm, abs=0.6)


@pytest.mark.parametrize("dpi", [None, (72, 72), (96, 96)])
def test_without_a_meant_density_the_image_is_fitted_to_a4(
    join: Join, dpi: tuple[int, int] | None
) -> None:
    assert _size_mm(join(_jpeg("RGB", (3000, 2000), dpi=dpi))) == pytest.approx((297, 210), abs=0.1)
    assert _size_mm(join(_jpeg("RGB", (2000, 3000), dpi=dpi))) == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize(("orientation", "corner"), [(1, 0), (6, 1), (3, 2), (8, 3)])
def test_a_picture_held_sideways_is_shown_upright(
    join: Join, orientation: int, corner: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    marked = Image.new("L", (842, 595), 255)
    marked.paste(0, (0, 0, 100, 100))
    image = _saved(marked, exif=exif)
    with Image.open(io.BytesIO(_draw(join(image)))) as drawn:
        width, height = drawn.size
        corners = [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]
        inner = [(min(max(x, 20), width - 20), min(max(y, 20), height - 20)) for x, y in corners]
        assert [drawn.getpixel(at) < 128 for at in inner].index(True) == corner


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_colours_are_shown_as_they_are(join: Join, mode: str) -> None:
    colour = {"L": 90, "RGB": (200, 40, 40), "CMYK": (0, 220, 220, 20)}[mode]
    image = _saved(Image.new(mode, (400, 600), colour))
    with Image.open(io.BytesIO(_draw(join(image), grey=False))) as drawn:
        red, green, blue = drawn.getpixel((drawn.width // 2, drawn.height // 2))
    if mode == "L":
        assert (red, green, blue) == pytest.approx((90, 90, 90), abs=4)
    else:
        assert red > 150 > 90 > max(green, blue)


@pytest.mark.parametrize("coding", SAME_PIXELS)
def test_every_pixel_is_that_of_the_file(join: Join, coding: str) -> None:
    data = SAME_PIXELS[coding]()
    pdf = join(data)
    with Image.open(io.BytesIO(data)) as image:
        wanted = image.convert("RGB")
    assert ImageChops.difference(_drawn_at(pdf, wanted.width), wanted).getextrema() == ((0, 0),) * 3


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("coding", ["png", "tiff_lzw"])
def test_what_is_transparent_lies_on_white(join: Join, coding: str, mode: str) -> None:
    data = made.png(mode) if coding == "png" else made.tiff(coding, mode)
    with Image.open(io.BytesIO(data)) as image:
        wanted = Image.new("RGBA", image.size, "white")
        wanted.alpha_composite(image.convert("RGBA"))
    difference = ImageChops.difference(_drawn_at(join(data), 827), wanted.convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= 1


@pytest.mark.parametrize("coding", ["tiff", "png"])
def test_sixteen_bits_stay_sixteen(join: Join, coding: str) -> None:
    data = made.png("I;16") if coding == "png" else made.deflate_tiff("<", 16, 3)
    with pikepdf.open(io.BytesIO(join(data))) as pdf:
        held = pdf.pages[0].obj.Resources.XObject.Im0
        assert held.BitsPerComponent == 16
        with Image.open(io.BytesIO(data)) as image:
            assert held.read_bytes() == np.asarray(image).astype(">u2").tobytes()


@pytest.mark.parametrize("strips", [1169, 100])
def test_fax_strips_are_copied_as_they_are(join: Join, strips: int) -> None:
    data = made.fax_tiff("group4", strips)
    with pikepdf.open(io.BytesIO(join(data))) as pdf:
        held = [image.read_raw_bytes() for image in pdf.pages[0].obj.Resources.XObject.values()]
    assert len(held) == -(-1169 // strips)
    assert all(strip in data for strip in held)


def test_jpeg_strips_are_joined_to_one_without_decoding(join: Join) -> None:
    data = made.tiff("jpeg", "RGB")
    with pikepdf.open(io.BytesIO(join(data))) as pdf:
        (held,) = pdf.pages[0].obj.Resources.XObject.values()
        whole = held.read_raw_bytes()
    with Image.open(io.BytesIO(whole)) as image:
        assert image.size == (827, 1169)
    with Image.open(io.BytesIO(data)) as image:
        offset, count = image.tag_v2[273][1], image.tag_v2[279][1]
    assert data[offset + count - 1000 : offset + count - 2] in whole


def test_png_data_is_copied_as_it_is(join: Join) -> None:
    data = made.png("RGB")
    with pikepdf.open(io.BytesIO(join(data))) as pdf:
        assert pdf.pages[0].obj.Resources.XObject.Im0.read_raw_bytes() in data


def test_all_kinds_join_in_order_with_every_page(join: Join) -> None:
    parts = (made.jpeg("L"), made.tiff("group4", "1", pages=3), made.png("RGB"))
    whole = join(*parts)
    assert whole == join(*parts)
    with pdfium.PdfDocument(whole) as document:
        assert len(document) == 5
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        filters = [str(page.obj.Resources.XObject.Im0.Filter) for page in pdf.pages]
    assert filters == ["/DCTDecode", *["/CCITTFaxDecode"] * 3, "/FlateDecode"]


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_tiff_held_any_way_is_shown_upright(join: Join, orientation: int) -> None:
    data = made.tiff("tiff_lzw", "RGB", tiffinfo={274: orientation})
    with Image.open(io.BytesIO(data)) as image:
        wanted = ImageOps.exif_transpose(image).convert("RGB")
    difference = ImageChops.difference(_drawn_at(join(data), wanted.width), wanted)
    assert difference.getextrema() == ((0, 0),) * 3


def _drawn_at(pdf: bytes, width: int) -> Image.Image:
    """The first page, a pixel of it for each of the image's."""
    with pdfium.PdfDocument(pdf) as document:
        # A hair less, for pdfium rounds up to whole pixels.
        scale = width / document[0].get_width() * (1 - 1e-6)
        return document[0].render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")


def _jpeg(mode: str, size: tuple[int, int], dpi: tuple[int, int] | None) -> bytes:
    image = Image.new(mode, size, 200 if mode == "L" else (200, 200, 200))
    return _saved(image, **({"dpi": dpi} if dpi else {}))


def _saved(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def _size_mm(pdf: bytes) -> tuple[float, float]:
    with pdfium.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    return width / 72 * 25.4, height / 72 * 25.4


def _draw(pdf: bytes, *, grey: bool = True) -> bytes:
    out = io.BytesIO()
    with pdfium.PdfDocument(pdf) as document:
        image = document[0].render(scale=1, rev_byteorder=True).to_pil()
    image.convert("L" if grey else "RGB").save(out, "PNG")
    return out.getvalue()
