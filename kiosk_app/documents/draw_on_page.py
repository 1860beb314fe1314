"""Draws the stamp into a page's own content, whatever state that leaves behind."""

import re
from contextlib import suppress
from copy import copy

import pikepdf

from kiosk_app.documents.page_content import PageContent
from kiosk_app.documents.page_marks import PageMarks, PageToStamp
from kiosk_app.documents.page_view import PageView, inherited
from kiosk_app.documents.room import Place
from kiosk_app.documents.stamp_mark import Mark, page_number

_OPEN_PATH = re.compile(rb"(?:^|\s)(?:re|[mlcvyh]|W\*?)\s*\Z")
_TAIL_BYTES = 64


class DrawOnPage:
    """Adds the stamp to pages: content after the page's own, resources of its own."""

    def __init__(self, marks: PageMarks) -> None:
        """`marks` are of the same document as the pages."""
        self._marks = marks
        self._opening: dict[int, pikepdf.Object] = {}
        self._resources: dict[tuple[int, int], pikepdf.Object] = {}

    def put(self, to_stamp: PageToStamp, mark: Mark, place: Place) -> None:
        """Stamp one page. Raises pikepdf.PdfError."""
        marks, page, content = self._marks, to_stamp.page, to_stamp.content
        if to_stamp.breaks_off or _leaves_path_open(page):
            _as_one_drawing(page, to_stamp.view, marks)
            content = PageContent(1, b"Q ", ())
        form_name, font_name, grey_name = self._add_resources(page, marks.form(mark))
        drawing = b"".join(
            (
                b"\n" + content.closing + b"/Artifact BMC q\n",
                marks.ink(light=place.light, grey_name=grey_name),
                b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % to_stamp.view.matrix,
                b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % place.matrix,
                form_name.encode() + b" Do\n",
                page_number(marks.number(to_stamp.index), mark, font_name),
                b"Q EMC\n",
            )
        )
        self._wrap(page, content, marks.stream(drawing))
        if to_stamp.view.crop_misses:
            _show_all_of_it(page, to_stamp.view)
        marks.changed.append(page.obj)

    def _wrap(self, page: pikepdf.Page, content: PageContent, drawing: pikepdf.Object) -> None:
        """Put the page's own content between a saved state and the stamp."""
        before = content.opening_saves
        if before not in self._opening:
            self._opening[before] = self._marks.stream(b"q\n" * before)
        page.obj.Contents = pikepdf.Array([self._opening[before], *_streams(page), drawing])

    def _add_resources(self, page: pikepdf.Page, form: pikepdf.Object) -> tuple[str, str, str]:
        """Give the page resources of its own that also name the stamp's form, font and grey.

        Resources that pages share are copied once, so that they stay shared.
        """
        old = inherited(page.obj, "/Resources")
        old = old if isinstance(old, pikepdf.Dictionary) else pikepdf.Dictionary()
        form_name = _free_name(old, "/XObject", f"/KioskStamp{form.objgen[0]}")
        font_name = _free_name(old, "/Font", "/KioskFont")
        grey_name = _free_name(old, "/ColorSpace", "/KioskGrey")
        key = (old.objgen[0], form.objgen[0])
        if key[0] == 0 or key not in self._resources:
            new = copy(old)
            _put(new, "/XObject", form_name, form)
            _put(new, "/Font", font_name, self._marks.font)
            if self._marks.grey is not None:
                _put(new, "/ColorSpace", grey_name, self._marks.grey)
            self._resources[key] = self._marks.pdf.make_indirect(new)
            self._marks.changed.append(self._resources[key])
        page.obj.Resources = self._resources[key]
        return form_name, font_name, grey_name


def _show_all_of_it(page: pikepdf.Page, view: PageView) -> None:
    """Have every reader show the sheet, and the stamp: some take an empty crop at its word."""
    page.obj.CropBox = pikepdf.Array([view.left, view.bottom, view.right, view.top])


def _as_one_drawing(page: pikepdf.Page, view: PageView, marks: PageMarks) -> None:
    """Put content that breaks off into a form: what it leaves open ends with the form."""
    form = marks.stream(b"\n".join(stream.read_bytes() for stream in _streams(page)))
    old = inherited(page.obj, "/Resources")
    form.stream_dict.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Form,
            "/BBox": pikepdf.Array([view.left, view.bottom, view.right, view.top]),
            "/Resources": old if isinstance(old, pikepdf.Dictionary) else pikepdf.Dictionary(),
        }
    )
    page.obj.Contents = marks.stream(b"/KioskOwn Do\n")
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(KioskOwn=form))


def _leaves_path_open(page: pikepdf.Page) -> bool:
    """Whether the content ends with a path that it neither paints nor drops."""
    with suppress(pikepdf.PdfError):
        streams = _streams(page)
        return bool(streams) and bool(_OPEN_PATH.search(streams[-1].read_bytes()[-_TAIL_BYTES:]))
    return False


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    own = page.obj.get("/Contents")
    parts = list(own) if isinstance(own, pikepdf.Array) else [own]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _free_name(resources: pikepdf.Object, kind: str, wanted: str) -> str:
    taken = resources.get(kind)
    while isinstance(taken, pikepdf.Dictionary) and wanted in taken:
        wanted += "x"
    return wanted


def _put(resources: pikepdf.Object, kind: str, name: str, value: pikepdf.Object) -> None:
    old = resources.get(kind)
    new = copy(old) if isinstance(old, pikepdf.Dictionary) else pikepdf.Dictionary()
    new[name] = value
    resources[kind] = new
