"""Looks through every object of a PDF for what acts, hides or can be filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/SubmitForm": "SubmitForm",
    "/ImportData": "ImportData",
    "/Rendition": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/GoToE": "GoToE",
    "/RichMediaExecute": "RichMedia",
}
ANNOTATIONS = {
    "/RichMedia": "RichMedia",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/Screen": "Screen",
    "/3D": "3D",
}
MOST_DEEP = 64
MOST_FIELDS = 100_000


@dataclass
class Active:
    """What acts: names of its kinds, and the pages it is on where it is on pages."""

    names: set[str] = field(default_factory=set)
    pages: tuple[int, ...] = ()


@dataclass
class Fields:
    """What a form holds."""

    count: int = 0
    signatures: int = 0
    xfa: bool = False


def active_content(pdf: pikepdf.Pdf) -> Active:
    """Walk every object, wherever it is hung, so that nothing depends on how it is reached."""
    active = Active()
    for item in pdf.objects:
        for dictionary in _dictionaries(item, 0):
            active.names |= _acts(dictionary)
    if "/JavaScript" in _names(pdf):
        active.names.add("JavaScript")
    active.pages = tuple(
        number
        for number, page in enumerate(pdf.pages, start=1)
        if active.names and any(_acts(d) for d in _page_dictionaries(page.obj))
    )
    return active


def embedded_files(pdf: pikepdf.Pdf) -> bool:
    """Whether a file is attached, by whatever way."""
    if "/EmbeddedFiles" in _names(pdf) or "/Collection" in pdf.Root:
        return True
    return any(
        "/EF" in dictionary or dictionary.get("/Subtype") == "/FileAttachment"
        or dictionary.get("/Type") == "/EmbeddedFile"
        for item in pdf.objects
        for dictionary in _dictionaries(item, 0)
    )  # fmt: skip


def form_fields(pdf: pikepdf.Pdf) -> Fields:
    """Count what can be filled in or is signed."""
    form = pdf.Root.get("/AcroForm")
    fields = Fields()
    if not isinstance(form, pikepdf.Dictionary):
        return fields
    fields.xfa = "/XFA" in form
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, object]] = [
        (item, None) for item in _items(form.get("/Fields"))
    ]
    while waiting and len(seen) < MOST_FIELDS:
        item, kind_above = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        if item.objgen[0]:
            seen.add(item.objgen)
        kind = item.get("/FT", kind_above)
        children = [kid for kid in _items(item.get("/Kids")) if "/T" in kid or "/Kids" in kid]
        waiting += [(kid, kind) for kid in children]
        if kind == "/Sig":
            fields.signatures += "/V" in item
        elif kind is not None and not children:
            fields.count += 1
    return fields


def _acts(dictionary: pikepdf.Object) -> set[str]:
    found = set()
    action = dictionary.get("/S")
    # /S names other things too; of "Movie" and "Sound" only a declared action is one.
    plain = action not in ("/Movie", "/Sound") or dictionary.get("/Type") == "/Action"
    if isinstance(action, pikepdf.Name) and str(action) in ACTIONS and plain:
        found.add(ACTIONS[str(action)])
    if "/JS" in dictionary:
        found.add("JavaScript")
    subtype = dictionary.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and str(subtype) in ANNOTATIONS and "/Rect" in dictionary:
        found.add(ANNOTATIONS[str(subtype)])
    return found


def _page_dictionaries(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield page
    for holder in (page, *_items(page.get("/Annots"))):
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        yield holder
        for key in ("/A", "/AA", "/PA"):
            action = holder.get(key)
            if isinstance(action, pikepdf.Dictionary):
                yield action
                yield from (v for v in action.values() if isinstance(v, pikepdf.Dictionary))


def _dictionaries(item: pikepdf.Object, deep: int) -> Iterator[pikepdf.Object]:
    """The dictionaries inside one object; what is an object of its own is met elsewhere."""
    if deep > MOST_DEEP:
        return
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        yield item
        inner = list(item.values())
    elif isinstance(item, pikepdf.Array):
        inner = list(item)
    else:
        return
    for value in inner:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from _dictionaries(value, deep + 1)


def _names(pdf: pikepdf.Pdf) -> pikepdf.Object:
    names = pdf.Root.get("/Names")
    return names if isinstance(names, pikepdf.Dictionary) else pikepdf.Dictionary()


def _items(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []
