"""kiosk-receiver disputes | new-audit: kiosks whose audit logs are not what was countersigned."""

import argparse
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from sync.receiver.books import Books
from sync.receiver.database import StoreUnusable, in_words, open_database

COMMANDS = ("disputes", "new-audit")
_FAILED = 1


def add_to(commands: Any) -> None:
    """Add the two to the command line."""
    listing = commands.add_parser("disputes", help="list audit logs that were rewritten or cut off")
    beginning = commands.add_parser(
        "new-audit", help="a kiosk has a new disk: its next audit log is its first"
    )
    beginning.add_argument("--kiosk", required=True, metavar="NAME")
    for one in (listing, beginning):
        one.add_argument("--store", required=True, metavar="DIR", type=Path)
        one.add_argument("--database", metavar="URL", help="where the books are, if not in DIR")


def run(asked: argparse.Namespace) -> int:
    """Run one of them; the exit status: 0 done, 1 could not."""
    try:
        with closing(Books(open_database(asked.store, asked.database))) as books:
            if asked.command == "disputes":
                return _list(books)
            if books.checkpoints.begin_anew(asked.kiosk, int(time.time())) == 0:
                return _complain(f"no audit log of {asked.kiosk} has been countersigned")
    except (StoreUnusable, DBAPIError, OSError) as error:
        return _complain(in_words(error))
    return 0


def _list(books: Books) -> int:
    for kiosk, chain, told_at in books.checkpoints.disputes():
        at = datetime.fromtimestamp(told_at, UTC).isoformat()
        print(f"{at} {kiosk} {chain.length} records, head {chain.head.hex()}")
    return 0


def _complain(what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return _FAILED
