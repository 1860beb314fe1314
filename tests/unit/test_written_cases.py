"""A case number is found as courts and reading machines write it, and nothing else is."""

import pytest
from support.verdicts import RULES

from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.filing.written_cases import (
    CaseVocabulary,
    WrittenCase,
    another_case,
    case_vocabulary,
    written_cases,
)

VOCABULARY = case_vocabulary(RULES.case_types, RULES.other_prefixes)
ENTERED = CaseNumber("HCA", 1234, 2026)


def read(text: str) -> list[str]:
    return [str(case) for case in written_cases(text, VOCABULARY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HCA 1234/2026", "HCA 1234/2026"),
        ("HCA1234 / 2026", "HCA 1234/2026"),
        ("Hca No. 1234 of 2026", "HCA 1234/2026"),
        ("ＨＣＡ １２３４／２０２６", "HCA 1234/2026"),
        ("Our ref: x HCPI 7/2025 (AB)", "HCPI 7/2025"),
        ("DCCJ 55/2024", "DCCJ 55/2024"),
        ("ACTION NO. 1234 OF 2026", "1234/2026"),
        ("高院民事訴訟2026年第1234號", "HCA 1234/2026"),
        ("高 院 民事 訴訟 案件 2026 年 第 1234 號", "HCA 1234/2026"),
        ("高等法院原訟法庭高院傷亡訴訟案件編號2025年第7宗", "HCPI 7/2025"),
        ("高院民事诉讼2026年第1234号", "HCA 1234/2026"),
        ("甲乙丙2026年第1234號", "1234/2026"),
    ],
)
def test_a_case_number_is_found(text: str, found: str) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    "text",
    ["", "HCA 1234/2O26", "HCA 1234/26", "XHCA 1234/2026", "HCA 1234/20261", "HCA 0/2026",
     "HCA 1234567/2026", "[2026] HKCFI 12", "2026年11月21日", "Cap 4 of 1975", "HCA\n1234/2026"],
)  # fmt: skip
def test_what_is_no_case_number_is_passed_over(text: str) -> None:
    assert read(text) == []


def test_every_number_is_found_once_and_in_order() -> None:
    text = "HCA 1/2026 and HCMP 2/2025\nHCA 1/2026\nNO. 1 OF 2026"
    assert read(text) == ["HCA 1/2026", "HCMP 2/2025", "1/2026"]


def test_a_page_full_of_numbers_ends() -> None:
    assert len(read(" ".join(f"HCA {n}/2026" for n in range(1, 9000)))) == 20


def test_without_a_vocabulary_no_type_is_read() -> None:
    assert written_cases("HCA 1/2026", CaseVocabulary((), {})) == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("HCA 1243/2026", "HCA 1243/2026"),
        ("HCA 1234/2025", "HCA 1234/2025"),
        ("HCMP 1234/2026", "HCMP 1234/2026"),
        ("HCA 1243/2026 HCPI 9/2026", "HCA 1243/2026"),
        ("HCA 1243/2026 HCA 1234/2026", None),
        ("HCA 99/2020\nACTION NO. 1234 OF 2026", None),
        ("ACTION NO. 1243 OF 2026", None),
        ("", None),
    ],
)
def test_only_a_well_formed_other_number_is_told_and_only_where_the_own_is_not(
    text: str, other: str | None
) -> None:
    found = another_case(written_cases(text, VOCABULARY), ENTERED)
    assert (None if found is None else str(found)) == other


def test_a_number_without_its_type_has_no_letters() -> None:
    assert written_cases("No 7 of 2026", VOCABULARY) == (WrittenCase("", 7, 2026),)
