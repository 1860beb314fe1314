"""The sending side of the outbox: what is due, how far it is, and how it ended."""

import sqlite3
from datetime import UTC, datetime
from uuid import UUID

from sync import audit
from sync.blobs import Folder
from sync.book import Book
from sync.court import Blockage
from sync.lane import Lane, LaneState
from sync.manifest import Manifest
from sync.submissions import TO_BE_DELIVERED, Content, Moment, Parcel, State

DELIVERABLE = f"state IN ({', '.join(repr(s.value) for s in TO_BE_DELIVERED)})"
_DUE = f"{DELIVERABLE} AND (next_boot IS NULL OR next_boot <> :boot OR next_s <= :seconds)"

_ANSWERED = ", ".join(repr(s.value) for s in (State.RECEIVED, State.PURGED, State.REFUSED))


class Deliveries:
    """Every change is durable when its method returns. Raises OutboxUnavailable, OutboxFull."""

    def __init__(self, book: Book, folder: Folder) -> None:
        self._book, self._folder = book, folder

    def next_due(self, now: Moment) -> Parcel | None:
        """What to deliver now: fewest attempts first, then the smallest, then the oldest."""
        rows = self._book.all(
            f"SELECT * FROM submissions WHERE {_DUE} "  # noqa: S608  constants
            "ORDER BY attempts, total_bytes, sequence LIMIT 1",
            {"boot": now.boot, "seconds": now.seconds},
        )
        return self._parcel(rows[0]) if rows else None

    def next_moment(self, boot: str) -> float | None:
        """Seconds of this boot when the next item falls due; None when none waits for a time."""
        (seconds,) = self._book.one(
            f"SELECT min(next_s) FROM submissions WHERE {DELIVERABLE} AND next_boot = ?",  # noqa: S608
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

    def sending(self, number: str) -> bool:
        """Its contents are on the way. False when an operator holds it by now."""
        return self._move(number, State.SENDING)

    def committing(self, number: str) -> bool:
        """The centre is about to be asked to take it; from now on it may have it.

        False when an operator holds it by now: then it must not be asked.
        """
        return self._move(number, State.COMMITTING)

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

    def counted(self) -> dict[State, int]:
        """How many submissions there are in each state that any is in."""
        rows = self._book.all("SELECT state, count(*) FROM submissions GROUP BY state")
        return {State(state): number for state, number in rows}

    def oldest_not_received(self) -> datetime | None:
        """When the oldest was captured that the centre has neither received nor refused."""
        (oldest,) = self._book.one(
            f"SELECT min(captured_at) FROM submissions WHERE state NOT IN ({_ANSWERED})"  # noqa: S608
        )
        return None if oldest is None else datetime.fromisoformat(oldest)

    def lane(self) -> Lane:
        """How delivery to the centre stands, as the sending process last wrote it."""
        rows = self._book.all("SELECT * FROM lane")
        if not rows:
            return Lane()
        row = rows[0]
        return Lane(
            state=LaneState(row["state"]),
            kind=Blockage(row["kind"]) if row["kind"] else None,
            reason=row["reason"],
            failures=row["failures"],
            since=datetime.fromisoformat(row["since"]) if row["since"] else None,
            again=_moment(row["next_boot"], row["next_s"]),
            answered=_moment(row["answered_boot"], row["answered_s"]),
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
            lane.answered and lane.answered.boot,
            lane.answered and lane.answered.seconds,
        )
        self._book.change(
            lambda db: db.execute(
                "INSERT OR REPLACE INTO lane VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
            )
        )

    def state_of(self, number: str) -> State:
        """The state of a submission that is there."""
        return State(self._book.one("SELECT state FROM submissions WHERE number = ?", (number,))[0])

    def _move(self, number: str, state: State, also: str = "", **values: object) -> bool:
        moved = True

        def change(db: sqlite3.Connection) -> None:
            nonlocal moved
            (submission, before) = db.execute(
                "SELECT submission, state FROM submissions WHERE number = ?", (number,)
            ).fetchone()
            if before == State.HELD and state in TO_BE_DELIVERED:
                moved = False
                return
            changes = ", ".join(filter(None, ("state = :state", also)))
            db.execute(
                f"UPDATE submissions SET {changes} WHERE number = :number",  # noqa: S608  constants
                {"state": state, "number": number, **values},
            )
            if before != state:
                audit.append(db, state, submission=submission)

        self._book.change(change)
        return moved

    def _update(self, number: str, changes: str, **values: object) -> None:
        self._book.change(
            lambda db: db.execute(
                f"UPDATE submissions SET {changes} WHERE number = :number",  # noqa: S608  constants
                {"number": number, **values},
            )
        )

    def _update_content(self, number: str, sha256: str, changes: str, value: object) -> None:
        self._book.change(
            lambda db: db.execute(
                f"UPDATE contents SET {changes} WHERE sha256 = :sha256 AND sequence ="  # noqa: S608
                " (SELECT sequence FROM submissions WHERE number = :number)",
                {"number": number, "sha256": sha256, "v": value},
            )
        )

    def _parcel(self, row: sqlite3.Row) -> Parcel:
        manifest = Manifest.from_bytes(row["manifest"])
        kept = {
            content["sha256"]: content
            for content in self._book.all(
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


def _moment(boot: str | None, seconds: float | None) -> Moment | None:
    return None if boot is None or seconds is None else Moment(boot, seconds)
