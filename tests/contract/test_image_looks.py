"""The pages of image files are looked at as those of PDFs are, whatever their coding."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image
from support.checking import OF_THE_LOOK, look
from support.drawn_pages import DPI, leaning, page, soft, turned, typed

from kiosk_app.documents.findings import Finding
from kiosk_app.wording.trouble import Trouble


def tiff(sheets: Sequence[Image.Image], coding: str = "tiff_lzw") -> bytes:
    out = io.BytesIO()
    sheets[0].save(
        out, "TIFF", save_all=True, append_images=sheets[1:], compression=coding, dpi=(DPI, DPI)
    )
    return out.getvalue()


def single(sheet: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    sheet.save(out, kind, dpi=(DPI, DPI))
    return out.getvalue()


def of_the_look(data: bytes, suffix: str = ".tif") -> list[tuple[Trouble, tuple[int, ...]]]:
    return [(f.trouble, f.pages) for f in look(data, suffix).findings if f.trouble in OF_THE_LOOK]


@pytest.mark.parametrize("coding", ["tiff_lzw", "jpeg", "group4"])
def test_a_page_of_a_tiff_is_told_by_its_number(coding: str) -> None:
    crooked = leaning(page(typed(seed=3)), 3)
    sheets = [page(typed()), page(), turned(page(typed(seed=2)), 180), crooked]
    if coding == "group4":
        sheets = [sheet.point(lambda value: 255 * (value > 140)).convert("1") for sheet in sheets]
    assert of_the_look(tiff(sheets, coding)) == [
        (Trouble.BLANK_PAGE, (2,)),
        (Trouble.SKEWED, (4,)),
        (Trouble.TEXT_TURNED, (3,)),
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("sheet", "trouble"),
    [
        (page(), Trouble.BLANK_PAGE),
        (page(typed(left_mm=-3)), Trouble.EDGES_CUT),
        (page(typed(ink=20), paper=95), Trouble.TOO_DARK),
        (page(typed(ink=190)), Trouble.TOO_LIGHT),
        (soft(page(typed()), 0.45), Trouble.BLURRED),
        (turned(page(typed()), 180), Trouble.TEXT_TURNED),
    ],
)
def test_an_image_of_one_page_is_told(sheet: Image.Image, trouble: Trouble, kind: str) -> None:
    assert of_the_look(single(sheet, kind), f".{kind.lower()}") == [(trouble, (1,))]


def test_nothing_is_said_of_pages_that_look_as_they_should() -> None:
    assert of_the_look(tiff([page(typed()), page(typed(True)), page(typed(seed=5))])) == []
    assert of_the_look(single(page(typed()), "PNG"), ".png") == []


def test_a_sheet_that_is_in_a_tiff_twice_is_told_and_one_like_it_is_not() -> None:
    twice = [page(typed()), page(typed(seed=2)), page(typed())]
    assert of_the_look(tiff(twice)) == [(Trouble.NEAR_DUPLICATE, (1, 3))]
    assert of_the_look(tiff([page(typed()), page(typed(seed=2)), page(typed(lines=25))])) == []


def test_a_page_held_upright_by_what_the_file_says_is_not_turned() -> None:
    out = io.BytesIO()
    lying = turned(page(typed()), 270)
    lying.save(out, "TIFF", dpi=(DPI, DPI), tiffinfo={274: 6})
    assert of_the_look(out.getvalue()) == []


def sizes_told(*sizes: tuple[int, int]) -> list[Finding]:
    sheets = [Image.new("L", size, 255) for size in sizes]
    found = look(tiff(sheets)).findings
    return [finding for finding in found if finding.trouble is Trouble.PAGE_SIZES_MIXED]


def test_sizes_that_are_mixed_in_a_tiff_are_told_with_the_pages_that_differ() -> None:
    a4, a3 = (992, 1403), (1403, 1984)
    (finding,) = sizes_told(a4, a3, a4)
    assert (finding.pages, finding.detail) == ((2,), "A3, A4")


def test_one_size_throughout_a_tiff_upright_or_lying_is_not_mixed() -> None:
    assert sizes_told((992, 1403), (1403, 992)) == []
