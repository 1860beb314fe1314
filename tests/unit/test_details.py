"""The fact beside a finding is in the reader's language, and in English for programs."""

import os
import re
import time

import pytest
from support.said_details import from_the_source, left_in_english, unknown_ways_of_telling

from kiosk_app.commands.examining import Examined
from kiosk_app.commands.telling import for_programs, in_words
from kiosk_app.documents.findings import Finding, Kind, ReceivedFile, Report, Severity
from kiosk_app.wording import details
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

# What an office computer says of a file that it does not hand over.
REFUSED = [
    os.strerror(number) for number in (1, 2, 5, 6, 13, 19, 20, 21, 24, 36, 40, 110, 112, 116)
]
SAID = [
    *sorted(set(from_the_source())),
    *((Trouble.COULD_NOT_BE_READ, words) for words in (*REFUSED, "not a file")),
]


def test_no_fact_is_left_in_english_in_a_chinese_sentence() -> None:
    left = {}
    for trouble, said in SAID:
        text = details.in_words(trouble, said)
        if left_in_english(text.zh_hant) or left_in_english(text.zh_hans):
            left[trouble, said] = text
    assert left == {}


def test_a_word_left_in_english_would_be_seen() -> None:
    assert left_in_english("（upside down）") == ["upside", "down"]
    assert left_in_english("（JBIG2：沒有頁面；96 dpi；A3；3.2°）") == []


def test_every_way_in_which_a_fact_is_told_is_looked_at() -> None:
    assert unknown_ways_of_telling() == []
    assert (Trouble.IMAGE_DAMAGED, "the page cannot be drawn") in SAID
    assert (Trouble.GROWS_BEYOND_MEASURE, "page tree") in SAID
    assert (Trouble.WRONG_KIND, "Word document") in SAID
    assert (Trouble.WILL_NOT_OPEN, "cut off at 7%") in SAID
    assert (Trouble.RESTRICTED, "copying") in SAID


def test_the_numbers_and_names_of_a_fact_stay() -> None:
    assert details.in_words(Trouble.PAGE_COUNT_LIES, "9999999999 stated, 1 there").zh_hant == (
        "註明 9999999999 頁，實有 1 頁"
    )
    assert details.in_words(Trouble.EXTERNAL_LINKS, "3: example.org").zh_hans == (
        "共 3 个，首个通往 example.org"
    )


def test_what_is_filled_in_stands_in_every_language() -> None:
    for saying in {saying for trouble in Trouble for saying in details.sayings(trouble)}:
        filled_in = sorted(saying.pattern.groupindex)
        assert filled_in.count("word") <= 1  # two of them could be tried for long
        for language in Language:
            written = re.findall(r"\{(\w*)\}", saying.text.in_language(language))
            assert sorted(written) == filled_in, saying


def test_a_fact_of_several_parts_is_told_part_by_part() -> None:
    both = "image data damaged; something new; no pages, JPEG headers damaged"
    assert details.in_words(Trouble.IMAGE_DAMAGED, both).zh_hant == (
        "圖片數據已損壞；something new；no pages、JPEG 檔頭已損壞"
    )
    turned = details.in_words(Trouble.TEXT_TURNED, "sideways, top at the left")
    assert turned.zh_hant == "橫放，頂部在左"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Trouble.RESOLUTION_LOW, "96 dpi"),
        (Trouble.PAGE_SIZE_ODD, "A3, 200 x 300 mm"),
        (Trouble.SKEWED, "3.2°"),
        (Trouble.EMBEDDED_FILES, "top; unknown, text"),  # the name of the file inside
        (Trouble.FONTS_NOT_EMBEDDED, "sound, video"),
        (Trouble.MALWARE_FOUND, "program"),
        (Trouble.CASE_NUMBER_DIFFERS, "HCA 1234/2025"),
        (Trouble.IMAGE_DAMAGED, "a new fact, not known here"),
        (Trouble.IMAGE_DAMAGED, ""),
    ],
)
def test_names_measures_and_what_is_not_known_are_shown_as_they_are(
    trouble: Trouble, said: str
) -> None:
    text = details.in_words(trouble, said)
    assert [text.in_language(language) for language in Language] == [said] * 3


def test_what_a_hostile_worker_says_is_plain_and_cut_in_every_language() -> None:
    text = details.in_words(Trouble.IMAGE_DAMAGED, "{n}\u202e\n\x1b[2J" + "x" * 9999)
    assert text.zh_hant == text.en == ("{n}[2J" + "x" * 191)


@pytest.mark.parametrize(
    "said",
    ["; " * 5000, ", " * 5000, "1" * 9999, "1, " * 99, "TIFF with " * 999, "1 signature: " * 99],
)
def test_no_fact_is_long_looked_at(said: str) -> None:
    details.in_words(Trouble.WRONG_KIND, said)
    began = time.process_time()
    for trouble in (Trouble.WRONG_KIND, Trouble.ALREADY_SIGNED):
        details.in_words(trouble, said)
    assert time.process_time() - began < 0.5


def test_a_terminal_reads_words_and_a_program_the_fact_as_it_was() -> None:
    finding = Finding(Trouble.TEXT_TURNED, Severity.LOOK, (3,), "upside down")
    beside = Finding(Trouble.PAGE_COUNT_LIES, Severity.LOOK, (), "4 stated, 3 there")
    file = ReceivedFile("a.pdf", "a.pdf", 9, "0" * 64)
    examined = Examined("a.pdf", Report(file, Kind.PDF, 3, (finding, beside)))
    told = in_words(examined, Language.ZH_HANT)
    assert "第 3 頁的文字似乎上下顛倒或橫放（上下顛倒）。" in told
    assert "K212 請留意，註明 4 頁，實有 3 頁：" in told
    assert "（upside down）" not in told
    assert "(upside down)" in in_words(examined, Language.EN)
    program = for_programs(examined, "")["findings"]
    assert [found["detail"] for found in program] == ["upside down", "4 stated, 3 there"]
