"""The slip: what a visitor reads on it, and what a telephone reads from it."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops

from config.rule_data import load_rule_data
from kiosk_app.errands.slip import whom_to_ask
from kiosk_app.filing.case_numbers import CaseNumber, NewCase
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.filing.rules import read_rules
from kiosk_app.receipts import slip_words
from kiosk_app.receipts.fonts import Family, font
from kiosk_app.receipts.paper import WIDTH_DOTS, Style
from kiosk_app.receipts.slip import (
    Contact,
    SlipContent,
    SlipDocument,
    draw_slip,
    masked,
    short_digest,
    slip_png,
)
from kiosk_app.receipts.slip_words import SlipState
from kiosk_app.wording import mendings
from kiosk_app.wording.texts import Language, Text

# The longest receipt there is: 190 bytes.
LONGEST_TOKEN = base64.b32encode(bytes(range(190))).decode().rstrip("=")
CONTENT = SlipContent(
    number="RC01-261121-0042-7",
    receipt_url=f"HTTPS://KIOSK.JUDICIARY.EXAMPLE/R/{LONGEST_TOKEN}",
    kiosk="HC-LG1-01",
    state=SlipState.CAPTURED,
    captured_at=datetime(2026, 11, 20, 9, 41, tzinfo=UTC),
    case=CaseNumber("HCA", 1234, 2025),
    document_type=Text("Statement of claim", "申索陳述書", "申索陈述书"),
    documents=(SlipDocument("申索陳述書.pdf", 20, 1_834_000, "3f2a91bc04de77a1" * 4),),
    manifest_sha256="0f2a91bc04de77a1" * 4,
    registry_open=False,
    counts_from=datetime(2026, 11, 23, 0, 45, tzinfo=UTC),
    contacts=(Contact(Text("Enquiries", "查詢", "查询"), "2477 1002"),),
)


def differs(one: SlipContent, other: SlipContent) -> bool:
    first, second = draw_slip(one), draw_slip(other)
    return first.size != second.size or ImageChops.difference(first, second).getbbox() is not None


def test_a_telephone_reads_the_longest_receipt_from_the_slip() -> None:
    found = zxingcpp.read_barcodes(draw_slip(CONTENT).convert("L"))
    assert [code.text for code in found] == [CONTENT.receipt_url]


def test_a_usual_receipt_makes_a_code_of_version_10_at_most() -> None:
    usual = "HTTPS://ICMS.JUDICIARY.GOV.HK/R/" + LONGEST_TOKEN[: (173 * 8 + 4) // 5]
    assert int(segno.make_qr(usual, error="m", boost_error=False).version) <= 10


def test_the_code_is_read_even_from_a_small_and_tilted_photograph() -> None:
    slip = draw_slip(CONTENT).convert("L").crop((0, 0, WIDTH_DOTS, 480))
    photograph = slip.rotate(7, expand=True, fillcolor=235).resize((400, 350))
    assert [code.text for code in zxingcpp.read_barcodes(photograph)] == [CONTENT.receipt_url]


def test_the_code_is_the_only_large_thing_above_the_first_line() -> None:
    position = zxingcpp.read_barcodes(draw_slip(CONTENT).convert("L"))[0].position
    assert position.top_left.y < 200
    assert position.bottom_left.y - position.top_left.y >= 24 / 25.4 * 203 - 2


def test_an_address_too_long_for_the_printer_is_an_error_and_no_unreadable_code() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        draw_slip(replace(CONTENT, receipt_url="HTTPS://HOST/R/" + "A" * 600))


def test_it_is_as_wide_as_the_paper_and_black_and_white() -> None:
    with Image.open(BytesIO(slip_png(CONTENT))) as png:
        assert png.width == 576
        assert png.mode == "1"
        assert round(png.info["dpi"][0]) == 203


def test_the_margins_stay_white() -> None:
    long = replace(CONTENT, visitor_name="Wong" * 40, visitor_reference="甲" * 55)
    ink = ImageChops.invert(draw_slip(long).convert("L")).getbbox()
    assert ink is not None
    assert ink[0] >= 8
    assert ink[2] <= WIDTH_DOTS - 8


def test_the_same_content_gives_the_same_dots() -> None:
    assert slip_png(CONTENT) == slip_png(CONTENT)


def test_what_was_mended_takes_one_line_in_each_language_and_is_absent_where_nothing_was() -> None:
    (document,) = CONTENT.documents
    told = mendings.as_agreed([mendings.done("rotate", (3,)), mendings.done("reduce")])
    mended = replace(CONTENT, documents=(replace(document, mended=told),))
    lines = draw_slip(mended).height - draw_slip(CONTENT).height
    assert lines == 2 * Style(22).line_dots


@pytest.mark.parametrize("state", [s for s in SlipState if s is not SlipState.CAPTURED])
def test_each_state_reads_differently(state: SlipState) -> None:
    assert differs(CONTENT, replace(CONTENT, state=state))


def test_captured_says_that_icms_has_not_received_it_yet() -> None:
    means = slip_words.STATE_MEANS[SlipState.CAPTURED]
    assert "not yet received" in means.en
    assert "尚未收到" in means.zh_hant
    assert "尚未收到" in means.zh_hans


def test_no_sentence_says_that_anything_was_filed_or_sealed() -> None:
    said = " ".join(
        text.in_language(language)
        for name, value in vars(slip_words).items()
        if not name.startswith("_")
        for text in (value.values() if isinstance(value, dict) else (value,))
        if isinstance(text, Text)
        for language in Language
    )
    assert "not the filing".upper() in said
    assert "filed" not in said.lower().replace("paper can be filed from", "")
    assert "seal" not in said.lower().replace("not a court seal", "")


def test_a_confidential_case_is_known_by_its_type_and_year_alone() -> None:
    secret = replace(CONTENT, confidential=True)
    other = replace(
        secret,
        case=CaseNumber("HCA", 77, 2025),
        visitor_name="Chan & Partners",
        documents=(replace(CONTENT.documents[0], title="Chan v Lee.pdf"),),
    )
    assert masked(secret.case) == "HCA ****/2025"
    assert not differs(secret, other)


def test_a_new_case_has_no_number_to_mask() -> None:
    assert masked(NewCase("HCA")) == "HCA"
    assert differs(CONTENT, replace(CONTENT, case=NewCase("HCA")))


def test_an_open_registry_a_closed_one_and_an_unknown_day_read_differently() -> None:
    is_open = replace(CONTENT, registry_open=True)
    unknown = replace(CONTENT, counts_from=None)
    assert differs(CONTENT, is_open)
    assert differs(CONTENT, unknown)
    assert differs(is_open, unknown)


def test_times_are_those_of_hong_kong_whatever_zone_they_come_in() -> None:
    local = replace(CONTENT, captured_at=CONTENT.captured_at.astimezone(HONG_KONG))
    assert not differs(CONTENT, local)


def test_simplified_readers_get_simplified_words() -> None:
    assert differs(CONTENT, replace(CONTENT, chinese=Language.ZH_HANS))


def test_whoever_looks_after_undelivered_submissions_can_be_reached() -> None:
    data = load_rule_data("high_court")
    contacts = read_rules(data.data, data.id).contacts
    asked = whom_to_ask(contacts, "Duty officer, Resource Centre", "2825 0586")
    assert asked[-1].who.en == "Questions about delivery: Duty officer, Resource Centre"
    assert [contact.telephone for contact in asked] == [
        contacts.resource_centre,
        contacts.technical,
        "2825 0586",
    ]
    assert differs(replace(CONTENT, contacts=asked), replace(CONTENT, contacts=asked[:-1]))


def test_a_name_that_turns_the_text_around_is_printed_without_its_tricks() -> None:
    tricky = (replace(CONTENT.documents[0], title="writ\u202efdp.exe\n\x1b[2J"),)
    plain = (replace(CONTENT.documents[0], title="writ·fdp.exe··[2J"),)
    assert not differs(replace(CONTENT, documents=tricky), replace(CONTENT, documents=plain))


def test_a_bundle_of_99_documents_stays_shorter_than_a_metre() -> None:
    bundle = replace(CONTENT, documents=CONTENT.documents * 99)
    assert draw_slip(bundle).height < 1000 / 25.4 * 203 / 2


def test_digests_are_grouped_as_they_are_read_out() -> None:
    assert short_digest("3f2a91bc04de77a1" * 4).split() == ["3f2a", "91bc", "04de", "77a1"]


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("bold", [True, False])
def test_the_typeface_is_the_one_asked_for(family: Family, bold: bool) -> None:
    assert font(family, 26, bold=bold).getname()[0] == family
