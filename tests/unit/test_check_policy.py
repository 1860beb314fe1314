"""What acts, plays, hides, leads out or can be filled in is found wherever it hangs."""

import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.checking import edited, structure
from support.odd_pages import two_pages

from kiosk_app.documents.findings import Severity
from kiosk_app.wording.trouble import Trouble

# Said when such a file is written here, of fields that no form lists.
pytestmark = pytest.mark.filterwarnings("ignore:This document has 1 form widget")

PLAIN = two_pages(b"")
BOX = [0, 0, 9, 9]


def _script(code: pikepdf.Object | None = None) -> pikepdf.Object:
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()") if code is None else code)


def _uri(address: str) -> pikepdf.Object:
    return Dictionary(S=Name.URI, URI=pikepdf.String(address))


def _field(**more: pikepdf.Object) -> pikepdf.Object:
    return Dictionary(FT=Name.Tx, T=pikepdf.String("a"), **more)


def _opening(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    pdf.Root.OpenAction = action


def _form(pdf: pikepdf.Pdf, *fields: pikepdf.Object, **more: pikepdf.Object) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(pdf.make_indirect(f) for f in fields), **more)


def _note(pdf: pikepdf.Pdf, page: int = 1, kind: str = "Link", **more: pikepdf.Object) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=BOX, **more)
    pdf.pages[page].obj.Annots = Array([note])


def _outline(pdf: pikepdf.Pdf, **more: pikepdf.Object) -> None:
    item = pdf.make_indirect(Dictionary(Title=pikepdf.String("1"), **more))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    item.Parent = pdf.Root.Outlines


def _names(pdf: pikepdf.Pdf, tree: pikepdf.Object) -> None:
    pdf.Root.Names = Dictionary(JavaScript=tree)


def _named(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return Dictionary(Names=Array([pikepdf.String("a"), pdf.make_indirect(_script())]))


HIDING_PLACES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "on opening": lambda pdf: _opening(pdf, _script()),
    "on opening, by reference": lambda pdf: _opening(pdf, pdf.make_indirect(_script())),
    "on closing": lambda pdf: pdf.Root.update({"/AA": Dictionary(WC=_script())}),
    "on printing": lambda pdf: pdf.Root.update({"/AA": Dictionary(WP=_script())}),
    "on a page": lambda pdf: pdf.pages[1].obj.update({"/AA": Dictionary(O=_script())}),
    "leaving a page": lambda pdf: pdf.pages[1].obj.update({"/AA": Dictionary(C=_script())}),
    "on the tree of pages": lambda pdf: pdf.Root.Pages.update({"/AA": Dictionary(O=_script())}),
    "on a link": lambda pdf: _note(pdf, A=_script()),
    "over an annotation": lambda pdf: _note(pdf, kind="Square", AA=Dictionary(E=_script())),
    "on a button": lambda pdf: _note(pdf, kind="Widget", AA=Dictionary(U=_script())),
    "on an annotation by reference": lambda pdf: _note(pdf, A=pdf.make_indirect(_script())),
    "after another action": lambda pdf: _opening(
        pdf, Dictionary(S=Name.GoTo, D=Array([]), Next=Array([_script()]))
    ),
    "after two other actions": lambda pdf: _opening(
        pdf,
        Dictionary(S=Name.GoTo, D=Array([]), Next=Dictionary(S=Name.Named, Next=_script())),
    ),
    "in the names": lambda pdf: _names(pdf, _named(pdf)),
    "deep in the names": lambda pdf: _names(
        pdf, Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Kids=Array([_named(pdf)])))]))
    ),
    "in a bookmark": lambda pdf: _outline(pdf, A=_script()),
    "in a field": lambda pdf: _form(pdf, _field(AA=Dictionary(K=_script()))),
    "in the order of calculation": lambda pdf: _form(pdf, _field(AA=Dictionary(C=_script()))),
    "in a field above": lambda pdf: _form(pdf, _field(Kids=Array([_field(A=_script())]))),
    "in a stream": lambda pdf: _opening(pdf, _script(pdf.make_stream(b"app.beep()"))),
    "in wide letters": lambda pdf: _opening(
        pdf, _script(pikepdf.String("app.beep('\u8a31')"))
    ),
    "without a name": lambda pdf: _opening(pdf, Dictionary(JS=pikepdf.String("app.beep()"))),
    "behind a name by reference": lambda pdf: _opening(
        pdf, Dictionary(S=pdf.make_indirect(Name.JavaScript), Other=1)
    ),
    "where nothing leads": lambda pdf: pdf.Root.update(
        {"/Extra": pdf.make_indirect(Dictionary(Deep=Array([Array([_script()])])))}
    ),
    "in an address": lambda pdf: _note(pdf, A=_uri("javascript:app.beep()")),
    "in an address that is disguised": lambda pdf: _note(pdf, A=_uri(" JaVa\tScript:app.beep()")),
    "in a rendition": lambda pdf: _note(
        pdf, kind="Screen", A=Dictionary(S=Name.Rendition, JS=pikepdf.String("app.beep()"))
    ),
    "in a scene": lambda pdf: pdf.Root.update(
        {"/Extra": pdf.make_stream(b"", Type=Name("/3D"), OnInstantiate=pdf.make_stream(b"go()"))}
    ),
    "in an XFA form": lambda pdf: _form(
        pdf, XFA=pdf.make_stream(b"<template><event><script>app.beep()</script></event></template>")
    ),
}  # fmt: skip
ON_PAGE_TWO = {
    "on a page", "leaving a page", "on a link", "over an annotation", "on a button",
    "on an annotation by reference", "in an address", "in an address that is disguised",
    "in a rendition",
}  # fmt: skip


