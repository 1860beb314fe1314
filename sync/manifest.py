"""What one submission consists of, in the exact bytes that are hashed, signed and sent."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any
from uuid import UUID

from sync.wire import DOCUMENT_ID, KIOSK_ID, SHA256_HEX, ClockQuality

VERSION = 2
READ_VERSIONS = (1, 2)
"""Version 1 knew no mending and one form of stamp; what was captured under it is still read, sent
and received."""

SIZE_LIMIT_BYTES = 4 * 1024 * 1024
FORMS = ("pages", "annotations", "cover-sheet", "side-car", "none")
MENDS = ("repair", "flatten", "drop-blank", "rotate", "reduce")


class ManifestInvalid(ValueError):
    """The bytes, or the values, are not a manifest of this version."""


@dataclass(frozen=True)
class Party:
    """Who hands in: the kind of visitor, and as little else as they gave."""

    kind: str
    name: str = ""
    reference: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Source:
    """An original, byte for byte as the visitor brought it."""

    name: str
    size_bytes: int
    sha256: str
    media_type: str


@dataclass(frozen=True)
class Stamped:
    """The derivative with the stamp.

    With a PDF original its first `original_length_bytes` bytes are that original; 0 when the
    document was put together from pictures. `form` says how it carries the stamp: in its pages,
    laid over them as annotations, with a cover sheet in front (and some pages without), as a
    sheet beside a document that its signatures forbid to touch, or not at all. A sheet is not
    among the document's pages.
    """

    size_bytes: int
    sha256: str
    original_length_bytes: int
    form: str = "pages"


@dataclass(frozen=True)
class Mended:
    """One thing that was done to the derivative, as the visitor agreed; never to an original.

    `mend` is one of MENDS. `pages` counts from 1 over the pages as they were brought, and is
    empty when it is about the whole document. `degrees` is clockwise: 90, 180 or 270 for "rotate",
    else 0.
    """

    mend: str
    pages: tuple[int, ...] = ()
    degrees: int = 0


@dataclass(frozen=True)
class Document:
    """One document: its originals in order, and the one derivative made of them.

    `pages` counts those of the derivative; `mended` is in the order in which it was done.
    """

    id: str
    type: str
    title: str
    pages: int
    sources: tuple[Source, ...]
    stamped: Stamped
    mended: tuple[Mended, ...] = ()


@dataclass(frozen=True)
class Blob:
    """One content to be sent; `document` is the first that needs it."""

    document: str
    sha256: str
    size_bytes: int
    name: str
    media_type: str


@dataclass(frozen=True)
class Manifest:
    """A submission. `captured_at` is UTC in whole seconds; hashes are lower-case hex."""

    submission: UUID
    number: str
    sequence: int
    kiosk: str
    captured_at: datetime
    clock: ClockQuality
    rules: str
    party: Party
    case: str
    documents: tuple[Document, ...]
    version: int = VERSION

    def __post_init__(self) -> None:
        """Refuse values that could not be sent: ManifestInvalid."""
        _require(self.version in READ_VERSIONS, "unknown version")
        _require(self.sequence >= 1, "the sequence counts from 1")
        _require(KIOSK_ID.fullmatch(self.kiosk) is not None, "kiosk id")
        utc = self.captured_at.utcoffset() is not None and not self.captured_at.utcoffset()
        _require(utc and not self.captured_at.microsecond, "captured_at: UTC, whole seconds")
        _require(bool(self.number and self.case and self.rules), "number, case or rules empty")
        _require(bool(self.documents), "no document")
        ids = [document.id for document in self.documents]
        _require(len(set(ids)) == len(ids), "document ids")
        _require(all(map(DOCUMENT_ID.fullmatch, ids)), "a document id")
        for document in self.documents:
            _require(document.pages >= 1 and bool(document.sources), "an empty document")
            _require(self.version > 1 or not document.mended, "version 1 knows no mending")
            form = document.stamped.form
            _require(form in FORMS and (self.version > 1 or form == "pages"), "form of the stamp")
            for mended in document.mended:
                _require_mending(mended)
        sizes: dict[str, int] = {}
        for blob in self._all_blobs():
            _require(SHA256_HEX.fullmatch(blob.sha256) is not None, "a hash")
            _require(blob.size_bytes >= 1, "a size")
            _require(sizes.setdefault(blob.sha256, blob.size_bytes) == blob.size_bytes, "sizes")

    @property
    def pages(self) -> int:
        """Pages of all documents together."""
        return sum(document.pages for document in self.documents)

    @property
    def total_bytes(self) -> int:
        """Bytes of all blobs together: what has to be sent."""
        return sum(blob.size_bytes for blob in self.blobs())

    def blobs(self) -> tuple[Blob, ...]:
        """Every content to be sent, each once: originals and derivatives in document order."""
        return tuple({blob.sha256: blob for blob in reversed(self._all_blobs())}.values())[::-1]

    def to_bytes(self) -> bytes:
        """The canonical JSON: sorted keys, no white space, UTF-8.

        What is not Unicode in a name (a lone surrogate, from an odd file system) becomes "?".
        """
        return self._bytes

    @cached_property
    def _bytes(self) -> bytes:
        value = asdict(self)
        value["submission"] = str(self.submission)
        value["captured_at"] = self.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.version == 1:
            for document in value["documents"]:
                del document["mended"], document["stamped"]["form"]
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8", errors="replace")

    def sha256(self) -> bytes:
        """The digest that the receipts are about."""
        return hashlib.sha256(self.to_bytes()).digest()

    @staticmethod
    def from_bytes(data: bytes) -> "Manifest":
        """Read a manifest back; only the exact bytes of to_bytes() pass. Raises ManifestInvalid."""
        _require(len(data) <= SIZE_LIMIT_BYTES, "too long")
        try:
            manifest = _from_json(json.loads(data.decode("utf-8")))
            same = manifest.to_bytes() == data
        except ManifestInvalid:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ManifestInvalid("not a manifest") from error
        _require(same, "not in the one canonical form")
        return manifest

    def _all_blobs(self) -> list[Blob]:
        return [
            blob
            for document in self.documents
            for blob in (
                *(
                    Blob(document.id, s.sha256, s.size_bytes, s.name, s.media_type)
                    for s in document.sources
                ),
                Blob(
                    document.id,
                    document.stamped.sha256,
                    document.stamped.size_bytes,
                    f"{document.id}.pdf",
                    "application/pdf",
                ),
            )
        ]


def _require_mending(mended: Mended) -> None:
    """Only what this version can do, on pages that can be, is a mending."""
    _require(mended.mend in MENDS, "an unknown mending")
    turns = mended.degrees in (90, 180, 270) if mended.mend == "rotate" else mended.degrees == 0
    _require(turns, "degrees")
    pages = mended.pages
    _require(all(page >= 1 for page in pages), "a mended page")
    _require(all(one < other for one, other in pairwise(pages)), "mended pages in order, each once")
    _require(bool(pages) or mended.mend not in _OF_PAGES, "a mending of no page")


def _from_json(value: dict[str, Any]) -> Manifest:
    fields = _typed(value, dict(_MANIFEST_FIELDS))
    first_version = fields["version"] == 1
    documents = tuple(_document(document, first_version) for document in value["documents"])
    return Manifest(
        **{
            **fields,
            "submission": UUID(fields["submission"]),
            "captured_at": datetime.strptime(fields["captured_at"], "%Y-%m-%dT%H:%M:%SZ").replace(
                tzinfo=UTC
            ),
            "clock": ClockQuality(fields["clock"]),
            "party": Party(**_typed(value["party"], dict(_PARTY_FIELDS))),
            "documents": documents,
        }
    )


def _document(value: dict[str, Any], first_version: bool) -> Document:
    of_stamp = _STAMPED_FIELDS if first_version else _STAMPED_FIELDS | {"form": str}
    return Document(
        **_typed(value, dict(_DOCUMENT_FIELDS)),
        sources=tuple(Source(**_typed(s, dict(_SOURCE_FIELDS))) for s in value["sources"]),
        stamped=Stamped(**_typed(value["stamped"], dict(of_stamp))),
        mended=() if first_version else tuple(map(_mended, value["mended"])),
    )


def _mended(value: dict[str, Any]) -> Mended:
    pages = value["pages"]
    _require(isinstance(pages, list) and all(type(page) is int for page in pages), "mended pages")
    return Mended(**_typed(value, dict(_MENDED_FIELDS)), pages=tuple(pages))


_OF_PAGES = ("drop-blank", "rotate")
_DOCUMENT_FIELDS = {"id": str, "type": str, "title": str, "pages": int}
_MENDED_FIELDS = {"mend": str, "degrees": int}
_SOURCE_FIELDS = {"name": str, "size_bytes": int, "sha256": str, "media_type": str}
_STAMPED_FIELDS = {"size_bytes": int, "sha256": str, "original_length_bytes": int}
_PARTY_FIELDS = {"kind": str, "name": str, "reference": str, "telephone": str}
_MANIFEST_FIELDS = {
    "version": int,
    "submission": str,
    "number": str,
    "sequence": int,
    "kiosk": str,
    "captured_at": str,
    "clock": str,
    "rules": str,
    "case": str,
}


def _typed(value: dict[str, Any], fields: dict[str, type]) -> dict[str, Any]:
    """These fields of a JSON object, each of its type; what is too much shows in the bytes."""
    for name, kind in fields.items():
        _require(isinstance(value[name], kind) and not isinstance(value[name], bool), name)
    return {name: value[name] for name in fields}


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ManifestInvalid(what)
