"""Submission numbers survive being read over a telephone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.filing.submission_numbers import (
    _check_digit,
    check_submission_number,
    submission_number,
)

NUMBERS = st.builds(
    submission_number,
    st.integers(1, 99),
    st.dates(date(2025, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
)


def test_a_number_has_kiosk_day_sequence_and_check_digit():
    assert submission_number(1, date(2026, 11, 21), 42) == "RC01-261121-0042-4"


def test_the_check_digit_is_that_of_the_standard():
    """ISO/IEC 7064 gives 5 as the MOD 11,10 check digit of its example 0794."""
    assert _check_digit("0794") == "5"


@given(NUMBERS)
def test_a_printed_number_is_accepted_as_it_is(number):
    assert check_submission_number(number) == number


@given(NUMBERS)
def test_dashes_spaces_case_and_full_width_do_not_matter(number):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    assert check_submission_number(wide) == number
    assert check_submission_number(number.replace("-", "").lower()) == number
    assert check_submission_number(f" {number.replace('-', ' – ')} ") == number


@given(NUMBERS, st.data())
def test_every_single_wrong_digit_is_caught(number, data):
    places = [i for i, c in enumerate(number) if c.isdigit()]
    place = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert check_submission_number(number[:place] + wrong + number[place + 1 :]) is None


def test_nearly_all_swapped_neighbours_are_caught():
    swapped = caught = 0
    for sequence in range(1, 2000):
        digits = submission_number(1 + sequence % 99, date(2026, 11, 21), sequence)
        plain = digits.replace("-", "")
        for place in range(2, len(plain) - 1):
            first, second = plain[place], plain[place + 1]
            if first == second:
                continue
            swapped += 1
            heard = plain[:place] + second + first + plain[place + 2 :]
            caught += check_submission_number(heard) is None
    assert caught / swapped > 0.95


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99_999), st.integers(1, 99_999))
def test_two_submissions_never_share_a_number(kiosk, other_kiosk, sequence, other_sequence):
    day = date(2026, 11, 21)
    same = (kiosk, sequence) == (other_kiosk, other_sequence)
    mine = submission_number(kiosk, day, sequence).replace("-", "")
    other = submission_number(other_kiosk, day, other_sequence).replace("-", "")
    assert (mine == other) is same


def test_a_busy_day_gets_longer_numbers():
    number = submission_number(3, date(2026, 1, 2), 12345)
    assert number.startswith("RC03-260102-12345-")
    assert check_submission_number(number.replace("-", "")) == number


@pytest.mark.parametrize(
    "text",
    ["", "RC", "RC01", "RC01-261121-0042", "0126112100420", "RC01-261321-0042-1", "RC０１", "RC²1"],
)
def test_what_cannot_be_a_number_is_none(text):
    assert check_submission_number(text) is None


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    answer = check_submission_number(text)
    assert answer is None or check_submission_number(answer) == answer


@pytest.mark.parametrize(("kiosk", "sequence"), [(0, 1), (100, 1), (1, 0)])
def test_impossible_kiosks_and_sequences_are_mistakes(kiosk, sequence):
    with pytest.raises(ValueError, match="not between"):
        submission_number(kiosk, date(2026, 11, 21), sequence)
