"""Whole visits over the real application: a finger on the screen, a simulated shelf of sticks."""

from support.visit import MakeVisit, Visit

from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    begin,
    choose,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble


def test_a_clerk_hands_in_a_statement_of_claim_and_gets_a_receipt(visit: Visit) -> None:
    stick = visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(3)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    shown = visit.shows(m.Captured)
    assert isinstance(shown, m.Captured)
    assert shown.receipt.delivery is m.Delivery.CAPTURED
    assert not shown.receipt.registry_open, "on a Saturday the paper cannot be presented"
    item = visit.kiosk.sealing.outbox.item(shown.receipt.number)
    assert item is not None
    assert item.state.value == "captured"
    visit.player.touch("primary")
    visit.shows(m.Goodbye)
    visit.player.wait_until(
        lambda: visit.player.state == m.Goodbye(True, shown.receipt.number, looked=True),
        "the reminder",
    )
    visit.shelf.pull(stick)
    visit.player.wait_until(
        lambda: visit.player.state == m.Goodbye(False, shown.receipt.number, looked=True),
        "the thanks",
    )
    assert visit.spool == [], "nothing of the visit stays beside what was captured"


def test_what_was_captured_is_the_original_byte_for_byte(visit: Visit) -> None:
    claim = samples.good_scan(2)
    visit.shelf.insert("ABLE", {"claim.pdf": claim})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    outbox = visit.kiosk.sealing.outbox
    manifest = outbox.manifest(outbox.items()[0].number)
    assert manifest is not None
    (document,) = manifest.documents
    assert outbox.path_of(document.sources[0].sha256).read_bytes() == claim
    stamped = outbox.path_of(document.stamped.sha256).read_bytes()
    assert stamped[: document.stamped.original_length_bytes] == claim
    assert len(stamped) > len(claim)


def test_two_photographs_become_one_document_of_two_pages(visit: Visit) -> None:
    first, second = samples.photographed_pages()
    visit.shelf.insert("PHOTOS", {"Page 1.jpg": first, "Page 2.jpg": second})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "Page 1.jpg")
    choose(visit.player, "Page 2.jpg")
    hand_over(visit.player)
    manifest = visit.kiosk.sealing.outbox.manifest(visit.kiosk.sealing.outbox.items()[0].number)
    assert manifest is not None
    (document,) = manifest.documents
    assert (document.pages, len(document.sources)) == (2, 2)


def test_two_documents_of_one_case_get_two_numbers_in_a_row(visit: Visit) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    visit.player.touch("secondary")
    document_type(visit.player, "list_of_documents")
    visit.shows(m.ConfirmingReadiness, m.Choosing)
    if isinstance(visit.player.state, m.ConfirmingReadiness):
        for check in visit.player.state.checks:
            visit.player.touch_in_list(f"check_{check.code}")
        visit.player.touch("primary")
    visit.shows(m.Choosing)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    assert [item.sequence for item in visit.kiosk.sealing.outbox.items()] == [1, 2]


def test_everything_wrong_with_every_file_is_told_at_once(visit: Visit) -> None:
    visit.shelf.insert("FAULTS", samples.shelf())
    a_firm_until_choosing(visit.player)
    for name in ("Locked exhibit.pdf", "Bundle with faults.pdf", "Draft order.pdf"):
        choose(visit.player, name)
    visit.player.touch("primary")
    shown = visit.shows(m.ReadingFindings)
    assert isinstance(shown, m.ReadingFindings)
    told = {finding.trouble for report in shown.reports for finding in report.findings}
    assert told >= {Trouble.PASSWORD_NEEDED, Trouble.JAVASCRIPT, Trouble.RESOLUTION_LOW}
    assert {Trouble.WRONG_KIND, Trouble.NAME_AND_CONTENT_DIFFER} & told
    assert visit.captured == 0


def test_a_full_disk_is_said_before_a_visit_begins(switched_on: MakeVisit) -> None:
    visit = switched_on(min_free_bytes=10**15)
    assert visit.shows(m.OutOfService) == m.OutOfService(Trouble.DISK_FULL)


def test_a_visitor_who_walks_away_is_asked_and_then_forgotten(visit: Visit) -> None:
    stick = visit.shelf.insert("FORGOTTEN", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    visit.patience_s[0] = 0.1
    choose(visit.player, "claim.pdf")
    visit.shows(m.StillThere, m.Goodbye)
    visit.shows(m.Goodbye)
    visit.shelf.pull(stick)
    visit.shows(m.Welcome)
    assert (visit.captured, visit.spool) == (0, [])


def test_language_changes_in_the_middle_and_the_place_is_kept(visit: Visit) -> None:
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    visit.shows(m.EnteringCase)
    visit.player.touch("type_HCA")
    visit.player.touch("digit_7")
    visit.player.touch("language_zh_Hant")
    shown = visit.shows(m.EnteringCase)
    assert isinstance(shown, m.EnteringCase)
    assert shown.text.startswith("HCA 7")


def test_the_next_visitor_starts_in_the_first_language_with_nothing_filled_in(
    visit: Visit,
) -> None:
    begin(visit.player, "language_zh_Hans", "kind_law_firm")
    visit.player.touch("primary")
    existing_case(visit.player, "HCA", "55")
    visit.player.touch("help_button")
    visit.player.touch("secondary")
    visit.shows(m.Goodbye)
    visit.patience_s[0] = 0.05
    visit.kiosk.conductor.somebody_touched()
    visit.shows(m.Welcome)
    visit.patience_s[0] = None
    assert visit.kiosk.presenter.language == "en"
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    shown = visit.shows(m.EnteringCase)
    assert isinstance(shown, m.EnteringCase)
    assert shown.text == ""
