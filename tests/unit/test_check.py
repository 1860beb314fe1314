"""What a visitor hears of a file: everything at once, with its page, and no false alarm."""

from dataclasses import replace

import pikepdf
import pytest
from support.checking import A4, LIMITS, edited, look, saved, structure

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Kind, Severity
from kiosk_app.wording.trouble import Trouble


def test_a_password_is_needed() -> None:
    assert look(samples.encrypted()).troubles == {Trouble.PASSWORD_NEEDED: Severity.MUST_FIX}


def test_an_owner_password_is_to_be_looked_at() -> None:
    locked = edited(samples.good_scan(2), lambda _: None, pikepdf.Encryption(owner="o", user=""))
    assert look(locked).troubles == {Trouble.RESTRICTED: Severity.LOOK}


def test_a_word_document_is_named_whatever_its_suffix() -> None:
    assert look(samples.word_document()).only(Trouble.WRONG_KIND).detail == "Word document"


def test_what_was_cut_off_does_not_open() -> None:
    assert look(samples.cut_off()).troubles == {Trouble.WILL_NOT_OPEN: Severity.MUST_FIX}


def test_an_empty_file_is_called_empty() -> None:
    assert look(b"").troubles == {Trouble.EMPTY_FILE: Severity.MUST_FIX}


def test_a_file_that_is_also_a_zip_archive_is_refused() -> None:
    assert Trouble.TWO_KINDS_IN_ONE in look(b"PK\x03\x04" + samples.good_scan(1)).troubles


def test_a_jpeg_called_pdf_is_told_and_taken_for_what_it_is() -> None:
    heard = look(samples.photographed_pages()[0])
    assert (heard.what, heard.count) == (Kind.JPEG, 1)
    assert heard.troubles == {Trouble.NAME_AND_CONTENT_DIFFER: Severity.LOOK}


@pytest.mark.parametrize(
    ("size_mm", "told"),
    [
        ((210, 297), ""),
        ((297, 210), ""),
        ((214, 293), ""),
        ((216, 279), "Letter"),
        ((297, 420), "A3"),
        ((100, 150), "100 x 150 mm"),
    ],
)
def test_sizes_off_a4_are_named(size_mm: tuple[int, int], told: str) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    pdf.add_blank_page(page_size=(size_mm[0] / 25.4 * 72, size_mm[1] / 25.4 * 72))
    heard = look(saved(pdf))
    details = [(f.pages, f.detail) for f in heard.findings if f.trouble is Trouble.PAGE_SIZE_ODD]
    assert details == ([((2,), told)] if told else [])


def test_a_page_in_units_of_two_is_measured_in_them() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(A4[0] / 2, A4[1] / 2)).obj.UserUnit = 2
    assert structure(saved(pdf)).troubles == {Trouble.USER_UNIT: Severity.LOOK}


def test_a_page_count_that_lies_is_found_by_counting_the_leaves() -> None:
    lying = samples.good_scan(3).replace(b"/Count 3", b"/Count 7")
    heard = look(lying)
    assert heard.count == 3
    assert heard.only(Trouble.PAGE_COUNT_LIES).detail == "7 stated, 3 there"


def test_a_structure_that_had_to_be_repaired_is_told() -> None:
    whole = samples.good_scan(2)
    at = whole.rindex(b"startxref\n") + len(b"startxref\n")
    heard = look(whole[:at] + b"99\n%%EOF\n")
    assert heard.count == 2
    assert heard.troubles == {Trouble.STRUCTURE_REPAIRED: Severity.LOOK}


def test_limits_of_size_and_pages_are_kept() -> None:
    scan = samples.good_scan(2)
    small = replace(LIMITS, max_file_bytes=len(scan) - 1)
    assert look(scan, limits=small).troubles == {Trouble.TOO_LARGE: Severity.MUST_FIX}
    one = replace(LIMITS, max_pages=1)
    assert look(scan, limits=one).troubles == {Trouble.TOO_MANY_PAGES: Severity.MUST_FIX}
    exact = replace(LIMITS, max_file_bytes=len(scan), max_pages=2)
    assert look(scan, limits=exact).findings == []


def test_a_profile_may_change_how_much_a_trouble_matters() -> None:
    strict = replace(LIMITS, severities={"RESTRICTED": "must_fix"})
    locked = edited(samples.good_scan(1), lambda _: None, pikepdf.Encryption(owner="o", user=""))
    assert look(locked, limits=strict).troubles == {Trouble.RESTRICTED: Severity.MUST_FIX}
