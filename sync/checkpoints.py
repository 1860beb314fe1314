"""The audit chain held against what the centre has countersigned of it: no rewriting in silence.

The kiosk looks by itself at every checkpoint that it keeps. And it tells the centre not what it
was told there last but what its chain holds at that place today, so that the centre, whose
books nobody at the kiosk can reach, finds out by itself.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sync import audit
from sync.book import Book
from sync.countersigning import BEGINNING, Mark, is_countersignature, read_chain
from sync.court import CannotBeTaken, CourtError
from sync.statement import (
    AboutAnother,
    Malformed,
    PublishedKey,
    StatementInvalid,
    WrongSignature,
)


class Flaw(StrEnum):
    """What can be wrong with an audit chain."""

    BROKEN = "broken"  # a record does not follow from those before it
    REWRITTEN = "rewritten"  # whole in itself, and not the one that was countersigned
    FORGED = "forged"  # the last countersignature kept here is not the centre's


@dataclass(frozen=True)
class Fault:
    """What is wrong, and from (BROKEN) or up to which record."""

    flaw: Flaw
    number: int


class AuditDisputed(Exception):
    """The chain is not what it was: an alarm for people, and no reason to stop delivering."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.flaw} {fault.number}")
        self.fault = fault


class OtherCheckpoint(CourtError):
    """The centre's last checkpoint is another than was named to it: verified, to be looked at.

    `rewritten` when the centre says that this proves another chain. None when it has none.
    """

    def __init__(self, last: tuple[Mark, bytes] | None, *, rewritten: bool) -> None:
        super().__init__("rewritten" if rewritten else "another-last")
        self.last, self.rewritten = last, rewritten


class CountersigningCourt(Protocol):
    """A centre that keeps the heads of audit chains. Raises CourtError."""

    def countersign(self, chain: Mark, previous: Mark) -> bytes:
        """The centre's signature over the chain as it is; the same for the same length.

        `previous` is what the chain holds at the last checkpoint before; BEGINNING before the
        first. Raises OtherCheckpoint, and CannotBeTaken when an older centre has signed another
        chain of that length.
        """


class Checkpoints:
    """What the centre has countersigned, as the kiosk keeps it. Any thread.

    Every change is durable when its method returns. Raises OutboxUnavailable, OutboxFull.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def chain(self) -> Mark:
        """The chain as it is."""
        return Mark(*self._book.look(audit.head))

    def keep(self, chain: Mark, signed: bytes) -> None:
        """Keep the centre's signature over the chain as it was."""
        self._book.change(
            lambda db: db.execute(
                "INSERT INTO checkpoints VALUES (?, ?, ?) ON CONFLICT (length) DO UPDATE"
                " SET head = excluded.head, countersigned = excluded.countersigned",
                (chain.length, chain.head, signed),
            )
        )

    def last(self, below: int | None = None) -> tuple[Mark, bytes] | None:
        """The longest chain that the centre has signed (of those shorter than `below`)."""
        rows = self._book.all(
            "SELECT * FROM checkpoints WHERE ? IS NULL OR length < ? ORDER BY length DESC LIMIT 1",
            (below, below),
        )
        return (Mark(rows[0][0], rows[0][1]), rows[0][2]) if rows else None

    def here(self, length: int) -> Mark:
        """The chain as it was when it had this length; BEGINNING where there was none yet."""
        rows = self._book.all("SELECT h FROM audit WHERE n = ?", (length,))
        return Mark(length, rows[0][0]) if rows else BEGINNING

    def fault(self, kiosk: str, keys: Iterable[PublishedKey]) -> Fault | None:
        """What is wrong with the chain or its checkpoints, as far as can be told here."""
        first_break = self._book.look(audit.first_break)
        if first_break is not None:
            return Fault(Flaw.BROKEN, first_break)
        rewritten = self._book.look(_first_other)
        if rewritten is not None:
            return Fault(Flaw.REWRITTEN, rewritten)
        last = self.last()
        if last is not None and _forged(*last, kiosk, keys):
            return Fault(Flaw.FORGED, last[0].length)
        return None


def checkpoint(
    kept: Checkpoints, court: CountersigningCourt, kiosk: str, keys: Iterable[PublishedKey]
) -> bool:
    """Have the audit chain's head countersigned where it has grown; whether it was.

    Raises AuditDisputed and CourtError.
    """
    fault, chain, last = kept.fault(kiosk, keys), kept.chain(), kept.last()
    if fault is not None and fault.flaw is Flaw.BROKEN:
        raise AuditDisputed(fault)
    if fault is None and (chain.length == 0 or (last and _stands(last, chain))):
        return False
    signed = b""
    if chain.length:  # a faulty one too: so that the centre hears of it
        signed = _asked(kept, court, chain)
    if fault is not None:
        raise AuditDisputed(fault)
    kept.keep(chain, signed)
    return True


def _asked(kept: Checkpoints, court: CountersigningCourt, chain: Mark) -> bytes:
    """Asks twice at most: once more after an answer of the centre's that never came here."""
    before = kept.last(chain.length)
    previous = kept.here(before[0].length) if before else BEGINNING
    for _ in range(2):
        try:
            return court.countersign(chain, previous)
        except CannotBeTaken as error:
            raise AuditDisputed(Fault(Flaw.REWRITTEN, chain.length)) from error
        except OtherCheckpoint as error:
            previous = _here_instead(kept, error, chain)
    raise AuditDisputed(Fault(Flaw.REWRITTEN, chain.length))


def _here_instead(kept: Checkpoints, told: OtherCheckpoint, chain: Mark) -> Mark:
    """What this chain holds at the centre's last checkpoint, which is kept whatever it proves.

    Where that is something else, the centre says so when it is asked again.
    """
    mark = BEGINNING
    if told.last is not None:
        mark, signed = told.last
        kept.keep(mark, signed)
    if told.rewritten or mark.length >= chain.length:
        raise AuditDisputed(Fault(Flaw.REWRITTEN, mark.length))
    return kept.here(mark.length)


def _stands(last: tuple[Mark, bytes], chain: Mark) -> bool:
    """Earlier versions kept a statement that anybody can have: that one is asked for anew."""
    return last[0] == chain and is_countersignature(last[1])


def _forged(chain: Mark, signed: bytes, kiosk: str, keys: Iterable[PublishedKey]) -> bool:
    """Not where the key is only unknown: of that other checks tell."""
    if not is_countersignature(signed):
        return False
    try:
        read_chain(signed, keys, kiosk, chain)
    except (WrongSignature, AboutAnother, Malformed):
        return True
    except StatementInvalid:
        return False
    return False


def _first_other(db: sqlite3.Connection) -> int | None:
    row = db.execute(
        "SELECT c.length FROM checkpoints c LEFT JOIN audit a ON a.n = c.length"
        " WHERE a.h IS NOT c.head ORDER BY c.length LIMIT 1"
    ).fetchone()
    return None if row is None else int(row[0])
