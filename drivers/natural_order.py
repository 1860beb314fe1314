"""The order in which people expect file names: "page 2" before "page 10", folder by folder."""

import re
import unicodedata

_NUMBER = re.compile(r"(\d+)")

Key = tuple[tuple[tuple[str | int, ...], ...], tuple[str | int, ...], str]


def natural_order(path: str) -> Key:
    """A sort key for a path with forward slashes.

    The files of a folder stand together, before those of the folders within it. Numbers
    count by value, in any script's digits; case and the way accents are composed do not
    matter, unless nothing else tells two names apart.
    """
    *folders, name = path.split("/")
    return tuple(_name_key(folder) for folder in folders), _name_key(name), path


def _name_key(name: str) -> tuple[str | int, ...]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    # re.split with a group alternates text and number, so that like is compared with like.
    parts = _NUMBER.split(folded)
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
