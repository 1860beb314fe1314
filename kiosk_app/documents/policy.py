"""Looks once through every object of a PDF, and tells what a court document must not hold."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from kiosk_app.documents.active_content import (
    ACTIVE,
    MEDIA,
    Deed,
    address,
    deeds,
    dictionaries,
    file_name,
    host,
)
from kiosk_app.documents.form_fields import form_fields
from kiosk_app.documents.growth import MOST_OBJECTS, Grows, Weighed
from kiosk_app.documents.pattern_circles import mind_circles
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

MOST_ACTIONS_IN_A_ROW = 50

# An object written out, names with their escapes undone, holds one of these or nothing to find.
# A kind that is itself a reference could be anything, so it is looked up.
_MARKS = re.compile(
    rb"/(?:JavaScript|JS|OnInstantiate|Launch|SubmitForm|ImportData|GoTo[ER3]|Hide|SetOCGState"
    rb"|Rendition|Movie|Sound|RichMedia|Screen|3D|URI|EF|EmbeddedFile|FileAttachment|Widget"
    rb"|(?:S|Subtype|Type|FT) \d+ \d+ R)"
)
_XFA_SCRIPT = re.compile(rb"<(?:\w+:)?script\b", re.I)


@dataclass
class Held:
    """What the objects of a document do, the first address, and the first file inside, by name."""

    deeds: Counter[Deed] = field(default_factory=Counter)
    first_address: str = ""
    first_file: str = ""


def check_policy(pdf: pikepdf.Pdf, findings: Findings) -> bool:
    """Tell what acts, plays, is attached, leads out or can be filled in; True if it is signed.

    Raises Grows for more objects than any document has, and for streams beyond measure.
    """
    held = _look_through(pdf)
    fields = form_fields(pdf)
    if fields.xfa:
        findings.tell(Trouble.XFA_FORM)
        if _XFA_SCRIPT.search(fields.xfa):
            held.deeds[Deed.SCRIPT] += 1
    on_pages = _on_pages(pdf) if held.deeds else {}
    if held.deeds[Deed.SCRIPT]:
        pages = _pages(on_pages, {Deed.SCRIPT})
        findings.tell(Trouble.JAVASCRIPT, pages, _script_places(pdf.Root))
    _tell(findings, Trouble.ACTIVE_CONTENT, ACTIVE, held, on_pages)
    _tell(findings, Trouble.RICH_MEDIA, MEDIA, held, on_pages)
    if held.deeds[Deed.FILE] or "/Collection" in pdf.Root:
        findings.tell(Trouble.EMBEDDED_FILES, _pages(on_pages, {Deed.FILE}), held.first_file)
    if links := held.deeds[Deed.LINK]:
        where = host(held.first_address)
        findings.tell(Trouble.EXTERNAL_LINKS, _pages(on_pages, {Deed.LINK}), f"{links}: {where}")
    loose = held.deeds[Deed.FIELD]
    if not fields.xfa and (count := fields.count or (0 if fields.signatures else loose)):
        findings.tell(Trouble.FORM_FIELDS, _pages(on_pages, {Deed.FIELD}), str(count))
    return bool(fields.signatures)


def _look_through(pdf: pikepdf.Pdf) -> Held:
    """Every object, wherever it hangs, so that nothing depends on how it is reached."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise Grows(f"{len(pdf.objects):,} objects")
    held, weighed = Held(), Weighed()
    for item in (*pdf.objects, pdf.trailer):
        if isinstance(item, pikepdf.Stream):
            weighed.weigh(item)
            if "/PatternType" in item:
                mind_circles(item)
            item = item.stream_dict
        if not isinstance(item, pikepdf.Object) or not _MARKS.search(item.unparse(resolved=True)):
            continue
        for dictionary in dictionaries(item):
            found = deeds(dictionary)
            held.deeds.update(found)
            if Deed.LINK in found and not held.first_address:
                held.first_address = address(dictionary)
            if Deed.FILE in found and not held.first_file:
                held.first_file = file_name(dictionary)
    return held


def _on_pages(pdf: pikepdf.Pdf) -> dict[int, set[Deed]]:
    on_pages = {}
    for number, page in enumerate(pdf.pages, start=1):
        found: set[Deed] = set()
        for dictionary in _page_dictionaries(page.obj):
            found |= deeds(dictionary)
        if found:
            on_pages[number] = found
    return on_pages


def _page_dictionaries(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The page, its annotations, what they carry, and the actions of both."""
    annotations = page.get("/Annots")
    holders = [page, *(annotations if isinstance(annotations, pikepdf.Array) else ())]
    for holder in holders:
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        yield holder
        for key in ("/A", "/AA", "/PA", "/FS"):
            action = holder.get(key)
            if not isinstance(action, pikepdf.Dictionary):
                continue
            yield from _in_a_row(action)
            for value in action.values() if key == "/AA" else ():
                yield from _in_a_row(value)


def _in_a_row(action: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An action and those that it says come next."""
    waiting = [action]
    for _ in range(MOST_ACTIONS_IN_A_ROW):
        if not waiting:
            return
        action = waiting.pop()
        if isinstance(action, pikepdf.Array):
            waiting += list(action)[:MOST_ACTIONS_IN_A_ROW]
        elif isinstance(action, pikepdf.Dictionary):
            yield action
            waiting += [action["/Next"]] if "/Next" in action else []


def _tell(
    findings: Findings,
    trouble: Trouble,
    kinds: set[Deed],
    held: Held,
    on_pages: dict[int, set[Deed]],
) -> None:
    found = sorted(kind.value for kind in kinds if held.deeds[kind])
    if found:
        findings.tell(trouble, _pages(on_pages, kinds), ", ".join(found))


def _script_places(root: pikepdf.Object) -> str:
    """Where its author finds the scripts that are on no page; empty for those of a field, say."""
    places = []
    opening, names = root.get("/OpenAction"), root.get("/Names")
    if isinstance(opening, pikepdf.Dictionary) and any(
        Deed.SCRIPT in deeds(action) for action in _in_a_row(opening)
    ):
        places.append("open action")
    scripts = names.get("/JavaScript") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(scripts, pikepdf.Dictionary) and any(
        isinstance(held, pikepdf.Array) and len(held)
        for held in (scripts.get("/Names"), scripts.get("/Kids"))
    ):
        places.append("names")
    return ", ".join(places)


def _pages(on_pages: dict[int, set[Deed]], kinds: set[Deed]) -> list[int]:
    return [number for number, found in on_pages.items() if found & kinds]
