"""The rows the centre keeps, as tables and as values; one SQL for SQLite and PostgreSQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
)

TABLES = MetaData()
_WHOLE = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER alone


def _table(name: str, *columns: Column[Any] | UniqueConstraint) -> Table:
    return Table(name, TABLES, *columns, sqlite_strict=True)


def _text(name: str, **more: Any) -> Column[Any]:
    return Column(name, Text, nullable=False, **more)


def _number(name: str, **more: Any) -> Column[Any]:
    return Column(name, _WHOLE, **{"nullable": False, **more})


def _bytes(name: str, **more: Any) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False, **more)


OWN_KEYS = _table(
    "own_keys",
    _bytes("public_key", primary_key=True),
    _number("valid_from"),
    _number("valid_to", nullable=True),
)
KIOSKS = _table("kiosks", _text("kiosk", primary_key=True), _number("enrolled_at"))
KIOSK_KEYS = _table(
    "kiosk_keys",
    _text("kiosk", primary_key=True),
    _bytes("public_key", primary_key=True),
    _number("valid_from"),
    _number("valid_to", nullable=True),
    _number("revoked", server_default="0"),
)
UPLOADS = _table(
    "uploads",
    _text("id", primary_key=True),
    _text("kiosk"),
    _text("submission"),
    _text("document"),
    _text("sha256"),
    _number("length"),
    _number("offset", server_default="0"),
    _number("expires_at"),
    _text("metadata"),
    _text("place", server_default="folder"),
    _text("blob", server_default=""),
    UniqueConstraint("kiosk", "submission", "document", "sha256", "length"),
)
SUBMISSIONS = _table(
    "submissions",
    _text("uuid", primary_key=True),
    _text("kiosk"),
    _text("number"),
    _number("captured_at"),
    _bytes("manifest"),
    _bytes("manifest_sha256"),
    _bytes("receipt_k"),
    _text("state"),
    _bytes("signed"),
    _text("reasons"),
    _number("decided_at"),
)
Index("submissions_by_day", SUBMISSIONS.c.kiosk, SUBMISSIONS.c.captured_at)
Index("submissions_by_number", SUBMISSIONS.c.number)
DOCUMENTS = _table(
    "documents",
    _text("blob", primary_key=True),
    Column("submission", Text, ForeignKey(SUBMISSIONS.c.uuid), nullable=False),
    _text("document"),
    _text("sha256"),
    _number("length"),
)
Index("documents_by_sha256", DOCUMENTS.c.sha256)
CHECKPOINTS = _table(
    "checkpoints",
    _text("kiosk", primary_key=True),
    _number("length", primary_key=True, autoincrement=False),
    _bytes("head"),
    _bytes("countersigned"),
)
DISPUTES = _table(
    "disputes",
    _text("kiosk", primary_key=True),
    _number("length", primary_key=True, autoincrement=False),
    _bytes("head", primary_key=True),
    _number("told_at"),
)
"""Audit chains that were shown and are not what was countersigned before: never deleted."""
REVIEWS = _table(
    "reviews",
    Column("submission", Text, ForeignKey(SUBMISSIONS.c.uuid), primary_key=True),
    _number("sequence", primary_key=True, autoincrement=False),
    _text("state"),
    _text("reasons"),
    _text("marked_by"),
    _number("marked_at"),
)
"""What the Registry has said of a submission, one row a mark; the last counts."""
STAFF = _table("staff", _text("name", primary_key=True), _text("password_hash"), _number("set_at"))
TRIES = _table("tries", _text("who", primary_key=True), _number("wrong"), _number("until"))
"""Wrong passwords since the last right one, and the end of the wait they brought."""
SESSIONS = _table(
    "sessions",
    _bytes("token_sha256", primary_key=True),
    _text("name"),
    _number("begun_at"),
    _number("ends_at"),
)

PLACES = _table("places", _text("place", primary_key=True))
"""The folders of receivers that have uploads under way written down here."""
SCHEMA = _table("schema", _number("version", primary_key=True, autoincrement=False))
"""One row: the version of these tables. Version 1 had no such table, and was SQLite only."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "ALTER TABLE own_keys ADD COLUMN valid_to INTEGER",
        """CREATE TABLE kiosk_keys (kiosk TEXT NOT NULL, public_key BLOB NOT NULL,
        valid_from INTEGER NOT NULL, valid_to INTEGER, PRIMARY KEY (kiosk, public_key)) STRICT""",
        "INSERT INTO kiosk_keys SELECT kiosk, public_key, 0, NULL FROM kiosks",
        "ALTER TABLE kiosks DROP COLUMN public_key",
        "ALTER TABLE uploads ADD COLUMN place TEXT NOT NULL DEFAULT 'folder'",
        "ALTER TABLE uploads ADD COLUMN blob TEXT NOT NULL DEFAULT ''",
        "UPDATE uploads SET blob = id",
        "CREATE TABLE places (place TEXT NOT NULL PRIMARY KEY) STRICT",
        """CREATE TABLE reviews (submission TEXT NOT NULL REFERENCES submissions (uuid),
        sequence INTEGER NOT NULL, state TEXT NOT NULL, reasons TEXT NOT NULL,
        marked_by TEXT NOT NULL, marked_at INTEGER NOT NULL,
        PRIMARY KEY (submission, sequence)) STRICT""",
        """CREATE TABLE staff (name TEXT NOT NULL PRIMARY KEY, password_hash TEXT NOT NULL,
        set_at INTEGER NOT NULL) STRICT""",
        """CREATE TABLE tries (who TEXT NOT NULL PRIMARY KEY, wrong INTEGER NOT NULL,
        until INTEGER NOT NULL) STRICT""",
        """CREATE TABLE sessions (token_sha256 BLOB NOT NULL PRIMARY KEY, name TEXT NOT NULL,
        begun_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT""",
        "CREATE INDEX submissions_by_number ON submissions (number)",
        "CREATE TABLE schema (version INTEGER NOT NULL PRIMARY KEY) STRICT",
        "INSERT INTO schema VALUES (2)",
    ),
    ("ALTER TABLE kiosk_keys ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0",),
)
"""From version 1 to 2, and so on; an entry never changes once it has been released. From version
3 on, tables that are not there yet are made afterwards as TABLES has them."""


