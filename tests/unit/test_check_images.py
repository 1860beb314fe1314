"""Images are decoded whole: what drawing hides is found, and what is sound is left alone."""

import random
import zlib

import pytest
from pikepdf import Array, Name
from support.bombs import MIB, many
from support.checking import jpeg, look, with_image

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Severity
from kiosk_app.wording.trouble import Trouble


def test_an_image_that_breaks_off_is_found_on_its_page_though_the_page_is_drawn() -> None:
    heard = look(samples.damaged_image())
    assert heard.only(Trouble.IMAGE_DAMAGED).pages == (2,)
    assert len(heard.drawn) == 3


@pytest.mark.parametrize("suffix", [".jpg", ".JPEG"])
def test_a_good_jpeg_has_nothing_wrong(suffix: str) -> None:
    heard = look(samples.photographed_pages()[0], suffix)
    assert heard.findings == []
    assert len(heard.drawn) == 1


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_jpeg_that_breaks_off_is_damaged(kept: float) -> None:
    whole = samples.photographed_pages()[0]
    assert Trouble.IMAGE_DAMAGED in look(whole[: int(len(whole) * kept)], ".jpg").troubles


def test_a_small_photograph_is_judged_by_its_pixels_on_a4() -> None:
    heard = look(jpeg("RGB", (600, 800)), ".jpg")
    assert heard.only(Trouble.RESOLUTION_LOW).severity is Severity.MUST_FIX


@pytest.mark.parametrize("kind", ["flate", "lzw-like filter chain", "raw"])
def test_images_of_other_filters_are_counted_to_the_last_byte(kind: str) -> None:
    pixels = bytes(200 * 300)
    encode = {
        "flate": lambda data: (zlib.compress(data), Name.FlateDecode),
        "lzw-like filter chain": lambda data: (
            zlib.compress(zlib.compress(data)),
            Array([Name.FlateDecode, Name.FlateDecode]),
        ),
        "raw": lambda data: (data, None),
    }[kind]
    whole = look(with_image(*encode(pixels), (200, 300)))
    short = look(with_image(*encode(pixels[:-1000]), (200, 300)))
    assert Trouble.IMAGE_DAMAGED not in whole.troubles
    assert short.only(Trouble.IMAGE_DAMAGED).detail == "image data ends too soon"


def test_flate_data_that_is_corrupt_is_found() -> None:
    data = bytearray(zlib.compress(random.Random(1).randbytes(60_000)))
    data[30_000] ^= 0xFF
    heard = look(with_image(bytes(data), Name.FlateDecode, (200, 300)))
    assert Trouble.IMAGE_DAMAGED in heard.troubles


def test_an_image_that_inflates_without_end_is_found_without_inflating_it() -> None:
    bomb = many(b"\0", 300 * MIB)
    heard = look(with_image(bomb, Name.FlateDecode, (200, 300)))
    assert set(heard.troubles) == {Trouble.GROWS_BEYOND_MEASURE}


def test_an_image_of_endless_pixels_is_found_without_decoding_it() -> None:
    heard = look(with_image(zlib.compress(b""), Name.FlateDecode, (60_000, 60_000)))
    assert heard.only(Trouble.GROWS_BEYOND_MEASURE).detail == "60000 x 60000 pixels"


def test_a_small_logo_on_a_typed_page_is_no_low_resolution() -> None:
    logo = b"q 60 0 0 60 20 20 cm /Im Do Q"
    heard = look(with_image(bytes(40 * 40), None, (40, 40), content=logo))
    assert heard.findings == []
