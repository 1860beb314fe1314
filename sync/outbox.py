"""The outbox: what was captured on this kiosk, until the centre has it and for a while after.

A submission is in it whole or not at all: contents first (fsync, rename, fsync of the folder),
then one transaction with the manifest, receipt K and the audit record. The capturing process
and the sending process each open their own; SQLite and one file lock keep them apart.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sync import audit
from sync.blobs import Folder
from sync.book import Book
from sync.checkpoints import Checkpoints
from sync.database import transaction
from sync.deliveries import DELIVERABLE, Deliveries
from sync.desk import Desk
from sync.ledger import Ledger
from sync.manifest import Manifest
from sync.reviews import Reviews
from sync.submissions import (
    Item,
    Moment,
    NotPutIn,
    OutboxFull,
    OutboxUnavailable,
    Review,
    State,
)
from sync.wire import ReviewState

# For the manifest, the journal and the record of one capture, and the steps of its delivery: the
# contents themselves already lie on the disk when a capture is put in.
LEAST_FREE_BYTES = 16 * 1024 * 1024


class Outbox:
    """The outbox of one kiosk; `deliveries` is its sending side, `desk` an operator's, `ledger`
    each day's list as the centre has confirmed it, `reviews` what the Registry says.

    Any thread may call any method.
    """

    def __init__(self, folder: Folder, minimum_free_bytes: int) -> None:
        self._folder = folder
        self._minimum_free_bytes = minimum_free_bytes
        self._book = Book(folder)
        self.deliveries = Deliveries(self._book, folder)
        self.desk = Desk(self._book)
        self.ledger = Ledger(self._book)
        self.checkpoints = Checkpoints(self._book)
        self.reviews = Reviews(self._book)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def open(folder: Path, *, minimum_free_bytes: int) -> "Outbox":
        """Open the outbox in a folder, made when it is missing, and check it.

        A submission one of whose contents is gone or cut short becomes `damaged`; contents
        that nothing refers to are removed. Raises OutboxUnavailable, OutboxNewer, OutboxFull.
        """
        return Outbox(Folder(folder), minimum_free_bytes)

    def close(self) -> None:
        """Let go of the files; nothing is lost by not calling it."""
        self._book.close()

    def reopen(self) -> None:
        """Close, open and check again, after OutboxUnavailable. Raises as open() does.

        May be repeated until it passes; until then ready() and put() raise OutboxUnavailable.
        """
        self._book.reopen()
        self._check()
        self._book.failure = ""

    # ------------------------------------------------------------ capturing

    @property
    def staging(self) -> Path:
        """Where files to be put in are written first: on the outbox's own file system."""
        return self._folder.staging

    def clear_staging(self) -> None:
        """Remove what an interrupted visit left; only by the capturing process, at its start."""
        self._folder.clear_staging()

    def ready(self) -> None:
        """Return when a capture can be taken now; asked before a visit begins.

        Raises OutboxFull, OutboxUnavailable.
        """
        self._require(self._minimum_free_bytes)

    def next_sequence(self) -> int:
        """The sequence number of the next submission, counted without gaps from 1."""
        (last,) = self._book.one("SELECT coalesce(max(sequence), 0) FROM submissions")
        return int(last) + 1

    def put(self, manifest: Manifest, receipt_k: bytes, blobs: Mapping[str, Path]) -> None:
        """Capture a submission: when this returns, it survives any loss of power.

        `blobs` maps the SHA-256 of each content to its staged file, hashed while it was
        written; the files are moved, not copied. So it asks for LEAST_FREE_BYTES alone, not for
        the room in which a visit may begin. Raises OutboxFull, OutboxUnavailable,
        NotPutIn; then nothing was captured and the sequence number is still free, except
        that after OutboxUnavailable, item() after reopen() says whether it was.
        """
        with self._book.writing() as db, self._folder.exclusive():
            self._require(LEAST_FREE_BYTES)
            if manifest.sequence != self.next_sequence():
                raise NotPutIn("not the next sequence number")
            for blob in manifest.blobs():
                self._folder.keep(blob.sha256, blob.size_bytes, blobs.get(blob.sha256))
            self._folder.sync()
            with transaction(db):
                _insert(db, manifest, receipt_k)

    # ------------------------------------------------------------ looking

    def data_version(self) -> int:
        """A number that differs after any change by anyone; cheap enough for every second."""
        return int(self._book.one("PRAGMA data_version")[0])

    def items(self) -> tuple[Item, ...]:
        """Every submission, oldest first, purged ones included."""
        return tuple(map(_item, self._book.all("SELECT * FROM submissions ORDER BY sequence")))

    def item(self, number: str) -> Item | None:
        """The submission with this number, or None."""
        rows = self._book.all("SELECT * FROM submissions WHERE number = ?", (number,))
        return _item(rows[0]) if rows else None

    def manifest(self, number: str) -> Manifest | None:
        """What the submission consists of; None when there is none, or it was purged."""
        rows = self._book.all("SELECT manifest FROM submissions WHERE number = ?", (number,))
        return Manifest.from_bytes(rows[0][0]) if rows and rows[0][0] is not None else None

    def path_of(self, sha256: str) -> Path:
        """Where a content lies, to be read only."""
        return self._folder.path_of(sha256)

    def oldest_waiting(self) -> datetime | None:
        """When the oldest submission that is still to be delivered was captured."""
        where = f"SELECT min(captured_at) FROM submissions WHERE {DELIVERABLE}"  # noqa: S608  constant
        (text,) = self._book.one(where)
        return None if text is None else datetime.fromisoformat(text)

    def first_break_in_audit(self) -> int | None:
        """The number of the first audit record that was changed or removed; None when whole."""
        found: int | None = self._book.look(audit.first_break)
        return found

    def noted(self, event: str, **facts: str | int) -> None:
        """Put something into the audit log that changes no submission; no names, no content.

        Raises OutboxUnavailable, OutboxFull.
        """
        self._book.change(lambda db: audit.append(db, event, **facts))

    def audit_records(self, most: int) -> tuple[Mapping[str, Any], ...]:
        """The latest records of the audit log, the newest first."""
        rows = self._book.all("SELECT record FROM audit ORDER BY n DESC LIMIT ?", (most,))
        return tuple(json.loads(record) for (record,) in rows)

    # ------------------------------------------------------------ upkeep

    def scrub(self) -> int:
        """Read every content that is still to be delivered; how many submissions are damaged.

        Takes as long as reading them takes; captures go on meanwhile.
        """
        rows = self._book.all(
            "SELECT number, sha256"  # noqa: S608  constant
            f" FROM contents JOIN submissions USING (sequence) WHERE {DELIVERABLE}"
        )
        damaged = {number for number, sha256 in rows if not self._folder.intact(sha256)}
        for number in sorted(damaged):
            self.deliveries.set_aside(number, State.DAMAGED, "content-changed")
        return len(damaged)

    def purge(self, retention: timedelta, now: datetime) -> int:
        """Remove the contents of what was received longer than `retention` ago; how many.

        A tombstone with number, times and both receipts stays.
        """
        with self._book.writing() as db, self._folder.exclusive():
            with transaction(db):
                rows = db.execute(
                    "SELECT sequence, submission FROM submissions"
                    " WHERE state = ? AND received_at <= ?",
                    (State.RECEIVED, (now - retention).astimezone(UTC).isoformat()),
                ).fetchall()
                for sequence, submission in rows:
                    db.execute("DELETE FROM contents WHERE sequence = ?", (sequence,))
                    db.execute(
                        "UPDATE submissions SET state = ?, manifest = NULL WHERE sequence = ?",
                        (State.PURGED, sequence),
                    )
                    audit.append(db, State.PURGED, submission=submission)
            self._clear_strays()
        return len(rows)

    # ------------------------------------------------------------ within

    def _require(self, free_bytes: int) -> None:
        if self._book.failure:
            raise OutboxUnavailable(self._book.failure)
        if self._folder.free_bytes() < free_bytes:
            raise OutboxFull(f"fewer than {free_bytes / 1e6:.0f} MB are free")

    def _check(self) -> None:
        with self._book.writing(), self._folder.exclusive():
            rows = self._book.all(
                "SELECT number, sha256, size_bytes"  # noqa: S608  constant
                f" FROM contents JOIN submissions USING (sequence) WHERE {DELIVERABLE}"
            )
            damaged = {n for n, sha256, size in rows if not self._folder.holds(sha256, size)}
            for number in sorted(damaged):
                self.deliveries.set_aside(number, State.DAMAGED, "content-gone-or-cut-short")
            self._clear_strays()
        self._folder.load_ballast()

    def _clear_strays(self) -> None:
        referenced = {
            sha256 for (sha256,) in self._book.all("SELECT DISTINCT sha256 FROM contents")
        }
        self._folder.clear(referenced)


