"""What the document worker has said so far of each kind of job; it may say only what was asked."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk_app.documents import answers
from kiosk_app.documents.findings import (
    PICTURE_LONG_SIDE_PX,
    PICTURED_PAGES,
    Finding,
    Kind,
    Picture,
)
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.mending import Mending
from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp_form import Form
from kiosk_app.filing.filing_sheet import FilingSheet, sheet_of
from kiosk_app.filing.written_cases import MOST_WRITTEN, CaseVocabulary, WrittenCase

MOST_FINDINGS = 1000


class HeardOfChecking:
    """What a check has said so far."""

    def __init__(self) -> None:
        self.kind = Kind.OTHER
        self.pages = 0
        self.findings: list[Finding] = []
        self.pictures: list[Picture] = []
        self.rooms: dict[int, Room] = {}

    def hear(self, message: dict[str, Any], blob: bytes) -> None:
        """One frame. Raises BadFrame."""
        match message.get("say"):
            case "kind":
                self.kind = answers.kind(message)
            case "pages":
                self.pages = answers.count(message, "pages")
            case "finding" if len(self.findings) < MOST_FINDINGS:
                self.findings.append(answers.finding(message, self.pages))
            case "picture" if len(self.pictures) < PICTURED_PAGES:
                self.pictures.append(answers.picture(message, blob, PICTURE_LONG_SIDE_PX))
            case "room":
                room = answers.room(message, self.pages)
                self.rooms[room.page] = room
            case _:
                raise _unasked()


class HeardOfMaking:
    """What a preparation has said so far."""

    def __init__(self, on_page: Callable[[int], None], asked: Sequence[Mending]) -> None:
        self.pages = 0
        self.mended: tuple[Mending, ...] = ()
        self._asked = asked
        self.original_length: int | None = None
        self.form = Form.PAGES
        self.faulty = False
        self._on_page = on_page

    def hear(self, message: dict[str, Any], blob: bytes) -> None:
        """One frame. Raises BadFrame."""
        match message.get("say"):
            case "pages" if self._asked:
                answers.count(message, "pages")
            case "mended":
                self.mended = answers.mended(message, self._asked)
            case "page_done":
                self._on_page(answers.count(message, "page"))
            case "made":
                self.pages = answers.count(message, "pages")
                self.form = answers.form(message)
                self.faulty = message.get("faulty") is True
                if message.get("original_length") is not None:
                    self.original_length = answers.count(message, "original_length", 1 << 50)
            case _:
                raise _unasked()


class HeardOfCases:
    """The case numbers that were read off a first page so far."""

    def __init__(self, vocabulary: CaseVocabulary) -> None:
        self.cases: list[WrittenCase] = []
        self._vocabulary = vocabulary

    def hear(self, message: dict[str, Any], _: bytes) -> None:
        """One frame. Raises BadFrame."""
        if message.get("say") != "case" or len(self.cases) >= MOST_WRITTEN:
            raise _unasked()
        self.cases.append(answers.written_case(message, self._vocabulary))


class HeardOfSheet:
    """The filing sheet that was read, if one was."""

    def __init__(self) -> None:
        self.sheet: FilingSheet | None = None

    def hear(self, message: dict[str, Any], _: bytes) -> None:
        """One frame. Raises BadFrame."""
        if message.get("say") != "sheet" or self.sheet is not None:
            raise _unasked()
        self.sheet = sheet_of(message.get("sheet"))


def _unasked() -> BadFrame:
    return BadFrame("the worker said something that nobody asked")
