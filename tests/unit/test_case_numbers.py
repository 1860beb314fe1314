"""What a visitor keys as a case number, and what the kiosk makes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.rule_data import load_rule_data
from kiosk_app.filing.case_numbers import (
    CaseNumber,
    CaseProblem,
    CaseQuestion,
    CaseReading,
    CaseRefusal,
    read_case,
)
from kiosk_app.filing.rules import read_rules

TODAY = date(2026, 11, 21)
_DATA = load_rule_data("high_court")
RULES = read_rules(_DATA.data, _DATA.id)
ENABLED = [t.prefix for t in RULES.case_types if t.enabled_on(TODAY)]
HCA_1234 = CaseNumber("HCA", 1234, 2025)


def read(text: str, today: date = TODAY) -> CaseReading:
    return read_case(text, RULES.case_types, today, RULES.other_prefixes)


@pytest.mark.parametrize(
    "text",
    [
        "HCA 1234/2025",
        "HCA1234/2025",
        "hca 1234/2025",
        "  HCA  1234 / 2025 ",
        "ＨＣＡ　１２３４／２０２５",
        "hca１２３４/２０２５",
    ],
)
def test_as_the_court_writes_it_is_believed(text):
    assert read(text) == HCA_1234


@pytest.mark.parametrize(
    "text",
    [
        "HCA1234/25",
        "HCA 1234 of 2025",
        "HCA No. 1234 of 2025",
        "HCA-1234-2025",
        "HCA – 1234 – 2025",
        "HCA 1234-2025",
        "HCA 1234 2025",
        "HCA 001234/2025",
        "高院民事訴訟2025年第1234號",
        "高院民事訴訟案件 2025 年第 1234 號",
        "高院民事诉讼2025年第1234号",
        "高院民事訴訟２０２５年第１２３４號",
    ],
)
def test_what_had_to_be_interpreted_is_asked_about(text):
    assert read(text) == CaseQuestion(HCA_1234)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", CaseProblem.EMPTY),
        (" \u3000 ", CaseProblem.EMPTY),
        ("[2020] HKCFI 2743", CaseProblem.NEUTRAL_CITATION),
        ("［2020］ hkcfi 2743", CaseProblem.NEUTRAL_CITATION),
        ("2020 HKCA 12", CaseProblem.NEUTRAL_CITATION),
        ("(2003) 6 HKCFAR 336", CaseProblem.NEUTRAL_CITATION),
        ("HCA 1 & 2/2025", CaseProblem.SEVERAL_CASES),
        ("HCA 1, 2 and 3/2025", CaseProblem.SEVERAL_CASES),
        ("HCA 1、2/2025", CaseProblem.SEVERAL_CASES),
        ("HCA 1-3/2025", CaseProblem.SEVERAL_CASES),
        ("HCA 1/2025 HCA 2/2025", CaseProblem.SEVERAL_CASES),
        ("ZZZ 1/2025", CaseProblem.UNKNOWN_TYPE),
        ("HCX", CaseProblem.UNKNOWN_TYPE),
        ("DCCJ 12/2025", CaseProblem.NOT_A_HIGH_COURT_TYPE),
        ("FACV 1/2025", CaseProblem.NOT_A_HIGH_COURT_TYPE),
        ("ESS 1/2025", CaseProblem.NOT_A_HIGH_COURT_TYPE),
        ("DCPI 3 of 2024", CaseProblem.NOT_A_HIGH_COURT_TYPE),
        ("HCAP 3/2025", CaseProblem.TYPE_NOT_ENABLED),
        ("HCZZ 10/2020", CaseProblem.TYPE_NOT_ENABLED),
        ("HCMP 598/2022", CaseProblem.TYPE_NOT_ENABLED),
        ("HCA 1/2027", CaseProblem.YEAR_IN_FUTURE),
        ("HCA 1/27", CaseProblem.YEAR_IN_FUTURE),
        ("HCA 1/1899", CaseProblem.YEAR_TOO_EARLY),
        ("HCA 0/2025", CaseProblem.NOT_A_CASE_NUMBER),
        ("HCA 1 2/2025", CaseProblem.NOT_A_CASE_NUMBER),
        ("HCA 1234567/2025", CaseProblem.NOT_A_CASE_NUMBER),
        ("the writ of Mr Chan", CaseProblem.NOT_A_CASE_NUMBER),
        ("HCA 1/2025 " * 50, CaseProblem.NOT_A_CASE_NUMBER),
    ],
)
def test_everything_else_is_explained(text, problem):
    reading = read(text)
    assert isinstance(reading, CaseRefusal)
    assert reading.problem is problem


@pytest.mark.parametrize("prefix", ENABLED)
def test_typing_a_good_number_is_never_called_wrong(prefix):
    whole = f"{prefix} 1207/2024"
    for length in range(1, len(whole)):
        reading = read(whole[:length])
        assert isinstance(reading, CaseRefusal)
        assert reading.problem is CaseProblem.INCOMPLETE, whole[:length]
    assert read(whole) == CaseNumber(prefix, 1207, 2024)


@pytest.mark.parametrize(
    ("prefix", "first_day"),
    [
        ("CACV", date(2025, 6, 30)),
        ("HCCL", date(2025, 8, 29)),
        ("HCCT", date(2025, 8, 29)),
        ("HCIP", date(2025, 8, 29)),
        ("HCPI", date(2025, 10, 30)),
        ("HCA", date(2025, 12, 19)),
    ],
)
def test_a_type_is_taken_from_its_first_day(prefix, first_day):
    eve = date.fromordinal(first_day.toordinal() - 1)
    assert read(f"{prefix} 1/2025", eve) == CaseRefusal(CaseProblem.TYPE_NOT_ENABLED, prefix)
    assert read(f"{prefix} 1/2025", first_day) == CaseNumber(prefix, 1, 2025)


def test_no_other_type_is_taken():
    assert sorted(ENABLED) == ["CACV", "HCA", "HCCL", "HCCT", "HCIP", "HCPI"]


def test_a_case_of_another_court_names_that_court():
    reading = read("DCCJ 12/2025")
    assert isinstance(reading, CaseRefusal)
    assert reading.court is not None
    assert reading.court.en == "the District Court"


def test_a_short_year_is_of_the_last_century_when_this_one_has_not_got_there():
    assert read("HCA 1/98") == CaseQuestion(CaseNumber("HCA", 1, 1998))


@given(st.sampled_from(ENABLED), st.integers(1, 999_999), st.integers(1900, TODAY.year))
def test_what_the_court_writes_comes_back_unchanged(prefix, number, year):
    case = CaseNumber(prefix, number, year)
    assert read(str(case)) == case


@given(st.text(max_size=80) | st.text("HCA 0123456789/-[]年第號ofOF&,", max_size=30))
def test_any_text_gets_an_answer(text):
    reading = read(text)
    if isinstance(reading, CaseNumber):
        assert read(str(reading)) == reading
