"""kiosk-receiver staff: who may sign in at the desk of the Registry."""

import argparse
import sys
import time
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from sync.receiver.database import StoreUnusable, in_words, open_database
from sync.receiver.desk.staff import PasswordUnsuitable, Staff

COMMAND = "staff"
_FAILED = 1


def add_to(commands: Any) -> None:
    """Add it to the command line."""
    staff = commands.add_parser(COMMAND, help="set who may sign in at the Registry's desk")
    staff.add_argument("--store", required=True, metavar="DIR", type=Path)
    staff.add_argument("--database", metavar="URL", help="where the books are, if not in DIR")
    staff.add_argument("--remove", action="store_true", help="let nobody in by this name")
    staff.add_argument("name", metavar="NAME")


def run(asked: argparse.Namespace) -> int:
    """Set a password, asked twice or read from a pipe, or remove it. The exit status: 0, or 1."""
    try:
        asked.store.mkdir(parents=True, exist_ok=True)
        engine = open_database(asked.store, asked.database)
        try:
            staff = Staff(engine, lambda: int(time.time()))
            return _remove(staff, asked.name) if asked.remove else _set(staff, asked.name)
        finally:
            engine.dispose()
    except (DBAPIError, StoreUnusable, OSError) as error:
        return _complain(in_words(error))


def _set(staff: Staff, name: str) -> int:
    try:
        staff.set_password(name, _password())
    except (EOFError, KeyboardInterrupt):
        return _complain("nothing was changed")
    except PasswordUnsuitable as error:
        return _complain(f"nothing was changed: {error}")
    print(f"{name} may sign in at the Registry's desk.")
    return 0


def _remove(staff: Staff, name: str) -> int:
    if not staff.remove(name):
        return _complain(f"nobody signs in as {name}")
    print(f"{name} may no longer sign in.")
    return 0


def _password(ask: Callable[[str], str] = getpass) -> str:
    """Never on a command line, where others could read it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = ask("Password: ")
    if ask("The same again: ") != password:
        raise PasswordUnsuitable("the two are not alike")
    return password


def _complain(what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return _FAILED
