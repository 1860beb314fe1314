"""A filled form becomes plain page content: what is shown stays shown, or nothing is done."""

from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from support.checking import saved
from support.mending import complaints, drawn, mended, opened

from kiosk_app.documents.mending import Mend, Mending

FLATTEN = Mending(Mend.FLATTEN)
DROPPED_DOWN = 1 << 17
TICK = b"q 0 0 1 RG 2 w 2 2 m 18 18 l 2 18 m 18 2 l S Q"


class Form:
    """A page with a line of its own and a form on it."""

    def __init__(self, *, rotate: int = 0, needs_looks: bool = False) -> None:
        self.pdf = pikepdf.new()
        self.page = self.pdf.add_blank_page(page_size=(200, 120)).obj
        # A page that leaves its state scaled and a transformation open, as some producers do.
        self.page.Contents = self.pdf.make_stream(b"0.5 0 0 0.5 0 0 cm 0 40 m 400 40 l S q")
        self.page.Rotate = rotate
        self.page.Annots = Array()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        font.Encoding = Name.WinAnsiEncoding
        self.fonts = Dictionary(Font=Dictionary(Helv=self.pdf.make_indirect(font)))
        self.pdf.Root.AcroForm = Dictionary(
            Fields=Array(), DR=self.fonts, DA=String("/Helv 12 Tf 0 g")
        )
        if needs_looks:
            self.pdf.Root.AcroForm.NeedAppearances = True

    def field(
        self, look: bytes | None = None, *, matrix: tuple[int, ...] = (), **facts: object
    ) -> pikepdf.Object:
        note = self.pdf.make_indirect(Dictionary(Subtype=Name.Widget, F=4))
        note.Rect = Array([20, 60, 120, 90])
        for name, value in {"T": "field", "FT": Name.Tx, **facts}.items():
            note["/" + name] = value
        if look is not None:
            note.AP = Dictionary(N=self.look(look, matrix))
        self.page.Annots.append(note)
        self.pdf.Root.AcroForm.Fields.append(note)
        return note

    def look(self, drawing: bytes, matrix: tuple[int, ...] = ()) -> pikepdf.Stream:
        stream = self.pdf.make_stream(drawing, BBox=Array([0, 0, 100, 30]), Resources=self.fonts)
        if matrix:
            stream.Matrix = Array(matrix)
        return stream

    def check_box(self, state: str) -> None:
        box = self.field(FT=Name.Btn, V=Name(state), AS=Name(state))
        box.AP = Dictionary(N=Dictionary({"/Yes": self.look(TICK)}))

    def bytes(self) -> bytes:
        return saved(self.pdf)


def _looks_the_same(before: bytes, after: bytes) -> bool:
    gap = np.abs(drawn(before, scale=3) - drawn(after, scale=3))
    return bool(gap.mean() < 0.05)


def _shown(data: bytes) -> int:
    return int((drawn(data, scale=3) < 128).sum())


def _words(text: bytes) -> bytes:
    return b"/Tx BMC q BT /Helv 12 Tf 4 10 Td (" + text + b") Tj ET Q EMC"


FLATTENED: dict[str, Callable[[Form], object]] = {
    "a field as its producer drew it": lambda form: form.field(_words(b"Chan"), V="Chan"),
    "Chinese, drawn by its producer": lambda form: form.field(_words(b"**"), V="\u9673"),
    "a drawing that is turned": lambda form: form.field(
        _words(b"Chan"), matrix=(0, 1, -1, 0, 0, 0), V="Chan"
    ),
    "a ticked box": lambda form: form.check_box("/Yes"),
    "a choice": lambda form: form.field(_words(b"HCA"), FT=Name.Ch, V="HCA", Opt=Array(["HCA"])),
}


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("name", FLATTENED)
def test_what_a_form_shows_stays_shown_and_can_no_longer_be_changed(name: str, rotate: int) -> None:
    form = Form(rotate=rotate)
    empty = _shown(form.bytes())
    FLATTENED[name](form)
    file = form.bytes()
    assert _shown(file) > empty + 50, "there is something to lose"
    done, out = mended(file, FLATTEN)
    assert (done, complaints(out)) == ((FLATTEN,), [])
    assert _looks_the_same(file, out)
    with opened(out) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]
        assert not [o for o in pdf.objects if isinstance(o, Dictionary) and "/FT" in o]


