"""Tells what a file is by its first bytes, whatever its name says."""

import os

from kiosk_app.documents.findings import Kind

HEADER_WITHIN_BYTES = 1024

SUFFIXES = {Kind.PDF: {".pdf"}, Kind.JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"}}

# What a visitor may have brought instead, and what to call it.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office 97-2003"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"<!DOCTYPE html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
)


def kind_of(file: int) -> Kind:
    """PDF and JPEG by their first bytes; a file that also begins as something else is OTHER."""
    head = os.pread(file, HEADER_WITHIN_BYTES, 0)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if b"%PDF-" in head and not _begins_as_another(head):
        return Kind.PDF
    return Kind.OTHER


def name_of_other(file: int) -> str:
    """What to call a file that is no document image."""
    head = os.pread(file, HEADER_WITHIN_BYTES, 0)
    if head.startswith(b"PK\x03\x04"):
        return _office_or_zip(file)
    if head[4:8] == b"ftyp":
        return "HEIC" if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1") else "video"
    for magic, name in _OTHERS:
        if head[: len(magic)].lower() == magic.lower():
            return name
    return "text" if head.isascii() else "unknown"


def _begins_as_another(head: bytes) -> bool:
    others = (b"PK\x03\x04", *(magic for magic, _ in _OTHERS))
    return any(head[: len(magic)].lower() == magic.lower() for magic in others)


def _office_or_zip(file: int) -> str:
    size = os.fstat(file).st_size
    ends = os.pread(file, 4096, 0) + os.pread(file, 65536, max(0, size - 65536))
    for mark, name in (
        (b"word/", "Word"),
        (b"xl/", "Excel"),
        (b"ppt/", "PowerPoint"),
        (b"opendocument.text", "OpenDocument text"),
    ):
        if mark in ends:
            return name
    return "ZIP"
