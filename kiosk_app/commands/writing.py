"""Writes what was asked for whole or not at all, and never over what cannot be a document."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kiosk_app.commands.ending import WrongUsage
from kiosk_app.commands.given import shown


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A file that takes the name `out` when the block ends well; else nothing is left of it.

    Raises WrongUsage when it cannot be written.
    """
    must_be_replaceable(out)
    part = _part(out)
    try:
        with part.open("xb") as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                part.replace(out)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_be_written(out, error) from error


def must_be_writable(out: Path) -> None:
    """See that `replacing` can begin: a folder is there, and a file can be made in it.

    Raises WrongUsage.
    """
    must_be_replaceable(out)
    try:
        _part(out).open("xb").close()
        _part(out).unlink()
    except OSError as error:
        raise _cannot_be_written(out, error) from error


def must_be_replaceable(out: Path) -> None:
    """Raises WrongUsage for a folder, a device or a pipe."""
    try:
        if not out.exists() or out.is_file():
            return
    except OSError as error:
        raise _cannot_be_written(out, error) from error
    raise WrongUsage(f"{shown(str(out))} is there already and is not a file")


def usual_permissions(file: Path) -> None:
    """Give a file that was made for the owner alone the permissions of any new file."""
    mask = os.umask(0o077)
    os.umask(mask)
    file.chmod(0o666 & ~mask)


def _part(out: Path) -> Path:
    return out.with_name(f".{out.name}.{os.getpid()}.part")


def _cannot_be_written(out: Path, error: OSError) -> WrongUsage:
    return WrongUsage(f"{shown(str(out))} cannot be written: {error.strerror}")
