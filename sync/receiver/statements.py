"""What is asked of the books with every document that comes; made once, as making takes longest."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, literal_column, select, text, update

from sync.receiver.rows import KIOSK_KEYS, OWN_KEYS, UPLOADS

ONE: Any = literal_column("1")
_row = UPLOADS.c

OWN = select(OWN_KEYS).order_by(OWN_KEYS.c.valid_from)
KEYS = select(KIOSK_KEYS).order_by(KIOSK_KEYS.c.kiosk, KIOSK_KEYS.c.valid_from)
KEYS_OF = KEYS.where(KIOSK_KEYS.c.kiosk == bindparam("kiosk"))

UPLOAD = select(UPLOADS).where(_row.id == bindparam("id"))
ANNOUNCED = select(UPLOADS).where(
    *(_row[name] == bindparam(name) for name in ("kiosk", "submission", "document", "sha256")),
    _row.length == bindparam("length"),
)
UNDER_WAY = select(
    select(func.count()).where(_row.kiosk == bindparam("kiosk")).scalar_subquery(),
    select(func.coalesce(func.sum(_row.length), 0))
    .where(_row.kiosk == bindparam("kiosk"), _row.submission == bindparam("submission"))
    .scalar_subquery(),
    select(func.coalesce(func.sum(_row.length - _row.offset), 0))
    .where(_row.place == bindparam("place"))
    .scalar_subquery(),
)
"""In the order of UnderWay."""
ACKNOWLEDGE = (
    update(UPLOADS)
    .where(
        _row.id == bindparam("same_id"),
        _row.place == bindparam("same_place"),
        _row.blob == bindparam("same_blob"),
    )
    .values(offset=bindparam("to_offset"), expires_at=bindparam("to_expires_at"))
    .returning(ONE)
)


def another_counts(db: Connection, public_key: bytes) -> bool:
    """Whether the centre has a key that counts and is not this; nobody adds one meanwhile."""
    if db.dialect.name == "postgresql":
        db.execute(text(f"LOCK TABLE {OWN_KEYS.name} IN EXCLUSIVE MODE"))
    others = OWN_KEYS.c.valid_to.is_(None) & (OWN_KEYS.c.public_key != public_key)
    return db.execute(select(ONE).select_from(OWN_KEYS).where(others)).first() is not None
