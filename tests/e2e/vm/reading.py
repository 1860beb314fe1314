"""Reading the words on the display, as a person would who knows nothing of the program."""

from pathlib import Path

import tesserocr
from PIL.Image import Image

TESSDATA = Path("/usr/share/tesseract-ocr/5/tessdata")


def words_on(display: Image) -> str:
    """The English words, without the spaces, which a reader of pictures cannot tell for sure."""
    larger = display.convert("L").resize((display.width * 2, display.height * 2))
    with tesserocr.PyTessBaseAPI(path=str(TESSDATA), lang="eng") as reader:
        reader.SetImage(larger)
        return "".join(str(reader.GetUTF8Text()).split())
