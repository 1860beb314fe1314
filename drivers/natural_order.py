"""The order in which people expect file names: "page 2" before "page 10", folder by folder."""

import re
import unicodedata

_NUMBER = re.compile(r"(\d+)")

NameKey = tuple[tuple[str | int, ...], str]


def natural_order(path: str) -> tuple[tuple[NameKey, ...], NameKey, str]:
    """A sort key for a path with forward slashes.

    The files of a folder stand together, before those of the folders within it. Numbers
    count by value, in any script's digits; case and the way accents are composed do not
    matter, unless nothing else tells two names apart.
    """
    *folders, name = path.split("/")
    return tuple(_name_key(folder) for folder in folders), _name_key(name), path


def _name_key(name: str) -> NameKey:
    """The ending comes last, so that "writ.pdf" stands before "writ 2.pdf"."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    stem, _, ending = folded.rpartition(".")
    # Splitting by a group alternates text and number, so that like is compared with like.
    parts = _NUMBER.split(stem or ending)
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts)), ending
