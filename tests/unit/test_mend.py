"""The derivative is written anew, leaves blank pages out and is turned, as the visitor agreed."""

import io

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem
from support.checking import edited, saved
from support.mending import complaints, drawn, mended, opened

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.mending import Mend, Mending

REPAIR = Mending(Mend.REPAIR)


def _pages(*letters: str) -> bytes:
    """Small pages, each with one letter; a space is a blank page."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for letter in letters:
        page = pdf.add_blank_page(page_size=(100, 140)).obj
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 60 Tf 20 80 Td (" + letter.encode() + b") Tj ET")
    return saved(pdf)


def _letters(data: bytes) -> str:
    with opened(data) as pdf:
        return "".join(chr(page.Contents.read_bytes().split(b"(")[1][0]) for page in pdf.pages)


def _with_a_wrong_table(data: bytes) -> bytes:
    return data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"


def test_a_broken_structure_is_written_anew_and_looks_the_same() -> None:
    broken = _with_a_wrong_table(_pages("A", "B", "C"))
    with pytest.raises(pikepdf.PdfError):
        opened(broken)
    done, out = mended(broken, REPAIR)
    assert (done, complaints(out), _letters(out)) == ((REPAIR,), [], "ABC")
    for page in (1, 2, 3):
        assert np.array_equal(drawn(broken, page), drawn(out, page))


def test_a_file_of_which_nothing_can_be_read_is_not_mended() -> None:
    with pytest.raises(CouldNotStamp):
        mended(b"%PDF-1.7\nnothing at all", REPAIR)


def test_the_same_file_and_mendings_give_the_same_bytes() -> None:
    file = _pages("A", " ", "C")
    wanted = (Mending(Mend.ROTATE, (1,), 90), Mending(Mend.DROP_BLANK, (2,)))
    assert mended(file, *wanted) == mended(file, *wanted)
    assert mended(file, *wanted) == mended(file, *reversed(wanted)), "in whatever order asked"


def test_where_nothing_can_be_done_the_file_stays_as_it_is() -> None:
    file = _pages("A", "B")
    wanted = (
        Mending(Mend.FLATTEN),
        Mending(Mend.DROP_BLANK, (1, 2)),
        Mending(Mend.ROTATE, (9,), 90),
        Mending(Mend.REDUCE, (1, 2)),
    )
    assert mended(file, *wanted) == ((), file)


@pytest.mark.parametrize("kind", list(Mend))
def test_a_signed_file_is_never_mended(kind: Mend) -> None:
    def sign(pdf: pikepdf.Pdf) -> None:
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3])))
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="s", V=value))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    file = edited(_pages("A", " "), sign)
    assert mended(file, Mending(kind, (2,), 90)) == ((), file)


def test_pages_are_turned_clockwise_with_all_that_lies_on_them() -> None:
    file = edited(_pages("A", "B"), lambda pdf: pdf.pages[1].obj.update({"/Rotate": 270}))
    for degrees, turns in ((90, 3), (180, 2), (270, 1)):
        done, out = mended(file, Mending(Mend.ROTATE, (1, 2), degrees))
        assert done == (Mending(Mend.ROTATE, (1, 2), degrees),)
        for page in (1, 2):
            assert np.abs(np.rot90(drawn(file, page), turns) - drawn(out, page)).mean() < 4


def test_a_page_that_inherits_its_turn_is_turned_from_there_and_its_neighbour_is_not() -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Rotate = 90

    _, out = mended(edited(_pages("A", "B"), inherit), Mending(Mend.ROTATE, (1,), 270))
    with opened(out) as pdf:
        assert [page.rotation for page in pdf.pages] == [0, 90]


def test_a_blank_page_is_left_out_and_pages_are_counted_as_brought() -> None:
    file = _pages("A", " ", "C", "D")
    drop, turn = Mending(Mend.DROP_BLANK, (2,)), Mending(Mend.ROTATE, (2, 3), 180)
    done, out = mended(file, turn, drop)
    assert (done, _letters(out), complaints(out)) == ((drop, turn), "ACD", [])
    assert np.abs(np.rot90(drawn(file, 3), 2) - drawn(out, 2)).mean() < 4, "page 3 is turned"
    assert np.array_equal(drawn(file, 4), drawn(out, 3)), "and page 4 is not"


def test_a_blank_page_is_left_out_of_a_file_that_lies_about_its_pages() -> None:
    file = _pages("A", " ", "C").replace(b"/Count 3", b"/Count 7")
    done, out = mended(file, Mending(Mend.DROP_BLANK, (2,)))
    assert (len(done), _letters(out), complaints(out)) == (1, "AC", [])


def test_all_pages_are_never_left_out() -> None:
    file = _pages(" ", " ")
    assert mended(file, Mending(Mend.DROP_BLANK, (1, 2))) == ((), file)


def test_a_blank_page_that_can_be_filled_in_is_not_left_out() -> None:
    def add_field(pdf: pikepdf.Pdf) -> None:
        field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T="name", Rect=[10, 10, 90, 30])
        pdf.pages[1].Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[1].Annots[0]]))

    file = edited(_pages("A", " "), add_field)
    assert mended(file, Mending(Mend.DROP_BLANK, (2,)))[0] == ()


def test_what_pointed_to_a_page_left_out_points_to_the_next() -> None:
    def point(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root += [OutlineItem("middle", 1), OutlineItem("end", 2)]
        blank = pdf.pages[1].obj
        link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=Array([blank, Name.Fit]))
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        element = Dictionary(S=Name.P, Pg=blank, K=Array([0]))
        pdf.Root.StructTreeRoot = Dictionary(K=Array([pdf.make_indirect(element)]))

    file = edited(_pages("A", " ", "C"), point)
    _, out = mended(file, Mending(Mend.DROP_BLANK, (2,)))
    assert complaints(out) == []
    with opened(out) as pdf:
        last = pdf.pages[1].obj.objgen
        assert pdf.pages[0].Annots[0].Dest[0].objgen == last
        with pdf.open_outline() as outline:
            for item in outline.root:
                target = item.destination or item.action.D
                assert target[0].objgen == last
        assert "/Pg" not in pdf.Root.StructTreeRoot.K[0]
        pages = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Page"]
        assert len(pages) == 2, "the page left out is not in the file any more"


def test_the_last_page_left_out_leaves_its_links_to_the_one_before() -> None:
    def point(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[1].obj, Name.Fit])

    _, out = mended(edited(_pages("A", " "), point), Mending(Mend.DROP_BLANK, (2,)))
    with opened(out) as pdf:
        assert pdf.Root.OpenAction[0].objgen == pdf.pages[0].obj.objgen


def test_each_page_keeps_its_label_when_one_is_left_out() -> None:
    def label(pdf: pikepdf.Pdf) -> None:
        roman, plain = Dictionary(S=Name.r), Dictionary(S=Name.D, P="A-", St=7)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, roman, 2, plain]))

    file = edited(_pages("A", " ", "C", "D"), label)
    _, out = mended(file, Mending(Mend.DROP_BLANK, (2,)))
    with opened(out) as pdf:
        assert [page.label for page in pdf.pages] == ["i", "A-7", "A-8"]


def test_a_file_with_restrictions_is_mended_without_them() -> None:
    lock = pikepdf.Encryption(owner="registry", user="")
    file = edited(_pages("A"), lambda pdf: None, lock)
    _, out = mended(file, Mending(Mend.ROTATE, (1,), 180))
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert (pdf.is_encrypted, pdf.pages[0].rotation) == (False, 180)
