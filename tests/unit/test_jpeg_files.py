"""A JPEG is decoded whole, in little memory, and not by way of scans without end."""

import io
import struct
import tracemalloc
from collections.abc import Callable

import pytest
from PIL import Image
from support import images

from kiosk_app.documents.images.faults import Endless
from kiosk_app.documents.images.jpeg_file import JpegSize, check_jpeg

SCAN, END = b"\xff\xda", b"\xff\xd9"


def test_a_large_jpeg_is_decoded_in_little_memory() -> None:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((4000, 4000)).save(file, "JPEG")
    tracemalloc.start()
    size = check_jpeg(file.getvalue())
    most_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == JpegSize(4000, 4000)
    assert most_bytes < 1_000_000


def _one_component_after_another() -> bytes:
    """A colour JPEG of old make, whose first component comes again and again."""
    plain = images.jpeg("RGB")
    at = plain.index(SCAN)
    one = SCAN + struct.pack(">HBBBBBB", 8, 1, 1, 0, 0, 63, 0)
    return plain[:at] + (one + b"\x00" * 20) * 300 + END


def _scans_behind_a_mark_that_nobody_knows() -> bytes:
    whole = images.jpeg(progressive=True)
    scan = whole[whole.index(SCAN) : -2]
    return whole[:2] + b"\xff\x01" + whole[2:-2] + scan[:20] * 300 + END


@pytest.mark.parametrize(
    "make", [_one_component_after_another, _scans_behind_a_mark_that_nobody_knows]
)
def test_endless_scans_are_found_however_they_are_brought(make: Callable[[], bytes]) -> None:
    with pytest.raises(Endless):
        check_jpeg(make())


def test_what_a_camera_adds_is_not_taken_for_scans() -> None:
    plain = images.jpeg()
    note = SCAN * 300
    added = b"\xff\xe1" + struct.pack(">H", 2 + len(note)) + note
    assert check_jpeg(plain[:2] + added + plain[2:]) == check_jpeg(plain)
