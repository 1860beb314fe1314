"""An office's sheet is read whole or not at all, and the worker's word on it is not taken."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.filing.filing_sheet import (
    MOST_BYTES,
    FilingSheet,
    PreparedDocument,
    read_filing_sheet,
    sheet_of,
)

CLAIM = PreparedDocument("claim.pdf", "0f" * 32, 12, "statement_of_claim")
EXHIBIT = PreparedDocument("exhibit.pdf", "1e" * 32, 3)
SHEET = FilingSheet("HCA 1234/2026", (CLAIM, EXHIBIT))


def written(**changed: object) -> bytes:
    return json.dumps(SHEET.to_json() | {"rules": "high_court 1"} | changed).encode()


def with_document(**changed: object) -> bytes:
    document = {"file": "claim.pdf", "sha256": "0f" * 32, "pages": 12, "type": None}
    return written(documents=[document | changed])


def test_a_sheet_is_read_as_it_was_written() -> None:
    assert read_filing_sheet(written()) == SHEET
    assert (SHEET.type, SHEET.pages_of("1e" * 32)) == ("statement_of_claim", 3)
    assert SHEET.pages_of("2d" * 32) is None


def test_documents_of_two_types_suggest_none() -> None:
    other = PreparedDocument("defence.pdf", "2d" * 32, 1, "defence")
    assert FilingSheet("", (CLAIM, other)).type == ""


def test_a_sheet_may_leave_open_the_case_and_the_types() -> None:
    read = read_filing_sheet(written(case=None, documents=[EXHIBIT.__dict__ | {"type": None}]))
    assert read == FilingSheet("", (EXHIBIT,))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"\xff\xfe", b"[" * 60_000, b'{"format": "court-kiosk-filing/1"}',
        written(format="court-kiosk-filing/2"), written(case="HCA 1234"), written(case=1),
        written(documents={}), written(documents=[1]), written(documents=[{}] * 501),
        with_document(file=1), with_document(sha256="0F" * 32), with_document(sha256="0f"),
        with_document(pages=-1), with_document(pages=True), with_document(pages="12"),
        with_document(type="Statement of claim"), with_document(type=3),
        written(padding="x" * MOST_BYTES),
    ],
)  # fmt: skip
def test_anything_else_is_no_sheet(data: bytes) -> None:
    assert read_filing_sheet(data) is None


@settings(max_examples=40)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["format", "case", "documents", "file", "sha256", "pages", "type"]), inner
    ),
))  # fmt: skip
def test_no_answer_of_the_worker_trips_the_kiosk(value: object) -> None:
    assert sheet_of(value) is None
