"""Transactions that reach the disk together: one commit, and one wait for it, for all at once.

SQLite has one writer. What several threads want to write at the same time goes one after the
other into one transaction, each in a savepoint of its own; the last of them commits it, and
all return when it is on the disk. Nobody waits for others to come. Who only asks does so on
another connection, at any time but while a commit is on its way to the disk: SQLite would then
send them away, to try again after longer and longer pauses.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

_MOST = 64
_SAVEPOINT = "one"


class Together:
    """The transactions of one process on one connection. Any thread may call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self.waiting = 0
        self._group: _Group | None = None
        self._changed = threading.Condition()
        self._asking = 0
        self._committing = False

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Here nothing of this process is being committed; so it should be short."""
        with self._changed:
            self._changed.wait_for(lambda: not self._committing)
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                if not self._asking:
                    self._changed.notify_all()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing, durable when it is left without an error; then others are, too.

        Raises what the database says when the common commit fails: then nothing is written.
        """
        group = self._join()
        try:
            with _savepoint(group.db):
                yield group.db
        except BaseException as error:
            self._leave(group, error)
            raise
        self._leave(group, None)
        if group.failure is not None:
            raise group.failure

    def _join(self) -> "_Group":
        """Take the turn, in the group that is open or as the first of a new one."""
        with self._counting:
            self.waiting += 1
        try:
            self._turn.acquire()
        finally:
            with self._counting:
                self.waiting -= 1
        try:
            group = self._group = self._group or _Group(self._engine)
        except BaseException:
            self._turn.release()
            raise
        group.members += 1
        return group

    def _leave(self, group: "_Group", error: BaseException | None) -> None:
        """Let the next one in, or end the group as its last; returns when it has ended."""
        try:
            undone = group.undone()
            if undone or not self.waiting or group.members >= _MOST:
                self._group = None
                with self._nobody_asking():
                    group.end(error if undone else None)
        finally:
            self._turn.release()
        group.over.wait()

    @contextmanager
    def _nobody_asking(self) -> Iterator[None]:
        with self._changed:
            self._committing = True
            self._changed.wait_for(lambda: not self._asking)
        try:
            yield
        finally:
            with self._changed:
                self._committing = False
                self._changed.notify_all()


class _Group:
    """One transaction of the database, for several of ours."""

    def __init__(self, engine: Engine) -> None:
        self.members = 0
        self.over = threading.Event()
        self.failure: BaseException | None = None
        self.db = engine.connect()
        try:
            self._transaction = self.db.begin()
            self.db.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self.db.close()
            raise

    def undone(self) -> bool:
        """Whether SQLite has undone everything by itself, as when its disk is full."""
        return not _driver(self.db).in_transaction

    def end(self, failure: BaseException | None) -> None:
        """Commit, unless it has failed already, and tell all who wait."""
        try:
            if failure is None:
                self._transaction.commit()
        except BaseException as error:  # noqa: BLE001 - each of the members raises it
            failure = error
            _driver(self.db).rollback()
        finally:
            self.failure = failure
            self.db.close()
            self.over.set()


@contextmanager
def _savepoint(db: Connection) -> Iterator[None]:
    """What is done here is undone alone when it fails."""
    db.exec_driver_sql(f"SAVEPOINT {_SAVEPOINT}")
    try:
        yield
    except BaseException:
        if _driver(db).in_transaction:
            db.exec_driver_sql(f"ROLLBACK TO {_SAVEPOINT}")
            db.exec_driver_sql(f"RELEASE {_SAVEPOINT}")
        raise
    db.exec_driver_sql(f"RELEASE {_SAVEPOINT}")


def _driver(db: Connection) -> Any:
    return db.connection.driver_connection
