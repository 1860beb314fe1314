"""Scans coded as JBIG2 are checked, mended and stamped; pdfium and poppler draw them alike."""

import io
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from support.checking import edited, look, saved
from support.jbig2_coder import coded
from support.mending import complaints, drawn, mended, opened
from support.stamping import Desk

from kiosk_app.documents.findings import Severity
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.documents.stamp_form import Form
from kiosk_app.wording.trouble import Trouble

PAGE = (198.0, 144.0)  # points: small enough for a coder written in Python
FINE_DPI, USEFUL_DPI = 600, 300
# qpdf hands JBIG2 to a program for it, and there is none: the image is judged by what is drawn.
pytestmark = pytest.mark.filterwarnings("ignore:pikepdf is missing some specialized decoders")

ALIKE = 0.25  # thin lines are softened by each reader in its own way; half a page lost is 0.5
SCALE = USEFUL_DPI / 72
REDUCE = Mending(Mend.REDUCE, (1,))


def _pixels(dpi: int) -> tuple[int, int]:
    return round(PAGE[0] * dpi / 72), round(PAGE[1] * dpi / 72)


@cache
def _written(dpi: int) -> Image.Image:
    """Words in the lower left quarter and thin lines, in black and white."""
    width, height = _pixels(dpi)
    sheet = Image.new("1", (width, height), 1)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(height / 9)
    for row, words in enumerate(("HCA 1234", "Plaintiff")):
        draw.text((width / 15, height * (0.6 + row / 6)), words, fill=0, font=font)
    draw.line((0, height / 2, width, height / 2), fill=0, width=max(1, dpi // 200))
    return sheet


@cache
def _coded(dpi: int) -> bytes:
    return coded(_written(dpi))


def _scan(
    dpi: int = USEFUL_DPI, data: bytes | None = None, *, shared: bool = False, pages: int = 1
) -> bytes:
    """Pages that are one JBIG2 image; `shared` keeps its first segment apart, as copiers do."""
    pdf = pikepdf.new()
    segments = _coded(dpi) if data is None else data
    image = pdf.make_stream(segments)
    width, height = _pixels(dpi)
    facts = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": width, "/Height": height}
    more = {"/BitsPerComponent": 1, "/ColorSpace": Name.DeviceGray, "/Filter": Name.JBIG2Decode}
    image.stream_dict.update({**facts, **more})
    if shared:
        image.DecodeParms = Dictionary(JBIG2Globals=pdf.make_stream(_symbols()))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=PAGE).obj
        page.Resources = Dictionary(XObject=Dictionary(Im=image))
        page.Contents = pdf.make_stream(b"q %g 0 0 %g 0 0 cm /Im Do Q" % PAGE)
    return saved(pdf)


def _symbols() -> bytes:
    """An extension: a segment that belongs to no page and changes nothing."""
    return b"\x00\x00\x00\x07\x3e\x00\x00\x00\x00\x00\x08" + b"\xa0\x00\x00\x00" + b"hk\x00\x00"


def _by_poppler(data: bytes, folder: Path, scale: float) -> Any:
    file = folder / "page.pdf"
    file.write_bytes(data)
    done = subprocess.run(
        ["pdftoppm", "-r", f"{72 * scale:g}", "-gray", "-f", "1", "-l", "1", file],
        capture_output=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stderr == b""
    return np.asarray(Image.open(io.BytesIO(done.stdout)), int)


def _apart(one: Any, other: Any) -> float:
    """How much of the ink of two drawings lies elsewhere; readers round half a dot either way."""
    rows, columns = (min(a, b) // 4 * 4 for a, b in zip(one.shape, other.shape, strict=True))
    moves = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    first = _softly(one[:rows, :columns])
    seconds = [_softly(np.roll(other[:rows, :columns], move, (0, 1))) for move in moves]
    return float(min(np.abs(first - second).sum() for second in seconds) / first.sum())


def _softly(page: Any) -> Any:
    rows, columns = page.shape
    return 255 - page.reshape(rows // 4, 4, columns // 4, 4).mean(axis=(1, 3))


def _all_agree(data: bytes, expected: Any, folder: Path, scale: float = SCALE) -> None:
    """qpdf has nothing to say, and pdfium and poppler both draw what was expected."""
    assert complaints(data) == []
    assert _apart(expected, drawn(data, scale=scale)) < ALIKE
    assert _apart(expected, _by_poppler(data, folder, scale)) < ALIKE


def _expected(dpi: int = USEFUL_DPI, scale: float = SCALE, clockwise: int = 0) -> Any:
    size = round(PAGE[0] * scale), round(PAGE[1] * scale)
    grey = _written(dpi).convert("L").resize(size, Image.Resampling.BOX)
    return np.asarray(grey.rotate(-clockwise, expand=True), int)


@pytest.mark.parametrize("shared", [False, True])
def test_a_page_of_jbig2_decodes_whole_and_looks_as_it_was_coded(
    tmp_path: Path, shared: bool
) -> None:
    data = _scan(shared=shared)
    assert Trouble.IMAGE_DAMAGED not in look(data).troubles
    _all_agree(data, _expected(), tmp_path)


@pytest.mark.parametrize("shared", [False, True])
def test_a_stamp_leaves_the_image_and_the_original_as_they_were(
    tmp_path: Path, shared: bool
) -> None:
    original = edited(_scan(shared=shared), _on_a4)
    made, stamped = Desk(tmp_path).stamp(original)
    assert (made.form, made.original_length) == (Form.PAGES, len(original))
    assert stamped.startswith(original)
    with opened(original) as before, opened(stamped) as after:
        images = [pdf.pages[0].Resources.XObject.Im.read_raw_bytes() for pdf in (before, after)]
    assert images[0] == images[1]
    _all_agree(stamped, drawn(stamped, scale=SCALE), tmp_path)
    lighter = drawn(stamped, scale=SCALE) - drawn(original, scale=SCALE)
    assert lighter.max() == 0, "the stamp only adds"


def _on_a4(pdf: pikepdf.Pdf) -> None:
    """The image stays where it is: below on the left of a sheet with room."""
    pdf.pages[0].obj.MediaBox = [0, 0, 595, 842]


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_page_is_turned_without_its_image_being_touched(tmp_path: Path, clockwise: int) -> None:
    turn = Mending(Mend.ROTATE, (1,), clockwise)
    before = _scan()
    done, after = mended(before, turn)
    assert done == (turn,)
    with opened(after) as pdf:
        assert pdf.pages[0].Resources.XObject.Im.read_raw_bytes() == _coded(USEFUL_DPI)
    _all_agree(after, _expected(clockwise=clockwise), tmp_path)


def test_a_blank_page_is_left_out_and_the_others_stay_as_they_were(tmp_path: Path) -> None:
    before = _scan(shared=True, pages=3)
    drop = Mending(Mend.DROP_BLANK, (2,))
    done, after = mended(before, drop)
    assert done == (drop,)
    with opened(after) as pdf:
        images = [page.Resources.XObject.Im for page in pdf.pages]
        assert [image.read_raw_bytes() for image in images] == [_coded(USEFUL_DPI)] * 2
        assert images[0].DecodeParms.JBIG2Globals.read_bytes() == _symbols()
    _all_agree(after, _expected(), tmp_path)


@pytest.mark.parametrize("shared", [False, True])
def test_600_dpi_become_300_and_look_the_same(tmp_path: Path, shared: bool) -> None:
    before = _scan(FINE_DPI, shared=shared)
    assert look(before).troubles[Trouble.RESOLUTION_HIGH] is Severity.FINE
    done, after = mended(before, REDUCE)
    assert done == (REDUCE,)
    with opened(after) as pdf:
        image = pdf.pages[0].Resources.XObject.Im
        assert (int(image.Width), int(image.Height)) == _pixels(USEFUL_DPI)
        assert image.BitsPerComponent == 1
        assert len(image.read_raw_bytes()) < len(_coded(FINE_DPI))
        assert "/JBIG2Globals" not in image.get("/DecodeParms", Dictionary())
    assert Trouble.RESOLUTION_HIGH not in look(after).troubles
    _all_agree(after, _expected(FINE_DPI), tmp_path)


def test_300_dpi_are_left_as_they_are() -> None:
    before = _scan()
    assert Trouble.RESOLUTION_HIGH not in look(before).troubles
    assert mended(before, REDUCE) == ((), before)


def test_a_damaged_image_is_told_and_not_reduced() -> None:
    hurt = _coded(FINE_DPI)
    before = _scan(FINE_DPI, hurt[: len(hurt) // 2])
    assert look(before).troubles[Trouble.IMAGE_DAMAGED] is Severity.MUST_FIX
    assert mended(before, REDUCE) == ((), before)
