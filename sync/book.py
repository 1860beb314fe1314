"""The outbox's database as its two users share it: one connection to write, one to look."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sync.blobs import Folder
from sync.database import connect, transaction, translated
from sync.submissions import OutboxError, OutboxFull, OutboxUnavailable


class Book:
    """Reading never waits for a capture that another thread is writing. Any thread."""

    def __init__(self, folder: Folder) -> None:
        """Raises OutboxUnavailable, OutboxNewer, OutboxFull."""
        self.failure = ""
        self._folder = folder
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._connect()

    def close(self) -> None:
        """Let go of the file."""
        with self._writing, self._reading:
            self._write.close()
            self._read.close()

    def reopen(self) -> None:
        """Close and open again; may be repeated until it passes. Raises as the constructor does."""
        with self._writing, self._reading:
            self.close()
            try:
                self._connect()
            except OutboxError as error:
                self.failure = str(error)
                raise

    def all(self, query: str, values: Any = ()) -> list[sqlite3.Row]:
        """Every row of a question."""
        with self._reading, translated():
            return self._read.execute(query, values).fetchall()

    def one(self, query: str, values: Any = ()) -> sqlite3.Row:
        """The one row of a question that always has one."""
        return self.all(query, values)[0]

    def look(self, question: Callable[[sqlite3.Connection], Any]) -> Any:
        """Ask something longer."""
        with self._reading, translated():
            return question(self._read)

    def change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """A small change in its own transaction; the ballast gives way to it on a full disk."""
        with self.writing() as db:
            try:
                with transaction(db):
                    change(db)
            except OutboxFull:
                if not self._folder.drop_ballast():
                    raise
                with transaction(db):
                    change(db)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection to write with, for one thread; a failure in here is remembered."""
        with self._writing:
            try:
                yield self._write
            except OutboxUnavailable as error:
                self.failure = str(error)
                raise

    def _connect(self) -> None:
        try:
            self._write = connect(self._folder.database)
        except OutboxFull:
            if not self._folder.drop_ballast():
                raise
            self._write = connect(self._folder.database)
        self._read = connect(self._folder.database)
        self._read.row_factory = sqlite3.Row
