"""What the centre has written down: keys, uploads under way, decisions."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, case, delete, false, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.receiver import statements
from sync.receiver.checkpoints import Checkpoints
from sync.receiver.database import asking, writing
from sync.receiver.rows import (
    DOCUMENTS,
    KIOSK_KEYS,
    KIOSKS,
    OWN_KEYS,
    PLACES,
    STORED,
    SUBMISSIONS,
    UPLOADS,
    Announced,
    Document,
    Key,
    Submission,
    UnderWay,
    Upload,
    submission_of,
    upload_of,
)

UPLOAD_LIFE_S = 7 * 24 * 3600
_SINCE_EVER = 0


class Books:
    """One database, whichever it is. Any thread, any process may call any method at any time.

    When a method that writes has returned, a power cut does not undo it. Times are UTC
    seconds since 1970. Raises sqlalchemy.exc.DBAPIError when the database fails.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = self._engine = engine
        self.checkpoints = Checkpoints(engine)
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        self._insert = dialect.insert
        announced = dialect.insert(UPLOADS).on_conflict_do_nothing()
        self._announce = announced.returning(statements.ONE)

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    # ------------------------------------------------------------ keys

    def own_keys(self) -> tuple[Key, ...]:
        """Every key that has been the centre's, the oldest first."""
        return tuple(Key("", *row) for row in self._all(statements.OWN))

    def add_own_key(self, public_key: bytes, now: int, *, alone: bool = False) -> Key:
        """This is a key of the centre, from now on when it is new; one that has ended stays so.

        Raises LookupError when it is to count `alone`, and another counts: nothing is written.
        """
        with writing(self._engine) as db:
            if alone and statements.another_counts(db, public_key):
                raise LookupError("another key counts")
            self._new(db, OWN_KEYS, public_key=public_key, valid_from=now)
            found = select(OWN_KEYS).where(OWN_KEYS.c.public_key == public_key)
            return Key("", *db.execute(found).one())

    def end_own_keys(self, but: bytes | None, now: int) -> None:
        """Nothing is genuine that is signed from now on with any key of the centre but this."""
        others = update(OWN_KEYS).where(_open(OWN_KEYS), OWN_KEYS.c.public_key != (but or b""))
        with writing(self._engine) as db:
            db.execute(others.values(valid_to=now))

    def kiosk_keys(self, kiosk: str | None = None) -> tuple[Key, ...]:
        """Every key a kiosk has had, or all of all kiosks."""
        if kiosk is None:
            return tuple(Key(*row) for row in self._all(statements.KEYS))
        return tuple(Key(*row) for row in self._all(statements.KEYS_OF, kiosk=kiosk))

    def pin(self, kiosk: str, public_key: bytes, now: int) -> None:
        """This is the kiosk's key if it never had one; valid since ever, as nobody told."""
        with writing(self._engine) as db:
            if self._new(db, KIOSKS, kiosk=kiosk, enrolled_at=now):
                told = {"kiosk": kiosk, "public_key": public_key, "valid_from": _SINCE_EVER}
                self._new(db, KIOSK_KEYS, **told)

    def enrol(self, kiosk: str, public_key: bytes, valid_from: int, now: int) -> bool:
        """This is a key of the kiosk, beside those it has; False when it has been one before."""
        with writing(self._engine) as db:
            self._new(db, KIOSKS, kiosk=kiosk, enrolled_at=now)
            told = {"kiosk": kiosk, "public_key": public_key, "valid_from": valid_from}
            return self._new(db, KIOSK_KEYS, **told)

    def retire(
        self, kiosk: str, public_key: bytes | None, at: int, *, revoked: bool = False
    ) -> int:
        """End a key of a kiosk, or all that still count; returns how many were ended.

        `revoked` when others may have had it since: that is also said of the key that has ended,
        or all that ended since, and never moves an end to a later time.
        """
        row = KIOSK_KEYS.c
        which = [row.kiosk == kiosk, *([row.public_key == public_key] if public_key else [])]
        ends = case((row.valid_to < at, row.valid_to), else_=at)
        to = {"valid_to": ends, "revoked": 1} if revoked else {"valid_to": at}
        if not (revoked and public_key):
            which.append(row.valid_to.is_(None) | (row.valid_to >= at if revoked else false()))
        ended = update(KIOSK_KEYS).where(*which)
        with writing(self._engine) as db:
            return len(db.execute(ended.values(to).returning(row.public_key)).all())

    # ------------------------------------------------------------ uploads

    def knows_place(self, place: str) -> bool:
        """Whether the uploads in this place are written down here."""
        return bool(self._all(select(statements.ONE).where(PLACES.c.place == place)))

    def add_place(self, place: str) -> None:
        """From now on uploads lie in this place, too."""
        with writing(self._engine) as db:
            self._new(db, PLACES, place=place)

    def find_announced(self, announced: Announced) -> Upload | None:
        """The upload made for the same announcement before."""
        with asking(self._engine) as db:
            return _find(db, announced)

    def create_upload(
        self,
        announced: Announced,
        now: int,
        metadata: str,
        place: str,
        blob: str,
        check: Callable[[UnderWay], None] = lambda _: None,
    ) -> Upload:
        """The upload for this announcement: the one there is, or a new one named as its blob.

        Before there is a new one, `check` is told what is under way; what it raises is raised.
        """
        new = Upload(blob, announced, 0, now + UPLOAD_LIFE_S, metadata, place, blob)
        told = asdict(announced)
        with writing(self._engine) as db:
            known = _find(db, announced)
            if known is not None:
                return known
            mine = {"kiosk": announced.kiosk, "submission": announced.submission, "place": place}
            check(UnderWay(*map(int, db.execute(statements.UNDER_WAY, mine).one())))
            rest = {"expires_at": new.expires_at, "metadata": metadata, "place": place}
            if db.execute(self._announce, {**told, **rest, "id": blob, "blob": blob}).first():
                return new
            known = _find(db, announced)
        assert known is not None  # noqa: S101 - another receiver has just written it down
        return known

    def upload(self, upload_id: str) -> Upload | None:
        """An upload under way; None once it expired, was ended or became a document."""
        rows = self._all(statements.UPLOAD, id=upload_id)
        return upload_of(rows[0]) if rows else None

    def uploads_of(self, kiosk: str, submission: str) -> tuple[Upload, ...]:
        """Everything a kiosk has sent so far for one submission."""
        rows = self._all(select(UPLOADS).where(_sent_for(kiosk, submission)))
        return tuple(map(upload_of, rows))

    def acknowledge(self, upload: Upload, offset: int, now: int) -> bool:
        """Promise the first `offset` bytes, which the caller has made durable in the blob.

        False when the upload is gone, or no longer lies in this blob.
        """
        same = {"same_id": upload.id, "same_place": upload.place, "same_blob": upload.blob}
        to = {"to_offset": offset, "to_expires_at": now + UPLOAD_LIFE_S}
        with writing(self._engine) as db:
            return db.execute(statements.ACKNOWLEDGE, same | to).first() is not None

    def begin_anew(self, upload: Upload, place: str, blob: str) -> bool:
        """The upload lies elsewhere from now on, empty; False when it has changed meanwhile."""
        return self._move(upload, offset=0, place=place, blob=blob)

    def stored(self, upload: Upload) -> bool:
        """The blob lies where documents are kept; False when the upload has changed meanwhile."""
        return self._move(upload, place=STORED)

    def end_upload(self, upload: Upload) -> bool:
        """Forget an upload; False when it is gone or lies elsewhere by now."""
        with writing(self._engine) as db:
            row = db.execute(delete(UPLOADS).where(_same(upload)).returning(statements.ONE)).first()
        return row is not None

    def expired(self, now: int) -> tuple[Upload, ...]:
        """The uploads nobody has continued for a week."""
        return tuple(map(upload_of, self._all(select(UPLOADS).where(UPLOADS.c.expires_at <= now))))

    def blobs(self, place: str) -> frozenset[str]:
        """The names of all that must lie in a place, and of all documents."""
        there = select(UPLOADS.c.blob).where(UPLOADS.c.place == place)
        return frozenset(row[0] for row in self._all(there.union_all(select(DOCUMENTS.c.blob))))

    def every_blob(self) -> frozenset[str]:
        """The names of all uploads, wherever they lie, and of all documents."""
        everything = select(UPLOADS.c.blob).union_all(select(DOCUMENTS.c.blob))
        return frozenset(row[0] for row in self._all(everything))

    # ------------------------------------------------------------ submissions

    def submission(self, uuid: str) -> Submission | None:
        """What was decided about a submission."""
        rows = self._all(select(SUBMISSIONS).where(SUBMISSIONS.c.uuid == uuid))
        return submission_of(rows[0]) if rows else None

    def decide(
        self, submission: Submission, kept: tuple[Upload, ...]
    ) -> tuple[Submission, tuple[Upload, ...]]:
        """Write a decision; a received submission takes over its uploads in one transaction.

        Returns what the books now hold under this UUID, which is an earlier decision when there
        was one (then nothing is changed), and the uploads that were let go. Raises LookupError
        when an upload to be kept is gone, not complete or elsewhere.
        """
        row = {**asdict(submission), "reasons": " ".join(submission.reasons)}
        with writing(self._engine) as db:
            new = self._new(db, SUBMISSIONS, **row)
            let_go = _take_over(db, submission, kept) if new and kept else ()
            held = select(SUBMISSIONS).where(SUBMISSIONS.c.uuid == submission.uuid)
            return submission_of(db.execute(held).one()), let_go

    def documents(self, uuid: str) -> tuple[Document, ...]:
        """The documents of a received submission."""
        held = select(DOCUMENTS).where(DOCUMENTS.c.submission == uuid)
        rows = self._all(held.order_by(DOCUMENTS.c.document, DOCUMENTS.c.length))
        return tuple(Document(**row._asdict()) for row in rows)

    def holding(self, sha256: str) -> int:
        """How many received submissions hold a document."""
        counted = select(func.count(DOCUMENTS.c.submission.distinct()))
        return int(self._all(counted.where(DOCUMENTS.c.sha256 == sha256))[0][0])

    def captured_between(self, kiosk: str, start: int, end: int) -> tuple[Submission, ...]:
        """What one kiosk captured in [start, end) and the centre has decided, oldest first."""
        at = SUBMISSIONS.c.captured_at
        day = select(SUBMISSIONS).where(SUBMISSIONS.c.kiosk == kiosk, at >= start, at < end)
        return tuple(map(submission_of, self._all(day.order_by(at, SUBMISSIONS.c.number))))

    # ------------------------------------------------------------ inside

    def _all(self, statement: Any, **values: Any) -> Any:
        with asking(self._engine) as db:
            return db.execute(statement, values).all()

    def _new(self, db: Connection, table: Any, **row: Any) -> bool:
        """Insert unless it is there; asked by RETURNING, as no driver counts such rows alike."""
        inserted = self._insert(table).values(**row).on_conflict_do_nothing()
        return db.execute(inserted.returning(statements.ONE)).first() is not None

    def _move(self, upload: Upload, **values: Any) -> bool:
        moved = update(UPLOADS).where(_same(upload)).values(**values).returning(statements.ONE)
        with writing(self._engine) as db:
            return db.execute(moved).first() is not None


