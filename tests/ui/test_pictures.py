"""Pictures are made from raw pixels and from a QR matrix, and are gone with their screen."""

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from kiosk_app.documents.findings import Picture
from kiosk_app.flow.states import Welcome
from kiosk_app.ui.pictures import code_image, page_image
from kiosk_app.ui.samples import every_state

RED_THEN_BLUE = bytes([200, 0, 0, 0, 0, 200])


def test_a_page_has_the_colours_of_its_pixels():
    image = page_image(Picture(page=1, width=1, height=2, pixels=RED_THEN_BLUE))
    assert (image.width(), image.height()) == (1, 2)
    assert image.pixelColor(0, 0) == QColor(200, 0, 0)
    assert image.pixelColor(0, 1) == QColor(0, 0, 200)


@pytest.mark.parametrize(("width", "height"), [(3, 2), (0, 2), (2, 0)])
def test_a_page_with_too_few_pixels_is_never_shown(width, height):
    with pytest.raises(ValueError, match="page 7"):
        page_image(Picture(page=7, width=width, height=height, pixels=RED_THEN_BLUE))


def test_the_code_on_the_receipt_can_be_read_by_a_telephone():
    address = "https://receipts.example/v1/RC01-261120-0042-7#9f86d081884c7d65"
    image = code_image(address)
    side = image.width()
    dots = bytes(image.pixelColor(x, y).red() for y in range(side) for x in range(side))
    seen = Image.frombytes("L", (side, side), dots).resize((8 * side, 8 * side), Image.NEAREST)
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [address]


def test_the_pictures_of_a_visit_are_gone_when_it_is_over(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing"])
    name = kiosk.find("stamped").property("source").removeprefix("image://pages/")
    pictures = kiosk.presenter.pictures
    assert pictures.requestImage(name, QSize(), QSize()).width() > 1
    kiosk.show(Welcome())
    assert pictures.requestImage(name, QSize(), QSize()).width() == 1


def test_telling_progress_loads_no_picture_again(kiosk, rules):
    state = every_state(rules)["Captured"]
    kiosk.show(state)
    address = kiosk.find("receipt_code").property("source")
    kiosk.show(every_state(rules)["Captured-received"])
    assert kiosk.find("receipt_code").property("source") == address
