"""Reads the case numbers off page 1, from its text or from its picture. Runs in the sandbox."""

import os
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from kiosk_app.documents.findings import Kind, Picture
from kiosk_app.documents.kinds import kind_of
from kiosk_app.documents.pictures import drawable, pictures
from kiosk_app.filing.written_cases import MOST_TEXT, CaseVocabulary, WrittenCase, written_cases

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
LANGUAGES = "eng+chi_tra"
LONG_SIDE_PX = 2000
READ_PART = 0.6
"""The number stands above the parties: so much of the page, from the top, is read."""
_SURE_PERCENT = 60


def read_case_numbers(file: int, vocabulary: CaseVocabulary) -> tuple[WrittenCase, ...]:
    """The case numbers on page 1 of a PDF or an image; none where nothing can be read.

    A text layer is believed where it has a number; else the picture is read.
    """
    if found := written_cases(_text_layer(file), vocabulary):
        return found
    (picture,) = pictures(file, (1,), LONG_SIDE_PX)
    return written_cases(_seen_text(picture), vocabulary)


def _text_layer(file: int) -> str:
    if kind_of(file) is not Kind.PDF:
        return ""
    with suppress(pdfium.PdfiumError), drawable(file) as document:
        page = document[0]
        layer = page.get_textpage()
        try:
            return str(layer.get_text_range(0, min(MOST_TEXT, layer.count_chars())))
        finally:
            layer.close()
            page.close()
    return ""


def _seen_text(picture: Picture) -> str:
    """The lines that tesseract is sure of."""
    # Read when the library is loaded; the sandbox has no processors to spare.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    whole = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    upper = whole.crop((0, 0, whole.width, round(whole.height * READ_PART))).convert("L")
    lines: list[str] = []
    level: Any = tesserocr.RIL.TEXTLINE
    with tesserocr.PyTessBaseAPI(path=TESSDATA, lang=LANGUAGES, psm=tesserocr.PSM.AUTO) as reader:
        reader.SetImage(upper)
        reader.SetSourceResolution(round(LONG_SIDE_PX / (297 / 25.4)))
        if not reader.Recognize():
            return ""
        for line in tesserocr.iterate_level(reader.GetIterator(), level):
            if not line.Empty(level) and line.Confidence(level) >= _SURE_PERCENT:
                lines.append(line.GetUTF8Text(level))
    return "\n".join(lines)
