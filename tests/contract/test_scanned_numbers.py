"""Page numbers that stand on scanned pages are read, and where they skip is told."""

import io

import numpy as np
import pytest
from PIL import Image
from support.checking import look
from support.drawn_pages import as_pdf, grainy, page, small, typed, words

from kiosk_app.documents.page_numbers import skips_on_scans
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
    return sorted(skips_on_scans(seen.read()))


@pytest.mark.parametrize("form", ["{}", "- {} -", "Page {}", "{} / 16", "Page {} of 16"])
def test_numbers_are_read_off_the_picture_however_they_are_written(form: str) -> None:
    sheets = scan(*(form.format(number) for number in range(1, 17)))
    right = {page for series in read(sheets) for page, number in series if page == number}
    assert len(right) >= 15, "one in many may be misread"
    assert gaps(sheets) == []


@pytest.mark.parametrize("place", [{"y_mm": 8.0}, {"x_mm": 185.0}, {"x_mm": 185.0, "y_mm": 8.0}])
def test_they_are_read_at_the_head_and_in_a_corner_too(place: dict[str, float]) -> None:
    labels = [str(number) for number in range(118, 131)]
    wanted = [(page, 117 + page) for page in range(1, 14)]
    assert wanted in read(scan(*labels, **place))


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


def test_every_second_page_lost_is_told() -> None:
    assert gaps(scan(*(str(number) for number in range(1, 16, 2))))


@pytest.mark.parametrize(
    "labels",
    [
        [str(number) for number in range(1, 9)],
        ["", "2", "3", "", "5", "6", "7"],
        ["1", "2", "3", "4", "1", "2", "3", "4"],
        ["1", "2", "3", "157", "158", "159", "160"],
        ["1", "2", "3", "9", "5", "6", "7"],  # one that is misread, or misprinted
        ["1", "2", "3", "4", "6"],  # the last one may be misread
        ["Form 86", "Form 86", "Form 88", "Form 88", "Form 88"],
        ["", "", "", "", ""],
    ],
    ids=["run", "plates", "restart", "excerpt", "misread", "end", "forms", "none"],
)
def test_numbers_that_go_on_or_begin_anew_are_fine(labels: list[str]) -> None:
    assert gaps(scan(*labels)) == []


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
