"""What the Registry's desk understands, says and puts beside each other."""

import re
import tomllib
from importlib import resources
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sync.manifest import Document, Mended, Source, Stamped
from sync.receiver.desk.comparing import pair, sheet_page
from sync.receiver.desk.html import Html, joined, tag
from sync.receiver.desk.sought import Numbers, understood
from sync.receiver.desk.words import LANGUAGES, Words, chosen, shown
from sync.receiver.reviews import Reason, State
from sync.statement import Malformed

TABLE = tomllib.loads(
    resources.files("sync.receiver.desk").joinpath("words.toml").read_text("utf-8")
)
SHA = "0" * 64


def document(
    sources: int = 1, pages: int = 5, form: str = "pages", mended: tuple[Mended, ...] = ()
) -> Document:
    brought = tuple(Source(f"{n}.pdf", 9, SHA, "application/pdf") for n in range(1, sources + 1))
    return Document("d1", "writ", "Writ", pages, brought, Stamped(9, SHA, 0, form), mended)


def test_every_sentence_is_there_in_three_languages_with_the_same_gaps() -> None:
    moments = {"moment"}
    for name, said in TABLE.items():
        assert set(said) == set(LANGUAGES.values()), name
        gaps = [set(re.findall(r"{(\w+)}", sentence)) for sentence in said.values()]
        assert name in moments or gaps[0] == gaps[1] == gaps[2], name
        assert all(said.values()), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_reason_has_words(language: str) -> None:
    words = Words(language)
    assert len({words(f"reason_{reason}") for reason in Reason}) == len(Reason)
    assert len({words(f"review_{state}") for state in State}) == len(State)


def test_moments_are_those_of_hong_kong() -> None:
    assert Words("en").moment(1_795_219_200) == "21 Nov 2026 at 08:00 Hong Kong time"
    assert Words("zh-Hant").moment(1_795_219_200) == "2026年11月21日 08:00（香港時間）"


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("", "zh-CN", "zh-Hans"),
        ("", "fr, zh-TW", "zh-Hant"),
        ("", "fr", "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("../etc", "en-GB", "en"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_browsers(
    cookie: str, accepted: str, language: str
) -> None:
    assert chosen(cookie, accepted) == language


@given(some.text(), some.text())
def test_no_text_ever_becomes_markup(text: str, value: str) -> None:
    made = tag("p", text, title=value)
    inside = made.removeprefix("<p").removesuffix("</p>")
    assert "<" not in inside
    assert inside.count(">") == 1
    assert inside.count('"') == 2


def test_markup_is_escaped_once_and_only_once() -> None:
    assert joined(tag("b", "a & b"), " < ", Html("<br>")) == "<b>a &amp; b</b> &lt; <br>"


@given(some.text(max_size=400))
def test_whatever_is_typed_is_understood_or_called_no_receipt(text: str) -> None:
    try:
        asked = understood(text)
    except Malformed:
        return
    if isinstance(asked, Numbers):
        assert all(number.isprintable() for number in asked.numbers)


@pytest.mark.parametrize(
    "typed", ["rc01-261121-0042-7", "RC0126112100427", "RC01 261121 0042 7", "ＲＣ01–261121−0042‐7"]
)
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    asked = understood(typed)
    assert isinstance(asked, Numbers)
    assert "RC01-261121-0042-7" in asked.numbers


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("trial t176e848ab 0001", "TRIAL-T176e848ab-0001"),
        ("TRIAL-T176e848ab-0001", "TRIAL-T176e848ab-0001"),
        ("TRIALT176E848AB0001", "TRIAL-T176e848ab-0001"),
        ("trial-rc01-0012", "TRIAL-RC01-0012"),
        ("TRIAL-Desk-2-0012", "TRIAL-Desk-2-0012"),
    ],
)
def test_the_number_of_a_trial_is_understood_too(typed: str, written: str) -> None:
    asked = understood(typed)
    assert isinstance(asked, Numbers)
    assert written in asked.numbers


def test_an_identifier_is_understood() -> None:
    one = UUID("9cb1101f-5604-45e8-99dd-39f8736e5e38")
    assert understood(f" {str(one).upper()} ") == one


def test_names_show_nothing_that_cannot_be_seen() -> None:
    assert shown("a\u202egpj.exe\0") == "a·gpj.exe·"
    assert len(shown("x" * 5000 + ".pdf")) == 200
    assert shown("傳訊令狀.pdf") == "傳訊令狀.pdf"


def test_a_page_stands_beside_the_same_page() -> None:
    found = pair(document(), 3)
    assert (found.page, found.copy_page, found.is_certain) == (3, 3, True)


def test_after_a_blank_page_was_left_out_the_right_one_stands_beside() -> None:
    mended = (Mended("drop-blank", (2, 3)),)
    brought = [pair(document(pages=3, mended=mended), number).page for number in (1, 2, 3)]
    assert brought == [1, 4, 5]


def test_files_of_one_page_each_stand_beside_their_pages() -> None:
    mended = (Mended("drop-blank", (2,)),)
    found = [pair(document(sources=4, pages=3, mended=mended), number) for number in (1, 2, 3)]
    assert [(one.source.name, one.page) for one in found] == [
        ("1.pdf", 1),
        ("3.pdf", 1),
        ("4.pdf", 1),
    ]
    assert all(one.is_certain for one in found)


def test_where_files_have_several_pages_the_pair_is_not_certain() -> None:
    assert not pair(document(sources=2, pages=5), 4).is_certain


@pytest.mark.parametrize(
    ("form", "copy_page", "sheet"),
    [("pages", 2, None), ("annotations", 2, None), ("cover-sheet", 3, 1), ("side-car", None, 1)],
)
def test_a_sheet_is_no_page_of_the_document(
    form: str, copy_page: int | None, sheet: int | None
) -> None:
    assert pair(document(form=form), 2).copy_page == copy_page
    assert sheet_page(document(form=form)) == sheet
