"""A moment as people in Hong Kong write it; the same on every machine, whatever its locale."""

from datetime import datetime

from kiosk_app.filing.court_calendar import HONG_KONG

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_hour(when: datetime) -> tuple[str, str]:
    """("20 Nov 2026", "17:41") in Hong Kong, of an aware time."""
    here = when.astimezone(HONG_KONG)
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year}", f"{here:%H:%M}"


def weekday(when: datetime) -> int:
    """The day of the week in Hong Kong, Monday 0, of an aware time."""
    return when.astimezone(HONG_KONG).weekday()
