"""The words of maintenance mode: one table, three languages, facts put in where they belong."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from kiosk_app.wording.texts import Text

_PLACE = re.compile(r"\{([a-z_]+)\}")


def words(*path: str, facts: Mapping[str, str] | None = None) -> Text:
    """The text at this place of the table. Raises KeyError where a place or fact is missing."""
    entry: Any = _table()
    for name in path:
        entry = entry[name]
    return filled(Text(**entry), facts or {})


def has_words(*path: str) -> bool:
    """Whether the table has this place."""
    entry: Any = _table()
    for name in path:
        if name not in entry:
            return False
        entry = entry[name]
    return True


def filled(text: Text, facts: Mapping[str, str]) -> Text:
    """The text with its {places} filled; the facts themselves are never read as places."""

    def put_in(sentence: str) -> str:
        return _PLACE.sub(lambda place: facts[place[1]], sentence)

    return Text(put_in(text.en), put_in(text.zh_hant), put_in(text.zh_hans))


@cache
def _table() -> Mapping[str, Any]:
    file = resources.files("kiosk_app.maintenance").joinpath("words.toml")
    return tomllib.loads(file.read_text("utf-8"))
