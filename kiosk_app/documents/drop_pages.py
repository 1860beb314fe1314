"""Leaves pages out of a PDF, and lets links, outlines and page labels follow."""

from collections.abc import Collection, Mapping

import pikepdf

from kiosk_app.documents.references import forget


def drop_pages(
    pdf: pikepdf.Pdf, pages: Mapping[int, pikepdf.Object], unwanted: Collection[int]
) -> tuple[int, ...]:
    """Leave the pages `unwanted` (by their keys in `pages`) out; which were left out.

    Never all of them, and never a page that can be filled in. What pointed to such a page
    points to the next one that stays, else to the one before. Each page keeps its label.
    """
    going = [n for n in sorted(pages) if n in unwanted and not _can_be_filled_in(pages[n])]
    staying = [n for n in sorted(pages) if n not in going]
    if not going or not staying:
        return ()
    _relabel(pdf, [number - 1 for number in staying])
    gone = {pages[n].objgen: pages[_neighbour(n, staying)] for n in going}
    pdf.Root.Pages.Count = len(pdf.pages)  # where the file lies, qpdf would not count on
    for number in reversed(going):
        del pdf.pages[number - 1]
    forget(pdf, gone)
    return tuple(going)


def _neighbour(number: int, staying: list[int]) -> int:
    return next((later for later in staying if later > number), staying[-1])


def _can_be_filled_in(page: pikepdf.Object) -> bool:
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return False
    return any(
        isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Widget" for note in notes
    )


def _relabel(pdf: pikepdf.Pdf, staying: list[int]) -> None:
    """Give each page that stays (by index) the label that it had."""
    if "/PageLabels" not in pdf.Root:
        return
    try:
        ranges = dict(pikepdf.NumberTree(pdf.Root.PageLabels).items())
        entries = _entries(ranges, staying)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        del pdf.Root.PageLabels
        return
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(entries))


def _entries(ranges: dict[int, pikepdf.Object], staying: list[int]) -> list[object]:
    """The label ranges of the pages that stay, as a number tree lists them."""
    starts = sorted(ranges)
    entries: list[object] = []
    before: tuple[int, int] | None = None
    label: dict[str, pikepdf.Object]
    for index, old in enumerate(staying):
        start = max((each for each in starts if each <= old), default=None)
        if start is None:
            label, here = {}, (-1, old + 1)
        else:
            label = dict(ranges[start].items())
            here = (start, int(label.get("/St", 1)) + old - start)
        if before is None or here != (before[0], before[1] + 1):
            entries += [index, pikepdf.Dictionary({**label, "/St": here[1]})]
        before = here
    return entries