@pytest.mark.parametrize("place", HIDING_PLACES)
@pytest.mark.parametrize("object_streams", [False, True])
def test_javascript_is_found_wherever_it_hides(place: str, object_streams: bool) -> None:
    heard = structure(edited(PLAIN, HIDING_PLACES[place], streams=object_streams))
    finding = heard.only(Trouble.JAVASCRIPT)
    assert finding.severity is Severity.MUST_FIX
    assert finding.pages == ((2,) if place in ON_PAGE_TWO else ())


def test_javascript_is_found_behind_escapes_in_its_name() -> None:
    plain = edited(PLAIN, HIDING_PLACES["on opening"])
    hidden = plain.replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS ", b"/#4a#53 ")
    assert hidden != plain
    assert Trouble.JAVASCRIPT in structure(hidden).troubles


def test_javascript_is_found_in_an_object_that_nothing_refers_to() -> None:
    held = edited(PLAIN, lambda pdf: pdf.Root.update({"/Extra": pdf.make_indirect(_script())}))
    lost = re.sub(rb"/Extra (\d+ 0) R", rb"/Ex   \1  ", held).replace(b"/Ex   ", b"/Ex [ ")
    lost = re.sub(rb"(/Ex \[ \d+ 0)  ", rb"\1] ", lost)
    assert Trouble.JAVASCRIPT in structure(lost).troubles


def test_javascript_is_found_behind_an_owner_password() -> None:
    lock = pikepdf.Encryption(owner="o", user="")
    heard = structure(edited(PLAIN, HIDING_PLACES["in an address"], lock))
    assert {Trouble.JAVASCRIPT, Trouble.RESTRICTED} <= set(heard.troubles)


def test_an_empty_list_of_scripts_and_a_font_called_js_are_no_javascript() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        _names(pdf, Dictionary(Names=Array([])))
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3))
        picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        pdf.pages[0].obj.Resources.Font = Dictionary(JS=font)
        pdf.pages[0].obj.Resources.XObject = Dictionary(JS=picture)

    assert structure(edited(PLAIN, edit)).findings == []


@pytest.mark.parametrize(
    "action", ["Launch", "SubmitForm", "ImportData", "GoToE", "Hide", "SetOCGState"]
)
def test_other_actions_that_act_are_named(action: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        declared = Dictionary(Type=Name.Action, S=Name("/" + action), F=pikepdf.String("x"))
        _note(pdf, A=declared)

    heard = structure(edited(PLAIN, edit))
    finding = heard.only(Trouble.ACTIVE_CONTENT)
    assert (finding.detail, finding.pages) == (action, (2,))
    assert heard.troubles == {Trouble.ACTIVE_CONTENT: Severity.MUST_FIX}


def test_a_part_of_the_text_called_hide_is_no_action() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        part = Dictionary(Type=Name.StructElem, S=Name.Hide)
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([part]))

    assert structure(edited(PLAIN, edit)).findings == []


