"""What an operator may do with a submission: hold it, release it, have it tried at once."""

import sqlite3
from collections.abc import Callable

from sync import audit
from sync.book import Book
from sync.submissions import TO_BE_DELIVERED, State

HELD_BY_OPERATOR = "held-by-operator"

_MAY_BE_HELD = (State.CAPTURED, State.SENDING)


_Change = Callable[[sqlite3.Connection, str, State, str], bool]


class Desk:
    """Every change is durable and in the audit log when its method returns.

    Each answers whether it was done: not, when the submission's state does not allow it (any
    more). Any thread. Raises OutboxUnavailable, OutboxFull.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def hold(self, number: str) -> bool:
        """Deliver it no further until it is released.

        Not while it is being confirmed: the centre may have it already.
        """

        def change(db: sqlite3.Connection, submission: str, state: State, _: str) -> bool:
            if state not in _MAY_BE_HELD:
                return False
            _set(db, number, State.HELD, HELD_BY_OPERATOR)
            audit.append(db, "held", submission=submission, by="operator")
            return True

        return self._change(number, change)

    def release(self, number: str) -> bool:
        """Deliver a held submission after all, from now on.

        What the sender itself had set aside may be with the centre: it is asked first, then.
        """

        def change(db: sqlite3.Connection, submission: str, state: State, reason: str) -> bool:
            if state is not State.HELD:
                return False
            if reason == HELD_BY_OPERATOR:
                after = State.SENDING if _begun(db, number) else State.CAPTURED
            else:
                after = State.COMMITTING
            _set(db, number, after, "")
            audit.append(db, "released", submission=submission, by="operator", state=after)
            return True

        return self._change(number, change)

    def retry_now(self, number: str) -> bool:
        """Wait no longer, neither for this submission nor for the lane to the centre."""

        def change(db: sqlite3.Connection, submission: str, state: State, _: str) -> bool:
            if state not in TO_BE_DELIVERED:
                return False
            db.execute(
                "UPDATE submissions SET next_boot = NULL, next_s = NULL WHERE number = ?", (number,)
            )
            db.execute("UPDATE lane SET next_boot = NULL, next_s = NULL")
            audit.append(db, "retry-asked", submission=submission, by="operator")
            return True

        return self._change(number, change)

    def _change(self, number: str, change: _Change) -> bool:
        done = False

        def with_its_state(db: sqlite3.Connection) -> None:
            nonlocal done
            row = db.execute(
                "SELECT submission, state, reason FROM submissions WHERE number = ?", (number,)
            ).fetchone()
            done = row is not None and change(db, row[0], State(row[1]), row[2])

        self._book.change(with_its_state)
        return done


def _set(db: sqlite3.Connection, number: str, state: State, reason: str) -> None:
    db.execute(
        "UPDATE submissions SET state = ?, reason = ?, next_boot = NULL, next_s = NULL"
        " WHERE number = ?",
        (state, reason, number),
    )


def _begun(db: sqlite3.Connection, number: str) -> bool:
    """Whether any of its contents is, or has been, on the way."""
    begun = db.execute(
        "SELECT 1 FROM contents JOIN submissions USING (sequence)"
        " WHERE number = ? AND (sent OR url IS NOT NULL)",
        (number,),
    )
    return begun.fetchone() is not None