def _open(table: Any) -> Any:
    return table.c.valid_to.is_(None)


def _same(upload: Upload) -> Any:
    """The row as long as it speaks of the same bytes in the same place."""
    row = UPLOADS.c
    return (row.id == upload.id) & (row.place == upload.place) & (row.blob == upload.blob)


def _sent_for(kiosk: str, submission: str) -> Any:
    return (UPLOADS.c.kiosk == kiosk) & (UPLOADS.c.submission == submission)


def _find(db: Connection, announced: Announced) -> Upload | None:
    row = db.execute(statements.ANNOUNCED, asdict(announced)).first()
    return upload_of(row) if row else None


def _take_over(
    db: Connection, submission: Submission, kept: tuple[Upload, ...]
) -> tuple[Upload, ...]:
    """Turn uploads into documents; returns the others sent for the submission."""
    for upload in kept:
        whole = UPLOADS.c.offset == UPLOADS.c.length
        gone = delete(UPLOADS).where(_same(upload), whole).returning(statements.ONE)
        if db.execute(gone).first() is None:
            raise LookupError(upload.announced.sha256)
        told = upload.announced
        held = Document(upload.blob, submission.uuid, told.document, told.sha256, told.length)
        db.execute(DOCUMENTS.insert().values(**asdict(held)))
    others = delete(UPLOADS).where(_sent_for(submission.kiosk, submission.uuid))
    return tuple(map(upload_of, db.execute(others.returning(UPLOADS)).all()))
