"""What the desk says, in the language that was chosen, and moments as Hong Kong writes them."""

import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib import resources

LANGUAGES = {"en": "en", "zh-Hant": "zh_hant", "zh-Hans": "zh_hans"}
"""The languages as HTML names them, and as words.toml does."""

_HONG_KONG = timezone(timedelta(hours=8))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIMPLIFIED = ("zh-hans", "zh-cn", "zh-sg")
_LONGEST = 200


class Words:
    """The words of one language, which is one of LANGUAGES."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._column = LANGUAGES[language]

    def __call__(self, name: str, /, **filled: object) -> str:
        """A sentence with its gaps filled. Raises KeyError for one that there is not."""
        return _table()[name][self._column].format(**filled)

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return name in _table()

    def moment(self, when: datetime | int) -> str:
        """A time, aware or in UTC seconds since 1970, as it is in Hong Kong."""
        at = datetime.fromtimestamp(when, UTC) if isinstance(when, int) else when
        here = at.astimezone(_HONG_KONG)
        month = {"month": _MONTHS[here.month - 1], "month_number": here.month}
        return self("moment", day=here.day, year=here.year, time=f"{here:%H:%M}", **month)


def chosen(cookie: str, accepted: str) -> str:
    """The language that was chosen before, else the first that the browser asks for and we have."""
    if cookie in LANGUAGES:
        return cookie
    for part in accepted.lower().split(","):
        asked = part.partition(";")[0].strip()
        if asked.startswith("zh"):
            return "zh-Hans" if asked.startswith(_SIMPLIFIED) else "zh-Hant"
        if asked.startswith("en"):
            return "en"
    return "en"


def shown(text: str) -> str:
    """A visitor's own words without control and direction characters, and not without end.

    Such characters can make one name read as another.
    """
    clean = "".join("·" if unicodedata.category(c).startswith("C") else c for c in text)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 16]}…{clean[-15:]}"


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("sync.receiver.desk").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