@pytest.mark.parametrize("kind", ["RichMedia", "Movie", "Sound", "Screen", "3D"])
def test_what_plays_is_rich_media(kind: str) -> None:
    heard = structure(edited(PLAIN, lambda pdf: _note(pdf, kind=kind)))
    assert heard.only(Trouble.RICH_MEDIA).pages == (2,)
    assert heard.only(Trouble.RICH_MEDIA).detail == kind
    assert heard.troubles == {Trouble.RICH_MEDIA: Severity.MUST_FIX}


def test_a_highlighted_line_is_no_rich_media() -> None:
    assert structure(edited(PLAIN, lambda pdf: _note(pdf, kind="Highlight"))).findings == []


def test_links_that_lead_out_are_counted_with_the_first_host() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        _note(pdf, 0, A=_uri("https://example.com/a?b"))
        _note(pdf, 1, A=Dictionary(S=Name.GoToR, F=pikepdf.String("other.pdf"), D=Array([0])))

    finding = structure(edited(PLAIN, edit)).only(Trouble.EXTERNAL_LINKS)
    assert (finding.severity, finding.pages) == (Severity.LOOK, (1, 2))
    assert finding.detail == "2: example.com"


def test_a_link_inside_the_document_is_no_finding() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        _note(pdf, A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))
        _outline(pdf, Dest=Array([pdf.pages[1].obj, Name.Fit]))

    assert structure(edited(PLAIN, edit)).findings == []


def test_an_attached_file_is_found() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["virus.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ")

    heard = structure(edited(PLAIN, edit))
    assert heard.troubles == {Trouble.EMBEDDED_FILES: Severity.MUST_FIX}


def test_an_empty_list_of_attachments_is_no_finding() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))

    assert structure(edited(PLAIN, edit)).findings == []


def test_form_fields_are_looked_at() -> None:
    finding = structure(edited(PLAIN, lambda pdf: _form(pdf, _field(), _field()))).only(
        Trouble.FORM_FIELDS
    )
    assert (finding.severity, finding.detail) == (Severity.LOOK, "2")


def test_a_field_that_no_form_lists_is_found_on_its_page() -> None:
    heard = structure(edited(PLAIN, lambda pdf: _note(pdf, kind="Widget", FT=Name.Tx)))
    assert heard.only(Trouble.FORM_FIELDS).pages == (2,)


def test_a_form_without_fields_is_no_finding() -> None:
    assert structure(edited(PLAIN, _form)).findings == []


def test_an_xfa_form_must_be_fixed() -> None:
    heard = structure(
        edited(PLAIN, lambda pdf: _form(pdf, _field(), XFA=pdf.make_stream(b"<xdp/>")))
    )
    assert heard.troubles == {Trouble.XFA_FORM: Severity.MUST_FIX}


def test_an_empty_signature_field_is_no_signature() -> None:
    sig = Dictionary(FT=Name.Sig, T=pikepdf.String("s"))
    assert structure(edited(PLAIN, lambda pdf: _form(pdf, sig))).findings == []


WHERE = {
    "on opening": ("open action", ()),
    "after two other actions": ("open action", ()),
    "in the names": ("names", ()),
    "on a page": ("", (2,)),
    "on a link": ("", (2,)),
    "on closing": ("", ()),
}


@pytest.mark.parametrize("place", WHERE)
def test_where_javascript_hangs_is_told_once_and_as_far_as_it_is_known(place: str) -> None:
    finding = structure(edited(PLAIN, HIDING_PLACES[place])).only(Trouble.JAVASCRIPT)
    assert (finding.detail, finding.pages) == WHERE[place]


def test_javascript_in_two_places_is_told_with_both() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        _opening(pdf, _script())
        _names(pdf, _named(pdf))

    assert structure(edited(PLAIN, edit)).only(Trouble.JAVASCRIPT).detail == "open action, names"
