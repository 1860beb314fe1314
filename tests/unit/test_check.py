"""What a visitor hears of a file: everything at once, with its page, and no false alarm."""

import io
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from kiosk_app.documents import samples
from kiosk_app.documents.check import check
from kiosk_app.documents.findings import Finding, Kind, Picture, Severity
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

LIMITS = DocumentLimits(
    max_file_bytes=20_000_000,
    warn_file_bytes=10_000_000,
    max_submission_bytes=400_000_000,
    max_pages=30,
    max_documents=99,
    dpi_reject=150,
    dpi_warn=200,
    dpi_high=300,
    page_tolerance_mm=5,
)
A4 = (595.276, 841.89)
WHOLE_PAGE = b"q 595.276 0 0 841.89 0 0 cm /Im Do Q"


class Heard:
    """Everything the check told."""

    def __init__(self) -> None:
        self.what = Kind.OTHER
        self.count = 0
        self.findings: list[Finding] = []
        self.drawn: list[Picture] = []

    def kind(self, kind: str) -> None:
        self.what = Kind(kind)

    def pages(self, count: int) -> None:
        self.count = count

    def finding(self, finding: Finding) -> None:
        self.findings.append(finding)

    def picture(self, picture: Picture) -> None:
        self.drawn.append(picture)

    @property
    def troubles(self) -> dict[Trouble, Severity]:
        return {finding.trouble: finding.severity for finding in self.findings}

    def only(self, trouble: Trouble) -> Finding:
        (finding,) = [finding for finding in self.findings if finding.trouble is trouble]
        return finding


Look = Callable[..., Heard]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def looked(data: bytes, suffix: str = ".pdf", limits: DocumentLimits = LIMITS) -> Heard:
        path = tmp_path / "file"
        path.write_bytes(data)
        heard = Heard()
        with path.open("rb") as file:
            check(file.fileno(), limits, suffix, heard)
        return heard

    return looked


def test_a_good_scan_has_nothing_wrong_and_a_picture_of_every_page(look: Look) -> None:
    heard = look(samples.good_scan())
    assert (heard.what, heard.count, heard.findings) == (Kind.PDF, 20, [])
    assert [picture.page for picture in heard.drawn] == list(range(1, 21))
    assert all(len(p.pixels) == p.width * p.height * 3 for p in heard.drawn)
    assert max(heard.drawn[0].width, heard.drawn[0].height) == 300


def test_two_things_wrong_are_both_told(look: Look) -> None:
    heard = look(samples.two_things_wrong())
    assert heard.only(Trouble.ACTIVE_CONTENT).detail == "JavaScript"
    assert heard.only(Trouble.RESOLUTION_LOW).pages == (3,)
    assert heard.only(Trouble.RESOLUTION_LOW).detail == "72 dpi"
    assert len(heard.findings) == 2


def test_a_password_is_needed(look: Look) -> None:
    assert look(samples.encrypted()).troubles == {Trouble.PASSWORD_NEEDED: Severity.MUST_FIX}


def test_an_owner_password_is_to_be_looked_at(look: Look) -> None:
    locked = _edited(samples.good_scan(2), lambda _: None, pikepdf.Encryption(owner="o", user=""))
    assert look(locked).troubles == {Trouble.RESTRICTED: Severity.LOOK}


def test_a_word_document_is_named_whatever_its_suffix(look: Look) -> None:
    assert look(samples.word_document()).only(Trouble.WRONG_KIND).detail == "Word"


def test_what_was_cut_off_does_not_open(look: Look) -> None:
    assert look(samples.cut_off()).troubles == {Trouble.WILL_NOT_OPEN: Severity.MUST_FIX}


def test_an_image_that_breaks_off_is_found_on_its_page_though_the_page_is_drawn(
    look: Look,
) -> None:
    heard = look(samples.damaged_image())
    assert heard.only(Trouble.IMAGE_DAMAGED).pages == (2,)
    assert len(heard.drawn) == 3


def test_an_empty_file_is_called_empty(look: Look) -> None:
    assert look(b"").troubles == {Trouble.EMPTY_FILE: Severity.MUST_FIX}


def test_a_file_that_is_also_a_zip_archive_is_refused(look: Look) -> None:
    assert Trouble.WRONG_KIND in look(b"PK\x03\x04" + samples.good_scan(1)).troubles


def test_a_jpeg_called_pdf_is_told_and_taken_for_what_it_is(look: Look) -> None:
    heard = look(samples.photographed_pages()[0])
    assert (heard.what, heard.count) == (Kind.JPEG, 1)
    assert heard.troubles == {Trouble.NAME_AND_CONTENT_DIFFER: Severity.LOOK}


