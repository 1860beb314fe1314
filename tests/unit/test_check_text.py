"""Whether there is text, in fonts that are there, with page numbers that go on regularly."""

import tempfile
from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.checking import A4, LIMITS, Heard, edited, saved, structure

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Severity
from kiosk_app.documents.page_numbers import printed_number, skips_in_text, tell_missing_numbers
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

TEXT = b"BT /F1 12 Tf 72 400 Td (The Plaintiff is a company) Tj ET"
HEAD, FOOT = 815, 25


def _standard(pdf: pikepdf.Pdf) -> pikepdf.Object:
    facts = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return pdf.make_indirect(facts)


def _embedded(pdf: pikepdf.Pdf) -> pikepdf.Object:
    font = _standard(pdf)
    file = pdf.make_stream(b"")
    font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontFile=file)
    return font


def _written(*contents: bytes, embed: bool = False) -> bytes:
    pdf = pikepdf.new()
    font = _embedded(pdf) if embed else _standard(pdf)
    for content in contents:
        page = pdf.add_blank_page(page_size=A4).obj
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    return saved(pdf)


def test_a_scan_has_no_text_and_a_written_page_has() -> None:
    assert not structure(samples.good_scan(1)).has_text
    assert structure(_written(TEXT)).has_text


@pytest.mark.parametrize("drawing", [b"", b"0 0 595 842 re f"])
def test_a_page_without_a_picture_is_not_said_to_be_one(drawing: bytes) -> None:
    assert structure(_written(drawing)).has_text
    inline = b" BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"
    assert not structure(_written(drawing + inline)).has_text


def test_text_in_a_form_counts() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(TEXT, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = pdf.pages[0].obj.Resources
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")

    heard = structure(edited(_written(TEXT), edit))
    assert heard.has_text
    assert heard.only(Trouble.FONTS_NOT_EMBEDDED).pages == (1,)


def test_a_font_that_is_not_embedded_is_told_by_name() -> None:
    heard = structure(_written(b"", TEXT))
    assert heard.troubles == {Trouble.FONTS_NOT_EMBEDDED: Severity.LOOK}
    finding = heard.only(Trouble.FONTS_NOT_EMBEDDED)
    assert (finding.pages, finding.detail) == ((2,), "Helvetica")


def test_names_in_big5_are_read() -> None:
    data = _written(TEXT.replace(b"/F1", b"/\xb2\xd3")).replace(b"/F1", b"/\xb2\xd3")
    heard = structure(data.replace(b"/Helvetica", b"/" + "細明體".encode("big5") + b"   "))
    assert heard.only(Trouble.FONTS_NOT_EMBEDDED).detail == "細明體"


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 9 9 re f",
        b"BT /F1 12 Tf ET",
        b"BT /F1 12 Tf 3 Tr 72 400 Td (read off the scan) Tj ET",
        b"BT /F2 12 Tf (another font) Tj ET",
    ],
    ids=["no text", "chosen and not used", "invisible", "other"],
)
def test_a_font_in_which_nothing_is_seen_need_not_be_embedded(content: bytes) -> None:
    assert structure(_written(content)).findings == []


def test_fonts_that_are_embedded_or_drawn_are_fine() -> None:
    def drawn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.Font.F1 = Dictionary(Type=Name.Font, Subtype=Name.Type3)

    assert structure(_written(TEXT, embed=True)).findings == []
    assert structure(edited(_written(TEXT), drawn)).findings == []


def _numbered(*labels: str, y: int = FOOT) -> bytes:
    font_is_missing = [
        TEXT + (b" BT /F1 10 Tf 280 %d Td (%s) Tj ET" % (y, label.encode()) if label else b"")
        for label in labels
    ]
    return _written(*font_is_missing)


def _skips(*labels: str, y: int = FOOT) -> list[tuple[Sequence[int], str]]:
    heard = Heard()
    with tempfile.TemporaryFile() as file:
        file.write(_numbered(*labels, y=y))
        file.flush()
        gaps = skips_in_text(file.fileno(), range(1, len(labels) + 1))
    tell_missing_numbers(Findings(LIMITS, heard), gaps)
    return [(f.pages, f.detail) for f in heard.findings]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["1", "2", "3", "5", "6"], ((3, 4), "3 → 5")),
        (["", "2", "3", "- 6 -", "- 7 -"], ((3, 4), "3 → 6")),
        (["i", "ii", "1", "2", "4", "5"], ((4, 5), "2 → 4")),
        (["Page 1 of 6", "Page 2 of 6", "Page 4 of 6", "Page 5 of 6", "Page 6 of 6"],
         ((2, 3), "2 → 4")),
        (["Page 1 of 4", "Page 2 of 4", "Page 3 of 4"], ((3,), "3 → 4")),
        (["1", "3", "5", "7"], ((1, 2, 3, 4), "1 → 3, 3 → 5, 5 → 7")),
        (["1", "3", "4", "5"], ((1, 2), "1 → 3")),
    ],
)  # fmt: skip
def test_numbers_that_skip_are_told_with_the_pages_around(
    labels: list[str], told: tuple[Sequence[int], str]
) -> None:
    assert _skips(*labels) == [told]


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "2", "3", "4"],
        ["", "2", "3", "4"],
        ["i", "ii", "iii", "1", "2", "3"],
        ["1", "2", "3", "1", "2", "3"],
        ["1", "2", "", "4", "5"],
        ["1", "2", "3", "157", "158", "159"],
        ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3", "Page 1 of 2", "Page 2 of 2"],
        ["2024", "7", "31"],
        ["1", "9"],
        ["", "", ""],
    ],
    ids=["run", "cover", "roman", "restart", "plate", "excerpt", "exhibits", "stray", "two", "no"],
)
def test_numbers_that_go_on_or_begin_anew_are_fine(labels: list[str]) -> None:
    assert _skips(*labels) == []


def test_numbers_at_the_head_count_and_numbers_in_the_text_do_not() -> None:
    labels = ["1", "2", "3", "5", "6"]
    assert _skips(*labels, y=HEAD) == [((3, 4), "3 → 5")]
    assert _skips(*labels, y=300) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [("7", 7), ("- 7 -", 7), ("Page 7", 7), ("7/12", 7), ("Page 7 of 12", 7), ("p. 7", 7),
     ("第 7 頁", 7), ("第7页，共12页", 7), ("[7]", 7), ("HCA 1/2025 Page 7 of 12", 7),
     ("狀書 第7頁", 7), ("HCA 1234/2025", None),
     ("3 March 2025", None), ("12/7", None), ("", None)],
)  # fmt: skip
def test_the_ways_of_writing_a_page_number(line: str, number: int | None) -> None:
    found = printed_number(1, [line])
    assert [printed.number for _, printed in found] == ([] if number is None else [number])


def test_a_document_whose_page_numbers_skip_is_told_so() -> None:
    finding = structure(_numbered("1", "2", "4", "5")).only(Trouble.PAGE_NUMBER_MISSING)
    assert (finding.severity, finding.pages) == (Severity.LOOK, (2, 3))
