"""Tells what a file is by its bytes, whatever its name says."""

import os
from collections.abc import Iterator

from kiosk_app.documents.findings import Kind

HEADER_WITHIN_BYTES = 1024
LOOKED_AT_BYTES = 4096
ZIP_END_WITHIN_BYTES = 65_536

SUFFIXES = {
    Kind.PDF: {".pdf"},
    Kind.JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
    Kind.TIFF: {".tif", ".tiff"},
    Kind.PNG: {".png"},
}
IMAGES = {Kind.JPEG, Kind.TIFF, Kind.PNG}

_IMAGES = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)
# What a visitor may have brought instead, and what to call it.
_OTHERS = (
    (b"GIF8", "GIF picture"),
    (b"BM", "BMP picture"),
    (b"\x97JB2\r\n\x1a\n", "JBIG2 picture"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 picture"),
    (b"AT&TFORM", "DjVu document"),
    (b"8BPS", "Photoshop picture"),
    (b"{\\rtf", "RTF document"),
    (b"%!PS", "PostScript"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"SQLite format 3\x00", "database"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"<?xml", "XML"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE_STREAMS = (
    ("WordDocument", "Word document"),
    ("Workbook", "Excel workbook"),
    ("PowerPoint Document", "PowerPoint presentation"),
    ("__substg1.0_", "Outlook message"),
)
_NEW_OFFICE_PARTS = (
    (b"word/", "Word document"),
    (b"xl/", "Excel workbook"),
    (b"ppt/", "PowerPoint presentation"),
    (b"opendocument.text", "OpenDocument text"),
    (b"opendocument.spreadsheet", "OpenDocument spreadsheet"),
    (b"epub+zip", "EPUB book"),
)
_BRANDS = {
    b"heic": "HEIC picture", b"heix": "HEIC picture", b"mif1": "HEIC picture",
    b"msf1": "HEIC picture", b"heif": "HEIC picture", b"avif": "AVIF picture",
}  # fmt: skip
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")
_ZIP_MEMBER, _ZIP_ENTRY, _ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def kind_of(file: int) -> Kind:
    """What the file is to whoever opens it: an image by its first bytes, a PDF by its header."""
    head = os.pread(file, HEADER_WITHIN_BYTES, 0)
    for magic, kind in _IMAGES:
        if head.startswith(magic):
            return kind
    return Kind.PDF if b"%PDF-" in head else Kind.OTHER


def second_nature(file: int, kind: Kind) -> str:
    """What else the file is besides its kind ("ZIP", "HTML"); empty for an honest one.

    Only what another program would open counts. A ZIP inside a PDF's stream, and zeros or a
    camera's notes behind a picture's end, are nobody's second nature.
    """
    head = os.pread(file, HEADER_WITHIN_BYTES, 0)
    size = os.fstat(file).st_size
    tail = os.pread(file, ZIP_END_WITHIN_BYTES, max(0, size - ZIP_END_WITHIN_BYTES))
    natures = _in_front_of_a_pdf(head) if kind is Kind.PDF else _in_an_image(head, tail)
    for nature in natures:
        return nature
    if _ends_as_zip(tail):
        return "ZIP"
    if kind is Kind.PDF:
        return _behind_a_pdf(tail)
    return ""


def name_of_other(file: int) -> str:
    """What to call a file that is no document image."""
    head = os.pread(file, LOOKED_AT_BYTES, 0)
    if head.startswith((_ZIP_MEMBER, _ZIP_END)):
        return _office_or_zip(file)
    if head.startswith(_OLD_OFFICE):
        return _old_office(file)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video")
    if head[:4] == b"RIFF":
        return "WebP picture" if head[8:12] == b"WEBP" else "sound or video"
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    start = head[:HEADER_WITHIN_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((*_HTML, b"<!--")):
        return "web page (HTML)"
    if b"MIME-Version:" in head or head.startswith((b"From ", b"Received:", b"Return-Path:")):
        return "e-mail"
    return "text" if _is_text(head) else "unknown"


def _in_front_of_a_pdf(head: bytes) -> Iterator[str]:
    """What the bytes before the PDF's header, or its first line, begin as."""
    at = head.find(b"%PDF-")
    front = head[:at]
    if _ZIP_MEMBER in front:
        yield "ZIP"
    for magic, name in _OTHERS:
        # Two letters prove nothing about what a mail program put in front.
        if len(magic) > 2 and front.startswith(magic):
            yield name
    if front.startswith(_OLD_OFFICE):
        yield "Microsoft Office"
    if front.startswith((b"MZ", b"BM", b"\x1f\x8b")) or front[4:8] == b"ftyp":
        yield "another kind"
    first_object = head.find(b" obj", at)
    if _has_html(head[: first_object if first_object > 0 else at]):
        yield "HTML"


def _in_an_image(head: bytes, tail: bytes) -> Iterator[str]:
    if b"%PDF-" in head or (b"startxref" in tail and b"%%EOF" in tail[-HEADER_WITHIN_BYTES:]):
        yield "PDF"
    if tail.rstrip().lower().endswith((b"</html>", b"</script>", b"</body>")):
        yield "HTML"


def _behind_a_pdf(tail: bytes) -> str:
    end = tail.rfind(b"%%EOF")
    if end < 0:
        return ""
    behind = tail[end + 5 :]
    if _has_html(behind):
        return "HTML"
    for magic, name in ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7-Zip")):
        if magic in behind:
            return name
    return ""


def _has_html(data: bytes) -> bool:
    lower = data.lower()
    return any(tag in lower for tag in _HTML)


def _ends_as_zip(tail: bytes) -> bool:
    """Whether the file's last record is that of a ZIP, with its list of entries before it."""
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        record = tail[at : at + 22]
        if len(record) == 22:
            comment = int.from_bytes(record[20:22], "little")
            directory = int.from_bytes(record[12:16], "little")
            start = at - directory
            listed = start < 0 or tail[start : start + 4] == _ZIP_ENTRY
            if at + 22 + comment == len(tail.rstrip(b"\r\n\x00 ")) or at + 22 + comment == len(
                tail
            ):
                return directory > 0 and listed
        at = tail.rfind(_ZIP_END, 0, at)
    return False


def _office_or_zip(file: int) -> str:
    size = os.fstat(file).st_size
    ends = os.pread(file, LOOKED_AT_BYTES, 0)
    ends += os.pread(file, ZIP_END_WITHIN_BYTES, max(0, size - ZIP_END_WITHIN_BYTES))
    for mark, name in _NEW_OFFICE_PARTS:
        if mark in ends:
            return name
    return "ZIP archive"


def _old_office(file: int) -> str:
    """Word, Excel and others of 97 to 2003: by a stream's name, wherever its list lies."""
    size = os.fstat(file).st_size
    names = [(name.encode("utf-16-le"), called) for name, called in _OLD_OFFICE_STREAMS]
    block = 1024 * 1024
    for start in range(0, min(size, 64 * block), block):
        data = os.pread(file, block + 128, start)
        for name, called in names:
            if name in data:
                return called
    return "Microsoft Office document"


def _is_text(head: bytes) -> bool:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    for encoding in ("utf-8", "utf-16", "big5hkscs", "gb18030"):
        if encoding == "utf-16" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return all(letter.isprintable() or letter.isspace() for letter in text)
    return False
