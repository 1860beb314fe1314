"""Counts what can be filled in in a form, and what in it is signed."""

from dataclasses import dataclass

import pikepdf

from kiosk_app.documents.growth import UNREADABLE

MOST_FIELDS = 100_000
MOST_XFA_PARTS = 100
MOST_XFA_BYTES = 16 * 1024 * 1024


@dataclass
class Fields:
    """What a form holds; `xfa` is the text of its XFA form, empty when it has none."""

    count: int = 0
    signatures: int = 0
    xfa: bytes = b""


def form_fields(pdf: pikepdf.Pdf) -> Fields:
    """Walk the fields, inherited kinds minded."""
    form = pdf.Root.get("/AcroForm")
    fields = Fields()
    if not isinstance(form, pikepdf.Dictionary):
        return fields
    fields.xfa = _xfa(form.get("/XFA"))
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, object]] = [
        (item, None) for item in _items(form.get("/Fields"))
    ]
    walked = 0
    while waiting and walked < MOST_FIELDS:
        walked += 1
        item, kind_above = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        if item.objgen[0]:
            seen.add(item.objgen)
        kind = item.get("/FT", kind_above)
        children = [kid for kid in _items(item.get("/Kids")) if _is_field(kid)]
        waiting += [(kid, kind) for kid in children]
        if kind == "/Sig":
            fields.signatures += "/V" in item
        elif kind is not None and not children:
            fields.count += 1
    return fields


def _xfa(value: object) -> bytes:
    """The parts of an XFA form in one; a form that is empty or cannot be read is still one."""
    parts = [value] if isinstance(value, pikepdf.Stream) else _items(value)[:MOST_XFA_PARTS]
    text = b""
    for part in parts:
        if isinstance(part, pikepdf.Stream) and len(text) < MOST_XFA_BYTES:
            try:
                text += part.read_bytes()
            except UNREADABLE:
                text += b"?"
    return text or (b"?" if parts else b"")


def _is_field(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and ("/T" in item or "/Kids" in item)


def _items(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []
