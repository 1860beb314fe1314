"""Draws the pages that simulated scanners give: a typed A4 letter that says which page it is."""

import io

from PIL import Image, ImageDraw, ImageFont

from scanner.device import ColourMode

A4_INCHES = (8.27, 11.69)

_PAPER = "#faf8f2"
_INK = "#1c2046"
_SEAL = "#be2828"
_WORDS = (
    "I write to the Court about the matter named above and attach the papers to which this",
    "letter refers. The facts stated here are true to the best of my knowledge and belief.",
    "I ask that this letter be placed before the Registrar together with the documents listed",
    "in the schedule, and that a copy be sent to the other party at the address on the file.",
)


def draw_page(
    number: int, resolution_dpi: int = 300, mode: ColourMode = ColourMode.GREY, words: str = ""
) -> bytes:
    """One page as JPEG. The same arguments give the same page."""
    width, height = (round(side * resolution_dpi) for side in A4_INCHES)
    return draw_area(number, width, height, resolution_dpi, mode, words)


def draw_area(
    number: int, width: int, height: int, dpi: int, mode: ColourMode, words: str = ""
) -> bytes:
    """The same on an area given in pixels."""
    image = Image.new("L" if mode is ColourMode.GREY else "RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(image)
    margin, line = dpi * 0.9, dpi * 0.24
    draw.text((margin, margin), f"Page {number}", _INK, font=ImageFont.load_default(dpi * 0.32))
    rule = margin + 2 * line
    draw.line((margin, rule, width - margin, rule), _INK, max(1, dpi // 75))
    text = ImageFont.load_default(dpi * 0.15)
    y = margin + 3 * line
    lines = [words or f"Simulated scan, page {number}.", ""]
    while y < height - margin - line:
        draw.text((margin, y), lines.pop(0), _INK, font=text)
        lines = lines or ["", *_WORDS]
        y += line
    seal = (width - margin - dpi * 0.9, margin - dpi * 0.45, width - margin, margin + dpi * 0.45)
    draw.ellipse(seal, outline=_SEAL, width=max(1, dpi // 40))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, dpi=(dpi, dpi))
    return out.getvalue()
