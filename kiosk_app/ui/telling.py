"""How sizes, lengths of time, days and moments are told: Hong Kong time, three languages."""

from datetime import date, datetime, time

from kiosk_app.filing.court_calendar import HONG_KONG, Span
from kiosk_app.wording.texts import Language, Text

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CHINESE_WEEKDAYS = "一二三四五六日"
_UNITS = (
    (Text("d", "天", "天"), 86_400),
    (Text("h", "小時", "小时"), 3_600),
    (Text("min", "分鐘", "分钟"), 60),
    (Text("s", "秒", "秒"), 1),
)
_CLOSED = Text("Closed today", "今日休息", "今日休息")
_UNKNOWN = Text("Please ask at the counter", "請向櫃位職員查詢", "请向柜台职员查询")


def day(at: date, language: Language) -> str:
    """A day with its weekday: "Friday 20 November 2026", "2026年11月20日（星期五）"."""
    if language is Language.EN:
        return f"{_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}"
    return f"{at.year}年{at.month}月{at.day}日（星期{_CHINESE_WEEKDAYS[at.weekday()]}）"


def moment(at: datetime, language: Language) -> str:
    """A moment in Hong Kong, to the minute; `at` is aware, in any zone."""
    here = at.astimezone(HONG_KONG)
    space = ", " if language is Language.EN else ""
    return f"{day(here.date(), language)}{space}{clock(here.time())}"


def clock(at: time) -> str:
    """A time of day as every language here writes it: 14:05."""
    return f"{at:%H:%M}"


def opening(spans: tuple[Span, ...], language: Language) -> str:
    """Opening hours of a day: "08:45–13:00, 14:00–17:30"; closed when there are none."""
    if not spans:
        return _CLOSED.in_language(language)
    comma = ", " if language is Language.EN else "、"
    return comma.join(f"{clock(span.opens)}–{clock(span.closes)}" for span in spans)


def ask_for_hours(language: Language) -> str:
    """What stands in place of hours on a day that the table of holidays does not cover."""
    return _UNKNOWN.in_language(language)


def duration(seconds: float, language: Language) -> str:
    """A length of time in its two largest units: "2 h 10 min", "3 天 4 小時"; at least a second."""
    left = max(1, round(seconds))
    parts = []
    for unit, unit_s in _UNITS:
        count, left = divmod(left, unit_s)
        if count:
            parts.append(f"{count}\N{NO-BREAK SPACE}{unit.in_language(language)}")
    return "\N{NO-BREAK SPACE}".join(parts[:2])


def size(size_bytes: int) -> str:
    """A size as people compare it: "870 KB", "12.3 MB", "1.8 GB" (powers of ten)."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1_000))} KB"
    if size_bytes < 1_000_000_000:
        return f"{size_bytes / 1_000_000:.1f} MB"
    if size_bytes < 1_000_000_000_000:
        return f"{size_bytes / 1_000_000_000:.1f} GB"
    return f"{size_bytes / 1_000_000_000_000:.1f} TB"
