"""A file is what its bytes are: named when it cannot be taken, refused when it is two things."""

import io
import zipfile

import pikepdf
import pytest
from support import images
from support.checking import edited, look, saved

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Kind
from kiosk_app.wording.trouble import Trouble

HTML = b"<html><body><script>alert(1)</script></body></html>"


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (samples.good_scan(1), ".pdf", Kind.PDF),
        (images.jpeg(), ".jpg", Kind.JPEG),
        (images.png(), ".png", Kind.PNG),
        (images.tiff("group4", "1"), ".tif", Kind.TIFF),
        (images.fax_tiff("group4", order=">"), ".tiff", Kind.TIFF),
        (images.vips_tiff(compression="lzw", bigtiff=True), ".TIF", Kind.TIFF),
        (b"Received: by mail\r\n" + samples.good_scan(1), ".pdf", Kind.PDF),
    ],
)
def test_kinds_are_told_by_content(data: bytes, suffix: str, kind: Kind) -> None:
    heard = look(data, suffix)
    assert heard.what is kind
    assert Trouble.NAME_AND_CONTENT_DIFFER not in heard.troubles
    assert Trouble.TWO_KINDS_IN_ONE not in heard.troubles


def test_a_tiff_called_jpg_is_told_and_taken_for_what_it_is() -> None:
    heard = look(images.tiff("group4", "1"), ".jpg")
    assert (heard.what, heard.count) == (Kind.TIFF, 1)
    assert heard.only(Trouble.NAME_AND_CONTENT_DIFFER).detail == "TIFF"


def _zip(*names: str, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
        archive.comment = comment
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.word_document(), "Word document"),
        (_zip("xl/workbook.xml"), "Excel workbook"),
        (_zip("ppt/presentation.xml"), "PowerPoint presentation"),
        (_zip("a.txt"), "ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
         "Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
         "Excel workbook"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC picture"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "video"),
        (b"GIF89a\x01\x00", "GIF picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP picture"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "web page (HTML)"),
        ("第一段：原告人為一間公司。".encode(), "text"),
        ("原告人".encode("big5hkscs"), "text"),
        (b"{\\rtf1 text}", "RTF document"),
        (b"From: a@b\nMIME-Version: 1.0\n", "e-mail"),
        (bytes(range(256)), "unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named(data: bytes, name: str) -> None:
    heard = look(data, ".pdf")
    assert heard.only(Trouble.WRONG_KIND).detail == name
    assert heard.what is Kind.OTHER


def _in_front_of_zip(data: bytes) -> bytes:
    archive = io.BytesIO(data + _zip("evil.js"))
    return archive.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "both"),
    [
        (_zip("a") + samples.good_scan(1), ".pdf", "PDF + ZIP"),
        (_in_front_of_zip(samples.good_scan(1)), ".pdf", "PDF + ZIP"),
        (_zip("a", comment=samples.good_scan(1)[:60_000]), ".pdf", "PDF + ZIP"),
        (HTML + samples.good_scan(1), ".pdf", "PDF + HTML"),
        (samples.good_scan(1) + HTML, ".pdf", "PDF + HTML"),
        (b"%PDF-1.4\n%" + HTML + b"\n" + samples.good_scan(1), ".pdf", "PDF + HTML"),
        (b"GIF89a\x01\x00\x01\x00" + samples.good_scan(1), ".pdf", "PDF + GIF picture"),
        (b"MZ" + bytes(60) + samples.good_scan(1), ".pdf", "PDF + another kind"),
        (images.jpeg()[:2] + b"\xff\xfe\x00\x0b%PDF-1.4\n" + images.jpeg()[2:], ".jpg",
         "JPEG + PDF"),
        (images.jpeg() + samples.good_scan(1), ".jpg", "JPEG + PDF"),
        (images.png() + _zip("evil.js"), ".png", "PNG + ZIP"),
        (images.tiff("group4", "1") + _zip("evil.js"), ".tif", "TIFF + ZIP"),
        (images.jpeg() + HTML, ".jpg", "JPEG + HTML"),
    ],
)  # fmt: skip
def test_a_file_that_is_two_kinds_is_refused(data: bytes, suffix: str, both: str) -> None:
    assert look(data, suffix).only(Trouble.TWO_KINDS_IN_ONE).detail == both


def _with_stream(data: bytes) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Kept = pdf.make_stream(data)

    return edited(samples.good_scan(1), add)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (_with_stream(_zip("a.docx")), ".pdf"),
        (_with_stream(HTML), ".pdf"),
        (samples.good_scan(1) + b"\r\n\x00\x00", ".pdf"),
        (images.jpeg() + bytes(5000), ".jpg"),
        (images.jpeg() + b"PK\x05\x06 seen by chance" + bytes(30), ".jpg"),
        (images.png() + bytes(100), ".png"),
    ],
)
def test_what_lies_inside_or_pads_is_no_second_kind(data: bytes, suffix: str) -> None:
    assert Trouble.TWO_KINDS_IN_ONE not in look(data, suffix).troubles


def test_a_page_of_writing_about_html_is_no_web_page() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Contents = pdf.make_stream(b"BT (<html> is a tag) Tj ET")
    assert Trouble.TWO_KINDS_IN_ONE not in look(saved(pdf)).troubles


def test_a_picture_of_no_bytes_is_called_empty() -> None:
    assert set(look(b"", ".tif").troubles) == {Trouble.EMPTY_FILE}
