"""The outbox: what was captured on this kiosk, until the centre has it and for a while after.

A submission is in it whole or not at all: contents first (fsync, rename, fsync of the folder),
then one transaction with the manifest, receipt K and the audit record. The capturing process
and the sending process each open their own; SQLite and one file lock keep them apart.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sync import audit
from sync.blobs import Folder
from sync.court import Blockage
from sync.database import connect, transaction, translated
from sync.lane import Lane, LaneState
from sync.manifest import Manifest
from sync.submissions import (
    TO_BE_DELIVERED,
    Content,
    Item,
    Moment,
    NotPutIn,
    OutboxFull,
    OutboxUnavailable,
    Parcel,
    State,
)

_T = TypeVar("_T")
_DELIVERABLE = f"state IN ({', '.join(repr(s.value) for s in TO_BE_DELIVERED)})"
_DUE = f"{_DELIVERABLE} AND (next_boot IS NULL OR next_boot <> :boot OR next_s <= :seconds)"


class Outbox:
    """The outbox of one kiosk. Every method may be called from any thread."""

    def __init__(self, folder: Folder, minimum_free_bytes: int) -> None:
        self._folder = folder
        self._minimum_free_bytes = minimum_free_bytes
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._failure = ""
        self._connect()

    @staticmethod
    def open(folder: Path, *, minimum_free_bytes: int) -> "Outbox":
        """Open the outbox in a folder, made when it is missing, and check it.

        A submission one of whose contents is gone or cut short becomes `damaged`; contents
        that nothing refers to are removed. Raises OutboxUnavailable, OutboxNewer, OutboxFull.
        """
        return Outbox(Folder(folder), minimum_free_bytes)

    def close(self) -> None:
        """Let go of the files; nothing is lost by not calling it."""
        with self._writing, self._reading:
            self._write.close()
            self._read.close()

    def reopen(self) -> None:
        """Close, open and check again, after OutboxUnavailable. Raises as open() does."""
        with self._writing, self._reading:
            self.close()
            self._connect()
            self._failure = ""

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
        if self._failure:
            raise OutboxUnavailable(self._failure)
        if self._folder.free_bytes() < self._minimum_free_bytes:
            raise OutboxFull("below the minimum of free bytes")

    def next_sequence(self) -> int:
        """The sequence number of the next submission, counted without gaps from 1."""
        (last,) = self._one("SELECT coalesce(max(sequence), 0) FROM submissions")
        return int(last) + 1

    def put(self, manifest: Manifest, receipt_k: bytes, blobs: Mapping[str, Path]) -> None:
        """Capture a submission: when this returns, it survives any loss of power.

        `blobs` maps the SHA-256 of each content to its staged file, hashed while it was
        written; the files are moved, not copied. Raises OutboxFull, OutboxUnavailable,
        NotPutIn; then nothing was captured and the sequence number is still free, except
        that after OutboxUnavailable, item() after reopen() says whether it was.
        """
        with self._guarded(), self._folder.exclusive():
            self.ready()
            if manifest.sequence != self.next_sequence():
                raise NotPutIn("not the next sequence number")
            for blob in manifest.blobs():
                self._folder.keep(blob.sha256, blob.size_bytes, blobs.get(blob.sha256))
            self._folder.sync()
            with transaction(self._write):
                self._insert(manifest, receipt_k)

    # ------------------------------------------------------------ looking

    def data_version(self) -> int:
        """A number that differs after any change by anyone; cheap enough for every second."""
        return int(self._one("PRAGMA data_version")[0])

    def items(self) -> tuple[Item, ...]:
        """Every submission, oldest first, purged ones included."""
        return tuple(map(_item, self._all("SELECT * FROM submissions ORDER BY sequence")))

    def item(self, number: str) -> Item | None:
        """The submission with this number, or None."""
        rows = self._all("SELECT * FROM submissions WHERE number = ?", (number,))
        return _item(rows[0]) if rows else None

    def manifest(self, number: str) -> Manifest | None:
        """What the submission consists of; None when there is none, or it was purged."""
        rows = self._all("SELECT manifest FROM submissions WHERE number = ?", (number,))
        return Manifest.from_bytes(rows[0][0]) if rows and rows[0][0] is not None else None

    def path_of(self, sha256: str) -> Path:
        """Where a content lies, to be read only."""
        return self._folder.path_of(sha256)

    def oldest_waiting(self) -> datetime | None:
        """When the oldest submission that is still to be delivered was captured."""
        where = f"SELECT min(captured_at) FROM submissions WHERE {_DELIVERABLE}"  # noqa: S608  constant
        (text,) = self._one(where)
        return None if text is None else datetime.fromisoformat(text)

    def first_break_in_audit(self) -> int | None:
        """The number of the first audit record that was changed or removed; None when whole."""
        with self._reading, translated():
            return audit.first_break(self._read)

    # ------------------------------------------------------------ delivering

    def next_due(self, now: Moment) -> Parcel | None:
        """What to deliver now: fewest attempts first, then the smallest, then the oldest."""
        rows = self._all(
            f"SELECT * FROM submissions WHERE {_DUE} "  # noqa: S608  constants
            "ORDER BY attempts, total_bytes, sequence LIMIT 1",
            {"boot": now.boot, "seconds": now.seconds},
        )
        return self._parcel(rows[0]) if rows else None

    def next_moment(self, boot: str) -> float | None:
        """Seconds of this boot when the next item falls due; None when none waits for a time."""
        (seconds,) = self._one(
            f"SELECT min(next_s) FROM submissions WHERE {_DELIVERABLE} AND next_boot = ?",  # noqa: S608
            (boot,),
        )
        return None if seconds is None else float(seconds)

    def progressed(self, number: str, sent_bytes: int) -> None:
        """Show how far a delivery is; what is really there only the centre knows."""
        self._update(number, "sent_bytes = :v", v=sent_bytes)

    def upload_begun(self, number: str, sha256: str, url: str | None) -> None:
        """Remember where a content is being uploaded, or forget it."""
        self._update_content(number, sha256, "url = :v", url)

    def content_sent(self, number: str, sha256: str) -> None:
        """The centre has this content, whole."""
        self._update_content(number, sha256, "sent = :v", 1)

    def content_missing(self, number: str, sha256: str) -> None:
        """The centre has not got this content after all: from the start, elsewhere."""
        self._update_content(
            number, sha256, "sent = 0, url = NULL, times_missing = times_missing + :v", 1
        )

    def content_intact(self, sha256: str) -> bool:
        """Whether the kiosk's own copy still is what was captured."""
        return self._folder.intact(sha256)

    def sending(self, number: str) -> None:
        """Its contents are on the way."""
        self._move(number, State.SENDING)

    def committing(self, number: str) -> None:
        """The centre is about to be asked to take it; from now on it may have it."""
        self._move(number, State.COMMITTING)

    def tried(self, number: str, reason: str, again: Moment) -> None:
        """An attempt failed; the state stays. Not before `again`, unless the machine restarts."""
        self._update(
            number,
            "attempts = attempts + 1, reason = :reason, next_boot = :boot, next_s = :seconds",
            reason=reason,
            boot=again.boot,
            seconds=again.seconds,
        )

    def received(self, number: str, receipt_c: bytes, received_at: datetime) -> None:
        """The centre has it: its verified receipt."""
        self._move(
            number,
            State.RECEIVED,
            "receipt_c = :receipt, received_at = :at, sent_bytes = total_bytes, reason = ''",
            receipt=receipt_c,
            at=received_at.astimezone(UTC).isoformat(),
        )

    def refused(self, number: str, verdict: bytes, reasons: tuple[str, ...]) -> None:
        """The centre's verified verdict."""
        codes = " ".join(reasons)
        self._move(
            number, State.REFUSED, "verdict = :verdict, reason = :r", verdict=verdict, r=codes
        )

    def set_aside(self, number: str, state: State, reason: str) -> None:
        """Held, damaged or unknown: an operator's business from now on."""
        self._move(number, state, "reason = :reason", reason=reason)

    def purge(self, retention: timedelta, now: datetime) -> int:
        """Remove the contents of what was received longer than `retention` ago; how many.

        A tombstone with number, times and both receipts stays.
        """
        with self._guarded(), self._folder.exclusive():
            with transaction(self._write):
                rows = self._write.execute(
                    "SELECT sequence, submission FROM submissions"
                    " WHERE state = ? AND received_at <= ?",
                    (State.RECEIVED, (now - retention).astimezone(UTC).isoformat()),
                ).fetchall()
                for sequence, submission in rows:
                    self._write.execute("DELETE FROM contents WHERE sequence = ?", (sequence,))
                    self._write.execute(
                        "UPDATE submissions SET state = ?, manifest = NULL WHERE sequence = ?",
                        (State.PURGED, sequence),
                    )
                    audit.append(self._write, State.PURGED, submission=submission)
            self._clear_strays()
        return len(rows)

    def lane(self) -> Lane:
        """How delivery to the centre stands, as the sending process last wrote it."""
        rows = self._all("SELECT * FROM lane")
        if not rows:
            return Lane()
        row = rows[0]
        return Lane(
            state=LaneState(row["state"]),
            kind=Blockage(row["kind"]) if row["kind"] else None,
            reason=row["reason"],
            failures=row["failures"],
            since=_when(row["since"]),
            again=None if row["next_boot"] is None else Moment(row["next_boot"], row["next_s"]),
        )

    def lane_changed(self, lane: Lane) -> None:
        """Write down how delivery stands."""
        values = (
            lane.state,
            lane.kind or "",
            lane.reason,
            lane.failures,
            lane.since and lane.since.isoformat(),
            lane.again and lane.again.boot,
            lane.again and lane.again.seconds,
        )
        self._change(
            lambda db: db.execute(
                "INSERT OR REPLACE INTO lane VALUES (1, ?, ?, ?, ?, ?, ?, ?)", values
            )
        )

    # ------------------------------------------------------------ within

    def _connect(self) -> None:
        try:
            self._write = connect(self._folder.database)
        except OutboxFull:
            if not self._folder.drop_ballast():
                raise
            self._write = connect(self._folder.database)
        self._read = connect(self._folder.database)
        self._read.row_factory = sqlite3.Row
        self._check()
        self._folder.load_ballast()

    def _check(self) -> None:
        with self._folder.exclusive():
            rows = self._all(
                "SELECT number, sha256, size_bytes"  # noqa: S608  constant
                f" FROM contents JOIN submissions USING (sequence) WHERE {_DELIVERABLE}"
            )
            damaged = {n for n, sha256, size in rows if not self._folder.holds(sha256, size)}
            for number in sorted(damaged):
                self.set_aside(number, State.DAMAGED, "content-gone-or-cut-short")
            self._clear_strays()

    def _clear_strays(self) -> None:
        referenced = {sha256 for (sha256,) in self._all("SELECT DISTINCT sha256 FROM contents")}
        self._folder.clear(referenced)

    def _insert(self, manifest: Manifest, receipt_k: bytes) -> None:
        self._write.execute(
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
        self._write.executemany(
            "INSERT INTO contents (sequence, position, sha256, size_bytes) VALUES (?, ?, ?, ?)",
            [
                (manifest.sequence, position, blob.sha256, blob.size_bytes)
                for position, blob in enumerate(manifest.blobs())
            ],
        )
        audit.append(
            self._write,
            State.CAPTURED,
            submission=str(manifest.submission),
            sequence=manifest.sequence,
            manifest_sha256=manifest.sha256().hex(),
        )

    def _move(self, number: str, state: State, also: str = "", **values: object) -> None:
        def change(db: sqlite3.Connection) -> None:
            (submission, before) = db.execute(
                "SELECT submission, state FROM submissions WHERE number = ?", (number,)
            ).fetchone()
            changes = ", ".join(filter(None, ("state = :state", also)))
            db.execute(
                f"UPDATE submissions SET {changes} WHERE number = :number",  # noqa: S608  constants
                {"state": state, "number": number, **values},
            )
            if before != state:
                audit.append(db, state, submission=submission)

        self._change(change)

    def _update(self, number: str, changes: str, **values: object) -> None:
        self._change(
            lambda db: db.execute(
                f"UPDATE submissions SET {changes} WHERE number = :number",  # noqa: S608  constants
                {"number": number, **values},
            )
        )

    def _update_content(self, number: str, sha256: str, changes: str, value: object) -> None:
        self._change(
            lambda db: db.execute(
                f"UPDATE contents SET {changes} WHERE sha256 = :sha256 AND sequence ="  # noqa: S608
                " (SELECT sequence FROM submissions WHERE number = :number)",
                {"number": number, "sha256": sha256, "v": value},
            )
        )

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """A small change in its own transaction; the ballast gives way to it on a full disk."""
        with self._guarded():
            try:
                with transaction(self._write):
                    change(self._write)
            except OutboxFull:
                if not self._folder.drop_ballast():
                    raise
                with transaction(self._write):
                    change(self._write)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._writing:
            try:
                yield
            except OutboxUnavailable as error:
                self._failure = str(error)
                raise

    def _parcel(self, row: sqlite3.Row) -> Parcel:
        manifest = Manifest.from_bytes(row["manifest"])
        kept = {
            content["sha256"]: content
            for content in self._all(
                "SELECT * FROM contents WHERE sequence = ?", (row["sequence"],)
            )
        }
        contents = tuple(
            Content(
                blob=blob,
                path=self._folder.path_of(blob.sha256),
                url=kept[blob.sha256]["url"],
                sent=bool(kept[blob.sha256]["sent"]),
                times_missing=kept[blob.sha256]["times_missing"],
            )
            for blob in manifest.blobs()
        )
        return Parcel(
            number=row["number"],
            submission=UUID(row["submission"]),
            state=State(row["state"]),
            attempts=row["attempts"],
            manifest=row["manifest"],
            receipt_k=row["receipt_k"],
            contents=contents,
        )

    def _all(self, query: str, values: Any = ()) -> list[sqlite3.Row]:
        with self._reading, translated():
            return self._read.execute(query, values).fetchall()

    def _one(self, query: str, values: Any = ()) -> sqlite3.Row:
        return self._all(query, values)[0]


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
    )


def _when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
