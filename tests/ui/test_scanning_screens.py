"""The screens of those who bring paper: what they see of their pages, and of their slip."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF

from kiosk_app.documents.findings import Severity
from kiosk_app.flow.gathered import Slip
from kiosk_app.flow.states import Welcome
from kiosk_app.ui.samples import every_state, sheet
from kiosk_app.ui.shown_sheets import as_one_document
from kiosk_app.wording.trouble import Trouble


def image_of(kiosk, name):
    """The picture on that button or frame."""
    return next(i for i in kiosk.seen(kiosk.find(name)) if i.objectName() == "page_image")


def told(kiosk, name):
    """The picture's address: the same page keeps it."""
    return image_of(kiosk, name).property("source")


def test_only_those_who_may_scan_are_offered_the_scanner(kiosk, rules):
    kiosk.show(every_state(rules)["Inserting"])
    assert not kiosk.sees("secondary")
    kiosk.show(every_state(rules)["Inserting-paper"])
    assert kiosk.text("secondary") == "Scan my paper here"


def test_a_device_that_is_being_read_is_not_interrupted_by_the_scanner(kiosk, rules):
    media = every_state(rules)["Inserting-reading"].media
    kiosk.show(replace(every_state(rules)["Inserting-paper"], media=media))
    assert not kiosk.sees("secondary")


@pytest.mark.parametrize(
    "trouble", [trouble for trouble in Trouble if trouble.startswith("K3")], ids=str
)
def test_what_is_wrong_with_the_scanner_has_its_sentence_its_step_and_its_code(
    kiosk, rules, trouble
):
    kiosk.show(replace(every_state(rules)["LoadingPaper"], trouble=trouble))
    calm = every_state(rules)["LoadingPaper"]
    heading, help_line = kiosk.text("heading"), kiosk.text("help")
    assert trouble.value in kiosk.text("foot")
    assert kiosk.text("primary") == "Try again"
    kiosk.show(calm)
    assert kiosk.text("primary") == "Scan"
    assert heading != kiosk.text("heading")
    assert help_line != kiosk.text("help")


def test_without_a_scanner_the_way_to_the_counter_is_told(kiosk, rules):
    kiosk.show(every_state(rules)["LoadingPaper-missing"])
    assert "LG105" in kiosk.text("help")


def test_after_a_jam_the_screen_says_what_is_kept_and_where_to_go_on(kiosk, rules):
    kiosk.show(every_state(rules)["LoadingPaper-jam"])
    assert kiosk.text("foot").startswith("3 pages kept. Please put back from page 4 on.")
    assert kiosk.find("drawing").property("name") == "paper-jam"


def test_the_page_that_is_wanted_again_is_shown_as_it_was_scanned(kiosk, rules):
    kiosk.show(every_state(rules)["LoadingPaper-again"])
    assert "page 7" in kiosk.text("heading")
    again = told(kiosk, "page_again")
    kiosk.show(every_state(rules)["LoadingPaper-more"])
    assert not kiosk.sees("page_again")
    assert again


def test_pages_appear_as_they_come_and_are_counted(kiosk, rules):
    state = every_state(rules)["Scanning-first"]
    kiosk.show(state)
    assert not kiosk.sees("count")
    for count in range(1, 8):
        state = replace(state, sheets=(*state.sheets, sheet(count)))
        kiosk.show(state)
        assert kiosk.text("count").startswith(f"{count} page")
        assert kiosk.sees(f"page_{count}")
    assert not kiosk.sees("page_1")


def test_while_paper_is_scanned_nothing_pretends_to_know_how_much_is_left(kiosk, rules):
    kiosk.show(every_state(rules)["Scanning"])
    assert "%" not in kiosk.words()
    assert " of " not in kiosk.words()


def test_a_turned_page_is_shown_as_it_will_stand(kiosk, rules):
    state = every_state(rules)["ArrangingSheets-chosen"]
    kiosk.show(state)
    assert image_of(kiosk, "sheet_2").rotation() == 90
    once_more = replace(state.sheets[2], turned=180)
    kiosk.show(replace(state, sheets=(*state.sheets[:2], once_more, *state.sheets[3:])))
    assert image_of(kiosk, "sheet_2").rotation() == 180
    assert image_of(kiosk, "sheet_1").rotation() == 0


