"""Which files are meant on a command line: those named, and all in the folders named."""

import os
from collections.abc import Iterable
from pathlib import Path

from drivers.storage import StorageError
from drivers.tree import list_beneath, opened_folder
from kiosk_app.commands.ending import WrongUsage
from kiosk_app.filing.filing_sheet import FILE_NAME

MOST_FILES = 1_000_000


def files_given(names: Iterable[str]) -> list[str]:
    """The files in the order given; those of a folder in the order people expect.

    Of a folder the same is left out as on a visitor's device (hidden names, links, what an
    operating system keeps for itself), and the filing sheet. Raises WrongUsage for what is not
    there, and where no file is left.
    """
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found += _files_of(path)
        elif path.exists():
            found.append(name)
        else:
            raise WrongUsage(f"{shown(name)} is not there")
    if not found:
        raise WrongUsage("there are no files in what was named")
    return found


def shown(name: str) -> str:
    """A name that is safe on a terminal: no control or direction characters."""
    return "".join(letter if letter.isprintable() else "\u00b7" for letter in name)


def same_file(one: Path, other: Path) -> bool:
    """Whether both names are of one file; not when either is not there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _files_of(folder: Path) -> list[str]:
    try:
        with opened_folder(os.path.realpath(folder)) as opened:
            entries = list_beneath(opened, max_entries=MOST_FILES, names_as_text=False)
    except StorageError as error:
        raise WrongUsage(f"{shown(str(folder))}: {error}") from error
    except OSError as error:
        raise WrongUsage(f"{shown(str(folder))} cannot be read: {error.strerror}") from error
    return [str(folder / entry.path) for entry in entries if Path(entry.path).name != FILE_NAME]
