"""An office's sheet is found on a visitor's device, and read in the sandbox."""

import json
from collections.abc import Iterator

import pytest
from support.checking import LIMITS

from drivers.simulated import SimulatedShelf
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.office_sheet import sheet_on
from kiosk_app.filing.filing_sheet import FILE_NAME, FilingSheet, PreparedDocument

CLAIM = PreparedDocument("claim.pdf", "0f" * 32, 12, "statement_of_claim")
EXHIBIT = PreparedDocument("exhibit.pdf", "1e" * 32, 3)
SHEET = FilingSheet("HCA 1234/2026", (CLAIM, EXHIBIT))


def written() -> bytes:
    return json.dumps(SHEET.to_json() | {"rules": "high_court 1"}).encode()


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    opened = Workshop(LIMITS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({FILE_NAME: written(), "claim.pdf": b"x"}, True),
        ({"Able & Co/filing.json": written(), "Able & Co/exhibit.pdf": b"x"}, True),
        ({"a/filing.json": written(), "b/filing.json": written(), "claim.pdf": b"x"}, False),
        ({FILE_NAME: written(), "letter.pdf": b"x"}, False),
        ({FILE_NAME: b"{}", "claim.pdf": b"x"}, False),
        ({"my-filing.json": written(), "claim.pdf": b"x"}, False),
    ],
)
def test_the_sheet_is_found_where_it_is_clear_and_belongs_to_what_is_there(
    workshop: Workshop, files: dict[str, bytes], found: bool
) -> None:
    shelf = SimulatedShelf()
    shelf.insert("ABLE", files)
    assert sheet_on(shelf, shelf.media()[0], workshop) == (SHEET if found else None)


def test_a_device_that_is_pulled_brings_no_sheet(workshop: Workshop) -> None:
    shelf = SimulatedShelf()
    stick = shelf.insert("ABLE", {FILE_NAME: written(), "claim.pdf": b"x"})
    (medium,) = shelf.media()
    shelf.pull(stick)
    assert sheet_on(shelf, medium, workshop) is None
