"""Where a stamp goes, and that it goes nowhere when it would cover something."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from support.checking import with_image
from support.odd_files import ODD_FILES
from support.odd_pages import two_pages
from support.stamping import WORDING, Desk, drawn

from kiosk_app.documents.placement import find_place, is_on_page
from kiosk_app.documents.sheet_words import pages_in_lines
from kiosk_app.documents.stamp_font import has_letters
from kiosk_app.documents.stamp_form import Form, StampedPages
from kiosk_app.documents.stamp_mark import first_page_marks, later_page_marks

MM = 72 / 25.4


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def written_to_the(margin_mm: float, grey: float = 0.0) -> bytes:
    """Drawing operators: lines of letters from edge to edge inside a margin."""
    m = margin_mm * MM
    line = b"(" + b"wall to wall text " * 9 + b") Tj T* "
    box = (m, m, 595 - 2 * m, 842 - 2 * m)
    start = b"q %.1f %.1f %.1f %.1f re W n %.2f g " % (*box, grey)
    rows = int((842 - 2 * m) / 9)
    text = b"BT /F1 9 Tf 9 TL 1 0 0 1 %.1f %.1f Tm " % (m, 842 - m - 7)
    return start + text + line * rows + b"ET Q"


def photograph(level: int) -> bytes:
    """A PDF page of one full picture that is nowhere quite even."""
    y, x = np.mgrid[0:1400, 0:1000]
    grain = np.random.default_rng(1).normal(0, 6, x.shape)
    tone = level + 50 * np.sin(x / 90) + 40 * np.cos(y / 130) + grain
    out = io.BytesIO()
    Image.fromarray(tone.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=80)
    return with_image(out.getvalue(), pikepdf.Name.DCTDecode, (1000, 1400))


def stamped_box(before: np.ndarray, after: np.ndarray) -> tuple[int, int, int, int]:
    """Rows and columns of what is new: top, bottom, left, right."""
    rows, columns = np.nonzero(before != after)
    return rows.min(), rows.max() + 1, columns.min(), columns.max() + 1


@given(
    st.lists(st.tuples(*[st.integers(0, 99)] * 2, *[st.integers(1, 60)] * 2), max_size=8),
    st.booleans(),
    st.sampled_from([(595, 842), (842, 595), (227, 600), (1191, 842)]),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whatever_stands_on_a_page_the_place_is_free_and_on_it(
    spots: list[tuple[int, int, int, int]], first: bool, size: tuple[int, int]
) -> None:
    """Spots are in hundredths of the page: left, top, width, height."""
    width, height = size
    grey = np.full((height, width), 255, np.uint8)
    for x, y, w, h in spots:
        rows = slice(y * height // 100, (y + h) * height // 100)
        grey[rows, x * width // 100 : (x + w) * width // 100] = 40
    make = first_page_marks if first else later_page_marks
    shapes = [mark.shape for mark in make(WORDING, 20)]
    found = find_place(grey, width, height, shapes, first=first)
    if found is None:
        assert spots
        return
    shape, place = shapes[found[0]], found[1]
    assert is_on_page(place, shape, width, height, first=first)
    assert place.scale >= shape.least_scale
    wide, high = shape.width * place.scale, shape.height * place.scale
    w, h, x = (high, wide, place.x - high) if place.turned else (wide, high, place.x)
    assert x > 0
    assert place.y > 0
    assert x + w < width
    assert place.y + h < height
    under = grey[int(height - place.y - h) : int(height - place.y), int(x) : int(x + w)]
    assert under.min() == under.max()
    if first:
        assert x + w <= width - 60 * MM or place.y + h <= height - 30 * MM


@pytest.mark.parametrize("margin_mm", [14, 16, 19, 22])
def test_beside_full_pages_the_stamp_fits_into_the_margin(desk: Desk, margin_mm: float) -> None:
    original = two_pages(written_to_the(margin_mm))
    made, derivative = desk.stamp(original)
    assert made.form is Form.PAGES
    for index in range(2):
        before, after = drawn(original, index), drawn(derivative, index)
        top, bottom, left, right = stamped_box(before, after)
        assert before[top:bottom, left:right].min() == 255, "over nothing"
    (code,) = zxingcpp.read_barcodes(drawn(derivative, 0))
    assert code.text == WORDING.code


def test_a_page_without_room_stays_as_it_is_and_a_sheet_in_front_says_so(desk: Desk) -> None:
    original = two_pages(written_to_the(5))
    made, derivative = desk.stamp(original)
    assert (made.form, made.pages, made.unmarked) == (Form.COVER_SHEET, 2, (1, 2))
    assert derivative.startswith(original)
    for index in range(2):
        assert (drawn(original, index) == drawn(derivative, index + 1)).all()
    sheet = pypdf.PdfReader(io.BytesIO(derivative)).pages[0].extract_text()
    for words in (WORDING.title, WORDING.number, WORDING.case, WORDING.not_a_seal, "1-2"):
        assert words in sheet
    assert "not a page of the document" in sheet
    assert "沒有空白位置" in sheet
    (code,) = zxingcpp.read_barcodes(drawn(derivative, 0))
    assert code.text == WORDING.code


def test_the_sheet_does_not_change_the_numbers_of_the_pages(desk: Desk) -> None:
    full, free = two_pages(written_to_the(5)), two_pages()
    with pikepdf.open(io.BytesIO(full)) as pdf, pikepdf.open(io.BytesIO(free)) as other:
        pdf.pages.append(other.pages[0])
        labels = [0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(St=7)]
        labels[3].S = pikepdf.Name.D
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    made, derivative = desk.stamp(out.getvalue())
    reader = pypdf.PdfReader(io.BytesIO(derivative))
    assert (made.pages, made.unmarked, len(reader.pages)) == (3, (1, 2), 4)
    assert "page 3/3" in reader.pages[3].extract_text()
    assert reader.page_labels[1:] == ["i", "ii", "7"]


@pytest.mark.parametrize("level", [60, 150])
def test_a_photograph_from_edge_to_edge_is_not_written_on(desk: Desk, level: int) -> None:
    original = photograph(level)
    made, derivative = desk.stamp(original)
    assert made.form is Form.COVER_SHEET
    assert (drawn(original, 0) == drawn(derivative, 1)).all()


def test_evenly_dark_paper_takes_a_light_stamp(desk: Desk) -> None:
    original = two_pages(b"0.1 g 0 0 595 842 re f")
    made, derivative = desk.stamp(original)
    assert made.form is Form.PAGES
    after = drawn(derivative, 0)
    assert after.max() > 200
    assert zxingcpp.read_barcodes(after)[0].text == WORDING.code


def test_the_palest_writing_is_not_covered_either(desk: Desk) -> None:
    original = two_pages(written_to_the(3, grey=0.93))
    made, derivative = desk.stamp(original)
    assert made.form is Form.COVER_SHEET
    assert (drawn(original, 1) == drawn(derivative, 2)).all()


def test_a_field_of_a_form_is_not_covered_though_it_is_empty(desk: Desk) -> None:
    original = ODD_FILES["a field over the foot"]
    _, derivative = desk.stamp(original)
    for index in range(2):
        before, after = drawn(original, index), drawn(derivative, index)
        foot = int(before.shape[0] * (1 - 90 / 842))
        assert stamped_box(before, after)[1] <= foot


@pytest.mark.parametrize("box", [(0, 0, 30, 40), (0, 0, 3, 3)])
def test_a_page_too_small_for_a_stamp_that_can_be_read_gets_a_sheet(
    desk: Desk, box: tuple[int, int, int, int]
) -> None:
    made, _ = desk.stamp(two_pages(b"", box=box))
    assert made.form is Form.COVER_SHEET


@pytest.mark.parametrize("unit", [1, 50])
def test_the_largest_page_is_stamped(desk: Desk, unit: int) -> None:
    original = two_pages(b"", box=(0, 0, 14400, 14400), unit=unit)
    made, derivative = desk.stamp(original)
    assert made.form is Form.PAGES
    assert zxingcpp.read_barcodes(drawn(derivative, 0))[0].text == WORDING.code


def test_only_page_one_is_stamped_where_the_rules_want_that(desk: Desk) -> None:
    original = two_pages()
    made, derivative = desk.stamp(original, replace(WORDING, on=StampedPages.FIRST))
    assert (made.form, made.pages) == (Form.PAGES, 2)
    assert (drawn(original, 0) != drawn(derivative, 0)).any()
    assert (drawn(original, 1) == drawn(derivative, 1)).all()
    assert b"KioskOriginal %d " % len(original) in derivative


def test_nothing_is_stamped_where_the_rules_want_that(desk: Desk) -> None:
    original = two_pages()
    made, derivative = desk.stamp(original, replace(WORDING, on=StampedPages.NONE))
    assert (made.form, made.original_length) == (Form.NONE, len(original))
    assert derivative == original


def test_a_long_list_of_pages_is_cut_and_counted() -> None:
    assert pages_in_lines([1, 2, 3, 7, 9, 10], 12) == ["1-3, 7, 9-10"]
    lines = pages_in_lines(range(1, 2001, 2), 12)
    assert len(lines) == 12
    assert lines[-1].endswith("1000")
    assert all(has_letters(line) for line in lines)
