"""Finds which pages show text and in which fonts, and weighs what the pages draw."""

import re

import pikepdf

from kiosk_app.documents.growth import MIB, UNREADABLE, Grows, grown
from kiosk_app.documents.names import shown_name
from kiosk_app.documents.page_content import PageContent
from kiosk_app.documents.page_view import inherited
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

MOST_OPERATORS = 2_000_000
MANY_BYTES = 4 * MIB
MOST_PAGE_BYTES = 64 * MIB
MOST_BYTES_A_PAGE = 512 * 1024  # on average, beyond what a single page may have
MOST_FONTS_NAMED = 4
MOST_NAME_LETTERS = 40

_SHOWS = re.compile(rb"[)\]>]\s*(?:T[jJ]|['\"])")
_OPERATOR = re.compile(rb"[A-Za-z*'\"]+(?=[\s\[(</]|$)")
_TEXT_STATE = re.compile(
    rb"/(?P<font>[^\s/<>\[\](){}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|\b(?P<mode>\d)\s+Tr\b"
    rb"|(?P<shows>[)\]>]\s*(?:T[jJ]|['\"]))"
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_INVISIBLE = b"3"
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


class TextOfPages:
    """Gathers, page by page, where text is and which fonts it lacks."""

    def __init__(self, pages: int) -> None:
        self.pages_with_text: list[int] = []
        self._missing: dict[str, set[int]] = {}
        self._embedded: dict[tuple[int, int], bool] = {}
        self._forms: dict[tuple[int, int], set[str]] = {}
        self._pictured = False
        self._bytes_left = MOST_PAGE_BYTES + pages * MOST_BYTES_A_PAGE

    def weighed(self, owner: pikepdf.Object) -> bytes:
        """What a page or form draws, if it is of a size that can be drawn.

        Raises Grows, pikepdf.PdfError.
        """
        drawing = content_bytes(owner)
        self._bytes_left -= len(drawing)
        if self._bytes_left < 0:
            raise Grows("drawing")
        if len(drawing) > MANY_BYTES:
            operators = sum(1 for _ in _OPERATOR.finditer(drawing))
            if operators > MOST_OPERATORS:
                raise Grows(f"{operators:,} drawing operators on a page")
        return drawing

    def read(self, number: int, page: pikepdf.Object, drawing: bytes, content: PageContent) -> None:
        """Take in one page and the forms that it draws. Raises Grows, pikepdf.PdfError."""
        self._pictured = self._pictured or bool(content.draws or content.inline_images)
        found = self._text(drawing, page, page)
        for form in content.forms:
            key = form.objgen
            if key not in self._forms:
                self._forms[key] = self._text(self.weighed(form), form, page)
            found |= self._forms[key]
        if found:
            self.pages_with_text.append(number)
        for name in found - {""}:
            self._missing.setdefault(name, set()).add(number)

    def tell(self, findings: Findings) -> None:
        """Tell of fonts that are missing, and of a document of pictures without any text."""
        if self._missing:
            names = sorted(self._missing)
            more = len(names) - MOST_FONTS_NAMED
            detail = ", ".join(names[:MOST_FONTS_NAMED]) + (f" +{more}" if more > 0 else "")
            pages = sorted(set().union(*self._missing.values()))
            findings.tell(Trouble.FONTS_NOT_EMBEDDED, pages, detail)
        if self._pictured and not self.pages_with_text:
            findings.tell(Trouble.NO_TEXT_LAYER)

    def _fonts(self, owner: pikepdf.Object, page: pikepdf.Object) -> dict[bytes, str]:
        """The fonts at hand that are not embedded: their name in the drawing, their own name."""
        resources = inherited(owner, "/Resources")
        if resources is None:
            resources = inherited(page, "/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(fonts, pikepdf.Dictionary):
            return {}
        return {
            name[1:].encode(errors="surrogateescape"): _shown(font)
            for name, font in fonts.items()
            if isinstance(font, pikepdf.Dictionary) and not self._is_embedded(font)
        }

    def _is_embedded(self, font: pikepdf.Object) -> bool:
        key = font.objgen
        if not key[0]:
            return _is_embedded(font)
        if key not in self._embedded:
            self._embedded[key] = _is_embedded(font)
        return self._embedded[key]

    def _text(self, drawing: bytes, owner: pikepdf.Object, page: pikepdf.Object) -> set[str]:
        """The fonts that the drawn text lacks, and "" for the text itself; empty without text.

        Font and mode are followed through the drawing: what is not visible needs no font.
        """
        if not _SHOWS.search(drawing):
            return set()
        missing = self._fonts(owner, page)
        lacks = {""}
        font = mode = b""
        for found in _TEXT_STATE.finditer(drawing) if missing else ():
            if found["font"] is not None:
                font = _unescaped(found["font"])
            elif found["mode"] is not None:
                mode = found["mode"]
            elif font in missing and mode != _INVISIBLE:
                lacks.add(missing[font])
        return lacks


def content_bytes(owner: pikepdf.Object) -> bytes:
    """What a page or form draws, decoded. Raises Grows, pikepdf.PdfError."""
    content = owner if isinstance(owner, pikepdf.Stream) else owner.get("/Contents")
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    read, drawn = 0, []
    for part in parts:
        if not isinstance(part, pikepdf.Stream):
            continue
        try:
            drawn.append(part.read_bytes())
        except UNREADABLE as error:
            if reason := grown(str(error)):
                raise Grows(reason) from error
            raise pikepdf.PdfError("the drawing cannot be read") from error
        read += len(drawn[-1])
        if read > MOST_PAGE_BYTES:
            raise Grows("drawing")
    return b"\n".join(drawn)


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        inner = font.get("/DescendantFonts")
        if not isinstance(inner, pikepdf.Array) or not len(inner):
            return False
        font = inner[0]
    descriptor = font.get("/FontDescriptor") if isinstance(font, pikepdf.Dictionary) else None
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        isinstance(descriptor.get(key), pikepdf.Stream) for key in _EMBEDDED
    )


def _shown(font: pikepdf.Object) -> str:
    return shown_name(font.get("/BaseFont"))[:MOST_NAME_LETTERS] or "unnamed"


def _unescaped(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)
