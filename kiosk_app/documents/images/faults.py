"""Why an image cannot be taken: one class for each of a visitor's troubles.

    Damaged       a page does not decode whole (K202)
      Endless     it would grow beyond all measure (K241)
      Unsuitable  it is of a make that is not taken (K207)
    CutOff        the file ends before its pages do (K201)

The text of each is a short technical fact.
"""

MOST_PIXELS = 400_000_000


class Damaged(Exception):
    """An image does not decode whole."""


class Endless(Damaged):
    """An image, or a file of images, claims more than anybody could mean."""


class Unsuitable(Damaged):
    """An image is coded in a way that is not taken here."""


class CutOff(Exception):
    """The file ends where more of it was promised."""


def mind_size(width: int, height: int) -> None:
    """Raise Damaged for an image without a size, Endless for one of endless pixels."""
    if width < 1 or height < 1:
        raise Damaged("an image without a size")
    if width * height > MOST_PIXELS:
        raise Endless(f"{width} x {height} pixels")
