"""The slip that proves the printer: says that it is a test, and shows every dot column."""

from PIL import Image, ImageDraw

from kiosk_app.receipts.paper import Paper, Style


def draw_trial_slip(kiosk: str) -> Image.Image:
    """A one-bit picture as wide as a slip; the same kiosk, the same dots. Raises FontMissing."""
    paper = Paper()
    paper.large("TEST 測試", at_most_px=64)
    paper.text(f"{kiosk}: no submission  並非提交收條", Style(26))
    paper.rule(dots=3)
    slip = paper.cut()
    bars = Image.new("1", (slip.width, 96), 1)
    draw = ImageDraw.Draw(bars)
    for x in range(0, slip.width, 16):
        draw.rectangle((x, 0, x + 7, 47), fill=0)
    for x in range(0, slip.width, 2):
        draw.line((x, 48, x, 95), fill=0)
    whole = Image.new("1", (slip.width, slip.height + bars.height), 1)
    whole.paste(slip, (0, 0))
    whole.paste(bars, (0, slip.height))
    return whole
