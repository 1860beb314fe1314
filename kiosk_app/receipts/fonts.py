"""The typeface of slips, found by its name so that no Japanese forms appear in Hong Kong."""

from enum import StrEnum
from functools import cache
from itertools import count
from pathlib import Path

from PIL import ImageFont

_FOLDER = Path("/usr/share/fonts/opentype/noto")


class Family(StrEnum):
    """Noto Sans CJK in the glyph forms of Hong Kong and of the mainland."""

    HONG_KONG = "Noto Sans CJK HK"
    SIMPLIFIED = "Noto Sans CJK SC"


class FontMissing(Exception):
    """The family is not installed on this machine (package fonts-noto-cjk)."""


@cache
def font(family: Family, size_px: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The face of a family at a size.

    Raises FontMissing. The order of the faces inside the collection differs between releases,
    so the face is looked up by the name it carries.
    """
    collection = _FOLDER / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
    for index in count():
        try:
            face = ImageFont.truetype(collection, size_px, index=index)
        except OSError:  # no such file, or no more faces in it
            raise FontMissing(f"{family} is not in {collection}") from None
        if face.getname()[0] == family:
            return face
    raise AssertionError("unreachable: the faces of a file end")
