"""What acts, hides or can be filled in is found wherever it hangs."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.checking import edited, look

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Severity
from kiosk_app.wording.trouble import Trouble


def _script() -> pikepdf.Object:
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()"))


def _field(**more: pikepdf.Object) -> pikepdf.Object:
    return Dictionary(FT=Name.Tx, T=pikepdf.String("a"), **more)


HIDING_PLACES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "on opening": lambda pdf: pdf.Root.__setattr__("OpenAction", _script()),
    "on closing": lambda pdf: pdf.Root.__setattr__("AA", Dictionary(WC=_script())),
    "on a page": lambda pdf: pdf.pages[1].obj.__setattr__("AA", Dictionary(O=_script())),
    "on a link": lambda pdf: pdf.pages[1].obj.__setattr__(
        "Annots",
        Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=_script())]),
    ),
    "after another action": lambda pdf: pdf.Root.__setattr__(
        "OpenAction", Dictionary(S=Name.GoTo, D=Array([]), Next=Array([_script()]))
    ),
    "in the names": lambda pdf: pdf.Root.__setattr__(
        "Names", Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("a"), _script()])))
    ),
    "in a field": lambda pdf: pdf.Root.__setattr__(
        "AcroForm",
        Dictionary(Fields=Array([pdf.make_indirect(_field(AA=Dictionary(K=_script())))])),
    ),
    "in a stream": lambda pdf: pdf.Root.__setattr__(
        "OpenAction",
        Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.beep()")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", HIDING_PLACES)
@pytest.mark.parametrize("object_streams", [False, True])
def test_javascript_is_found_wherever_it_hides(place: str, object_streams: bool) -> None:
    heard = look(edited(samples.good_scan(2), HIDING_PLACES[place], streams=object_streams))
    finding = heard.only(Trouble.ACTIVE_CONTENT)
    assert (finding.severity, finding.detail) == (Severity.MUST_FIX, "JavaScript")
    assert finding.pages == ((2,) if place in ("on a page", "on a link") else ())


@pytest.mark.parametrize("action", ["Launch", "SubmitForm", "ImportData"])
def test_other_actions_that_act_are_named(action: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name("/" + action), F=pikepdf.String("x"))

    assert look(edited(samples.good_scan(1), edit)).only(Trouble.ACTIVE_CONTENT).detail == action


def test_a_link_inside_the_document_is_no_active_content() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        go = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        pdf.pages[1].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=go)]
        )

    assert look(edited(samples.good_scan(2), edit)).findings == []


def test_an_attached_file_is_found() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["virus.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ")

    heard = look(edited(samples.good_scan(1), edit))
    assert heard.troubles == {Trouble.EMBEDDED_FILES: Severity.MUST_FIX}


def test_form_fields_are_looked_at_and_xfa_must_be_mended() -> None:
    def plain(pdf: pikepdf.Pdf) -> None:
        fields = [pdf.make_indirect(Dictionary(FT=Name.Tx, T=pikepdf.String(n))) for n in "ab"]
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields))

    def xfa(pdf: pikepdf.Pdf) -> None:
        plain(pdf)
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    finding = look(edited(samples.good_scan(1), plain)).only(Trouble.FORM_FIELDS)
    assert (finding.severity, finding.detail) == (Severity.LOOK, "2")
    finding = look(edited(samples.good_scan(1), xfa)).only(Trouble.FORM_FIELDS)
    assert (finding.severity, finding.detail) == (Severity.MUST_FIX, "XFA")


def test_a_signature_is_seen_and_an_empty_signature_field_is_none() -> None:
    def field(pdf: pikepdf.Pdf, *, signed: bool) -> None:
        one = Dictionary(FT=Name.Sig, T=pikepdf.String("s"))
        if signed:
            one.V = Dictionary(Type=Name.Sig, Contents=pikepdf.String("x"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(one)]))

    signed = look(edited(samples.good_scan(1), lambda pdf: field(pdf, signed=True)))
    assert signed.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    empty = look(edited(samples.good_scan(1), lambda pdf: field(pdf, signed=False)))
    assert empty.findings == []
