"""What the signatures in a PDF permit to be added to it.

ISO 32000-1, 12.8.2 (DocMDP, FieldMDP, usage rights) and 12.7.4.5 (the lock of a signature field).
"""

from collections.abc import Iterator
from enum import IntEnum

import pikepdf

MOST_FIELDS = 10_000
FORM_FILLING = 2  # what a certification permits that does not say
ANNOTATING = 3


class Permits(IntEnum):
    """From the strictest on."""

    NOTHING = 0
    ANNOTATIONS = 1
    ANYTHING = 2
    """There is no signature."""


def what_signatures_permit(pdf: pikepdf.Pdf) -> Permits:
    """The least that any signature permits. Raises pikepdf.PdfError."""
    granted = pdf.Root.get("/Perms")
    if isinstance(granted, pikepdf.Dictionary):
        if "/UR" in granted or "/UR3" in granted:
            return Permits.NOTHING
        certification = granted.get("/DocMDP")
        if isinstance(certification, pikepdf.Dictionary) and not _may_annotate(certification):
            return Permits.NOTHING
    permits = Permits.ANYTHING
    for field in _fields(pdf):
        value = _inherited(field, "/V")
        if not isinstance(value, pikepdf.Dictionary) or "/ByteRange" not in value:
            continue
        permits = min(permits, Permits.ANNOTATIONS)
        if not _may_annotate(value) or _locks_everything(_inherited(field, "/Lock")):
            return Permits.NOTHING
    return permits


def _may_annotate(signature: pikepdf.Object) -> bool:
    references = signature.get("/Reference")
    if not isinstance(references, pikepdf.Array):
        return True
    for reference in references:
        if not isinstance(reference, pikepdf.Dictionary):
            continue
        stated = reference.get("/TransformParams")
        parameters = stated if isinstance(stated, pikepdf.Dictionary) else pikepdf.Dictionary()
        method = reference.get("/TransformMethod")
        if method == "/DocMDP" and _level(parameters) < ANNOTATING:
            return False
        if method == "/FieldMDP" and _locks_everything(parameters):
            return False
        if method in ("/UR", "/UR3"):
            return False
    return True


def _locks_everything(lock: object) -> bool:
    if not isinstance(lock, pikepdf.Dictionary):
        return False
    return lock.get("/Action") == "/All" or ("/P" in lock and _level(lock) < ANNOTATING)


def _level(parameters: pikepdf.Object) -> int:
    level: object = parameters.get("/P", FORM_FILLING)
    return level if isinstance(level, int) else 1


def _fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every field and widget, of the form and, where the form forgot it, of a page."""
    form = pdf.Root.get("/AcroForm")
    waiting = _dictionaries(form.get("/Fields")) if isinstance(form, pikepdf.Dictionary) else []
    for page in pdf.pages:
        if "/Annots" in page.obj:
            waiting += [a for a in _dictionaries(page.obj.Annots) if a.get("/FT") == "/Sig"]
    seen = 0
    while waiting and seen < MOST_FIELDS:
        field = waiting.pop()
        seen += 1
        yield field
        waiting += _dictionaries(field.get("/Kids"))


def _dictionaries(value: object) -> list[pikepdf.Object]:
    if not isinstance(value, pikepdf.Array):
        return []
    return [item for item in value if isinstance(item, pikepdf.Dictionary)]


def _inherited(field: pikepdf.Object, key: str) -> object:
    for _ in range(64):
        if key in field:
            return field[key]
        parent = field.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        field = parent
    return None
