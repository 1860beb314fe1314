"""Reads the names in a PDF, whatever letters they are in: programs of this region write Big5."""

import pikepdf

_WRITTEN_IN = ("utf-8", "big5hkscs", "gb18030")


def name_of(value: object) -> str:
    """A name with its slash, for comparing: one letter a byte beyond ASCII; "" for no name."""
    return bytes(value).decode("latin-1") if isinstance(value, pikepdf.Name) else ""


def shown_name(value: object) -> str:
    """A name without its slash, for people to read; "" for no name."""
    written = bytes(value)[1:] if isinstance(value, pikepdf.Name) else b""
    for coding in _WRITTEN_IN:
        try:
            return written.decode(coding)
        except UnicodeDecodeError:
            continue
    return written.decode("latin-1")
