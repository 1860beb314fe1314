"""The audit chains of the kiosks as the centre has countersigned them, and what disputed them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.countersigning import BEGINNING, Mark, is_countersignature
from sync.receiver.database import asking, writing
from sync.receiver.rows import CHECKPOINTS, DISPUTES

Sign = Callable[[Mark, Mark], bytes]
"""Countersigns a chain, given the checkpoint before it."""


class Judged(Enum):
    """What became of a chain that was shown."""

    SIGNED = auto()
    REWRITTEN = auto()  # shorter than, or another than, one that was countersigned
    OTHER_LAST = auto()  # nothing against it, but the last checkpoint is not the one named


@dataclass(frozen=True)
class Judgement:
    """`mark` and `signed`: the checkpoint that was made, or the one that stands against it."""

    judged: Judged
    mark: Mark
    signed: bytes


class Checkpoints:
    """Any thread, any process; a power cut undoes nothing that a method has returned.

    Raises sqlalchemy.exc.DBAPIError.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        self._insert = dialect.insert

    def show(
        self, kiosk: str, chain: Mark, previous: Mark | None, sign: Sign, now: int
    ) -> Judgement:
        """Countersign a chain, once for each length, unless what is kept speaks against it.

        `previous` is what the chain holds at the last checkpoint before; None from a kiosk that
        does not know to tell, of which only the length and that length's head are judged. What
        is found to be rewritten is kept as a dispute.
        """
        with writing(self._engine) as db:
            against = self._against(db, kiosk, chain, previous)
            if against is not None:
                told = {"kiosk": kiosk, "length": chain.length, "head": chain.head}
                row = self._insert(DISPUTES).values(**told, told_at=now)
                db.execute(row.on_conflict_do_nothing())
                signed = self._signed(db, kiosk, against, sign)
                return Judgement(Judged.REWRITTEN, against, signed)
            before = _before(db, kiosk, chain.length)
            if previous is not None and previous != before:
                signed = b"" if before == BEGINNING else self._signed(db, kiosk, before, sign)
                return Judgement(Judged.OTHER_LAST, before, signed)
            return Judgement(Judged.SIGNED, chain, self._signed(db, kiosk, chain, sign))

    def disputes(self) -> tuple[tuple[str, Mark, int], ...]:
        """Kiosk, chain and time of each that was found to be rewritten, the oldest first."""
        row = DISPUTES.c
        asked = select(DISPUTES).order_by(row.told_at, row.kiosk, row.length)
        with asking(self._engine) as db:
            rows = db.execute(asked).all()
        return tuple((row.kiosk, Mark(row.length, bytes(row.head)), row.told_at) for row in rows)

    def begin_anew(self, kiosk: str, now: int) -> int:
        """The kiosk has another disk: its next chain is its first; how many marks were laid by.

        They and its disputes stay, under a name that no kiosk can have.
        """
        laid_by = f"{kiosk} until {now}"
        moved = [
            update(one).where(one.c.kiosk == kiosk).values(kiosk=laid_by).returning(one.c.length)
            for one in (CHECKPOINTS, DISPUTES)
        ]
        with writing(self._engine) as db:
            marks, _ = [len(db.execute(one).all()) for one in moved]
        return marks

    def _against(
        self, db: Connection, kiosk: str, chain: Mark, previous: Mark | None
    ) -> Mark | None:
        """The checkpoint that this chain is shorter than, or differs from."""
        row = CHECKPOINTS.c
        longest = select(row.length, row.head).where(row.kiosk == kiosk, row.length > chain.length)
        if (found := db.execute(longest.order_by(row.length.desc()).limit(1)).first()) is not None:
            return Mark(found.length, bytes(found.head))
        for mark in (chain, previous):
            kept = None if mark is None else _at(db, kiosk, mark.length)
            if kept is not None and kept != mark:
                return kept
        return None

    def _signed(self, db: Connection, kiosk: str, mark: Mark, sign: Sign) -> bytes:
        """The countersignature of a mark, the first one for ever; made where there is none.

        Earlier versions kept a signed time in its place, which anybody can have.
        """
        row, before = CHECKPOINTS.c, _before(db, kiosk, mark.length)
        same = (row.kiosk == kiosk) & (row.length == mark.length)
        kept = db.execute(select(row.countersigned).where(same)).scalar()
        if kept is not None and is_countersignature(bytes(kept)):
            return bytes(kept)
        signed = sign(mark, before)
        told = {"kiosk": kiosk, "length": mark.length, "head": mark.head, "countersigned": signed}
        new = self._insert(CHECKPOINTS).values(**told)
        keys: list[Any] = [row.kiosk, row.length]
        db.execute(new.on_conflict_do_update(index_elements=keys, set_={"countersigned": signed}))
        return signed


def _at(db: Connection, kiosk: str, length: int) -> Mark | None:
    row = CHECKPOINTS.c
    found = db.execute(select(row.head).where(row.kiosk == kiosk, row.length == length)).scalar()
    return None if found is None else Mark(length, bytes(found))


def _before(db: Connection, kiosk: str, length: int) -> Mark:
    row = CHECKPOINTS.c
    shorter = select(row.length, row.head).where(row.kiosk == kiosk, row.length < length)
    found = db.execute(shorter.order_by(row.length.desc()).limit(1)).first()
    return BEGINNING if found is None else Mark(found.length, bytes(found.head))
