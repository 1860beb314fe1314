"""The filing sheet of an office: what it prepared, written by `kiosk check`, read by the kiosk.

Format court-kiosk-filing/1. It comes on a visitor's device, so everything in it is only a
suggestion that the visitor sees and may change.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "court-kiosk-filing/1"
FILE_NAME = "filing.json"
MOST_BYTES = 64 * 1024

_MOST_DOCUMENTS = 500
_MOST_PAGES = 1_000_000
_CASE = re.compile(r"[A-Z]{3,5} [1-9][0-9]{0,5}/[0-9]{4}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPE = re.compile(r"[a-z0-9_]{1,60}")


@dataclass(frozen=True)
class PreparedDocument:
    """One file as the office checked it; `type` is a code of the rules, empty when not said."""

    file: str
    sha256: str
    pages: int
    type: str = ""


@dataclass(frozen=True)
class FilingSheet:
    """What stands on a sheet; `case` is empty when it names none."""

    case: str
    documents: tuple[PreparedDocument, ...]

    @property
    def type(self) -> str:
        """The type that is stated of all documents of which one is; empty where they differ."""
        types = {document.type for document in self.documents if document.type}
        return types.pop() if len(types) == 1 else ""

    def pages_of(self, sha256: str) -> int | None:
        """How many pages the office counted in the file with this digest; None for a stranger."""
        return next((d.pages for d in self.documents if d.sha256 == sha256), None)

    def to_json(self) -> dict[str, Any]:
        """As it stands in the file, but for the id of the rules."""
        documents = [
            {"file": d.file, "sha256": d.sha256, "pages": d.pages, "type": d.type or None}
            for d in self.documents
        ]
        return {"format": FORMAT, "case": self.case or None, "documents": documents}


def read_filing_sheet(data: bytes) -> FilingSheet | None:
    """The sheet in these bytes; None when they are anything else. For the sandbox: it parses."""
    if len(data) > MOST_BYTES:
        return None
    try:
        return sheet_of(json.loads(data))
    except (ValueError, RecursionError):
        return None


def sheet_of(value: object) -> FilingSheet | None:
    """The sheet that a JSON value is; None when any part of it is not as it must be."""
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        return None
    listed = value.get("documents")
    if not isinstance(listed, list) or len(listed) > _MOST_DOCUMENTS:
        return None
    case = value.get("case")
    if case is not None and not (isinstance(case, str) and _CASE.fullmatch(case)):
        return None
    documents = [_document(each) for each in listed]
    if not all(documents):
        return None
    return FilingSheet(case or "", tuple(d for d in documents if d))


def _document(value: object) -> PreparedDocument | None:
    if not isinstance(value, Mapping):
        return None
    file, sha256, pages = value.get("file"), value.get("sha256"), value.get("pages")
    code = value.get("type")
    if not isinstance(file, str) or not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        return None
    if type(pages) is not int or not 0 <= pages <= _MOST_PAGES:
        return None
    if code is not None and not (isinstance(code, str) and _TYPE.fullmatch(code)):
        return None
    return PreparedDocument(file[:255], sha256, pages, code or "")