def test_nothing_can_be_done_to_a_page_before_one_is_marked(kiosk, rules):
    kiosk.show(every_state(rules)["ArrangingSheets"])
    for button in ("sheet_turn", "sheet_again", "sheet_remove"):
        assert not kiosk.find(button).isEnabled()
    kiosk.show(every_state(rules)["ArrangingSheets-chosen"])
    assert kiosk.find("sheet_2").property("checked")
    assert not kiosk.find("sheet_1").property("checked")


def test_the_last_of_many_pages_is_reached_and_stays_in_sight_when_it_is_marked(kiosk, rules):
    state = every_state(rules)["ArrangingSheets"]
    kiosk.show(state)
    for _ in state.sheets:
        if not kiosk.find("list_down").isEnabled():
            break
        kiosk.click("list_down")
    turned_to = kiosk.find("list").property("contentY")
    kiosk.click("sheet_19")
    kiosk.show(replace(state, chosen=19))
    assert kiosk.find("sheet_19").property("checked")
    kiosk.show(replace(state, sheets=state.sheets[:19]))
    assert not kiosk.sees("sheet_19")
    assert turned_to > 0
    assert kiosk.find("list").property("contentY") == turned_to


def test_a_list_of_pages_is_turned_by_as_many_rows_as_are_in_sight(kiosk, rules):
    kiosk.show(every_state(rules)["ArrangingSheets"])
    kiosk.click("list_down")
    first = kiosk.find("sheet_6").mapToScene(QPointF(0, 0)).y()
    assert abs(first - kiosk.find("list").mapToScene(QPointF(0, 0)).y()) < 1


def test_back_from_scanning_a_page_again_that_page_is_in_sight(kiosk, rules):
    state = every_state(rules)["ArrangingSheets"]
    kiosk.show(Welcome())
    kiosk.show(replace(state, chosen=17))
    assert kiosk.find("sheet_17").property("checked")


def test_scanned_pages_are_checked_without_a_word_of_a_device(kiosk, rules):
    for name in ("LoadingPaper", "Scanning", "ArrangingSheets", "Checking-paper"):
        kiosk.show(every_state(rules)[name])
        assert "USB" not in kiosk.words()
        assert "file" not in kiosk.words()
    assert not kiosk.sees("copying")
    assert "7 of 20" in kiosk.words()


def test_the_last_look_at_a_scan_names_no_file_that_the_visitor_never_made(kiosk, rules):
    for name in ("Preparing-paper", "Reviewing-paper"):
        kiosk.show(every_state(rules)[name])
        assert ".jpg" not in kiosk.words()
        assert "file" not in kiosk.words()
    assert "What was scanned" in kiosk.words()


def test_one_finding_of_several_pages_is_told_once_with_its_pages(kiosk, rules):
    kiosk.show(every_state(rules)["ReadingFindings-paper"])
    assert "Your scan · page 1" in kiosk.words()
    assert "Your scan · pages 2–4" in kiosk.words()
    assert ".jpg" not in kiosk.words()


def test_pages_are_numbered_as_they_lie_not_as_they_were_scanned(rules):
    reports = every_state(rules)["ReadingFindings-paper"].reports
    (turned_round,) = as_one_document(tuple(reversed(reports)))
    damaged = next(f for f in turned_round.findings if f.severity is Severity.MUST_FIX)
    assert damaged.pages == (20,)
    assert turned_round.pages == 20


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (Slip.ASKED, ""),
        (Slip.PRINTING, "being printed"),
        (Slip.PRINTED, "take your slip"),
        (Slip.NO_PRINTER, "Photograph the QR code or write the number down: that suffices."),
    ],
)
def test_the_receipt_says_how_it_is_with_the_slip(kiosk, rules, slip, words):
    kiosk.show(replace(every_state(rules)["Captured"], slip=slip))
    assert words in kiosk.text("slip")
    assert not kiosk.sees("print_again")


@pytest.mark.parametrize(
    "trouble", [trouble for trouble in Trouble if trouble.startswith("K5")], ids=str
)
def test_a_slip_that_is_not_there_may_be_printed_again_and_is_not_needed(kiosk, rules, trouble):
    state = every_state(rules)["Captured"]
    kiosk.show(replace(state, slip=Slip.NOT_PRINTED, slip_trouble=trouble))
    assert "suffices" in kiosk.text("slip")
    assert kiosk.text("foot") == trouble.value
    assert kiosk.text("print_again") == "Print again"
    assert "safe" in kiosk.text("heading")
