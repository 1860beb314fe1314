"""The page that shows a page as it was brought, and beside it the same page of the stamped copy."""

from dataclasses import dataclass

from sync.manifest import Document, Source
from sync.receiver.desk.finding import address
from sync.receiver.desk.html import Html, joined, tag
from sync.receiver.desk.showing import Dossier, form_of_stamp, mended
from sync.receiver.desk.words import Words, shown


@dataclass(frozen=True)
class Pair:
    """What belongs beside each other: a page of an original, and one of the copy.

    Pages count from 1 in their files; a page of the copy that is None does not exist.
    `is_certain` is False where the originals are several files with several pages.
    """

    source: Source
    page: int
    copy_page: int | None
    is_certain: bool = True


def pair(document: Document, number: int) -> Pair:
    """The pair for page `number`, from 1, of the document as it is in the copy."""
    form = document.stamped.form
    copy_page = None if form == "side-car" else number + (1 if form == "cover-sheet" else 0)
    brought = _as_brought(document, number)
    sources = document.sources
    if len(sources) == 1:
        return Pair(sources[0], brought, copy_page)
    left_out = sum(len(each.pages) for each in document.mended if each.mend == "drop-blank")
    if len(sources) == document.pages + left_out:
        return Pair(sources[brought - 1], 1, copy_page)
    return Pair(sources[min(number, len(sources)) - 1], 1, copy_page, is_certain=False)


def sheet_page(document: Document) -> int | None:
    """The page of the derivative that is a stamped sheet."""
    return 1 if document.stamped.form in {"cover-sheet", "side-car"} else None


def comparison(words: Words, dossier: Dossier, document: Document, number: int) -> Html:
    """One pair, and the ways to the others."""
    here = address(dossier.submission.uuid)
    found = pair(document, number)
    original = words("page_of_original", page=found.page, name=shown(found.source.name))
    figures = [_figure(here, found.source.sha256, found.page, original)]
    stamped = document.stamped.sha256
    sheet = sheet_page(document)
    if found.copy_page is not None:
        caption = words("page_of_copy", page=found.copy_page)
        figures.append(_figure(here, stamped, found.copy_page, caption))
    if sheet is not None and number == 1:
        figures.append(_figure(here, stamped, sheet, words("sheet")))
    unsure = Html("") if found.is_certain else tag("p", words("put_together"), class_="hint")
    back = tag("a", words("back", number=shown(dossier.manifest.number)), href=here)
    return joined(
        tag("p", back),
        _ways(words, f"{here}/documents/{document.id}", number, document.pages),
        form_of_stamp(words, document),
        mended(words, document),
        unsure,
        tag("div", *figures, class_="pair"),
    )


def _ways(words: Words, here: str, number: int, pages: int) -> Html:
    before = tag("a", words("previous"), href=f"{here}?page={number - 1}", rel="prev")
    after = tag("a", words("next"), href=f"{here}?page={number + 1}", rel="next")
    field = tag(
        "input", type="number", name="page", id="page", value=number, min=1, max=pages, step=1
    )
    asked = tag(
        "form",
        tag("label", words("go_to_page"), for_="page"),
        field,
        tag("button", words("go"), type="submit"),
        method="get",
        action=here,
    )
    return tag(
        "nav",
        before if number > 1 else Html(""),
        asked,
        after if number < pages else Html(""),
        aria_label=words("pages"),
        class_="ways",
    )


def _figure(here: str, sha256: str, page: int, caption: str) -> Html:
    there = f"{here}/pictures/{sha256}/{page}"
    return tag("figure", tag("figcaption", caption), tag("img", src=there, alt=caption))


def _as_brought(document: Document, number: int) -> int:
    """The page that became this one, counted before blank ones were left out."""
    left_out = {p for each in document.mended if each.mend == "drop-blank" for p in each.pages}
    page = number
    for gone in sorted(left_out):
        if gone <= page:
            page += 1
    return page
