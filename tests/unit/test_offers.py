"""What can be mended is offered: of what was found, and only where it can be done."""

import pytest

from kiosk_app.documents.answers import mended
from kiosk_app.documents.findings import Finding, Kind, ReceivedFile, Report, Severity
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.mending import Mend, Mending, offers
from kiosk_app.wording.trouble import Trouble

ROTATE_TWO = Mending(Mend.ROTATE, (1, 2), 90)


def _report(*found: tuple[Trouble, tuple[int, ...], str], pages: int = 4) -> Report:
    file = ReceivedFile("a.pdf", "/spool/1", 1, "0" * 64)
    return Report(
        file, Kind.PDF, pages, tuple(Finding(t, Severity.LOOK, p, d) for t, p, d in found)
    )


@pytest.mark.parametrize(
    ("found", "offer"),
    [
        ((Trouble.STRUCTURE_REPAIRED, (), ""), Mending(Mend.REPAIR)),
        ((Trouble.FORM_FIELDS, (), "3"), Mending(Mend.FLATTEN)),
        ((Trouble.BLANK_PAGE, (2, 4), ""), Mending(Mend.DROP_BLANK, (2, 4))),
        ((Trouble.TEXT_TURNED, (1,), "upside down"), Mending(Mend.ROTATE, (1,), 180)),
        ((Trouble.TEXT_TURNED, (1,), "sideways, top at the left"), Mending(Mend.ROTATE, (1,), 90)),
        (
            (Trouble.TEXT_TURNED, (1,), "sideways, top at the right"),
            Mending(Mend.ROTATE, (1,), 270),
        ),
        ((Trouble.RESOLUTION_HIGH, (1, 2), "600 dpi"), Mending(Mend.REDUCE, (1, 2))),
    ],
)
def test_each_of_these_findings_is_offered_its_mending(
    found: tuple[Trouble, tuple[int, ...], str], offer: Mending
) -> None:
    assert offers(_report(found)) == (offer,)
    signed = (Trouble.ALREADY_SIGNED, (), "1")
    assert offers(_report(found, signed)) == (), "a signed file is left as it is"


@pytest.mark.parametrize(
    "found",
    [
        (Trouble.BLANK_PAGE, (1, 2, 3, 4), ""),
        (Trouble.TEXT_TURNED, (1,), "turned somehow"),
        (Trouble.FORM_FIELDS, (), "XFA"),
        (Trouble.SKEWED, (1,), "3 degrees"),
        (Trouble.JAVASCRIPT, (), ""),
    ],
)
def test_nothing_is_offered_where_nothing_can_be_done(
    found: tuple[Trouble, tuple[int, ...], str],
) -> None:
    assert offers(_report(found)) == ()


def test_an_xfa_form_is_not_offered_to_be_flattened() -> None:
    found = ((Trouble.FORM_FIELDS, (), "3"), (Trouble.XFA_FORM, (), ""))
    assert offers(_report(*found)) == ()


def test_offers_come_in_the_order_in_which_they_are_done() -> None:
    found = (
        (Trouble.RESOLUTION_HIGH, (1,), "600 dpi"),
        (Trouble.TEXT_TURNED, (2,), "upside down"),
        (Trouble.BLANK_PAGE, (3,), ""),
        (Trouble.FORM_FIELDS, (), "1"),
        (Trouble.STRUCTURE_REPAIRED, (), ""),
    )
    assert [offer.mend for offer in offers(_report(*found))] == list(Mend)


def test_the_worker_may_have_done_less_than_was_asked() -> None:
    less = Mending(Mend.ROTATE, (2,), 90)
    assert mended({"done": [less.to_json()]}, [ROTATE_TWO]) == (less,)
    assert mended({"done": []}, [ROTATE_TWO]) == ()


@pytest.mark.parametrize(
    "said",
    [
        [Mending(Mend.ROTATE, (1, 3), 90).to_json()],
        [Mending(Mend.ROTATE, (1, 2), 180).to_json()],
        [Mending(Mend.ROTATE, (), 90).to_json()],
        [Mending(Mend.REPAIR).to_json()],
        [ROTATE_TWO.to_json(), ROTATE_TWO.to_json()],
        [{"mend": "rotate", "pages": ["1"], "degrees": 90}],
        [{"mend": "burn", "pages": [1], "degrees": 90}],
        ["rotate"],
        "rotate",
        None,
    ],
)
def test_the_worker_is_not_believed_to_have_done_what_nobody_asked(said: object) -> None:
    with pytest.raises(BadFrame):
        mended({"done": said}, [ROTATE_TWO])
