"""What the centre keeps: one SQLite file and one folder of blobs, durable before it says so.

A blob is a file named by us; a row says whose it is. While it is being sent the row is an
upload; the transaction that accepts a submission turns the same blobs into its documents, so
no file is ever moved and a power cut leaves either the one or the other. The acknowledged
offset is in the row: bytes beyond it were never promised and are cut off.
"""

import fcntl
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.receiver.durable import sync_folder
from sync.receiver.rows import SCHEMA, Announced, Submission, Upload, submission_of, upload_of

DATABASE = "centre.db"
UPLOAD_LIFE_S = 7 * 24 * 3600


class StoreBusy(Exception):
    """Another receiver already serves this folder."""


class Store:
    """The centre's memory. Any thread may call any method; times are UTC seconds since 1970.

    When a method that writes has returned, a power cut does not undo it. One process at a
    time: a second one raises StoreBusy.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._blobs = folder / "blobs"
        made = not folder.exists()
        self._blobs.mkdir(parents=True, exist_ok=True)
        self._one_process = (folder / "lock").open("w")
        try:
            fcntl.flock(self._one_process, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._one_process.close()
            raise StoreBusy(str(folder)) from error
        self._lock = threading.Lock()
        self._db = _connect(folder)
        self._clear_strays()
        sync_folder(self._blobs)
        sync_folder(folder)
        if made:
            sync_folder(folder.resolve().parent)

    def close(self) -> None:
        """Let another process have the folder."""
        with self._lock:
            self._db.close()
            self._one_process.close()

    def blob(self, upload_id: str) -> Path:
        """Where the bytes of an upload, later of a document, lie."""
        return self._blobs / upload_id

    def free_bytes(self) -> int:
        """Space that is neither used nor promised to uploads under way."""
        with self._lock:
            (promised,) = self._db.execute(
                "SELECT coalesce(sum(length - offset), 0) FROM uploads"
            ).fetchone()
        disk = os.statvfs(self._blobs)
        return int(disk.f_bavail * disk.f_frsize) - int(promised)

    # ------------------------------------------------------------ keys

    def own_key_since(self, public_key: bytes, now: int) -> int:
        """Since when this has been the centre's key; from now on when it is new."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO own_keys VALUES (?, ?) ON CONFLICT DO NOTHING", (public_key, now)
            )
            row = db.execute(
                "SELECT valid_from FROM own_keys WHERE public_key = ?", (public_key,)
            ).fetchone()
        return int(row[0])

    def enrolled(self) -> dict[str, bytes]:
        """Every kiosk with the public key that was pinned for it."""
        with self._lock:
            rows = self._db.execute("SELECT kiosk, public_key FROM kiosks ORDER BY kiosk")
            return {kiosk: bytes(key) for kiosk, key in rows}

    def enrol(self, kiosk: str, public_key: bytes, now: int) -> bytes:
        """Pin this key unless one is pinned already; returns the pinned one."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO kiosks VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (kiosk, public_key, now),
            )
            row = db.execute("SELECT public_key FROM kiosks WHERE kiosk = ?", (kiosk,)).fetchone()
        return bytes(row[0])

    # ------------------------------------------------------------ uploads

    def open_uploads(self, kiosk: str) -> int:
        """How many uploads this kiosk has under way."""
        with self._lock:
            row = self._db.execute(
                "SELECT count(*) FROM uploads WHERE kiosk = ?", (kiosk,)
            ).fetchone()
        return int(row[0])

    def find_announced(self, announced: Announced) -> Upload | None:
        """The upload made for the same announcement before."""
        with self._lock:
            return self._find(announced)

    def create_upload(self, announced: Announced, now: int, metadata: str = "") -> Upload:
        """The upload for this announcement: the one there is, or a new empty one."""
        upload_id = secrets.token_hex(16)
        os.close(os.open(self.blob(upload_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        sync_folder(self._blobs)
        with self._transaction() as db:
            db.execute(
                "INSERT INTO uploads (id, kiosk, submission, document, sha256, length, expires_at,"
                " metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (upload_id, announced.kiosk, announced.submission, announced.document,
                 announced.sha256, announced.length, now + UPLOAD_LIFE_S, metadata),
            )  # fmt: skip
            upload = self._find(announced)
        assert upload is not None  # noqa: S101 - inserted or already there, in one transaction
        if upload.id != upload_id:
            self.blob(upload_id).unlink()
        return upload

    def upload(self, upload_id: str) -> Upload | None:
        """An upload under way; None once it expired, was ended or became a document."""
        with self._lock:
            row = self._db.execute("SELECT * FROM uploads WHERE id = ?", (upload_id,)).fetchone()
        return upload_of(row) if row else None

    def uploads_of(self, kiosk: str, submission: str) -> tuple[Upload, ...]:
        """Everything a kiosk has sent so far for one submission."""
        with self._lock:
            rows = self._db.execute(
                "SELECT * FROM uploads WHERE kiosk = ? AND submission = ?", (kiosk, submission)
            ).fetchall()
        return tuple(upload_of(row) for row in rows)

    def acknowledge(self, upload_id: str, offset: int, now: int) -> bool:
        """Promise the first `offset` bytes, which the caller has made durable.

        False when the upload is gone.
        """
        with self._transaction() as db:
            row = db.execute(
                "UPDATE uploads SET offset = ?, expires_at = ? WHERE id = ? RETURNING id",
                (offset, now + UPLOAD_LIFE_S, upload_id),
            ).fetchone()
        return row is not None

    def end_upload(self, upload_id: str) -> bool:
        """Forget an upload and its bytes; False when there is none (a document stays)."""
        with self._transaction() as db:
            row = db.execute(
                "DELETE FROM uploads WHERE id = ? RETURNING id", (upload_id,)
            ).fetchone()
        if row is None:
            return False
        self.blob(upload_id).unlink(missing_ok=True)
        return True

    def end_expired(self, now: int) -> int:
        """Forget the uploads nobody has continued for a week; returns how many."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id FROM uploads WHERE expires_at <= ?", (now,)
            ).fetchall()
        return sum(self.end_upload(row[0]) for row in rows)

    # ------------------------------------------------------------ submissions

    def submission(self, uuid: str) -> Submission | None:
        """What was decided about a submission."""
        with self._lock:
            row = self._db.execute("SELECT * FROM submissions WHERE uuid = ?", (uuid,)).fetchone()
        return submission_of(row) if row else None

    def decide(self, submission: Submission, kept: tuple[Upload, ...]) -> Submission:
        """Write a decision; a received submission takes over its uploads in one transaction.

        Returns what the store now holds under this UUID, which is an earlier decision when
        there was one: then nothing is changed. What else was sent for a received submission
        is let go. Raises LookupError when an upload to be kept is gone or not complete.
        """
        with self._transaction() as db:
            new = db.execute(
                "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING RETURNING uuid",
                (submission.uuid, submission.kiosk, submission.number, submission.captured_at,
                 submission.manifest, submission.manifest_sha256, submission.receipt_k,
                 submission.state, submission.signed, " ".join(submission.reasons),
                 submission.decided_at),
            ).fetchone()  # fmt: skip
            let_go = _take_over(db, submission, kept) if new and kept else ()
            row = db.execute(
                "SELECT * FROM submissions WHERE uuid = ?", (submission.uuid,)
            ).fetchone()
        for blob in let_go:
            self.blob(blob).unlink(missing_ok=True)
        return submission_of(row)

    def captured_between(self, kiosk: str, start: int, end: int) -> tuple[Submission, ...]:
        """What one kiosk captured in [start, end) and the centre has decided, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT * FROM submissions WHERE kiosk = ? AND captured_at >= ?"
                " AND captured_at < ? ORDER BY captured_at, number",
                (kiosk, start, end),
            ).fetchall()
        return tuple(submission_of(row) for row in rows)

    def countersign(
        self, kiosk: str, length: int, head: bytes, signed: bytes
    ) -> tuple[bytes, bytes]:
        """Keep a checkpoint of a kiosk's audit chain: (head, signed), the first one for ever."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO checkpoints VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (kiosk, length, head, signed),
            )
            row = db.execute(
                "SELECT head, countersigned FROM checkpoints WHERE kiosk = ? AND length = ?",
                (kiosk, length),
            ).fetchone()
        return bytes(row[0]), bytes(row[1])

    # ------------------------------------------------------------ inside

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _find(self, announced: Announced) -> Upload | None:
        row = self._db.execute(
            "SELECT * FROM uploads WHERE kiosk = ? AND submission = ? AND document = ?"
            " AND sha256 = ? AND length = ?",
            (announced.kiosk, announced.submission, announced.document, announced.sha256,
             announced.length),
        ).fetchone()  # fmt: skip
        return upload_of(row) if row else None

    def _clear_strays(self) -> None:
        """Remove files no row speaks of: a crash between making one and writing its row."""
        rows = self._db.execute("SELECT id FROM uploads UNION ALL SELECT blob FROM documents")
        known = {row[0] for row in rows}
        for path in self._blobs.iterdir():
            if path.name not in known:
                path.unlink()


def _connect(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(
        folder / DATABASE, isolation_level=None, check_same_thread=False, timeout=10
    )
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("PRAGMA foreign_keys = ON")
    db.executescript(SCHEMA)
    return db


def _take_over(
    db: sqlite3.Connection, submission: Submission, kept: tuple[Upload, ...]
) -> tuple[str, ...]:
    """Turn uploads into documents; returns the ids of the others sent for the submission."""
    for upload in kept:
        gone = db.execute(
            "DELETE FROM uploads WHERE id = ? AND offset = length RETURNING id", (upload.id,)
        ).fetchone()
        if gone is None:
            raise LookupError(upload.announced.sha256)
        told = upload.announced
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
            (upload.id, submission.uuid, told.document, told.sha256, told.length),
        )
    rows = db.execute(
        "DELETE FROM uploads WHERE kiosk = ? AND submission = ? RETURNING id",
        (submission.kiosk, submission.uuid),
    ).fetchall()
    return tuple(row[0] for row in rows)
