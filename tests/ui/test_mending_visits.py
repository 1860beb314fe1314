"""Visits in which the copy is mended: only what was agreed to, and never the original."""

import re

import pikepdf
from support.visit import Visit

from kiosk_app.demo.visiting import a_firm_until_choosing, agree_to, choose
from kiosk_app.documents import samples
from kiosk_app.documents.mending import Mend
from kiosk_app.flow import model as m
from sync.manifest import Document, Mended


def broken_index() -> bytes:
    """A scan whose index of its own parts points nowhere: it can be read, and written anew."""
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", samples.good_scan(2))


def until_findings(visit: Visit, name: str, content: bytes) -> m.ReadingFindings:
    visit.shelf.insert("ABLE", {name: content})
    a_firm_until_choosing(visit.player)
    choose(visit.player, name)
    visit.player.touch("primary")
    shown = visit.shows(m.ReadingFindings)
    assert isinstance(shown, m.ReadingFindings)
    return shown


def until_review(visit: Visit) -> m.Reviewing:
    visit.player.touch("primary")
    shown = visit.shows(m.Reviewing)
    assert isinstance(shown, m.Reviewing)
    return shown


def captured(visit: Visit) -> tuple[m.HandedOver, Document]:
    """Hand over from the review; the receipt, and the one document as the manifest has it."""
    visit.player.touch("primary")
    shown = visit.shows(m.Captured)
    assert isinstance(shown, m.Captured)
    manifest = visit.kiosk.sealing.outbox.manifest(shown.receipt.number)
    assert manifest is not None
    (document,) = manifest.documents
    return shown.receipt, document


def original_of(visit: Visit, document: Document) -> bytes:
    return visit.kiosk.sealing.outbox.path_of(document.sources[0].sha256).read_bytes()


def test_what_was_agreed_to_is_done_on_the_copy_and_named_everywhere(visit: Visit) -> None:
    claim = broken_index()
    found = until_findings(visit, "claim.pdf", claim)
    assert found.agreed == frozenset(), "nothing is agreed before it is touched"
    agree_to(visit.player, Mend.REPAIR)
    reviewing = until_review(visit)
    assert [d.mend for d in reviewing.mended[0]] == [Mend.REPAIR]
    assert "structure written anew" in visit.kiosk.presenter.shown["mended"]
    assert visit.kiosk.presenter.shown["undone"]["code"] == ""
    receipt, document = captured(visit)
    assert document.mended == (Mended("repair"),)
    assert receipt.documents[0].mendings == reviewing.mended[0]
    assert (
        "Copy mended as you agreed: structure written anew"
        in (visit.kiosk.presenter.shown["mended"])
    )
    assert original_of(visit, document) == claim


def test_without_a_touch_nothing_is_mended_and_nothing_is_said_of_it(visit: Visit) -> None:
    claim = broken_index()
    found = until_findings(visit, "claim.pdf", claim)
    assert found.offers
    until_review(visit)
    assert visit.kiosk.presenter.shown["mended"] == ""
    _, document = captured(visit)
    assert document.mended == ()
    assert visit.kiosk.presenter.shown["mended"] == ""
    assert original_of(visit, document) == claim


def test_a_second_touch_takes_it_back(visit: Visit) -> None:
    until_findings(visit, "claim.pdf", broken_index())
    agree_to(visit.player, Mend.REPAIR)
    agree_to(visit.player, Mend.REPAIR)
    reviewing = until_review(visit)
    assert reviewing.mended == ((),)
    _, document = captured(visit)
    assert document.mended == ()


def test_what_was_seen_in_the_review_can_still_be_taken_back(visit: Visit) -> None:
    until_findings(visit, "claim.pdf", broken_index())
    agree_to(visit.player, Mend.REPAIR)
    until_review(visit)
    visit.player.touch("back")
    found = visit.shows(m.ReadingFindings)
    assert isinstance(found, m.ReadingFindings)
    assert found.agreed == frozenset(found.offers), "the switch is still on"
    agree_to(visit.player, Mend.REPAIR)
    assert until_review(visit).mended == ((),)
    _, document = captured(visit)
    assert document.mended == ()


def test_of_two_offers_only_the_one_that_was_touched_is_done(visit: Visit) -> None:
    fine = re.sub(rb"startxref\s+\d+", b"startxref\n7", samples.good_scan(2, dpi=400))
    found = until_findings(visit, "fine.pdf", fine)
    assert {offer.mending.mend for offer in found.offers} == {Mend.REPAIR, Mend.REDUCE}
    agree_to(visit.player, Mend.REDUCE)
    until_review(visit)
    receipt, document = captured(visit)
    assert document.mended == (Mended("reduce", (1, 2)),)
    assert "pages 1–2 at 300 dpi" in visit.kiosk.presenter.shown["mended"]
    assert document.stamped.size_bytes < len(fine), "that is what it was for"
    assert document.stamped.original_length_bytes == 0, "the original goes as a file of its own"
    assert original_of(visit, document) == fine
    assert receipt.documents[0].pages == 2


def test_a_page_is_turned_and_a_blank_one_left_out_as_the_visitor_saw_it(visit: Visit) -> None:
    hurried = samples.turned_and_blank()
    until_findings(visit, "claim.pdf", hurried)
    agree_to(visit.player, Mend.DROP_BLANK)
    agree_to(visit.player, Mend.ROTATE)
    reviewing = until_review(visit)
    assert [stamped is None for stamped in reviewing.stamped] == [False, True, False, False]
    _, document = captured(visit)
    assert document.mended == (Mended("drop-blank", (2,)), Mended("rotate", (3,), 180))
    assert document.pages == 3
    assert original_of(visit, document) == hurried
    sent = visit.kiosk.sealing.outbox.path_of(document.stamped.sha256)
    with pikepdf.open(sent) as pdf:
        assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [0, 180, 0]


def test_the_same_scan_goes_as_it_is_when_nothing_is_touched(visit: Visit) -> None:
    hurried = samples.turned_and_blank()
    found = until_findings(visit, "claim.pdf", hurried)
    assert len(found.offers) == 2
    until_review(visit)
    _, document = captured(visit)
    assert (document.mended, document.pages) == ((), 4)
    stamped = visit.kiosk.sealing.outbox.path_of(document.stamped.sha256).read_bytes()
    assert stamped.startswith(hurried)


def test_a_good_file_is_offered_nothing(visit: Visit) -> None:
    found = until_findings(visit, "claim.pdf", samples.good_scan(2))
    assert found.offers == ()
