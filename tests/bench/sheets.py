"""Draws the sheets that the bench scans: typed, no two alike, soft and grainy as scanners see."""

import random
import textwrap
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from kiosk_app.documents import samples

SHEETS = 42
DPI = 300
SIZE = (round(samples.A4_POINTS[0] / 72 * DPI), round(samples.A4_POINTS[1] / 72 * DPI))
PAPER, INK = 246, 38
SOFT_PX = 1.0
GRAIN = 1.6  # standard deviation, of 255 steps of grey
WARM = (0, 3, 10)  # how much darker than grey paper, in red, green, blue
LETTERHEAD, CHOP = (30, 70, 140), (190, 40, 50)


def scanned(mode: str) -> Iterator[Image.Image]:
    """The sheets as they are scanned in "L" or "RGB", each channel with a grain of its own.

    The grain is such that a grey sheet has half a megabyte as a JPEG, as in the scans with which
    the bars were set.
    """
    grains = [Image.effect_noise(SIZE, GRAIN) for _ in mode]
    for number, sheet in enumerate(soft()):
        channels = (sheet if mode == "L" else coloured(sheet)).split()
        yield Image.merge(
            mode,
            [
                ImageChops.add(channel, ImageChops.offset(grain, 0, 53 * number), 1, -128)
                for channel, grain in zip(channels, grains, strict=True)
            ],
        )


@cache
def soft() -> tuple[Image.Image, ...]:
    """The sheets in grey, soft by a pixel as a scanner's lens gives them."""
    drawn = map(_typed, range(1, SHEETS + 1))
    return tuple(sheet.filter(ImageFilter.GaussianBlur(SOFT_PX)) for sheet in drawn)


def _typed(number: int) -> Image.Image:
    """Numbered paragraphs; their words make no sense and are others on every sheet."""
    chosen = random.Random(number)
    vocabulary = " ".join(samples.ENGLISH).replace("|", " ").split()
    sheet = Image.new("L", SIZE, PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(samples.CJK_FONT), 50, index=samples.HONG_KONG)
    y, paragraph = 350, 8 * number
    while y < 3050:
        paragraph += 1
        draw.text((350, y), f"{paragraph}.", fill=INK, font=font)
        words = " ".join(chosen.choices(vocabulary, k=chosen.randrange(8, 70)))
        for line in textwrap.wrap(words, 68):
            draw.text((470, y), line, fill=INK, font=font)
            y += 85
        y += 47
    draw.text((1200, 3330), f"- {number} -", fill=INK, font=font)
    return sheet


def coloured(grey: Image.Image) -> Image.Image:
    """A sheet of warm paper, with a blue letterhead and a red chop."""
    sheet = Image.merge("RGB", [ImageChops.add(grey, grey, 2, -darker) for darker in WARM])
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((250, 120, 2230, 200), fill=LETTERHEAD)
    for inset, width_px in ((0, 14), (60, 5)):
        box = (1700 + inset, 2600 + inset, 2150 - inset, 3050 - inset)
        draw.ellipse(box, outline=CHOP, width=width_px)
    return sheet
