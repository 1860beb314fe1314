"""Reads a finished derivative with a second library, pypdf, and believes only what it says."""

from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.lay_over_page import NAME
from kiosk_app.documents.stamp_font import letters
from kiosk_app.documents.stamp_form import Form, Made, StampedPages
from kiosk_app.documents.wording import StampWording


def read_back(out: int, made: Made, wording: StampWording) -> None:
    """Check that pypdf counts the same pages and reads the stamp's words where they should be.

    Raises CouldNotStamp.
    """
    try:
        # An open file: given a name, pypdf would read all of it into memory.
        with Path(path_of(out)).open("rb") as file:
            _Reading(pypdf.PdfReader(file), made, wording).check()
    except CouldNotStamp:
        raise
    except Exception as error:
        raise CouldNotStamp(f"read back, pypdf raised {type(error).__name__}") from error


class _Reading:
    """One look through a derivative.

    To read the words is slow and most pages draw the same ones, so they are read once; every
    other page must draw that very object and its own number with that very font.
    """

    def __init__(self, reader: pypdf.PdfReader, made: Made, wording: StampWording) -> None:
        self._reader = reader
        self._made = made
        self._wording = wording
        self._read: set[tuple[int, ...]] = set()

    def check(self) -> None:
        """Every sheet and every page."""
        side_car = self._made.form is Form.SIDE_CAR
        wanted = 1 if side_car else self._made.pages + self._made.form.sheets
        if len(self._reader.pages) != wanted:
            count = len(self._reader.pages)
            raise CouldNotStamp(f"read back, it has {count} pages and not {wanted}")
        pages = list(self._reader.pages)
        if side_car or self._made.form.sheets:
            self._check_sheet(pages.pop(0))
        for number, page in enumerate(pages, start=1):
            first_only = self._wording.on is StampedPages.FIRST and number > 1
            if not first_only and number not in self._made.unmarked:
                self._check_page(page, number)

    def _check_sheet(self, sheet: pypdf.PageObject) -> None:
        text = "".join(sheet.extract_text().split())
        wording = self._wording
        for words in (wording.title, wording.not_a_seal, wording.number, wording.sha256):
            if "".join(words.split()) not in text:
                raise CouldNotStamp("read back, the sheet lacks its words")

    def _check_page(self, page: pypdf.PageObject, number: int) -> None:
        drawing, resources = self._stamp_of(page, number)
        wording = self._wording
        own_number = wording.page(number, self._made.pages)
        kinds = _objects_named(drawing, resources)
        if kinds in self._read:
            if b"<" + letters(own_number) + b"> Tj" not in drawing.get_data():
                raise CouldNotStamp(f"read back, page {number} is numbered otherwise")
            return
        alone = pypdf.PageObject()
        alone[NameObject("/Resources")] = resources
        alone[NameObject("/Contents")] = drawing
        text = "".join(alone.extract_text().split())
        for words in (wording.title, wording.not_a_seal, wording.number, own_number):
            if "".join(words.split()) not in text:
                raise CouldNotStamp(f"read back, the stamp of page {number} lacks its words")
        self._read.add(kinds)

    def _stamp_of(
        self, page: pypdf.PageObject, number: int
    ) -> tuple[StreamObject, DictionaryObject]:
        """What draws the stamp alone: the last content stream, or the stamp laid over."""
        if self._made.form is Form.ANNOTATIONS:
            annotations: Any = page["/Annots"].get_object()
            annotation = annotations[-1].get_object()
            if annotation["/NM"] != f"{NAME} {number}":
                raise CouldNotStamp(f"read back, page {number} has another's stamp")
            appearance = annotation["/AP"]["/N"].get_object()
            return appearance, appearance["/Resources"].get_object()
        contents = page["/Contents"].get_object()
        if not isinstance(contents, ArrayObject):
            raise CouldNotStamp(f"read back, page {number} has no stamp")
        return contents[-1].get_object(), page["/Resources"].get_object()  # type: ignore[return-value]  # a stream and a dictionary, or the errors above


def _objects_named(drawing: StreamObject, resources: DictionaryObject) -> tuple[int, ...]:
    """The numbers of the form and the font that a drawing names."""
    words = drawing.get_data().split()
    form = words[words.index(b"Do") - 1].decode()
    font = words[words.index(b"BT") + 1].decode()
    found: list[int] = []
    for kind, name in (("/XObject", form), ("/Font", font)):
        found.append(resources[kind].get_object().raw_get(name).idnum)  # type: ignore[union-attr]  # anything else is an error, and caught above
    return tuple(found)
