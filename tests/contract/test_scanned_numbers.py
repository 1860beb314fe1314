"""Page numbers that stand on scanned pages are read, and where they skip is told."""

import io

import numpy as np
import pytest
from PIL import Image
from support.checking import look
from support.drawn_pages import as_pdf, grainy, page, small, typed, words

from kiosk_app.documents import scanned_numbers
from kiosk_app.documents.page_numbers import Printed, skips_on_scans
from kiosk_app.documents.scanned_numbers import NumbersSeen
from kiosk_app.wording.trouble import Trouble

FOOT_MM = 281


def sheet(number: str, seed: int, *, x_mm: float = 102, y_mm: float = FOOT_MM) -> Image.Image:
    """A typed page with something at its foot, as a scanner gives it."""
    label = words(number, x_mm, y_mm, 3.6)
    return grainy(page(typed(seed=seed), label), seed=seed)


def scan(*labels: str, **place: float) -> list[Image.Image]:
    return [sheet(label, seed, **place) for seed, label in enumerate(labels, start=1)]


def read(sheets: list[Image.Image]) -> list[list[tuple[int, int]]]:
    """Of each series the page and the number read on it."""
    seen = NumbersSeen()
    for number, each in enumerate(sheets, start=1):
        seen.see(number, small(each))
    return [[(one.page, one.number) for one in series] for series in seen.read()]


def gaps(sheets: list[Image.Image]) -> list[tuple[int, int, int, int]]:
    seen = NumbersSeen()
    for number, each in enumerate(sheets, start=1):
        seen.see(number, small(each))
    return sorted(skips_on_scans(seen.read(), len(sheets)))


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "Page {}", "{} / 16", "{}/16", "Page {} of 16", "第 {} 頁"]
)
def test_numbers_are_read_off_the_picture_however_they_are_written(form: str) -> None:
    sheets = scan(*(form.format(number) for number in range(1, 17)))
    right = {page for series in read(sheets) for page, number in series if page == number}
    assert len(right) >= 14, "one in many may be left out"
    assert gaps(sheets) == []


@pytest.mark.parametrize("place", [{"y_mm": 8.0}, {"x_mm": 185.0}, {"x_mm": 185.0, "y_mm": 8.0}])
def test_they_are_read_at_the_head_and_in_a_corner_too(place: dict[str, float]) -> None:
    labels = [str(number) for number in range(118, 131)]
    (series,) = read(scan(*labels, **place))
    assert {number - page for page, number in series} == {117}
    assert len(series) >= 12


def test_a_sheet_that_the_feeder_took_with_another_is_told_with_the_pages_around() -> None:
    labels = [f"- {number} -" for number in (1, 2, 3, 4, 7, 8, 9, 10)]
    finding = look(as_pdf(scan(*labels))).only(Trouble.PAGE_NUMBER_MISSING)
    assert (finding.pages, finding.detail) == ((4, 5), "4 → 7")


def test_a_fax_of_many_pages_is_read_as_well() -> None:
    labels = [str(number) for number in (1, 2, 3, 5, 6, 7)]
    sheets = [page(typed(seed=seed), words(label, 102, FOOT_MM, 3.6)).point(
        lambda tone: 255 * (tone > 140)).convert("1")
        for seed, label in enumerate(labels, start=1)]  # fmt: skip
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:], "dpi": (200, 200)}
    sheets[0].save(out, "TIFF", compression="group4", **more)
    finding = look(out.getvalue(), ".tif").only(Trouble.PAGE_NUMBER_MISSING)
    assert (finding.pages, finding.detail) == ((3, 4), "3 → 5")


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["1", "3", "4", "5", "6"], [(1, 2, 1, 3)]),
        (["1", "2", "3", "4", "6"], [(4, 5, 4, 6)]),
        (["Page 1 of 7", "Page 2 of 7", "Page 3 of 7", "Page 4 of 7"], [(4, 4, 4, 7)]),
        (["000117", "000118", "000119", "000122", "000123"], [(3, 4, 119, 122)]),
        (["1", "3", "5", "7"], [(1, 2, 1, 3), (2, 3, 3, 5), (3, 4, 5, 7)]),
    ],
    ids=["second", "last but one", "end", "bundle", "every second"],
)
def test_wherever_pages_are_lost_it_is_told(
    labels: list[str], told: list[tuple[int, int, int, int]]
) -> None:
    assert gaps(scan(*labels)) == told


@pytest.mark.parametrize(
    "labels",
    [
        [str(number) for number in range(1, 9)],
        ["", "2", "3", "", "5", "6", "7"],
        ["1", "2", "3", "4", "1", "2", "3", "4"],
        ["1", "2", "3", "157", "158", "159", "160"],
        ["1", "2", "3", "9", "5", "6", "7"],  # one that is misread, or misprinted
        ["Form 86", "Form 86", "Form 88", "Form 88", "Form 88"],
        ["", "", "", "", ""],
    ],
    ids=["run", "plates", "restart", "excerpt", "misread", "forms", "none"],
)
def test_numbers_that_go_on_or_begin_anew_are_fine(labels: list[str]) -> None:
    assert gaps(scan(*labels)) == []


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("09:{:02}", [1, 2, 4, 5, 6, 9, 10, 11]),
        ("{} May 2026", [4, 5, 6, 7, 8, 11, 12, 13, 14]),
        ("Tab {}", [1, 2, 3, 4, 6, 7, 8]),
        ("No. {}", [11, 12, 13, 15, 16, 17]),
        ("Day {}", [1, 2, 3, 8, 9, 10]),
        ("{}%", [71, 72, 73, 75, 76, 77]),
        ("HK${}.00", [11, 12, 13, 15, 16, 17]),
        ("{}", [2014, 2015, 2016, 2018, 2019]),
    ],
    ids=["clock", "dates", "tabs", "invoices", "days", "shares", "amounts", "years"],
)
def test_numbers_of_other_things_are_no_page_numbers(form: str, numbers: list[int]) -> None:
    assert gaps(scan(*(form.format(number) for number in numbers))) == []


def test_a_number_that_lost_a_pale_digit_is_no_gap() -> None:
    series = [Printed(page, number) for page, number in ((12, 2), (14, 4), (15, 15), (16, 16))]
    assert skips_on_scans([series], 16) == []
    assert skips_on_scans([[Printed(1, 1), Printed(2, 2), Printed(3, 5), Printed(4, 6)]], 4)


def test_one_misread_number_beside_a_gap_does_not_hide_it() -> None:
    read = [(1, 1), (2, 2), (3, 3), (4, 4), (5, 7), (6, 86), (7, 9), (8, 10)]
    series = [Printed(page, number) for page, number in read]
    assert skips_on_scans([series], 8) == [(4, 5, 4, 7)]


def test_lines_of_text_and_the_shadow_of_the_lid_are_no_page_numbers() -> None:
    line = "This line stands at the foot of every page from edge to edge of the paper"
    shaded = [np.array(small(each)) for each in scan(*[line] * 5, x_mm=25)]
    seen = NumbersSeen()
    for number, grey in enumerate(shaded, start=1):
        grey[-6:] = 20
        seen.see(number, grey)
    assert list(seen.read()) == []


def test_a_page_of_a_few_pixels_is_passed_over() -> None:
    seen = NumbersSeen()
    for number in range(1, 6):
        seen.see(number, np.full((40, 30), 255, np.uint8))
    assert list(seen.read()) == []


def test_where_tesseract_has_no_data_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned_numbers, "TESSDATA", "/nowhere")
    assert read(scan(*"12345")) == []
