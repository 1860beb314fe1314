"""A worker's word is not taken: what makes no sense is not believed."""

from typing import Any

import pytest
from support.verdicts import RULES

from kiosk_app.documents import answers
from kiosk_app.documents.frames import BadFrame
from kiosk_app.filing.written_cases import case_vocabulary

VOCABULARY = case_vocabulary(RULES.case_types, RULES.other_prefixes)
FINDING: dict[str, Any] = {"trouble": "K202", "severity": "look", "pages": [1], "detail": "x"}


@pytest.mark.parametrize(
    "change",
    [
        {"trouble": "K999"},
        {"trouble": "K903"},
        {"trouble": None},
        {"severity": "worst"},
        {"pages": [0]},
        {"pages": [3]},
        {"pages": [1.0]},
        {"pages": [True]},
        {"pages": "1"},
        {"pages": [1] * 9},
        {"detail": None},
    ],
)
def test_a_finding_that_makes_no_sense_is_not_believed(change: dict[str, Any]) -> None:
    assert answers.finding(FINDING, 2).pages == (1,)
    with pytest.raises(BadFrame):
        answers.finding({**FINDING, **change}, 2)


def test_a_detail_is_cut_and_loses_what_cannot_be_read() -> None:
    long = answers.finding({**FINDING, "detail": "a\x1b[31m\n" * 200}, 2).detail
    assert long.isprintable()
    assert len(long) <= answers.MOST_DETAIL


@pytest.mark.parametrize(
    "change", [{"width": 301}, {"width": -1}, {"height": 0}, {"width": 10**9}, {"page": -1}]
)
def test_a_picture_of_other_pixels_than_it_says_is_not_believed(change: dict[str, int]) -> None:
    facts = {"page": 1, "width": 3, "height": 2}
    assert answers.picture(facts, bytes(18), 300).width == 3
    with pytest.raises(BadFrame):
        answers.picture({**facts, **change}, bytes(18), 300)


@pytest.mark.parametrize(
    "told",
    [{"prefix": "YYY", "number": 1, "year": 2026}, {"prefix": "HCA", "number": -1, "year": 2026},
     {"prefix": "HCA", "number": 1, "year": "2026"}, {"number": 1, "year": 2026}],
)  # fmt: skip
def test_a_worker_cannot_invent_what_begins_a_number(told: dict[str, object]) -> None:
    with pytest.raises(BadFrame):
        answers.written_case(told, VOCABULARY)
