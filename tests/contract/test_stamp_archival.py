"""What was PDF/A before it was stamped is PDF/A after, whatever form the stamp takes."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from support.archival import archival, faults
from support.signed import signed
from support.stamping import Desk

from kiosk_app.documents.stamp_form import Form

KINDS = {
    "part 1": archival(1),
    "part 2": archival(2),
    "part 2, object streams": archival(2, streams=True),
    "part 3, object streams": archival(3, streams=True),
    "part 1, no output intent": archival(1, intent=False),
    "part 2, no output intent": archival(2, intent=False, streams=True),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("name", KINDS)
def test_a_stamp_in_the_pages_leaves_it_archival(desk: Desk, name: str) -> None:
    assert faults(KINDS[name]) == []
    made, derivative = desk.stamp(KINDS[name])
    assert made.form is Form.PAGES
    assert faults(derivative) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_sheet_in_front_leaves_it_archival(desk: Desk, name: str) -> None:
    ink = b"0 g" if "no output" not in name else b"/Grey cs 0 sc"
    with pikepdf.open(io.BytesIO(KINDS[name])) as pdf:
        stripes = b" ".join(b"0 %d 595 4 re f" % y for y in range(0, 842, 9))
        pdf.pages[1].obj.Contents = pdf.make_stream(ink + b" " + stripes)
        out = io.BytesIO()
        pdf.save(out, static_id=True, force_version=pdf.pdf_version)
    full = out.getvalue()
    assert faults(full) == []
    made, derivative = desk.stamp(full)
    assert made.form is Form.COVER_SHEET
    assert faults(derivative) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_stamp_laid_over_signed_pages_leaves_it_archival(desk: Desk, name: str) -> None:
    original = signed(KINDS[name])
    made, derivative = desk.stamp(original)
    assert made.form is Form.ANNOTATIONS
    assert set(faults(derivative)) <= set(faults(original))


def _red(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"1 0 0 rg")


def _other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Not in the metadata"


def _unreadable(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F1.ToUnicode


def _half_transparent(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)


SPOILED: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "device RGB": _red,
    "metadata": _other_title,
    "font not embedded": _unreadable,
    "transparency": _half_transparent,
}


@pytest.mark.parametrize("fault", SPOILED)
def test_the_judge_of_these_tests_finds_what_is_wrong(fault: str) -> None:
    with pikepdf.open(io.BytesIO(archival(1, intent=False))) as pdf:
        SPOILED[fault](pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    assert any(found.startswith(fault) for found in faults(out.getvalue()))
