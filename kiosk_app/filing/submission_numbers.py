"""Submission numbers that can be read over a telephone: RC01-261121-0042-7."""

import re
import unicodedata
from datetime import date, datetime

_PARTS = re.compile(r"RC([0-9]{2})([0-9]{6})([0-9]{4}|[1-9][0-9]{4,8})([0-9])")


def submission_number(kiosk: int, day: date, sequence: int) -> str:
    """The number of a submission captured on this day (in Hong Kong).

    `sequence` is the kiosk's own count, from 1 without gaps; a new day does not begin it anew.
    After RC there are digits only: kiosk, day, sequence, and a check digit by ISO 7064
    MOD 11,10 over all of them, which catches every single wrong digit. Raises ValueError
    for a kiosk outside 1 to 99 or a sequence outside 1 to 999,999,999.
    """
    if not 1 <= kiosk <= 99:
        raise ValueError(f"kiosk number {kiosk} is not between 1 and 99")
    if not 1 <= sequence <= 999_999_999:
        raise ValueError(f"sequence {sequence} is not between 1 and 999999999")
    return _written(f"{kiosk:02}", f"{day:%y%m%d}", f"{sequence:04}")


def check_submission_number(text: str) -> str | None:
    """The number as it is printed, or None when it cannot be one.

    Forgives spaces, letter case, full-width forms and missing or odd dashes; a wrong check
    digit, an impossible day or a number too short is never forgiven.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    parts = _PARTS.fullmatch(re.sub(r"[\s\u2010-\u2015\u2212-]", "", plain))
    if parts is None:
        return None
    kiosk, day, sequence, check = parts.groups()
    if int(kiosk) == 0 or int(sequence) == 0 or not _is_day(day):
        return None
    if check != _check_digit(kiosk + day + sequence):
        return None
    return _written(kiosk, day, sequence)


def kiosk_of(number: str) -> int:
    """Which kiosk gave a number that check_submission_number has returned."""
    return int(number[2:4])


def _written(kiosk: str, day: str, sequence: str) -> str:
    return f"RC{kiosk}-{day}-{sequence}-{_check_digit(kiosk + day + sequence)}"


def _check_digit(digits: str) -> str:
    """ISO/IEC 7064, hybrid system MOD 11,10."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def _is_day(yymmdd: str) -> bool:
    try:
        datetime.strptime(f"20{yymmdd}", "%Y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True
