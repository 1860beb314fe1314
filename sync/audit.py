"""The audit log: a chain of records, each of whose hashes covers all before it.

h_n = SHA-256(0x01 || h_(n-1) || SHA-256(record)), from 32 zero bytes; a record is written in
the transaction of the change it tells of. Records hold no case, party or file names.
"""

import hashlib
import json
import sqlite3
from datetime import UTC, datetime

START = bytes(32)


def append(db: sqlite3.Connection, event: str, **facts: str | int) -> None:
    """Add a record; the caller's transaction makes it durable."""
    row = db.execute("SELECT h FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    record = json.dumps({"at": at, "event": event, **facts}, sort_keys=True).encode("utf-8")
    db.execute(
        "INSERT INTO audit (record, h) VALUES (?, ?)",
        (record, chained(row[0] if row else START, record)),
    )


def head(db: sqlite3.Connection) -> tuple[int, bytes]:
    """Number and hash of the last record: what a checkpoint is about."""
    row = db.execute("SELECT n, h FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def first_break(db: sqlite3.Connection) -> int | None:
    """The number of the first record that does not follow from those before; None when whole."""
    h, expected = START, 1
    for n, record, stored in db.execute("SELECT n, record, h FROM audit ORDER BY n"):
        h = chained(h, record)
        if n != expected or stored != h:
            return expected
        expected += 1
    return None


def chained(previous: bytes, record: bytes) -> bytes:
    """The hash of a record after the one with hash `previous`."""
    return hashlib.sha256(b"\x01" + previous + hashlib.sha256(record).digest()).digest()
