"""The rows the centre keeps, as tables and as values."""

from dataclasses import dataclass, fields
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS own_keys (
    public_key BLOB PRIMARY KEY, valid_from INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS kiosks (
    kiosk TEXT PRIMARY KEY, public_key BLOB NOT NULL, enrolled_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, submission TEXT NOT NULL, document TEXT NOT NULL,
    sha256 TEXT NOT NULL, length INTEGER NOT NULL, offset INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL, metadata TEXT NOT NULL,
    UNIQUE (kiosk, submission, document, sha256, length)) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
    uuid TEXT PRIMARY KEY, kiosk TEXT NOT NULL, number TEXT NOT NULL,
    captured_at INTEGER NOT NULL, manifest BLOB NOT NULL, manifest_sha256 BLOB NOT NULL,
    receipt_k BLOB NOT NULL, state TEXT NOT NULL, signed BLOB NOT NULL, reasons TEXT NOT NULL,
    decided_at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS submissions_by_day ON submissions (kiosk, captured_at);
CREATE TABLE IF NOT EXISTS documents (
    blob TEXT PRIMARY KEY, submission TEXT NOT NULL REFERENCES submissions (uuid),
    document TEXT NOT NULL, sha256 TEXT NOT NULL, length INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_sha256 ON documents (sha256);
CREATE TABLE IF NOT EXISTS checkpoints (
    kiosk TEXT NOT NULL, length INTEGER NOT NULL, head BLOB NOT NULL,
    countersigned BLOB NOT NULL, PRIMARY KEY (kiosk, length)) STRICT;
"""


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

    `metadata` is the tus Upload-Metadata it came with, given back as it was told.
    """

    id: str
    announced: Announced
    offset: int
    expires_at: int
    metadata: str = ""

    @property
    def complete(self) -> bool:
        """Every announced byte is here; whether they are the right ones is not said."""
        return self.offset == self.announced.length


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


def upload_of(row: tuple[Any, ...]) -> Upload:
    """Read a row of `uploads`."""
    upload_id, kiosk, submission, document, sha256, length, *standing = row
    announced = Announced(kiosk, submission, document, sha256, length)
    return Upload(upload_id, announced, *standing)


def submission_of(row: tuple[Any, ...]) -> Submission:
    """Read a row of `submissions`."""
    facts = dict(zip((field.name for field in fields(Submission)), row, strict=True))
    return Submission(**{**facts, "reasons": tuple(facts["reasons"].split())})
