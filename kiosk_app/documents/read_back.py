"""Reads a finished derivative with a second library, pypdf, and believes only what it says."""

from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, NameObject

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.pictures import path_of
from kiosk_app.documents.wording import StampWording


def read_back(out: int, pages: int, wording: StampWording) -> None:
    """Check that pypdf counts the same pages and reads the stamp's words on each.

    Raises CouldNotStamp.
    """
    try:
        # An open file: given a name, pypdf would read all of it into memory.
        with Path(path_of(out)).open("rb") as file:
            _check_pages(pypdf.PdfReader(file), pages, wording)
    except CouldNotStamp:
        raise
    except Exception as error:
        raise CouldNotStamp(f"read back, pypdf raised {type(error).__name__}") from error


def _check_pages(reader: pypdf.PdfReader, pages: int, wording: StampWording) -> None:
    if len(reader.pages) != pages:
        raise CouldNotStamp(f"read back, it has {len(reader.pages)} pages and not {pages}")
    for index, page in enumerate(reader.pages):
        _check_page(page, wording, index + 1, pages)


def _check_page(page: pypdf.PageObject, wording: StampWording, number: int, pages: int) -> None:
    """Read the text of the stamp alone: the last content stream, with the page's resources."""
    contents = page["/Contents"].get_object()
    if not isinstance(contents, ArrayObject):
        raise CouldNotStamp(f"read back, page {number} has no stamp")
    alone = pypdf.PageObject()
    alone[NameObject("/Resources")] = page["/Resources"]
    alone[NameObject("/Contents")] = contents[-1]
    text = "".join(alone.extract_text().split())
    for words in (wording.title, wording.not_a_seal, wording.number, wording.page(number, pages)):
        if "".join(words.split()) not in text:
            raise CouldNotStamp(f"read back, the stamp of page {number} lacks its words")