def _insert(db: sqlite3.Connection, manifest: Manifest, receipt_k: bytes) -> None:
    db.execute(
        "INSERT INTO submissions (sequence, number, submission, state, captured_at,"
        " total_bytes, manifest, receipt_k) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            manifest.sequence,
            manifest.number,
            str(manifest.submission),
            State.CAPTURED,
            manifest.captured_at.isoformat(),
            manifest.total_bytes,
            manifest.to_bytes(),
            receipt_k,
        ),
    )
    db.executemany(
        "INSERT INTO contents (sequence, position, sha256, size_bytes) VALUES (?, ?, ?, ?)",
        [
            (manifest.sequence, position, blob.sha256, blob.size_bytes)
            for position, blob in enumerate(manifest.blobs())
        ],
    )
    audit.append(
        db,
        State.CAPTURED,
        submission=str(manifest.submission),
        sequence=manifest.sequence,
        manifest_sha256=manifest.sha256().hex(),
    )


def _item(row: sqlite3.Row) -> Item:
    return Item(
        number=row["number"],
        submission=UUID(row["submission"]),
        sequence=row["sequence"],
        state=State(row["state"]),
        captured_at=datetime.fromisoformat(row["captured_at"]),
        received_at=_when(row["received_at"]),
        attempts=row["attempts"],
        sent_bytes=row["sent_bytes"],
        total_bytes=row["total_bytes"],
        next_attempt=None if row["next_boot"] is None else Moment(row["next_boot"], row["next_s"]),
        reason=row["reason"],
        receipt_k=row["receipt_k"],
        receipt_c=row["receipt_c"],
        verdict=row["verdict"],
        review=_review(row),
        review_told_at=_when(row["review_told_at"]),
    )


def _review(row: sqlite3.Row) -> Review | None:
    if not row["review"]:
        return None
    return Review(ReviewState(row["review"]), tuple(row["review_reasons"].split()))


def _when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
