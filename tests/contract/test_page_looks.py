"""What a visitor hears of the looks of a file's pages, each with how it can be mended."""

import io
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image
from support.checking import LIMITS, Heard, edited, look
from support.drawn_pages import (
    as_jpeg,
    as_pdf,
    box,
    form,
    grainy,
    leaning,
    page,
    photograph,
    scribble,
    small,
    soft,
    turned,
    typed,
    words,
)

from kiosk_app.documents.alike_pages import CLOSE_LOOK_PX, CLOSELY_UNLIKE, MOST_UNLIKE
from kiosk_app.documents.findings import Finding, Severity
from kiosk_app.documents.mending import CLOCKWISE
from kiosk_app.documents.page_looks import PageLooks
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

LOOKS = {
    Trouble.BLANK_PAGE,
    Trouble.TEXT_TURNED,
    Trouble.SKEWED,
    Trouble.EDGES_CUT,
    Trouble.TOO_DARK,
    Trouble.TOO_LIGHT,
    Trouble.BLURRED,
    Trouble.NEAR_DUPLICATE,
}


def told(*sheets: Image.Image) -> list[Finding]:
    return [f for f in look(as_pdf(sheets)).findings if f.trouble in LOOKS]


@pytest.mark.parametrize(
    ("sheet", "trouble", "detail"),
    [
        (page(), Trouble.BLANK_PAGE, ""),
        (leaning(page(typed()), 2.7), Trouble.SKEWED, "2.7°"),
        (page(typed(left_mm=-3)), Trouble.EDGES_CUT, "left"),
        (page(typed(ink=20), paper=95), Trouble.TOO_DARK, ""),
        (page(typed(ink=190)), Trouble.TOO_LIGHT, ""),
        (soft(page(typed()), 0.45), Trouble.BLURRED, ""),
    ],
)
def test_each_is_told_of_the_page_it_is_on(
    sheet: Image.Image, trouble: Trouble, detail: str
) -> None:
    assert told(page(typed(seed=2)), sheet) == [Finding(trouble, Severity.LOOK, (2,), detail)]


def test_an_image_file_is_looked_at_too() -> None:
    heard = look(as_jpeg(leaning(page(typed()), -3.1)), ".jpg")
    assert heard.only(Trouble.SKEWED).detail == "3.1°"


def test_the_largest_lean_is_named_for_all() -> None:
    (finding,) = told(leaning(page(typed()), 2.4), leaning(page(typed(seed=2)), -3.3))
    assert (finding.pages, finding.detail) == ((1, 2), "3.3°")


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("detail", CLOCKWISE)
def test_the_detail_says_how_to_set_a_page_right(detail: str, chinese: bool) -> None:
    wrong = turned(page(typed(chinese)), 360 - CLOCKWISE[detail])
    assert told(wrong) == [Finding(Trouble.TEXT_TURNED, Severity.LOOK, (1,), detail)]


def test_a_page_that_is_shown_upright_is_not_turned_whatever_its_image_is() -> None:
    def rotate(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 180

    scan = as_pdf([turned(page(typed()), 180)])
    assert Trouble.TEXT_TURNED not in look(edited(scan, rotate)).troubles


def test_chinese_written_in_columns_is_upright() -> None:
    columns = [
        words(character, 180 - 9 * column, 20 + 5 * row)
        for column in range(16)
        for row, character in enumerate(
            "本人為原告公司之董事獲授權代表原告作出本誓章除另有說明外下文所述"
        )
    ]
    assert told(page(*columns)) == []


def scanned_again(
    sheet: Image.Image, right_px: int = 4, down_px: int = 3, degrees: float = 0.2
) -> Image.Image:
    moved = Image.new("L", sheet.size, 246)
    moved.paste(leaning(sheet, degrees), (right_px, down_px))
    return grainy(moved, 3, seed=9)


@pytest.mark.parametrize("lay", [(4, 3, 0.2), (24, -28, -0.7)])  # 28 pixels are 6 mm
def test_a_sheet_that_was_scanned_twice_is_told_with_its_other_page(
    lay: tuple[int, int, float],
) -> None:
    sheet, other = page(typed()), page(typed(seed=2))
    (finding,) = told(grainy(sheet), other, scanned_again(sheet, *lay))
    assert (finding.trouble, finding.pages) == (Trouble.NEAR_DUPLICATE, (1, 3))
    assert finding.detail == "1 = 3"


def test_a_sheet_that_is_there_many_times_is_told_with_all_its_pages_in_one_place() -> None:
    sheet, other = page(typed()), page(typed(seed=2))
    (finding,) = told(sheet, other, sheet, grainy(other), scanned_again(sheet))
    assert (finding.pages, finding.detail) == ((1, 2, 3, 4, 5), "1 = 3 = 5, 2 = 4")


def test_a_form_filled_in_twice_is_two_pages() -> None:
    assert told(page(form(filled=1)), page(form(filled=2))) == []
    assert told(page(form(filled=1)), scanned_again(page(form(filled=2)), 24, -28, -0.7)) == []


def test_of_many_forms_that_differ_in_one_number_few_are_drawn_for_a_close_look() -> None:
    forms = [page(form(filled=1), words(f"HCA {n}", 160, 15)) for n in (11, 24, 37, 46, 58, 69)]
    closely = []

    def draw(number: int, long_side_px: int) -> Any:
        drawn = forms[number - 1]
        if long_side_px < CLOSE_LOOK_PX:
            return small(drawn)
        closely.append(number)
        return np.asarray(drawn.resize((1414, 2000), Image.Resampling.BICUBIC))

    looks, heard = PageLooks(draw), Heard()
    for number, sheet in enumerate(forms, start=1):
        looks.see(number, small(sheet), 297)
    looks.tell(Findings(LIMITS, heard))
    assert Trouble.NEAR_DUPLICATE not in heard.troubles
    assert 0 < len(closely) <= 2 * MOST_UNLIKE // CLOSELY_UNLIKE


def test_pages_that_differ_in_one_number_are_two_pages() -> None:
    first, second = (page(typed(), words(f"- {n} -", 102, 282, 3.6)) for n in (3, 4))
    assert told(first, second) == []


def test_pages_that_differ_in_a_signature_are_two_pages() -> None:
    assert told(page(typed()), page(typed(), scribble(120, 250, 30, 8))) == []


def test_blank_pages_are_blank_and_not_alike() -> None:
    assert {f.trouble for f in told(page(), page())} == {Trouble.BLANK_PAGE}


def test_pages_of_a_word_processor_with_a_photograph_are_fine() -> None:
    assert told(page(typed(lines=8), photograph(30, 120, 150, 100, 90)), page(typed())) == []


def test_a_page_drawn_by_operators_is_looked_at_like_a_scan() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595.276, 841.89))
    out = io.BytesIO()
    pdf.save(out)
    assert look(out.getvalue()).only(Trouble.BLANK_PAGE).pages == (1,)


def test_a_page_on_which_only_a_form_field_stands_is_not_called_blank() -> None:
    def add_field(pdf: pikepdf.Pdf) -> None:
        kind = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Widget}
        facts = {
            "/FT": pikepdf.Name.Tx,
            "/T": "number",
            "/V": "HCA 1",
            "/Rect": [50, 700, 250, 720],
        }
        field = pdf.make_indirect(pikepdf.Dictionary({**kind, **facts}))
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    assert Trouble.BLANK_PAGE not in look(edited(as_pdf([page()]), add_field)).troubles


def test_empty_pages_of_one_heading_are_not_alike() -> None:
    assert told(*[page(words("EXHIBIT", 90, 20), box(20, 28, 170, 0.3, 30))] * 2) == []
