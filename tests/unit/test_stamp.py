"""The stamp: upright, whole, over nothing, on every page; the original's bytes in front."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdf
import pytest
import zxingcpp
from support.odd_pages import A4, ODD, lines, two_pages
from support.stamping import WORDING, Desk, StampedOnce, drawn

from kiosk_app.documents import samples
from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.stamp_form import Form


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def stamped_odd(tmp_path_factory: pytest.TempPathFactory) -> StampedOnce:
    return StampedOnce(tmp_path_factory.mktemp("odd"), ODD)


@pytest.mark.parametrize("name", ODD)
def test_on_an_odd_page_the_stamp_is_upright_whole_and_over_nothing(
    stamped_odd: StampedOnce, name: str
) -> None:
    made, derivative = stamped_odd[name]
    assert made.original_length == len(ODD[name])
    assert derivative.startswith(ODD[name])
    for index in range(2):
        before, after = drawn(ODD[name], index), drawn(derivative, index)
        rows, columns = np.nonzero(before != after)
        assert len(rows) > 500, "a stamp can be seen"
        assert rows.min() > 0, "and is not cut"
        assert columns.min() > 0
        assert rows.max() < before.shape[0] - 1
        assert columns.max() < before.shape[1] - 1
        box = before[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert int(box.max()) - int(box.min()) < 60, "nothing was where it is now"
    code = _only_code(drawn(derivative, 0))
    assert code.text == "HK1-4K2M-9QX7 0123456789abcdef"
    assert abs(code.orientation) <= 2


def test_a_page_with_its_crop_beside_the_sheet_is_shown_and_stamped(desk: Desk) -> None:
    made, derivative = desk.stamp(two_pages(lines(A4), crop=(600, 900, 700, 1000), inherit=True))
    assert (made.form, made.unmarked) == (Form.PAGES, ())
    before, after = drawn(two_pages(), 1), drawn(derivative, 1)
    assert before.shape == after.shape, "every reader shows the sheet now"
    rows, _ = np.nonzero(before != after)
    assert len(rows) > 500, "and the stamp"


def test_every_page_says_its_number_the_case_the_time_and_that_it_is_no_seal(desk: Desk) -> None:
    _, derivative = desk.stamp(samples.good_scan(3))
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(derivative)).pages, start=1):
        text = page.extract_text()
        assert "iCMS KIOSK - IMAGE RECEIVED 影像已接收" in text
        assert "HK1-4K2M-9QX7" in text
        assert "HCA 1234/2025" in text
        assert "21 Nov 2026 09:34 HKT" in text
        assert f"page {number}/3" in text
        assert "NOT A COURT SEAL 並非法庭印章" in text
        assert "filed" not in text.lower()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_scan_lying_on_its_side_is_stamped_where_it_is_empty(desk: Desk, rotate: int) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.good_scan(2))) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = rotate
        pdf.save(out, static_id=True)
    original = out.getvalue()
    _, derivative = desk.stamp(original)
    for index in range(2):
        before, after = drawn(original, index), drawn(derivative, index)
        rows, columns = np.nonzero(before != after)
        box = before[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert int(box.max()) - int(box.min()) < 60, "nothing was where it is now"


def test_the_same_document_wording_and_time_give_the_same_bytes(desk: Desk) -> None:
    original = samples.good_scan(2)
    assert desk.stamp(original)[1] == desk.stamp(original)[1]
    later = replace(WORDING, received_at=datetime(2026, 11, 21, 1, 36, tzinfo=UTC))
    assert desk.stamp(original)[1] != desk.stamp(original, later)[1]


def test_the_top_right_of_page_one_stays_free_for_the_courts_label(desk: Desk) -> None:
    text_below = (
        b"BT /F1 9 Tf 9 TL 1 0 0 1 2 742 Tm " + b"(" + b"wall to wall " * 12 + b") Tj T* " * 90
    )
    original = two_pages(text_below + b"ET")
    _, derivative = desk.stamp(original)
    before, after = drawn(original, 0), drawn(derivative, 0)
    per_mm = before.shape[1] / 210
    corner = slice(0, int(30 * per_mm)), slice(int(-60 * per_mm), None)
    assert (before[corner] == after[corner]).all()
    assert (before != after).any()


@pytest.mark.parametrize("x_mm", range(20, 200, 15))
def test_a_page_number_at_the_foot_is_not_touched_wherever_it_stands(desk: Desk, x_mm: int) -> None:
    number = b"BT /F1 9 Tf 0.3 g 1 0 0 1 %.1f 28 Tm (- 7 -) Tj ET" % (x_mm / 25.4 * 72)
    original = two_pages(number)
    _, derivative = desk.stamp(original)
    for index in range(2):
        before, after = drawn(original, index), drawn(derivative, index)
        rows, columns = np.nonzero(before != after)
        around = np.s_[max(rows.min() - 8, 0) : rows.max() + 8]
        beside = np.s_[max(columns.min() - 8, 0) : columns.max() + 8]
        assert before[around, beside].min() == 255, "nor crowded"


def test_a_stamp_on_dark_paper_is_light(desk: Desk) -> None:
    original = two_pages(b"0.1 g 0 0 595 842 re f")
    _, derivative = desk.stamp(original)
    assert drawn(derivative, 1).max() > 200


def test_what_pages_share_stays_shared(desk: Desk) -> None:
    fifty, hundred = (_shared_resources(count) for count in (50, 100))
    growth_fifty = len(desk.stamp(fifty)[1]) - len(fifty)
    growth_hundred = len(desk.stamp(hundred)[1]) - len(hundred)
    assert (growth_hundred - growth_fifty) / 50 < 1_000, "a page costs less than a kilobyte"


def test_an_owner_password_is_taken_off_the_derivative_alone(desk: Desk) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.good_scan(2))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="owner"))
    made, derivative = desk.stamp(out.getvalue())
    assert made.original_length is None
    assert not pypdf.PdfReader(io.BytesIO(derivative)).is_encrypted


def test_a_file_without_a_cross_reference_is_written_anew(desk: Desk) -> None:
    whole = samples.good_scan(2)
    broken = whole[: whole.rindex(b"xref\n0 ")] + b"startxref\n7\n%%EOF\n"
    made, derivative = desk.stamp(broken)
    assert made.original_length is None
    assert len(pypdf.PdfReader(io.BytesIO(derivative)).pages) == 2


def test_a_trailer_that_understates_its_objects_is_appended_to(desk: Desk) -> None:
    original = samples.good_scan(2).replace(b"/Size 9 ", b"/Size 3 ")
    made, derivative = desk.stamp(original)
    assert made.original_length == len(original)
    with pikepdf.open(io.BytesIO(derivative)) as pdf:
        assert not pdf.get_warnings()


def test_a_page_that_stands_twice_gets_a_number_each_time(desk: Desk) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_pages())) as pdf:
        pdf.Root.Pages.Kids[1] = pdf.Root.Pages.Kids[0]
        pdf.save(out, static_id=True)
    made, derivative = desk.stamp(out.getvalue())
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(derivative)).pages]
    assert made.pages == 2
    assert ["page 1/2" in texts[0], "page 2/2" in texts[1]] == [True, True]


def test_what_cannot_be_stamped_is_said(desk: Desk) -> None:
    with pytest.raises(CouldNotStamp):
        desk.stamp(b"%PDF-1.7\nnothing at all")


def _only_code(drawn: Any) -> Any:
    (code,) = zxingcpp.read_barcodes(drawn, formats=zxingcpp.BarcodeFormat.QRCode)
    return code


def _shared_resources(count: int) -> bytes:
    pdf = pikepdf.new()
    images = {f"/Im{n}": pdf.make_stream(b"\x00", Type=pikepdf.Name.XObject) for n in range(200)}
    resources = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(images)))
    for _ in range(count):
        pdf.add_blank_page(page_size=A4[2:]).obj.Resources = resources
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()