def test_one_line_of_ascii_that_nobody_has_drawn_is_drawn() -> None:
    for form in (Form(), Form(needs_looks=True)):
        empty = _shown(form.bytes())
        form.field(V="Chan Tai Man (plaintiff)")
        done, out = mended(form.bytes(), FLATTEN)
        assert done == (FLATTEN,)
        assert _shown(out) > empty + 300
        with opened(out) as pdf:
            form_drawn = next(iter(pdf.pages[0].Resources.XObject.values()))
            assert b"Chan Tai Man" in form_drawn.read_bytes()


def test_a_drawing_that_no_longer_says_the_value_is_not_what_stays() -> None:
    form = Form(needs_looks=True)
    form.field(_words(b"old"), V="new")
    _, out = mended(form.bytes(), FLATTEN)
    with opened(out) as pdf:
        (kept,) = pdf.pages[0].Resources.XObject.values()
        assert b"(new)" in kept.read_bytes()


UNSHOWN: dict[str, Callable[[Form], object]] = {
    "an empty field": lambda form: form.field(),
    "a hidden field": lambda form: form.field(_words(b"draft"), V="draft", F=2),
    "a box that is not ticked": lambda form: form.check_box("/Off"),
    "a hidden field in Chinese": lambda form: form.field(V="\u9673", F=2),
}


@pytest.mark.parametrize("name", UNSHOWN)
def test_what_a_form_does_not_show_is_not_shown_afterwards(name: str) -> None:
    form = Form()
    UNSHOWN[name](form)
    done, out = mended(form.bytes(), FLATTEN)
    assert done == (FLATTEN,)
    assert _shown(out) == _shown(Form().bytes())


REFUSED: dict[str, Callable[[Form], object]] = {
    "Chinese that nobody has drawn": lambda form: form.field(V="\u9673\u5927\u6587"),
    "an accent that nobody has drawn": lambda form: form.field(V="caf\u00e9"),
    "several lines": lambda form: form.field(V="one line", Ff=1 << 12),
    "a comb": lambda form: form.field(V="A123456", Ff=1 << 24),
    "a list that stays open": lambda form: form.field(FT=Name.Ch, V="HCA", Opt=Array(["HCA"])),
    "a border": lambda form: form.field(MK=Dictionary(BC=Array([0]))),
    "a tick that nobody has drawn": lambda form: form.field(FT=Name.Btn, V=Name.Yes, AS=Name.Yes),
    "a field that is a layer": lambda form: form.field(_words(b"a"), V="a", OC=Dictionary()),
    "a drawing without a box": lambda form: form.field(_words(b"a"), V="a").AP.N.__delitem__(
        "/BBox"
    ),
    "an XFA form": lambda form: (
        form.field(_words(b"a"), V="a"),
        form.pdf.Root.AcroForm.__setitem__("/XFA", Array()),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_form_that_cannot_be_shown_faithfully_is_left_as_it_is(name: str) -> None:
    form = Form()
    form.field(_words(b"sure"), T="sure", V="sure")
    REFUSED[name](form)
    file = form.bytes()
    assert mended(file, FLATTEN) == ((), file)


def test_chinese_is_left_where_the_file_says_that_drawings_are_out_of_date() -> None:
    form = Form(needs_looks=True)
    form.field(_words(b"**"), V="\u9673")
    assert mended(form.bytes(), FLATTEN)[0] == ()


def test_a_drop_down_list_in_ascii_is_drawn() -> None:
    form = Form()
    form.field(FT=Name.Ch, V="HCA", Opt=Array(["HCA", "DCCJ"]), Ff=DROPPED_DOWN)
    assert mended(form.bytes(), FLATTEN)[0] == (FLATTEN,)


def test_links_and_comments_stay_when_a_form_is_flattened() -> None:
    form = Form()
    form.field(_words(b"Chan"), V="Chan")
    link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=Array([form.page, Name.Fit]))
    form.page.Annots.append(form.pdf.make_indirect(link))
    _, out = mended(form.bytes(), FLATTEN)
    with opened(out) as pdf:
        assert [note.Subtype for note in pdf.pages[0].Annots] == ["/Link"]


def test_a_file_without_a_form_has_nothing_to_flatten() -> None:
    form = Form()
    del form.pdf.Root.AcroForm
    assert mended(form.bytes(), FLATTEN)[0] == ()
