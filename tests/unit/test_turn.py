"""A scanned page is turned by a note in its file; its image stays as the scanner gave it."""

import io

import pytest
from PIL import Image, ImageOps

from scanner.turn import turned_jpeg


def page() -> bytes:
    """Black above, white below, with a density as scanners write it."""
    image = Image.new("L", (40, 60), "white")
    image.paste("black", (0, 0, 40, 30))
    out = io.BytesIO()
    image.save(out, "JPEG", dpi=(300, 300))
    return out.getvalue()


@pytest.mark.parametrize(
    ("degrees", "size", "black_at"),
    [(90, (60, 40), (50, 20)), (180, (40, 60), (20, 50)), (270, (60, 40), (10, 20))],
)
def test_a_turned_page_is_shown_turned_clockwise(
    degrees: int, size: tuple[int, int], black_at: tuple[int, int]
) -> None:
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(turned_jpeg(page(), degrees))))
    assert shown.size == size
    value = shown.getpixel(black_at)
    assert isinstance(value, int)
    assert value < 40


def test_the_image_itself_and_its_density_stay() -> None:
    turned = turned_jpeg(page(), 90)
    assert turned.endswith(page()[200:])
    assert Image.open(io.BytesIO(turned)).info["dpi"] == (300, 300)


@pytest.mark.parametrize("degrees", [0, 45, 360])
def test_only_quarter_turns_are_taken(degrees: int) -> None:
    with pytest.raises(ValueError, match="quarter"):
        turned_jpeg(page(), degrees)


def test_what_is_no_jpeg_is_not_touched() -> None:
    with pytest.raises(ValueError, match="JPEG"):
        turned_jpeg(b"%PDF-1.7", 90)