@dataclass(frozen=True)
class Announced:
    """What a kiosk says it will send; the same announcement always means the same upload."""

    kiosk: str
    submission: str
    document: str
    sha256: str
    length: int


@dataclass(frozen=True)
class Upload:
    """A document on its way; the first `offset` bytes are durable.

    They lie in `place`, which is one receiver's folder, or STORED, under the name `blob`.
    `metadata` is the tus Upload-Metadata it came with, given back as it was told.
    """

    id: str
    announced: Announced
    offset: int
    expires_at: int
    metadata: str
    place: str
    blob: str

    @property
    def complete(self) -> bool:
        """Every announced byte is here; whether they are the right ones is not said."""
        return self.offset == self.announced.length


@dataclass(frozen=True)
class UnderWay:
    """What is being sent: uploads of a kiosk, bytes for a submission, bytes to come to a place."""

    uploads: int
    submission_bytes: int
    promised_bytes: int


STORED = "stored"
"""The place of an upload whose bytes lie where documents are kept, for every receiver to see."""


@dataclass(frozen=True)
class Document:
    """A document of a received submission: what it is, and under which name its bytes lie."""

    blob: str
    submission: str
    document: str
    sha256: str
    length: int


@dataclass(frozen=True)
class Submission:
    """What the centre has decided about a submission; never changes once it is there.

    `signed` is receipt C when the state is "received", the verdict when it is "refused".
    """

    uuid: str
    kiosk: str
    number: str
    captured_at: int
    manifest: bytes
    manifest_sha256: bytes
    receipt_k: bytes
    state: str
    signed: bytes
    reasons: tuple[str, ...]
    decided_at: int


@dataclass(frozen=True)
class Key:
    """A public key and when it counts, in UTC seconds since 1970; without an end still now.

    `revoked` where others may have had it since the end: see PublishedKey.
    """

    owner: str
    public: bytes
    valid_from: int
    valid_to: int | None
    revoked: bool = False


def upload_of(row: Row[Any]) -> Upload:
    """Read a row of `uploads`."""
    told = row._asdict()
    announced = Announced(
        *(told.pop(name) for name in ("kiosk", "submission", "document", "sha256", "length"))
    )
    return Upload(announced=announced, **told)


def submission_of(row: Row[Any]) -> Submission:
    """Read a row of `submissions`."""
    facts = row._asdict()
    return Submission(**{**facts, "reasons": tuple(facts["reasons"].split())})
