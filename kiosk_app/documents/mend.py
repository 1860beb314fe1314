"""Mends the derivative as the visitor agreed, before it is stamped; the original is not touched."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence

import pikepdf

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.drop_pages import drop_pages
from kiosk_app.documents.field_looks import CannotFlatten
from kiosk_app.documents.flatten import flatten
from kiosk_app.documents.growth import Grows
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.documents.page_view import inherited
from kiosk_app.documents.pictures import path_of
from kiosk_app.documents.reduce import reduce_images
from kiosk_app.documents.signing_rules import Permits, what_signatures_permit

Pages = Mapping[int, pikepdf.Object]


def mend(
    out: int, wanted: Sequence[Mending], on_pages: Callable[[int], None]
) -> tuple[Mending, ...]:
    """Mend the PDF in the open file `out`, in place, and say what was really done.

    What cannot be done faithfully is left undone; where nothing is done the file stays as it
    is, byte for byte. The same bytes and mendings give the same bytes. `on_pages` hears how
    many pages there are. A signed file is never mended: it would show a broken signature.
    Raises CouldNotStamp when the file cannot be read at all.
    """
    order = list(Mend)
    try:
        with pikepdf.open(path_of(out), suppress_warnings=True) as pdf:
            on_pages(len(pdf.pages))
            pages: Pages = {number: page.obj for number, page in enumerate(pdf.pages, start=1)}
            if what_signatures_permit(pdf) is not Permits.ANYTHING:
                return ()
            done = tuple(
                after
                for mending in sorted(wanted, key=lambda each: order.index(each.mend))
                if (after := DEEDS[mending.mend](pdf, pages, mending)) is not None
            )
            if done:
                _write_anew(pdf, out)
    except (pikepdf.PdfError, RuntimeError) as error:  # qpdf's own faults are of both kinds
        raise CouldNotStamp("it cannot be mended") from error
    return done


def _repair(_pdf: pikepdf.Pdf, _pages: Pages, wanted: Mending) -> Mending:
    """Nothing but writing it anew, from what was found of it: see `_write_anew`."""
    return wanted


def _flatten(pdf: pikepdf.Pdf, pages: Pages, wanted: Mending) -> Mending | None:
    try:
        return wanted if flatten(pdf, pages) else None
    except (CannotFlatten, Grows, pikepdf.PdfError):
        return None


def _drop_blank(pdf: pikepdf.Pdf, pages: Pages, wanted: Mending) -> Mending | None:
    dropped = drop_pages(pdf, pages, wanted.pages)
    return Mending(wanted.mend, dropped) if dropped else None


def _rotate(_pdf: pikepdf.Pdf, pages: Pages, wanted: Mending) -> Mending | None:
    """Turn pages by their /Rotate: boxes, annotations and links lie in the page, and turn too."""
    there = tuple(number for number in wanted.pages if number in pages)
    if not there or wanted.degrees % 360 not in (90, 180, 270):
        return None
    for number in there:
        page = pages[number]
        page.Rotate = (_rotation(page) + wanted.degrees) % 360
    return Mending(wanted.mend, there, wanted.degrees)


def _reduce(pdf: pikepdf.Pdf, pages: Pages, wanted: Mending) -> Mending | None:
    there = {page.obj.objgen for page in pdf.pages}
    kept = {number: page for number, page in pages.items() if page.objgen in there}
    reduced = reduce_images(pdf, kept, wanted.pages)
    return Mending(wanted.mend, reduced) if reduced else None


def _rotation(page: pikepdf.Object) -> int:
    try:
        return int(inherited(page, "/Rotate") or 0) // 90 * 90
    except (TypeError, ValueError):
        return 0


DEEDS: dict[Mend, Callable[[pikepdf.Pdf, Pages, Mending], Mending | None]] = {
    Mend.REPAIR: _repair,
    Mend.FLATTEN: _flatten,
    Mend.DROP_BLANK: _drop_blank,
    Mend.ROTATE: _rotate,
    Mend.REDUCE: _reduce,
}


def _write_anew(pdf: pikepdf.Pdf, out: int) -> None:
    """Replace the file by what `pdf` has become, without encryption."""
    with tempfile.TemporaryFile() as anew:
        # Where it had to be guessed the trailer has no /Size, and qpdf only replaces one.
        pdf.trailer["/Size"] = len(pdf.objects) + 1
        pdf.save(
            anew,
            deterministic_id=True,
            encryption=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        pdf.close()
        anew.seek(0)
        os.ftruncate(out, 0)
        os.lseek(out, 0, os.SEEK_SET)
        with os.fdopen(out, "wb", closefd=False) as file:
            shutil.copyfileobj(anew, file)
