"""The outbox's SQLite file: how it is opened, its tables, and its errors in our words.

A rollback journal with synchronous=EXTRA: two processes write here, and WAL has lost data in
power cuts (and, in SQLite before 3.51, could be corrupted by two connections).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.submissions import OutboxFull, OutboxNewer, OutboxUnavailable

BUSY_LIMIT_S = 20
APPLICATION_ID = 0x4B534F42  # "KSOB"

# One entry a schema version; an entry never changes once it has been released.
MIGRATIONS = (
    """
    CREATE TABLE submissions (
        sequence INTEGER PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        submission TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        captured_at TEXT NOT NULL,
        received_at TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_boot TEXT,
        next_s REAL,
        reason TEXT NOT NULL DEFAULT '',
        sent_bytes INTEGER NOT NULL DEFAULT 0,
        total_bytes INTEGER NOT NULL,
        manifest BLOB,
        receipt_k BLOB NOT NULL,
        receipt_c BLOB,
        verdict BLOB
    ) STRICT;
    CREATE TABLE contents (
        sequence INTEGER NOT NULL REFERENCES submissions,
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        url TEXT,
        sent INTEGER NOT NULL DEFAULT 0,
        times_missing INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (sequence, sha256)
    ) STRICT;
    CREATE INDEX contents_by_hash ON contents (sha256);
    CREATE TABLE audit (n INTEGER PRIMARY KEY, record BLOB NOT NULL, h BLOB NOT NULL) STRICT;
    CREATE TABLE lane (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        state TEXT NOT NULL,
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        failures INTEGER NOT NULL,
        since TEXT,
        next_boot TEXT,
        next_s REAL
    ) STRICT;
    """,
    """
    CREATE TABLE checkpoints (
        length INTEGER PRIMARY KEY,
        head BLOB NOT NULL,
        countersigned BLOB NOT NULL
    ) STRICT;
    CREATE TABLE comparisons (
        day TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        differences TEXT NOT NULL
    ) STRICT;
    ALTER TABLE lane ADD COLUMN answered_boot TEXT;
    ALTER TABLE lane ADD COLUMN answered_s REAL;
    """,
    """
    ALTER TABLE submissions ADD COLUMN review TEXT NOT NULL DEFAULT '';
    ALTER TABLE submissions ADD COLUMN review_reasons TEXT NOT NULL DEFAULT '';
    ALTER TABLE submissions ADD COLUMN review_told_at TEXT;
    ALTER TABLE submissions ADD COLUMN ask_boot TEXT;
    ALTER TABLE submissions ADD COLUMN ask_s REAL;
    """,
)


def connect(path: Path) -> sqlite3.Connection:
    """Open, check and migrate the database. Raises OutboxUnavailable, OutboxNewer, OutboxFull."""
    with translated():
        db = sqlite3.connect(
            path, timeout=BUSY_LIMIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = EXTRA")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            _migrate(db)
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise OutboxUnavailable("the database is damaged")
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, durable when it is left without an error."""
    with translated():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.rollback()
            raise
        try:
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as OutboxFull or OutboxUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise OutboxFull("no room in the database") from error
        raise OutboxUnavailable(getattr(error, "sqlite_errorname", str(error))) from error


def _migrate(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise OutboxNewer(f"schema {version}, known up to {len(MIGRATIONS)}")
        for step in MIGRATIONS[version:]:
            for statement in filter(str.strip, step.split(";")):
                db.execute(statement)
        if version < len(MIGRATIONS):
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        db.rollback()
        raise
    db.execute("COMMIT")
