"""Stamps every page of a PDF: upright, visible, over nothing, the original's bytes in front.

The stamp is an incremental update: what was in the file stays as it was. Only where a file's
own structure forbids that (it is encrypted, or had to be repaired) is it written anew first.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

from kiosk_app.documents import stamp_mark
from kiosk_app.documents.append import CannotAppend, CouldNotStamp, append, first_new_number
from kiosk_app.documents.original import Original
from kiosk_app.documents.page_content import PageContent, read_content
from kiosk_app.documents.page_look import look_at
from kiosk_app.documents.page_view import inherited, page_view
from kiosk_app.documents.pictures import drawable, path_of
from kiosk_app.documents.placement import find_place
from kiosk_app.documents.read_back import read_back
from kiosk_app.documents.wording import StampWording


@dataclass(frozen=True)
class Made:
    """What came of it: pages, and how many bytes of the original stand first (None: rewritten)."""

    pages: int
    original_length: int | None


def stamp(
    out: int, wording: StampWording, on_page: Callable[[int], None], *, is_original: bool = True
) -> Made:
    """Stamp the PDF in the open file `out`, in place.

    The same bytes, wording and time give the same bytes. The result has been read back by a
    second library. What `is_original`, of the digest in the wording, is named at the end for
    whoever cuts it out again. Raises CouldNotStamp, and OSError when the file cannot be written.
    """
    length = os.fstat(out).st_size
    original = Original(length, wording.sha256) if is_original else None
    try:
        pages = _stamp_as_it_is(out, wording, on_page, original)
        read_back(out, pages, wording)
    except (CannotAppend, CouldNotStamp, pikepdf.PdfError):
        os.ftruncate(out, length)
        _rewrite(out)
        try:
            pages = _stamp_as_it_is(out, wording, on_page, None)
        except (CannotAppend, pikepdf.PdfError) as error:
            raise CouldNotStamp("it cannot be appended to even when written anew") from error
        read_back(out, pages, wording)
        return Made(pages, None)
    return Made(pages, length)


def _stamp_as_it_is(
    out: int, wording: StampWording, on_page: Callable[[int], None], original: Original | None
) -> int:
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
        if not _pages_are_objects(pdf, first_new):
            raise CannotAppend("a page is no object of its own, or stands twice")
        changed = _Stamper(pdf, drawn, wording).stamp_all(on_page)
        append(out, pdf, changed, first_new, original)
        return len(pdf.pages)


def _rewrite(out: int) -> None:
    """Write the file anew, whole and without encryption."""
    try:
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
    except pikepdf.PdfError as error:
        raise CouldNotStamp("it cannot be written anew") from error


def _pages_are_objects(pdf: pikepdf.Pdf, first_new: int) -> bool:
    numbers = [page.obj.objgen for page in pdf.pages]
    return len(set(numbers)) == len(numbers) and all(
        0 < number < first_new for number, _ in numbers
    )


class _Stamper:
    """One stamping of one open document; gathers the objects that are new or changed."""

    def __init__(self, pdf: pikepdf.Pdf, drawn: Any, wording: StampWording) -> None:
        self._pdf = pdf
        self._drawn = drawn
        self._wording = wording
        self._changed: list[pikepdf.Object] = []
        self._opening: dict[int, pikepdf.Object] = {}
        self._resources: dict[tuple[int, int], pikepdf.Object] = {}
        self._marks: dict[bool, tuple[stamp_mark.Mark, pikepdf.Object]] = {}
        self._font, font_objects = stamp_mark.font_objects(pdf)
        self._changed += font_objects

    def stamp_all(self, on_page: Callable[[int], None]) -> list[pikepdf.Object]:
        pages = len(self._pdf.pages)
        if len(self._drawn) != pages:
            raise CannotAppend("two readers count different pages")
        for index, page in enumerate(self._pdf.pages):
            self._stamp_page(page, index, pages)
            on_page(index + 1)
        return self._changed

    def _stamp_page(self, page: pikepdf.Page, index: int, pages: int) -> None:
        mark, form = self._mark(index == 0, pages)
        view = page_view(page)
        content = read_content(page)
        grey = look_at(page, index, self._drawn, content, view)
        size = (mark.width, mark.height)
        place = find_place(grey, view.width, view.height, size, first=index == 0)
        names = self._add_resources(page, form)
        drawing = b"".join(
            (
                b"\n" + content.closing + b"/Artifact BMC q\n",
                b"1 g 1 G\n" if place.light else b"0 g 0 G\n",
                b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % view.matrix,
                b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % place.matrix,
                names[0].encode() + b" Do\n",
                stamp_mark.text_at(
                    self._wording.page(index + 1, pages), mark.page_x, mark.page_y, names[1]
                ),
                b"Q EMC\n",
            )
        )
        self._wrap(page, content, self._new_stream(drawing))
        self._changed.append(page.obj)

    def _wrap(self, page: pikepdf.Page, content: PageContent, drawing: pikepdf.Object) -> None:
        """Put the page's own content between a saved state and the stamp."""
        before = content.opening_saves
        if before not in self._opening:
            self._opening[before] = self._new_stream(b"q\n" * before)
        own = page.obj.get("/Contents")
        streams = list(own) if isinstance(own, pikepdf.Array) else [own] if own is not None else []
        page.obj.Contents = pikepdf.Array([self._opening[before], *streams, drawing])

    def _add_resources(self, page: pikepdf.Page, form: pikepdf.Object) -> tuple[str, str]:
        """Give the page resources of its own that also name the stamp's form and font.

        Resources that pages share are copied once, so that they stay shared.
        """
        old = inherited(page.obj, "/Resources")
        old = old if isinstance(old, pikepdf.Dictionary) else pikepdf.Dictionary()
        form_name = _free_name(old, "/XObject", f"/KioskStamp{form.objgen[0]}")
        font_name = _free_name(old, "/Font", "/KioskFont")
        key = (old.objgen[0], form.objgen[0])
        if key[0] == 0 or key not in self._resources:
            new = pikepdf.Dictionary(dict(old.items()))
            _put(new, "/XObject", form_name, form)
            _put(new, "/Font", font_name, self._font)
            self._resources[key] = self._pdf.make_indirect(new)
            self._changed.append(self._resources[key])
        page.obj.Resources = self._resources[key]
        return form_name, font_name

    def _mark(self, first: bool, pages: int) -> tuple[stamp_mark.Mark, pikepdf.Object]:
        if first not in self._marks:
            make = stamp_mark.first_page_mark if first else stamp_mark.later_page_mark
            mark = make(self._wording, pages)
            form = self._new_stream(mark.content)
            form.stream_dict.update(
                {
                    "/Type": pikepdf.Name.XObject,
                    "/Subtype": pikepdf.Name.Form,
                    "/BBox": pikepdf.Array([0, 0, round(mark.width, 2), round(mark.height, 2)]),
                    "/Resources": pikepdf.Dictionary(Font={"/KioskFont": self._font}),
                }
            )
            self._marks[first] = (mark, form)
        return self._marks[first]

    def _new_stream(self, data: bytes) -> pikepdf.Object:
        stream = self._pdf.make_stream(data)
        self._changed.append(stream)
        return stream


def _free_name(resources: pikepdf.Object, kind: str, wanted: str) -> str:
    taken = resources.get(kind)
    while isinstance(taken, pikepdf.Dictionary) and wanted in taken:
        wanted += "x"
    return wanted


def _put(resources: pikepdf.Object, kind: str, name: str, value: pikepdf.Object) -> None:
    old = resources.get(kind)
    new = (
        pikepdf.Dictionary(dict(old.items()))
        if isinstance(old, pikepdf.Dictionary)
        else pikepdf.Dictionary()
    )
    new[name] = value
    resources[kind] = new
