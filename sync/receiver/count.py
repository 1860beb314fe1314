"""How many submissions hold a document: the question every trial of the delivery ends with."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sync.receiver.store import DATABASE


def count_holding(folder: Path, sha256: str) -> int:
    """How many received submissions hold a document; also while a receiver serves the folder.

    Raises sqlite3.Error when the folder is not a store.
    """
    database = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(database, uri=True, timeout=10)) as db:
        row = db.execute(
            "SELECT count(DISTINCT submission) FROM documents WHERE sha256 = ?", (sha256,)
        ).fetchone()
    return int(row[0])
