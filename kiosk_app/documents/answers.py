"""Reads what the worker answers as if a stranger had written it: every field is checked."""

from collections.abc import Sequence
from typing import Any

from kiosk_app.documents.findings import Finding, Kind, Picture, Severity
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.mending import Mending
from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp_form import Form
from kiosk_app.filing.written_cases import CaseVocabulary, WrittenCase
from kiosk_app.wording.trouble import Trouble

MOST_PAGES = 1_000_000
MOST_DETAIL = 200
MOST_SHAPES = 2
MOST_POINTS = 1e9


def count(message: dict[str, Any], key: str, most: int = MOST_PAGES) -> int:
    """A whole number from 0 to `most`. Raises BadFrame."""
    value = message.get(key)
    if type(value) is not int or not 0 <= value <= most:
        raise BadFrame(f"{key} is not a count")
    return value


def kind(message: dict[str, Any]) -> Kind:
    """A kind. Raises BadFrame."""
    try:
        return Kind(str(message.get("kind")))
    except ValueError as error:
        raise BadFrame("there is no such kind") from error


def finding(message: dict[str, Any], pages: int) -> Finding:
    """A finding about a document of so many pages. Raises BadFrame."""
    try:
        trouble, severity = (
            Trouble(str(message.get("trouble"))),
            Severity(str(message.get("severity"))),
        )
    except ValueError as error:
        raise BadFrame("there is no such trouble or severity") from error
    if not trouble.value.startswith("K2"):
        raise BadFrame("not a trouble of a document")
    on, detail = message.get("pages"), message.get("detail")
    if not isinstance(on, list) or not isinstance(detail, str) or len(on) > pages:
        raise BadFrame("a finding lacks its pages or its detail")
    if not all(type(page) is int and 1 <= page <= pages for page in on):
        raise BadFrame("a finding is on a page that is not there")
    plain = "".join(letter for letter in detail[:MOST_DETAIL] if letter.isprintable())
    return Finding(trouble, severity, tuple(sorted(set(on))), plain)


def picture(message: dict[str, Any], pixels: bytes, long_side_px: int) -> Picture:
    """A picture no larger than was asked for. Raises BadFrame."""
    page = count(message, "page")
    width, height = (
        count(message, "width", long_side_px + 1),
        count(message, "height", long_side_px + 1),
    )
    if width < 1 or height < 1 or len(pixels) != width * height * 3:
        raise BadFrame("a picture has not the pixels it says")
    return Picture(page, width, height, pixels)


def room(message: dict[str, Any], pages: int) -> Room:
    """Where a page of a document of so many has room. Raises BadFrame."""
    try:
        told = Room.from_json(message)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadFrame("not a place for the stamp") from error
    place = told.place
    if not (1 <= told.page <= pages and 0 <= told.shape < MOST_SHAPES):
        raise BadFrame("a place for the stamp is on no page, or for no stamp")
    if not all(0 <= side <= MOST_POINTS for side in (place.x, place.y, place.scale)):
        raise BadFrame("a place for the stamp is nowhere")
    return told


def form(message: dict[str, Any]) -> Form:
    """How a derivative carries its stamp. Raises BadFrame."""
    try:
        return Form(str(message.get("form")))
    except ValueError as error:
        raise BadFrame("there is no such form of a stamp") from error


def written_case(message: dict[str, Any], vocabulary: CaseVocabulary) -> WrittenCase:
    """A case number in the words that the reader was given. Raises BadFrame."""
    prefix = message.get("prefix")
    if not isinstance(prefix, str) or (prefix and prefix not in vocabulary.prefixes):
        raise BadFrame("a case number begins as none does")
    return WrittenCase(prefix, count(message, "number", 999_999), count(message, "year", 9999))


def mended(message: dict[str, Any], asked: Sequence[Mending]) -> tuple[Mending, ...]:
    """What was mended: nothing that was not asked for, on no other page. Raises BadFrame."""
    said = message.get("done")
    if not isinstance(said, list) or len(said) > len(asked):
        raise BadFrame("more was mended than was asked")
    try:
        done = tuple(Mending.from_json(facts) for facts in said)
    except (TypeError, ValueError, KeyError) as error:
        raise BadFrame("not a mending") from error
    if not all(any(each.is_within(agreed) for agreed in asked) for each in done):
        raise BadFrame("something was mended that nobody asked")
    return done
