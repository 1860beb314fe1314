"""Visitors' own words, such as file names, made safe for paper and terminals."""

import unicodedata

_LONGEST = 60
_END = 15


def printable(name: str) -> str:
    """The name without control and direction characters, in 60 characters at most.

    Such characters can make one name read as another. A long name is shortened in the middle, so
    that its ending stays.
    """
    clean = "".join("·" if unicodedata.category(c).startswith("C") else c for c in name)
    if len(clean) <= _LONGEST:
        return clean
    return f"{clean[: _LONGEST - _END - 1]}…{clean[-_END:]}"
