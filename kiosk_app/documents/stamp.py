"""Stamps a PDF: upright, visible, over nothing, the original's bytes in front.

The stamp is an incremental update: what was in the file stays as it was. Only where a file's
own structure forbids that (it is encrypted, or had to be repaired) is it written anew first.
A signed file gets what its signatures permit: a stamp laid over its pages, or a sheet beside it.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from kiosk_app.documents.append import CannotAppend, CouldNotStamp, append, first_new_number
from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.draw_on_page import DrawOnPage
from kiosk_app.documents.growth import UNREADABLE
from kiosk_app.documents.lay_over_page import LayOverPage
from kiosk_app.documents.original import Original
from kiosk_app.documents.page_content import read_content
from kiosk_app.documents.page_look import look_at
from kiosk_app.documents.page_marks import PageMarks, PageToStamp
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.pictures import drawable
from kiosk_app.documents.read_back import read_back
from kiosk_app.documents.room import Room
from kiosk_app.documents.rooms import find_room, is_still_true
from kiosk_app.documents.sheet_pages import put_in_front, sheet_alone
from kiosk_app.documents.signing_rules import Permits, what_signatures_permit
from kiosk_app.documents.stamp_form import Form, Made, StampedPages
from kiosk_app.documents.wording import StampWording

# Either reader refuses what it cannot follow.
NOT_AS_IT_IS = (*UNREADABLE, pdfium.PdfiumError)


class _MustStayAsItIs(Exception):
    """The signatures permit nothing that would be a stamp on every page."""

    def __init__(self, pages: int) -> None:
        super().__init__("the signatures permit no stamp")
        self.pages = pages


def stamp(
    out: int,
    wording: StampWording,
    on_page: Callable[[int], None],
    *,
    is_original: bool = True,
    rooms: Iterable[Room] = (),
) -> Made:
    """Stamp the PDF in the open file `out`, in place.

    The same bytes, wording and time give the same bytes. The result has been read back by a
    second library. What `is_original`, of the digest in the wording, is named at the end for
    whoever cuts it out again. `rooms` are what a check of these very bytes has found: those
    pages are not looked at again, and the same bytes come of it. Raises CouldNotStamp, and
    OSError when the file cannot be written.
    """
    length = os.fstat(out).st_size
    original = Original(length, wording.sha256) if is_original else None
    try:
        made = _stamp_as_it_is(out, wording, on_page, original, rooms)
    except _MustStayAsItIs as signed:
        return _sheet_beside(out, wording, signed.pages)
    except (CannotAppend, CouldNotStamp, *NOT_AS_IT_IS):
        os.ftruncate(out, length)
    else:
        return replace(made, original_length=length)
    return _stamp_written_anew(out, wording, on_page)


def _stamp_written_anew(out: int, wording: StampWording, on_page: Callable[[int], None]) -> Made:
    try:
        pages = _pages_if_signed(out)
        if pages:
            return _sheet_beside(out, wording, pages)
        _write_anew(out)
        return _stamp_as_it_is(out, wording, on_page, None, ())
    except (CannotAppend, *NOT_AS_IT_IS) as error:
        raise CouldNotStamp("it cannot be appended to even when written anew") from error


def _stamp_as_it_is(
    out: int,
    wording: StampWording,
    on_page: Callable[[int], None],
    original: Original | None,
    rooms: Iterable[Room],
) -> Made:
    """Append the stamp and read it back. Raises _MustStayAsItIs, CannotAppend, CouldNotStamp."""
    with (
        pikepdf.open(
            path_of(out),
            attempt_recovery=False,
            suppress_warnings=True,
            inherit_page_attributes=False,
        ) as pdf,
        drawable(out) as drawn,
    ):
        if pdf.is_encrypted:
            raise CannotAppend("the file is encrypted")
        first_new = first_new_number(pdf)
        faulty = bool(pdf.get_warnings())  # all objects have been read for the number
        if not _pages_are_objects(pdf, first_new):
            raise CannotAppend("a page is no object of its own, or stands twice")
        pages = len(pdf.pages)
        if len(drawn) != pages:
            raise CannotAppend("two readers count different pages")
        if wording.on is StampedPages.NONE:
            return Made(pages, None, Form.NONE)
        permits = what_signatures_permit(pdf)
        if permits is Permits.NOTHING:
            raise _MustStayAsItIs(pages)
        stamper = _Stamper(pdf, drawn, wording, permits, rooms)
        made = stamper.stamp_all(on_page)
        append(out, pdf, stamper.changed, first_new, original)
    _must_be_right(out, made, wording)
    return replace(made, faulty=faulty)


def _must_be_right(out: int, made: Made, wording: StampWording) -> None:
    """See the result with other eyes. Raises _MustStayAsItIs, CouldNotStamp."""
    read_back(out, made, wording)
    if made.form is Form.ANNOTATIONS:
        # Of all documents only the signed ones pay for the time that pyHanko takes to load.
        from kiosk_app.documents.signature_review import NotPermitted, review_last_update

        try:
            review_last_update(out)
        except NotPermitted as error:
            raise _MustStayAsItIs(made.pages) from error


def _sheet_beside(out: int, wording: StampWording, pages: int) -> Made:
    """Leave the document out of it altogether."""
    data = sheet_alone(wording, pages)
    os.ftruncate(out, 0)
    os.lseek(out, 0, os.SEEK_SET)
    with os.fdopen(out, "wb", closefd=False) as file:
        file.write(data)
    made = Made(pages, None, Form.SIDE_CAR)
    read_back(out, made, wording)
    return made


def _pages_if_signed(out: int) -> int:
    """How many pages a signed document has; 0 for one that is not signed.

    Written anew, signatures would be lost.
    """
    with pikepdf.open(path_of(out), suppress_warnings=True) as pdf:
        signed = what_signatures_permit(pdf) is not Permits.ANYTHING
        return len(pdf.pages) if signed else 0


def _write_anew(out: int) -> None:
    """Write the file anew, whole and without encryption. Raises pikepdf.PdfError."""
    with (
        pikepdf.open(path_of(out), suppress_warnings=True) as pdf,
        tempfile.TemporaryFile() as anew,
    ):
        # Where it had to be guessed the trailer has no /Size, and qpdf only replaces one.
        pdf.trailer["/Size"] = len(pdf.objects) + 1
        pdf.save(anew, static_id=True, encryption=False)
        pdf.close()
        anew.seek(0)
        os.ftruncate(out, 0)
        os.lseek(out, 0, os.SEEK_SET)
        with os.fdopen(out, "wb", closefd=False) as file:
            shutil.copyfileobj(anew, file)


def _pages_are_objects(pdf: pikepdf.Pdf, first_new: int) -> bool:
    numbers = [page.obj.objgen for page in pdf.pages]
    return len(set(numbers)) == len(numbers) and all(
        0 < number < first_new for number, _ in numbers
    )


class _Stamper:
    """One stamping of one open document."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        drawn: Any,
        wording: StampWording,
        permits: Permits,
        rooms: Iterable[Room],
    ) -> None:
        self._pdf = pdf
        self._drawn = drawn
        self._pages = len(pdf.pages)
        self._rooms = {room.page: room for room in rooms}
        self._marks = PageMarks(pdf, wording, self._pages)
        self._last = 1 if wording.on is StampedPages.FIRST else self._pages
        self._signed = permits is Permits.ANNOTATIONS
        self._way = LayOverPage(self._marks) if self._signed else DrawOnPage(self._marks)

    @property
    def changed(self) -> list[pikepdf.Object]:
        """The objects that are new or altered."""
        return self._marks.changed

    def stamp_all(self, on_page: Callable[[int], None]) -> Made:
        """Put it on each page that is to have one, and a sheet in front for those without room.

        A signed document takes no sheet in front: raises _MustStayAsItIs.
        """
        unmarked = []
        for index, page in enumerate(self._pdf.pages):
            if index < self._last and not self._stamp_page(page, index):
                unmarked.append(index + 1)
                if self._signed:
                    raise _MustStayAsItIs(self._pages)
            on_page(index + 1)
        if unmarked:
            put_in_front(self._marks, unmarked)
            return Made(self._pages, None, Form.COVER_SHEET, tuple(unmarked))
        return Made(self._pages, None, Form.ANNOTATIONS if self._signed else Form.PAGES)

    def _stamp_page(self, page: pikepdf.Page, index: int) -> bool:
        """Whether there was room for it."""
        view = page_view(page)
        if view.crop_misses and self._signed:
            return False  # not every reader would show it, and a signed page keeps its boxes
        self._pdf.get_warnings()
        content = read_content(page)
        # qpdf warns of content that ends inside a word, and of nothing else here.
        to_stamp = PageToStamp(page, index, view, content, bool(self._pdf.get_warnings()))
        marks = self._marks.of_page(index)
        shapes = [mark.shape for mark in marks]
        room = self._rooms.get(index + 1)
        if not is_still_true(room, view, shapes):
            grey = look_at(page, index, self._drawn, content, view)
            room = find_room(page, index + 1, view, grey, shapes)
        if room is not None:
            self._way.put(to_stamp, marks[room.shape], room.place)
        return room is not None
