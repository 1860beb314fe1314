"""Signed documents: their signatures stay what they were, or the kiosk leaves them alone."""

import io
from pathlib import Path

import pikepdf
import pypdf
import pytest
import zxingcpp
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY
from pyhanko.sign.fields import FieldMDPAction, MDPPerm
from support.odd_pages import A4, ODD, lines, two_pages
from support.signed import judged, signed
from support.stamping import WORDING, Desk, drawn

from kiosk_app.documents.signature_review import POLICY, NotPermitted, review_last_update
from kiosk_app.documents.stamp_form import Form

FILES = ("plain", "turned 90", "cropped, turned 270", "unit of two", "object streams", "inherited")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_stamp_is_laid_over_what_somebody_approved(desk: Desk, name: str) -> None:
    original = signed(ODD[name])
    made, derivative = desk.stamp(original)
    assert (made.form, made.original_length) == (Form.ANNOTATIONS, len(original))
    assert derivative.startswith(original)
    (before,), (after,) = judged(original, POLICY), judged(derivative, POLICY)
    assert before.intact
    assert before.valid
    assert (after.intact, after.valid, after.trusted) == (True, True, True)
    assert (after.changes_permitted, after.changes) == (True, "ANNOTATIONS")
    for index in range(2):
        assert (drawn(original, index) != drawn(derivative, index)).any()
    (code,) = zxingcpp.read_barcodes(drawn(derivative, 0))
    assert (code.text, abs(code.orientation) <= 2) == (WORDING.code, True)


def test_pyhanko_by_itself_finds_the_bytes_intact_and_the_signature_valid(desk: Desk) -> None:
    _, derivative = desk.stamp(signed(two_pages()))
    (after,) = judged(derivative, DEFAULT_DIFF_POLICY)
    assert (after.intact, after.valid, after.trusted) == (True, True, True)


def test_a_certification_that_permits_notes_permits_the_stamp(desk: Desk) -> None:
    original = signed(two_pages(), certify=MDPPerm.ANNOTATE)
    made, derivative = desk.stamp(original)
    assert made.form is Form.ANNOTATIONS
    assert judged(derivative, POLICY)[0].changes_permitted


def test_a_signed_page_that_some_readers_do_not_show_gets_a_sheet_beside_it(desk: Desk) -> None:
    made, _ = desk.stamp(signed(two_pages(lines(A4), crop=(600, 900, 700, 1000))))
    assert made.form is Form.SIDE_CAR


def test_two_signatures_are_both_kept(desk: Desk) -> None:
    original = signed(signed(two_pages()), name="Signature2")
    made, derivative = desk.stamp(original)
    assert made.form is Form.ANNOTATIONS
    # Of the first, pyHanko has no say: it takes every annotation that came with or after another
    # signature's field for one that it does not know, whatever a policy adds.
    first, second = judged(derivative, POLICY)
    assert (first.intact, first.valid) == (True, True)
    assert (second.intact, second.valid, second.changes_permitted) == (True, True, True)


def test_the_stamp_is_printed_and_cannot_be_moved(desk: Desk) -> None:
    _, derivative = desk.stamp(signed(two_pages()))
    page = pypdf.PdfReader(io.BytesIO(derivative)).pages[1]
    annotation = page["/Annots"][-1].get_object()
    assert annotation["/F"] & 4, "printed"
    assert annotation["/F"] & 64, "read only"
    assert annotation["/F"] & 128, "locked"
    assert "page 2/2" in annotation["/Contents"]


def test_a_visible_signature_is_not_covered(desk: Desk) -> None:
    original = signed(two_pages(), box=(0, 0, 595, 90))
    _, derivative = desk.stamp(original)
    before, after = drawn(original, 0), drawn(derivative, 0)
    foot = int(before.shape[0] * (1 - 90 / 842))
    assert (before[foot:] == after[foot:]).all()
    assert (before != after).any()


STRICT = {
    "no changes": {"certify": MDPPerm.NO_CHANGES},
    "only forms": {"certify": MDPPerm.FILL_FORMS},
    "all fields locked": {"lock": FieldMDPAction.ALL},
}


@pytest.mark.parametrize("name", STRICT)
def test_what_permits_no_note_is_left_alone_and_a_sheet_goes_beside_it(
    desk: Desk, name: str
) -> None:
    made, sheet = desk.stamp(signed(two_pages(), **STRICT[name]))  # type: ignore[arg-type]  # one of two names
    assert (made.form, made.pages, made.original_length) == (Form.SIDE_CAR, 2, None)
    (page,) = pypdf.PdfReader(io.BytesIO(sheet)).pages
    text = "".join(page.extract_text().split())
    for words in (WORDING.number, WORDING.sha256, "Thissheetbelongsto", "數碼簽署"):
        assert words in text
    assert zxingcpp.read_barcodes(drawn(sheet, 0))[0].text == WORDING.code


def test_a_lock_on_one_field_is_no_lock_on_the_pages(desk: Desk) -> None:
    made, derivative = desk.stamp(signed(two_pages(), lock=FieldMDPAction.INCLUDE))
    assert made.form is Form.ANNOTATIONS
    assert judged(derivative, POLICY)[0].changes_permitted


def test_usage_rights_permit_nothing(desk: Desk) -> None:
    with pikepdf.open(io.BytesIO(two_pages())) as pdf:
        pdf.Root.Perms = pikepdf.Dictionary(UR3=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    assert desk.stamp(out.getvalue())[0].form is Form.SIDE_CAR


def test_an_empty_signature_field_is_no_signature(desk: Desk) -> None:
    with pikepdf.open(io.BytesIO(two_pages())) as pdf:
        field = pdf.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Sign here"))
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    assert desk.stamp(out.getvalue())[0].form is Form.PAGES


def test_a_signed_page_without_room_gets_a_sheet_beside_the_document(desk: Desk) -> None:
    stripes = b" ".join(b"0 %d 595 4 re f" % y for y in range(0, 842, 9))
    assert desk.stamp(signed(two_pages(stripes)))[0].form is Form.SIDE_CAR


def test_a_signed_file_that_would_have_to_be_written_anew_gets_a_sheet(desk: Desk) -> None:
    broken = signed(two_pages())
    broken = broken[: broken.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    assert desk.stamp(broken)[0].form is Form.SIDE_CAR


@pytest.mark.parametrize("key", ["/Contents", "/Rotate", "/MediaBox"])
def test_more_than_a_stamp_is_not_let_pass_as_one(desk: Desk, tmp_path: Path, key: str) -> None:
    from kiosk_app.documents.append import append, first_new_number

    _, derivative = desk.stamp(signed(two_pages()))
    path = tmp_path / "changed.pdf"
    path.write_bytes(derivative)
    with path.open("r+b") as file:
        review_last_update(file.fileno())
        with pikepdf.open(path) as pdf:
            first_new = first_new_number(pdf)
            page = pdf.pages[0].obj
            other = {"/Contents": pdf.pages[1].obj.Contents, "/Rotate": 90}
            page[key] = other.get(key, pikepdf.Array([0, 0, 300, 300]))
            append(file.fileno(), pdf, [page], first_new)
        with pytest.raises(NotPermitted):
            review_last_update(file.fileno())