@pytest.mark.parametrize("suffix", [".jpg", ".JPEG"])
def test_a_good_jpeg_has_nothing_wrong(look: Look, suffix: str) -> None:
    heard = look(samples.photographed_pages()[0], suffix)
    assert heard.findings == []
    assert len(heard.drawn) == 1


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_no_false_alarm_for_an_ordinary_jpeg(look: Look, mode: str, progressive: bool) -> None:
    assert look(_jpeg(mode, progressive=progressive), ".jpg").findings == []


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_jpeg_that_breaks_off_is_damaged(look: Look, kept: float) -> None:
    whole = samples.photographed_pages()[0]
    assert Trouble.IMAGE_DAMAGED in look(whole[: int(len(whole) * kept)], ".jpg").troubles


def test_a_small_photograph_is_judged_by_its_pixels_on_a4(look: Look) -> None:
    heard = look(_jpeg("RGB", (600, 800)), ".jpg")
    assert heard.only(Trouble.RESOLUTION_LOW).severity is Severity.MUST_FIX


@pytest.mark.parametrize("kind", ["flate", "lzw-like filter chain", "raw"])
def test_images_of_other_filters_are_counted_to_the_last_byte(look: Look, kind: str) -> None:
    pixels = bytes(200 * 300)
    encode = {
        "flate": lambda data: (zlib.compress(data), Name.FlateDecode),
        "lzw-like filter chain": lambda data: (
            zlib.compress(zlib.compress(data)),
            Array([Name.FlateDecode, Name.FlateDecode]),
        ),
        "raw": lambda data: (data, None),
    }[kind]
    whole = look(_with_image(*encode(pixels), (200, 300)))
    short = look(_with_image(*encode(pixels[:-1000]), (200, 300)))
    assert Trouble.IMAGE_DAMAGED not in whole.troubles
    assert short.only(Trouble.IMAGE_DAMAGED).detail == "image data ends too soon"


def test_flate_data_that_is_corrupt_is_found(look: Look) -> None:
    data = bytearray(zlib.compress(random.Random(1).randbytes(60_000)))
    data[30_000] ^= 0xFF
    heard = look(_with_image(bytes(data), Name.FlateDecode, (200, 300)))
    assert Trouble.IMAGE_DAMAGED in heard.troubles


def test_an_image_that_inflates_without_end_is_found_without_inflating_it(look: Look) -> None:
    bomb = zlib.compress(bytes(300_000_000), 9)
    assert Trouble.IMAGE_DAMAGED in look(_with_image(bomb, Name.FlateDecode, (200, 300))).troubles


def test_an_image_of_endless_pixels_is_found_without_decoding_it(look: Look) -> None:
    heard = look(_with_image(zlib.compress(b""), Name.FlateDecode, (60_000, 60_000)))
    assert heard.only(Trouble.IMAGE_DAMAGED).detail == "60000 x 60000 pixels"


@pytest.mark.parametrize("dpi", [200, 300])
def test_the_usual_resolutions_are_fine(look: Look, dpi: int) -> None:
    assert look(samples.good_scan(1, dpi)).findings == []


@pytest.mark.parametrize(
    ("dpi", "severity"), [(149, Severity.MUST_FIX), (150, Severity.LOOK), (199, Severity.LOOK)]
)
def test_low_resolutions_are_told_by_degree(look: Look, dpi: int, severity: Severity) -> None:
    finding = look(samples.good_scan(1, dpi)).only(Trouble.RESOLUTION_LOW)
    assert (finding.severity, finding.detail) == (severity, f"{dpi} dpi")


def test_a_small_logo_on_a_typed_page_is_no_low_resolution(look: Look) -> None:
    logo = b"q 60 0 0 60 20 20 cm /Im Do Q"
    heard = look(_with_image(bytes(40 * 40), None, (40, 40), content=logo))
    assert heard.findings == []


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
def test_sizes_off_a4_are_named(look: Look, size_mm: tuple[int, int], told: str) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    pdf.add_blank_page(page_size=(size_mm[0] / 25.4 * 72, size_mm[1] / 25.4 * 72))
    heard = look(_saved(pdf))
    details = [(f.pages, f.detail) for f in heard.findings if f.trouble is Trouble.PAGE_SIZE_ODD]
    assert details == ([((2,), told)] if told else [])


def test_a_page_in_units_of_two_is_measured_in_them(look: Look) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(A4[0] / 2, A4[1] / 2)).obj.UserUnit = 2
    assert look(_saved(pdf)).findings == []


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
def test_javascript_is_found_wherever_it_hides(
    look: Look, place: str, object_streams: bool
) -> None:
    heard = look(_edited(samples.good_scan(2), HIDING_PLACES[place], streams=object_streams))
    finding = heard.only(Trouble.ACTIVE_CONTENT)
    assert (finding.severity, finding.detail) == (Severity.MUST_FIX, "JavaScript")
    assert finding.pages == ((2,) if place in ("on a page", "on a link") else ())


@pytest.mark.parametrize("action", ["Launch", "SubmitForm", "ImportData"])
def test_other_actions_that_act_are_named(look: Look, action: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name("/" + action), F=pikepdf.String("x"))

    assert look(_edited(samples.good_scan(1), edit)).only(Trouble.ACTIVE_CONTENT).detail == action


