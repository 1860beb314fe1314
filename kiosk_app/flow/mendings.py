"""Mendings of one document reckoned together: of one kind as one, and what was left undone."""

from collections.abc import Iterable

from kiosk_app.documents.mending import Mend, Mending

_WHOLE = 0
_ORDER = tuple(Mend)

_Deed = tuple[Mend, int, int]  # what, by how many degrees, on which page


def combined(mendings: Iterable[Mending]) -> tuple[Mending, ...]:
    """The same in the order of the work, those of one kind as one with all its pages."""
    return _grouped(_deeds(mendings))


def not_done(agreed: Iterable[Mending], mended: Iterable[Mending]) -> tuple[Mending, ...]:
    """What was agreed to and is not in what was done, page by page.

    What was agreed for a whole document is done when anything of the kind was.
    """
    done = _deeds(mended)
    kinds = {deed[:2] for deed in done}
    on_all = {deed[:2] for deed in done if deed[2] == _WHOLE}
    left = {
        deed
        for deed in _deeds(agreed) - done
        if deed[:2] not in (kinds if deed[2] == _WHOLE else on_all)
    }
    return _grouped(left)


def left_out(mendings: Iterable[Mending]) -> frozenset[int]:
    """The pages, as brought, that are not in the derivative."""
    dropped = (mending for mending in mendings if mending.mend is Mend.DROP_BLANK)
    return frozenset(page for mending in dropped for page in mending.pages)


def _deeds(mendings: Iterable[Mending]) -> set[_Deed]:
    return {(m.mend, m.degrees, page) for m in mendings for page in m.pages or (_WHOLE,)}


def _grouped(deeds: set[_Deed]) -> tuple[Mending, ...]:
    kinds = sorted({deed[:2] for deed in deeds}, key=lambda kind: (_ORDER.index(kind[0]), kind[1]))
    return tuple(Mending(mend, _pages(mend, degrees, deeds), degrees) for mend, degrees in kinds)


def _pages(mend: Mend, degrees: int, deeds: set[_Deed]) -> tuple[int, ...]:
    pages = sorted(page for *kind, page in deeds if kind == [mend, degrees])
    return () if _WHOLE in pages else tuple(pages)
