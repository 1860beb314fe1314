"""File names stand in the order people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.natural_order import natural_order


@pytest.mark.parametrize(
    "expected",
    [
        ["page 2.pdf", "page 10.pdf"],
        ["01.pdf", "1.pdf", "2.pdf", "11.pdf"],
        ["A.pdf", "b.pdf", "C.pdf"],
        ["頁2.pdf", "頁10.pdf"],
        ["第２頁.pdf", "第10頁.pdf"],
        ["z.pdf", "folder 2/a.pdf", "folder 2/within/a.pdf", "folder 10/a.pdf"],
        ["9.pdf", "a.pdf", "a9.pdf"],
        ["writ.pdf", "writ 2.pdf", "writ-2.pdf"],
    ],
)
def test_numbers_count_by_value_and_folders_stand_together(expected: list[str]) -> None:
    shuffled = sorted(expected, key=lambda path: path[::-1])
    assert sorted(shuffled, key=natural_order) == expected


@given(st.lists(st.text(), unique=True))
def test_any_names_have_one_order_whatever_order_they_come_in(paths: list[str]) -> None:
    backwards = paths[::-1]
    assert sorted(paths, key=natural_order) == sorted(backwards, key=natural_order)
