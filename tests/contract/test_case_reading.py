"""The number on page 1 is read in the sandbox, off the text or off the picture."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from support.checking import A4, LIMITS, saved
from support.verdicts import RULES

from kiosk_app.documents import samples
from kiosk_app.documents.workshop import WorkFailed, Workshop
from kiosk_app.filing.written_cases import case_vocabulary

VOCABULARY = case_vocabulary(RULES.case_types, RULES.other_prefixes)
Read = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    opened = Workshop(LIMITS)
    yield opened
    opened.close()


@pytest.fixture
def read(workshop: Workshop, tmp_path: Path) -> Read:
    def reading(content: bytes) -> list[str]:
        (tmp_path / "file").write_bytes(content)
        return [str(case) for case in workshop.case_numbers(tmp_path / "file", VOCABULARY)]

    return reading


def drawn(words: str, at: float) -> bytes:
    """A page of a scan, 150 dpi, with these words so far down."""
    sheet = Image.new("L", (1240, 1754), 246)
    font = ImageFont.truetype(str(samples.CJK_FONT), 30, index=samples.HONG_KONG)
    ImageDraw.Draw(sheet).text((400, 1754 * at), words, fill=38, font=font)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()


def typed(words: str) -> bytes:
    """A page with a text layer and nothing else."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(f"BT /F 12 Tf 300 780 Td ({words}) Tj ET".encode())
    return saved(pdf)


def test_the_number_is_read_off_the_picture_of_a_scan(read: Read) -> None:
    assert read(samples.good_scan(1)) == ["HCA 1234/2025"]


def test_a_chinese_number_is_read_off_the_picture(read: Read) -> None:
    assert read(drawn("高院民事訴訟2026年第1234號", 0.2)) == ["HCA 1234/2026"]


def test_the_text_of_the_page_is_believed_where_it_has_a_number(read: Read) -> None:
    assert read(typed("HCPI 7/2025")) == ["HCPI 7/2025"]


@pytest.mark.parametrize("words", ["", "HCA 12"])
def test_a_page_without_a_number_says_nothing(read: Read, words: str) -> None:
    assert read(typed(words)) == []


def test_the_lower_part_of_the_page_is_not_read(read: Read) -> None:
    assert read(drawn("HCA 1234/2026", 0.8)) == []
    assert read(drawn("HCA 1234/2026", 0.4)) == ["HCA 1234/2026"]


def test_what_cannot_be_drawn_fails_alone(read: Read) -> None:
    with pytest.raises(WorkFailed):
        read(b"%PDF-1.7 and nothing")
