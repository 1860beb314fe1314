"""What is odd about the sheets is told with its pages: size, scale, turn, crop, number of them."""

import pikepdf
import pytest
from pikepdf import Array
from support.checking import A4, saved, structure
from support.odd_pages import two_pages

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Severity
from kiosk_app.wording.trouble import Trouble

LETTER = (612, 792)
FONTS = Trouble.FONTS_NOT_EMBEDDED


def _blank(*sizes: tuple[float, float]) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for size in sizes:
        pdf.add_blank_page(page_size=size)
    return pdf


def test_sizes_that_are_mixed_are_told_with_the_pages_that_differ() -> None:
    finding = structure(saved(_blank(A4, A4, LETTER))).only(Trouble.PAGE_SIZES_MIXED)
    assert (finding.severity, finding.pages, finding.detail) == (Severity.LOOK, (3,), "A4, Letter")


def test_one_size_throughout_upright_or_lying_is_not_mixed() -> None:
    assert structure(saved(_blank(A4, (A4[1], A4[0]), (A4[0] + 6, A4[1])))).findings == []
    heard = structure(saved(_blank(LETTER, LETTER)))
    assert heard.troubles == {Trouble.PAGE_SIZE_ODD: Severity.LOOK}


def test_a_unit_other_than_the_point_is_told() -> None:
    finding = structure(two_pages(b"", box=(0, 0, 297.5, 421), unit=2)).only(Trouble.USER_UNIT)
    assert (finding.pages, finding.detail) == ((1, 2), "2")


def test_a_unit_of_one_is_the_point() -> None:
    pdf = _blank(A4)
    pdf.pages[0].obj.UserUnit = 1
    assert structure(saved(pdf)).findings == []


@pytest.mark.parametrize(("turn", "told"), [(90, "90°"), (-90, "270°"), (180, "180°")])
def test_pages_that_are_turned_are_told(turn: int, told: str) -> None:
    finding = structure(two_pages(b"", rotate=turn)).only(Trouble.PAGE_ROTATED)
    assert (finding.pages, finding.detail) == ((1, 2), told)


def test_a_whole_turn_is_none() -> None:
    assert structure(two_pages(b"", rotate=360)).findings == []


def test_a_crop_that_hides_some_of_the_sheet_is_told() -> None:
    heard = structure(two_pages(b"", box=(0, 0, 700, 842), crop=(50, 0, 645, 842)))
    assert heard.troubles == {Trouble.PAGE_CROPPED: Severity.LOOK}
    assert heard.only(Trouble.PAGE_CROPPED).pages == (1, 2)


@pytest.mark.parametrize("crop", [(0, 0, 595, 842), (-50, -50, 700, 900), (2, 2, 593, 840)])
def test_a_crop_that_hides_nothing_to_speak_of_is_not_told(
    crop: tuple[float, float, float, float],
) -> None:
    assert structure(two_pages(b"", crop=crop)).findings == []


def test_a_count_that_differs_from_the_declared_one_is_told() -> None:
    heard = structure(samples.good_scan(2), declared_pages=3)
    assert heard.troubles == {Trouble.PAGES_NOT_AS_DECLARED: Severity.LOOK}
    assert heard.only(Trouble.PAGES_NOT_AS_DECLARED).detail == "3 stated, 2 there"
    assert structure(samples.good_scan(2), declared_pages=2).findings == []


def _one_of_two(**boxes: object) -> pikepdf.Pdf:
    pdf = _blank(A4, A4)
    for key, value in boxes.items():
        pdf.pages[1].obj[f"/{key}"] = value
    return pdf


def test_a_crop_that_explains_the_size_is_told_alone() -> None:
    heard = structure(saved(_one_of_two(CropBox=Array([50, 50, 500, 700]))))
    assert heard.troubles == {Trouble.PAGE_CROPPED: Severity.LOOK}
    assert heard.only(Trouble.PAGE_CROPPED).pages == (2,)


def test_a_unit_that_explains_the_size_is_told_alone() -> None:
    heard = structure(saved(_one_of_two(UserUnit=2)))
    assert heard.troubles == {Trouble.USER_UNIT: Severity.LOOK}
    assert heard.only(Trouble.USER_UNIT).pages == (2,)


def test_a_sheet_of_another_size_is_told_beside_its_crop_or_unit() -> None:
    letter = Array([0, 0, *LETTER])
    for more in ({"CropBox": Array([50, 50, 500, 700])}, {"UserUnit": 2}):
        heard = structure(saved(_one_of_two(MediaBox=letter, **more)))
        assert {Trouble.PAGE_SIZE_ODD, Trouble.PAGE_SIZES_MIXED} <= set(heard.troubles)
        assert heard.only(Trouble.PAGE_SIZES_MIXED).pages == (2,)


def test_boxes_are_inherited() -> None:
    pdf = _blank(A4)
    pdf.Root.Pages.CropBox = Array([100, 100, 400, 400])
    assert Trouble.PAGE_CROPPED in structure(saved(pdf)).troubles
