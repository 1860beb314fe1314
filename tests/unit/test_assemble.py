"""JPEG images become one PDF: not a byte of theirs changed, each page the right way up."""

import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from kiosk_app.documents import samples
from kiosk_app.documents.assemble import images_to_pdf

Join = Callable[..., bytes]


@pytest.fixture
def join(tmp_path: Path) -> Join:
    def joined(*images: bytes) -> bytes:
        out = tmp_path / "joined.pdf"
        with ExitStack() as opened:
            sources = []
            for index, data in enumerate(images):
                path = tmp_path / f"{index}.jpg"
                path.write_bytes(data)
                sources.append(opened.enter_context(path.open("rb")).fileno())
            images_to_pdf(sources, opened.enter_context(out.open("wb", buffering=0)).fileno())
        return out.read_bytes()

    return joined


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