def test_a_link_inside_the_document_is_no_active_content(look: Look) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        go = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        pdf.pages[1].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=go)]
        )

    assert look(_edited(samples.good_scan(2), edit)).findings == []


def test_an_attached_file_is_found(look: Look) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["virus.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ")

    heard = look(_edited(samples.good_scan(1), edit))
    assert heard.troubles == {Trouble.EMBEDDED_FILES: Severity.MUST_FIX}


def test_form_fields_are_looked_at_and_xfa_must_be_mended(look: Look) -> None:
    def plain(pdf: pikepdf.Pdf) -> None:
        fields = [pdf.make_indirect(Dictionary(FT=Name.Tx, T=pikepdf.String(n))) for n in "ab"]
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields))

    def xfa(pdf: pikepdf.Pdf) -> None:
        plain(pdf)
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    finding = look(_edited(samples.good_scan(1), plain)).only(Trouble.FORM_FIELDS)
    assert (finding.severity, finding.detail) == (Severity.LOOK, "2")
    finding = look(_edited(samples.good_scan(1), xfa)).only(Trouble.FORM_FIELDS)
    assert (finding.severity, finding.detail) == (Severity.MUST_FIX, "XFA")


def test_a_signature_is_seen_and_an_empty_signature_field_is_none(look: Look) -> None:
    def field(pdf: pikepdf.Pdf, *, signed: bool) -> None:
        one = Dictionary(FT=Name.Sig, T=pikepdf.String("s"))
        if signed:
            one.V = Dictionary(Type=Name.Sig, Contents=pikepdf.String("x"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(one)]))

    signed = look(_edited(samples.good_scan(1), lambda pdf: field(pdf, signed=True)))
    assert signed.troubles == {Trouble.ALREADY_SIGNED: Severity.LOOK}
    empty = look(_edited(samples.good_scan(1), lambda pdf: field(pdf, signed=False)))
    assert empty.findings == []


def test_a_page_count_that_lies_is_found_by_counting_the_leaves(look: Look) -> None:
    lying = samples.good_scan(3).replace(b"/Count 3", b"/Count 7")
    heard = look(lying)
    assert heard.count == 3
    assert heard.only(Trouble.PAGE_COUNT_LIES).detail == "7 stated, 3 there"


def test_a_structure_that_had_to_be_repaired_is_told(look: Look) -> None:
    whole = samples.good_scan(2)
    at = whole.rindex(b"startxref\n") + len(b"startxref\n")
    heard = look(whole[:at] + b"99\n%%EOF\n")
    assert heard.count == 2
    assert heard.troubles == {Trouble.STRUCTURE_REPAIRED: Severity.LOOK}


def test_limits_of_size_and_pages_are_kept(look: Look) -> None:
    scan = samples.good_scan(2)
    small = replace(LIMITS, max_file_bytes=len(scan) - 1)
    assert look(scan, limits=small).troubles == {Trouble.TOO_LARGE: Severity.MUST_FIX}
    one = replace(LIMITS, max_pages=1)
    assert look(scan, limits=one).troubles == {Trouble.TOO_MANY_PAGES: Severity.MUST_FIX}
    exact = replace(LIMITS, max_file_bytes=len(scan), max_pages=2)
    assert look(scan, limits=exact).findings == []


def test_a_profile_may_change_how_much_a_trouble_matters(look: Look) -> None:
    strict = replace(LIMITS, severities={"RESTRICTED": "must_fix"})
    locked = _edited(samples.good_scan(1), lambda _: None, pikepdf.Encryption(owner="o", user=""))
    assert look(locked, limits=strict).troubles == {Trouble.RESTRICTED: Severity.MUST_FIX}


def _jpeg(mode: str, size: tuple[int, int] = (1700, 2400), *, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB").convert(mode)
    image.save(out, "JPEG", quality=60, progressive=progressive)
    return out.getvalue()


def _with_image(
    data: bytes, filters: pikepdf.Object | None, size: tuple[int, int], content: bytes = WHOLE_PAGE
) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4).obj
    image = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image)
    facts = {"/Width": size[0], "/Height": size[1], "/BitsPerComponent": 8}
    image.stream_dict.update({**facts, "/ColorSpace": Name.DeviceGray})
    if filters is not None:
        image.stream_dict.update({"/Filter": filters})
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    none = pikepdf.StreamDecodeLevel.none
    pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=none)
    return out.getvalue()


def _edited(
    data: bytes,
    edit: Callable[[pikepdf.Pdf], None],
    encryption: pikepdf.Encryption | None = None,
    *,
    streams: bool = False,
) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        return _saved(pdf, encryption, streams=streams)


def _saved(
    pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None, *, streams: bool = False
) -> bytes:
    modes = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    mode = modes.generate if streams else modes.disable
    pdf.save(out, object_stream_mode=mode, encryption=encryption or False)
    return out.getvalue()
