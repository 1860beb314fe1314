"""A scanned page is decoded once: that proves it whole, is looked at, and becomes its picture."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from support.checking import edited, jpeg, look, with_image
from support.drawn_pages import as_jpeg, box, page, typed

from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, Picture
from kiosk_app.documents.pictures import draw_picture, drawable
from kiosk_app.wording.trouble import Trouble

SIZE = (1654, 2339)
RED_AND_BLUE = (200, 40, 40), (40, 60, 180)


def coloured() -> bytes:
    """Red above, blue below."""
    sheet = Image.new("RGB", SIZE, RED_AND_BLUE[0])
    sheet.paste(RED_AND_BLUE[1], (0, SIZE[1] // 2, *SIZE))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()


def scan(data: bytes, *, space: str = "/DeviceGray", rotate: int = 0) -> bytes:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject.Im.ColorSpace = pikepdf.Name(space)
        pdf.pages[0].obj.Rotate = rotate

    return edited(with_image(data, pikepdf.Name.DCTDecode, SIZE), edit)


def drawn(data: bytes, at: Path) -> Picture:
    at.write_bytes(data)
    with at.open("rb") as file, drawable(file.fileno()) as document:
        return draw_picture(document, 1, PICTURE_LONG_SIDE_PX)


def pixels(picture: Picture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("colours", ["grey", "colour"])
def test_the_picture_of_a_scan_is_the_page_as_it_is_drawn(
    rotate: int, colours: str, tmp_path: Path
) -> None:
    shapes = page(box(20, 30, 120, 40, 60), box(30, 150, 40, 90, 120), paper=230)
    if colours == "grey":
        data = scan(as_jpeg(shapes), rotate=rotate)
    else:
        data = scan(coloured(), space="/DeviceRGB", rotate=rotate)
    (picture,) = look(data).drawn
    expected = drawn(data, tmp_path / "scan.pdf")
    assert abs(picture.width - expected.width) <= 1
    assert abs(picture.height - expected.height) <= 1
    small = (20, 20)
    ours, theirs = (
        np.asarray(pixels(each).resize(small, reducing_gap=3)) for each in (picture, expected)
    )
    assert np.abs(ours.astype(int) - theirs).max() < 25


@pytest.mark.parametrize("kept", [0.5, 0.97])
def test_a_scan_that_breaks_off_is_damaged_and_is_shown_all_the_same(kept: float) -> None:
    whole = as_jpeg(page(typed()))
    heard = look(scan(whole[: int(len(whole) * kept)]))
    assert heard.only(Trouble.IMAGE_DAMAGED).pages == (1,)
    assert len(heard.drawn) == 1
    assert Trouble.IMAGE_DAMAGED not in look(scan(whole)).troubles


def test_a_scan_that_lost_some_of_its_middle_is_damaged() -> None:
    whole = as_jpeg(page(typed()))
    at = len(whole) // 2
    assert Trouble.IMAGE_DAMAGED in look(scan(whole[:at] + whole[at + 700 :])).troubles


def test_a_scan_is_judged_by_the_size_its_page_says_too() -> None:
    def endless(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject.Im.Width = 60_000
        pdf.pages[0].obj.Resources.XObject.Im.Height = 60_000

    heard = look(edited(scan(as_jpeg(page(typed()))), endless))
    assert Trouble.GROWS_BEYOND_MEASURE in heard.troubles


def test_a_scan_in_printing_inks_is_no_damage() -> None:
    heard = look(scan(jpeg("CMYK", SIZE), space="/DeviceCMYK"))
    assert Trouble.IMAGE_DAMAGED not in heard.troubles
    assert len(heard.drawn) == 1
