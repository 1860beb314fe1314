"""Draws pages as scanners give them, to look at: grey, A4, a little noisy."""

import io
import random
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from kiosk_app.documents.samples import CHINESE, CJK_FONT, ENGLISH

DPI = 120
MM = DPI / 25.4
PAPER, INK = 246, 38
SIZE = (round(210 * MM), round(297 * MM))

Drawing = Callable[[ImageDraw.ImageDraw], None]


def page(*drawings: Drawing, paper: int = PAPER, lying: bool = False) -> Image.Image:
    sheet = Image.new("L", SIZE[::-1] if lying else SIZE, paper)
    for drawing in drawings:
        drawing(ImageDraw.Draw(sheet))
    return sheet


def typed(
    chinese: bool = False,
    *,
    lines: int = 26,
    ink: int = INK,
    left_mm: float = 30,
    top_mm: float = 30,
    size_mm: float = 4.2,
    seed: int = 1,
) -> Drawing:
    """Lines of print, some of them short."""

    def draw(on: ImageDraw.ImageDraw) -> None:
        chosen = random.Random(seed)
        parts = [part for words in (CHINESE if chinese else ENGLISH) for part in words.split("|")]
        for line in range(lines):
            words = chosen.choice(parts)
            words = words[: len(words) // 2] if chosen.random() < 0.25 else words
            at = (left_mm * MM, (top_mm + line * size_mm * 1.7) * MM)
            on.text(at, words, fill=ink, font=font(size_mm))

    return draw


def words(text: str, x_mm: float, y_mm: float, size_mm: float = 4.2, ink: int = INK) -> Drawing:
    return lambda on: on.text((x_mm * MM, y_mm * MM), text, fill=ink, font=font(size_mm))


def box(x_mm: float, y_mm: float, width_mm: float, height_mm: float, fill: int) -> Drawing:
    corners = (x_mm * MM, y_mm * MM, (x_mm + width_mm) * MM, (y_mm + height_mm) * MM)
    return lambda on: on.rectangle(corners, fill=fill)


def scribble(
    x_mm: float, y_mm: float, width_mm: float = 40, height_mm: float = 12, seed: int = 1
) -> Drawing:
    """A signature, or a word written by hand."""

    def draw(on: ImageDraw.ImageDraw) -> None:
        chosen = random.Random(seed)
        points = [
            ((x_mm + width_mm * step / 25) * MM, (y_mm + height_mm * chosen.random()) * MM)
            for step in range(26)
        ]
        on.line(points, fill=40, width=3, joint="curve")

    return draw


def table(
    columns: int = 6, rows: int = 16, *, top_mm: float = 40, width_mm: float = 170
) -> Drawing:
    def draw(on: ImageDraw.ImageDraw) -> None:
        chosen = random.Random(3)
        wide, high, left = width_mm / columns, 9.0, 20.0
        for row in range(rows + 1):
            y = (top_mm + row * high) * MM
            on.line((left * MM, y, (left + width_mm) * MM, y), fill=INK, width=2)
        for column in range(columns + 1):
            x = (left + column * wide) * MM
            on.line((x, top_mm * MM, x, (top_mm + rows * high) * MM), fill=INK, width=2)
        for cell in range(rows * columns):
            at = left + cell % columns * wide + 2, top_mm + cell // columns * high + 2
            on.text(
                (at[0] * MM, at[1] * MM), f"{chosen.randrange(99999):,}", fill=INK, font=font(4.0)
            )

    return draw


def form(filled: int) -> Drawing:
    """A printed form with its fields filled in by hand, each time otherwise."""

    def draw(on: ImageDraw.ImageDraw) -> None:
        names = [
            "Name of party",
            "Address",
            "Case number",
            "Nature of claim",
            "Amount",
            "Date",
            "Signed",
        ]
        for number, name in enumerate(names * 2):
            y = 30 + 16 * number
            words(f"{number + 1}. {name}:", 25, y)(on)
            on.line((80 * MM, (y + 5) * MM, 185 * MM, (y + 5) * MM), fill=INK, width=2)
            if filled:
                scribble(85, y - 4, 60, 8, seed=100 * filled + number)(on)

    return draw


def photograph(x_mm: float, y_mm: float, width_mm: float, height_mm: float, dark: int) -> Drawing:
    """Something with large soft shapes and fine grain; `dark` is its middle grey."""

    def draw(on: ImageDraw.ImageDraw) -> None:
        size = round(width_mm * MM), round(height_mm * MM)
        coarse = np.random.default_rng(7).normal(dark, 45, (12, 9)).clip(0, 255)
        picture = Image.fromarray(coarse.astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
        on._image.paste(grainy(picture, 8), (round(x_mm * MM), round(y_mm * MM)))

    return draw


def grainy(sheet: Image.Image, grain: float = 3, seed: int = 1) -> Image.Image:
    noise = grain * _noise(sheet.height, sheet.width, seed)
    return Image.fromarray((np.asarray(sheet) + noise).clip(0, 255).astype(np.uint8))


@lru_cache(maxsize=4)
def _noise(height: int, width: int, seed: int) -> Any:
    return np.random.default_rng(seed).standard_normal((height, width))


def leaning(sheet: Image.Image, degrees: float, fill: int = PAPER) -> Image.Image:
    """Turned clockwise about its middle, on a sheet of the same size."""
    return sheet.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=fill)


def turned(sheet: Image.Image, clockwise: int) -> Image.Image:
    return sheet.rotate(-clockwise, expand=True)


def soft(sheet: Image.Image, blur_mm: float) -> Image.Image:
    return sheet.filter(ImageFilter.GaussianBlur(blur_mm * MM))


def small(sheet: Image.Image) -> Any:
    """As the look takes it: 1,000 pixels on the long side."""
    scale = 1000 / max(sheet.size)
    size = round(sheet.width * scale), round(sheet.height * scale)
    return np.asarray(sheet.resize(size, Image.Resampling.BOX))


def as_jpeg(sheet: Image.Image) -> bytes:
    """At 200 dpi, so that nothing is said of its resolution."""
    size = round(sheet.width * 200 / DPI), round(sheet.height * 200 / DPI)
    out = io.BytesIO()
    large = sheet.resize(size, Image.Resampling.BICUBIC)
    large.save(out, "JPEG", quality=75, dpi=(200, 200))
    return out.getvalue()


def as_pdf(sheets: Sequence[Image.Image]) -> bytes:
    """A scan: one JPEG a page."""
    images = [Image.open(io.BytesIO(as_jpeg(sheet))) for sheet in sheets]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return out.getvalue()


@cache
def font(size_mm: float) -> ImageFont.FreeTypeFont:
    """The face of the samples."""
    return ImageFont.truetype(str(CJK_FONT), round(size_mm * MM), index=4)
