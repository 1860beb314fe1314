"""What would grow beyond measure is named in good time; what is only large or deep is not."""

import zlib

import pytest
from support.bombs import BOMBS, deep_tree, flate, forms, many, one_page, pdf, stream
from support.checking import structure

from kiosk_app.documents.findings import Severity
from kiosk_app.wording.trouble import Trouble


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_told_for_what_it_is(bomb: str) -> None:
    heard = structure(BOMBS[bomb]())
    assert heard.troubles == {Trouble.GROWS_BEYOND_MEASURE: Severity.MUST_FIX}
    assert heard.findings[0].detail


@pytest.mark.parametrize(
    "large",
    [
        one_page(flate(many(b"        ", 2 * 1024 * 1024))),
        one_page(flate(zlib.compress(b"0 0 m 9 9 l S "), 2)),
        one_page(stream(b"q " * 100 + b"Q " * 100)),
        one_page(more={5: b"[" * 60 + b"]" * 60}),
        deep_tree(20),
        forms(8, 2),
    ],
    ids=["stream", "twice compressed", "states", "arrays", "tree", "forms"],
)
def test_what_is_large_or_deep_within_reason_is_taken(large: bytes) -> None:
    assert structure(large).findings == []


def test_a_million_pages_are_too_many_and_not_looked_at() -> None:
    kids = b"<</Type/Pages/Kids[%s]/Count 250000>>" % (b"3 0 R " * 250_000)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    heard = structure(pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: kids, 3: page}))
    assert heard.troubles == {Trouble.TOO_MANY_PAGES: Severity.MUST_FIX}


def test_a_history_that_leads_back_to_itself_is_repaired() -> None:
    plain = one_page()
    table = int(plain.split(b"startxref\n")[1].split()[0])
    heard = structure(plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % table))
    assert heard.troubles == {Trouble.STRUCTURE_REPAIRED: Severity.LOOK}
