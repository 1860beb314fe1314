"""Reads one table of rule data, noting every problem with its key and going on."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any, TypeVar

from kiosk_app.wording.texts import Text

T = TypeVar("T")

NO_TEXT = Text("", "", "")


class RuleTable:
    """A table of rule data at a place such as `hours.registry[1]`.

    Every reader returns a value of its type, whatever the data: a harmless stand-in, when a
    problem was noted. `finish()` notes the keys that nobody asked for.
    """

    def __init__(self, data: object, place: str, problems: list[str]) -> None:
        self.place = place
        self._problems = problems
        self._asked: set[str] = set()
        self._data: Mapping[str, Any] = {}
        if isinstance(data, Mapping):
            self._data = data
        else:
            problems.append(f"{place}: must be a table")

    def note(self, key: str, problem: str) -> None:
        """Note a problem with a key of this table."""
        self._problems.append(f"{self._at(key)}: {problem}")

    def string(self, key: str) -> str:
        """A text that is not empty."""
        value = self._typed(key, str, "", "a text in quotation marks")
        if key in self._data and not value.strip():
            self.note(key, "must not be empty")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; an absent key is an empty list."""
        values = self._optional(key, list, [])
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        self.note(key, "must be a list of texts in quotation marks")
        return ()

    def flag(self, key: str) -> bool:
        """True or false; an absent key is false."""
        value: bool = self._optional(key, bool, False)
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._typed(key, int, least, "a whole number")
        if isinstance(value, bool) or not least <= value <= most:
            self.note(key, f"must be a whole number from {least} to {most}")
            return least
        return value

    def day(self, key: str) -> date | None:
        """A date without time; None when absent."""
        value = self._optional(key, date, None)
        if value is None or type(value) is date:
            return value
        self.note(key, "must be a date without time, written 2026-12-25")
        return None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates."""
        values = self._typed(key, list, [], "a list of dates")
        if all(type(value) is date for value in values):
            return tuple(values)
        self.note(key, "must be a list of dates written 2026-12-25")
        return ()

    def time(self, key: str) -> time:
        """A time of day."""
        return self._typed(key, time, time(0), "a time written 08:45:00")

    def text(self, key: str) -> Text:
        """A text in all three languages: a table with en, zh_hant and zh_hans."""
        if key not in self._data:
            self._asked.add(key)
            self.note(key, "is missing")
            return NO_TEXT
        table = self.table(key)
        text = Text(table.string("en"), table.string("zh_hant"), table.string("zh_hans"))
        table.finish()
        return text

    def table(self, key: str) -> "RuleTable":
        """A table within this table."""
        self._asked.add(key)
        return RuleTable(self._data.get(key, None), self._at(key), self._problems)

    def tables(self, key: str) -> list["RuleTable"]:
        """A list of tables, written [[key]]; it must not be empty."""
        values = self._typed(key, list, [], "a list of tables")
        if key in self._data and not values:
            self.note(key, "must not be empty")
        return [
            RuleTable(value, f"{self._at(key)}[{index}]", self._problems)
            for index, value in enumerate(values)
        ]

    def wholes(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers within bounds."""
        values = self._typed(key, list, [], "a list of whole numbers")
        if all(type(value) is int and least <= value <= most for value in values):
            return tuple(values)
        self.note(key, f"must be a list of whole numbers from {least} to {most}")
        return ()

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def named_tables(self) -> Iterator[tuple[str, "RuleTable"]]:
        """All tables within this table, with their names."""
        for name in self:
            yield name, self.table(name)

    def finish(self) -> None:
        """Note the keys that nobody asked for: a misspelt rule must not be passed over."""
        for key in self._data:
            if key not in self._asked:
                self.note(key, "is not a known key")

    def _typed(self, key: str, kind: type[T], stand_in: T, wanted: str) -> T:
        self._asked.add(key)
        if key not in self._data:
            self.note(key, "is missing")
            return stand_in
        value = self._data[key]
        if isinstance(value, kind):
            return value
        self.note(key, f"must be {wanted}")
        return stand_in

    def _optional(self, key: str, kind: type[Any], stand_in: Any) -> Any:
        self._asked.add(key)
        value = self._data.get(key, stand_in)
        if value is stand_in or isinstance(value, kind):
            return value
        self.note(key, f"must be of type {kind.__name__}")
        return stand_in

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
