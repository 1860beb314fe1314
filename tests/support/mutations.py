"""Good files hurt at random: cut, with bits turned, spliced, with parts twice or moved."""

from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pikepdf import Name

from support import images
from support.bombs import one_page, stream
from support.checking import jpeg, with_image
from support.odd_pages import two_pages

TOKENS = (
    b"endobj", b"/Type", b"<<", b">>", b"0 R", b"/Kids", b"stream\n", b"-1", b"[", b"]", b"(",
    b"9999999999", b"/Length", b"xref\n", b"\xff\xd9", b"\xff\xda", b"\0\0\0\0",
)  # fmt: skip
SMALL = (200, 280)


@cache
def good_files() -> dict[str, tuple[bytes, str]]:
    """A small good file of every sort, with the suffix of its name."""
    picture = jpeg("L", SMALL)
    return {
        "a PDF of two pages": (two_pages(), ".pdf"),
        "a PDF with object streams": (two_pages(object_streams=True), ".pdf"),
        "a PDF made for the web": (two_pages(linearize=True), ".pdf"),
        "a PDF with a scan": (with_image(picture, Name.DCTDecode, SMALL), ".pdf"),
        "a PDF by hand": (one_page(stream(b"0 0 99 99 re f")), ".pdf"),
        "a JPEG": (picture, ".jpg"),
        "a progressive JPEG": (jpeg("RGB", SMALL, progressive=True), ".jpg"),
        "a fax TIFF": (images.fax_tiff("group4"), ".tif"),
        "a packed TIFF": (images.deflate_tiff(), ".tif"),
        "a PNG": (images.png(), ".png"),
    }


def _cut(data: bytes, at: int, _: int, __: bytes) -> bytes:
    return data[:at]


def _turn_bits(data: bytes, at: int, length: int, _: bytes) -> bytes:
    turned = bytes(value ^ (1 << at % 8) for value in data[at : at + 1 + length % 4])
    return data[:at] + turned + data[at + len(turned) :]


def _blank(data: bytes, at: int, length: int, _: bytes) -> bytes:
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def _leave_out(data: bytes, at: int, length: int, _: bytes) -> bytes:
    return data[:at] + data[at + length :]


def _twice(data: bytes, at: int, length: int, _: bytes) -> bytes:
    return data[: at + length] + data[at:]


def _put_in(data: bytes, at: int, _: int, token: bytes) -> bytes:
    return data[:at] + token + data[at:]


def _put_over(data: bytes, at: int, _: int, token: bytes) -> bytes:
    return data[:at] + token + data[at + len(token) :]


def _move(data: bytes, at: int, length: int, _: bytes) -> bytes:
    part = data[at : at + length]
    rest = data[:at] + data[at + length :]
    middle = len(rest) // 2
    return rest[:middle] + part + rest[middle:]


WAYS: tuple[Callable[[bytes, int, int, bytes], bytes], ...] = (
    _cut, _turn_bits, _blank, _leave_out, _twice, _put_in, _put_over, _move,
)  # fmt: skip


@st.composite
def hurt(draw: DrawFn, data: bytes) -> bytes:
    """This file, hurt once to four times."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.sampled_from((1, 2, 7, 16, 60, 300, 2000)))
        data = draw(st.sampled_from(WAYS))(data, at, length, draw(st.sampled_from(TOKENS)))
    return data


def cut_short(data: bytes) -> SearchStrategy[bytes]:
    """This file without its end."""
    return st.integers(1, len(data) - 1).map(lambda size: data[:size])
