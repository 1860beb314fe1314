"""When a paper can be presented, told from the rules that ship with the kiosk."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.rule_data import load_rule_data
from kiosk_app.filing.court_calendar import HONG_KONG, CourtCalendar
from kiosk_app.filing.rules import read_rules

_DATA = load_rule_data("high_court")
CALENDAR: CourtCalendar = read_rules(_DATA.data, _DATA.id).calendar


def hk(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


@pytest.mark.parametrize("at", ["2026-11-23 08:45", "2026-11-23 12:59:59", "2026-11-23 17:29:59"])
def test_while_the_registry_is_open_the_paper_counts_at_once(at):
    filing = CALENDAR.filing_time(hk(at))
    assert filing.registry_open
    assert filing.counts_from == hk(at)
    assert filing.closes_at == hk("2026-11-23 17:30")
    assert filing.covered


@pytest.mark.parametrize(
    ("at", "counts_from"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:45"),
        ("2026-11-23 13:00", "2026-11-23 14:00"),  # lunch
        ("2026-11-23 13:59:59", "2026-11-23 14:00"),
        ("2026-11-23 17:30", "2026-11-24 08:45"),
        ("2026-11-23 17:45", "2026-11-24 08:45"),  # the Resource Centre is still open
        ("2026-11-20 17:45", "2026-11-23 08:45"),  # Friday
        ("2026-11-21 10:00", "2026-11-23 08:45"),  # Saturday
        ("2026-04-02 17:31", "2026-04-08 08:45"),  # Easter and Ching Ming
        ("2026-02-16 12:59", "2026-02-16 12:59"),  # Lunar New Year's Eve, morning
        ("2026-02-16 13:00", "2026-02-20 08:45"),
        ("2026-12-24 15:00", "2026-12-28 08:45"),  # Christmas Eve, afternoon
        ("2025-12-31 18:00", "2026-01-02 08:45"),  # across the year
    ],
)
def test_when_it_is_closed_the_paper_counts_from_the_next_opening(at, counts_from):
    filing = CALENDAR.filing_time(hk(at))
    assert filing.counts_from == hk(counts_from)
    assert filing.covered


def test_a_moment_is_the_same_in_any_zone():
    utc = datetime(2026, 11, 23, 9, 45, tzinfo=UTC)
    assert CALENDAR.filing_time(utc).counts_from == hk("2026-11-24 08:45")


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        CALENDAR.filing_time(datetime(2026, 11, 23, 9, 45))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize("at", ["2027-01-04 10:00", "2024-12-31 10:00"])
def test_a_year_without_official_holidays_gets_no_date(at):
    filing = CALENDAR.filing_time(hk(at))
    assert not filing.covered
    assert filing.counts_from is None
    assert not filing.registry_open


def test_no_date_is_worked_out_into_a_year_that_is_not_covered():
    filing = CALENDAR.filing_time(hk("2026-12-31 17:30"))
    assert not filing.covered
    assert filing.counts_from is None


def test_the_last_working_day_that_is_covered_still_counts():
    assert CALENDAR.filing_time(hk("2026-12-31 17:29")).registry_open


@pytest.mark.parametrize(
    ("at", "warns"),
    [
        ("2026-11-23 16:44:59", False),
        ("2026-11-23 16:45", True),
        ("2026-11-23 17:45", True),
        ("2026-12-24 12:14", False),
        ("2026-12-24 12:15", True),
        ("2026-11-21 16:50", False),  # Saturday
        ("2027-01-04 16:50", False),
    ],
)
def test_visitors_are_warned_shortly_before_the_last_closing(at, warns):
    assert CALENDAR.warns(hk(at)) is warns


def test_the_two_closing_times_of_a_whole_day():
    hours = CALENDAR.hours_of(date(2026, 11, 23))
    assert hours is not None
    assert (hours.registry_closes, hours.resource_centre_closes) == (time(17, 30), time(18))
    assert not hours.half_day


def test_a_half_day_closes_both_at_one():
    hours = CALENDAR.hours_of(date(2026, 12, 24))
    assert hours is not None
    assert (hours.registry_closes, hours.resource_centre_closes) == (time(13), time(13))
    assert hours.half_day


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 21), date(2026, 11, 22), date(2026, 10, 19), date(2025, 10, 29)],
)
def test_weekends_and_general_holidays_have_no_hours(day):
    assert CALENDAR.covers(day)
    assert CALENDAR.hours_of(day) is None


def test_each_covered_year_has_its_seventeen_general_holidays():
    assert sum(day.year == 2025 for day in CALENDAR.holidays) == 17
    assert sum(day.year == 2026 for day in CALENDAR.holidays) == 17
    assert CALENDAR.covered_years == {2025, 2026}


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31, 17, 29)))  # noqa: DTZ001
def test_the_date_given_is_always_one_when_the_registry_is_open(moment):
    at = moment.replace(tzinfo=HONG_KONG)
    filing = CALENDAR.filing_time(at)
    assert filing.covered
    assert filing.counts_from is not None
    assert filing.counts_from >= at
    assert CALENDAR.filing_time(filing.counts_from).registry_open
    assert filing.registry_open is (filing.counts_from == at)
    assert filing.counts_from - at < timedelta(days=6)
