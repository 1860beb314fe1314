"""Sizes, days and moments as a visitor reads them."""

from datetime import UTC, date, datetime, time

import pytest

from kiosk_app.filing.court_calendar import Span
from kiosk_app.ui import telling
from kiosk_app.wording.texts import Language

EVENING_IN_LONDON = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("size_bytes", "told"),
    [
        (0, "1 KB"),
        (870_400, "870 KB"),
        (12_340_000, "12.3 MB"),
        (1_800_000_000, "1.8 GB"),
        (2_000_000_000_000, "2.0 TB"),
    ],
)
def test_a_size(size_bytes, told):
    assert telling.size(size_bytes) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "Saturday 21 November 2026, 00:05"),
        (Language.ZH_HANT, "2026年11月21日（星期六）00:05"),
        (Language.ZH_HANS, "2026年11月21日（星期六）00:05"),
    ],
)
def test_a_moment_is_told_in_hong_kong_time(language, told):
    assert telling.moment(EVENING_IN_LONDON, language) == told


def test_a_sunday_is_a_sunday_in_chinese():
    assert telling.day(date(2026, 11, 22), Language.ZH_HANT) == "2026年11月22日（星期日）"


def test_hours_of_a_day_and_of_a_day_without_any():
    spans = (Span(time(8, 45), time(13)), Span(time(14), time(17, 30)))
    assert telling.opening(spans, Language.EN) == "08:45–13:00, 14:00–17:30"
    assert telling.opening((), Language.ZH_HANS) == "今日休息"
