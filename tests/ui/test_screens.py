"""What the screens keep, warn of and never say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk_app.filing.case_numbers import CaseProblem, CaseRefusal
from kiosk_app.flow import states, touches
from kiosk_app.flow.gathered import Delivery
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.sentences import wording


def test_typing_a_case_number_never_rebuilds_the_screen(kiosk, rules):
    state = every_state(rules)["EnteringCase"]
    kiosk.show(state)
    kiosk.click("type_HCA")
    pad = kiosk.find("digit_1")
    for text in ("HCA ", "HCA 1", "HCA 12"):
        kiosk.show(replace(state, text=text, reading=CaseRefusal(CaseProblem.INCOMPLETE, "HCA")))
    assert kiosk.find("digit_1") is pad


def test_the_next_visitor_finds_the_kiosk_as_it_always_is(kiosk):
    kiosk.show(states.Notice())
    for button in ("language_zh_Hant", "text_size", "contrast"):
        kiosk.click(button)
    assert kiosk.presenter.property("largeText")
    kiosk.show(states.Welcome())
    assert kiosk.presenter.property("language") == "en"
    assert not kiosk.presenter.property("largeText")
    assert not kiosk.presenter.property("highContrast")


def test_every_touch_is_noticed_even_one_that_means_nothing(kiosk, rules, qtbot):
    kiosk.show(every_state(rules)["Capturing"])
    with qtbot.waitSignal(kiosk.presenter.touched):
        kiosk.click("heading")
    assert kiosk.posted == []


def test_help_names_whom_to_call_and_can_end_the_visit(kiosk, rules):
    kiosk.show(states.Notice())
    kiosk.click("help_button")
    assert rules.contacts.technical in kiosk.words()
    kiosk.click("secondary")
    assert kiosk.posted == [touches.Left()]


def test_help_on_the_welcome_screen_ends_nothing(kiosk):
    kiosk.click("help_button")
    assert not kiosk.sees("secondary")
    kiosk.click("back")
    assert kiosk.posted == []
    kiosk.click("primary")
    assert kiosk.posted == [touches.Started()]


def test_nothing_under_the_question_still_there_can_be_touched(kiosk, rules):
    kiosk.show(every_state(rules)["StillThere"])
    assert not kiosk.find("file_0").isEnabled()
    assert "CHAN & CO" in kiosk.text("heading")


def test_the_receipt_never_says_filed_and_says_that_paper_is_still_needed(kiosk, rules):
    kiosk.show(every_state(rules)["Captured"])
    assert "not filed until" in kiosk.text("not_the_filing")
    assert kiosk.text("number") == "RC01-261120-0042-7"
    assert "14:32" in kiosk.words()


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        (Delivery.CAPTURED, "Captured."),
        (Delivery.SENDING, "43 %"),
        (Delivery.COMMITTING, "being confirmed"),
        (Delivery.UNKNOWN, "being confirmed"),
        (Delivery.RECEIVED, "Received by iCMS at 14:40"),
        (Delivery.REFUSED, "Refused by iCMS"),
        (Delivery.HELD, "Registry's staff"),
        (Delivery.DAMAGED, "damaged"),
    ],
)
def test_the_receipt_says_where_the_document_is(kiosk, rules, delivery, words):
    state = every_state(rules)["Captured"]
    received_at = datetime(2026, 11, 20, 6, 40, tzinfo=UTC)
    receipt = replace(state.receipt, delivery=delivery, received_at=received_at)
    kiosk.show(replace(state, receipt=receipt))
    assert words in kiosk.text("where_it_is")
    assert ("Received" in kiosk.text("where_it_is")) == (delivery is Delivery.RECEIVED)
    lost_or_refused = delivery in (Delivery.DAMAGED, Delivery.REFUSED)
    assert ("safe" in kiosk.text("heading")) != lost_or_refused


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("unreachable", "iCMS cannot be reached at the moment. It goes by itself", "K401"),
        ("refused", "Please show your receipt to the Resource Centre staff", "K402"),
        ("unclear", "Please do not hand it in again.", "K403"),
        ("blocked", "until a technician has looked at it. Keep your receipt.", "K404"),
        ("damaged", "Please bring your USB device and your receipt", "K406"),
    ],
)
def test_the_receipt_says_what_keeps_the_document_and_what_to_do(kiosk, rules, name, words, code):
    kiosk.show(every_state(rules)[f"Captured-{name}"])
    assert words in kiosk.text("what_keeps_it")
    assert kiosk.text("foot") == code
    assert "Received" not in kiosk.text("where_it_is")


def test_a_refused_document_is_called_kept_and_not_safe(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-refused"])
    assert "counter" in kiosk.text("heading")
    assert kiosk.text("where_it_is") == "Refused by iCMS. It is kept on this kiosk."


def test_a_file_that_is_too_large_is_greyed_with_the_reason(kiosk, rules):
    state = every_state(rules)["Choosing"]
    large = next(f for f in state.files if f.size_bytes > state.allowance.max_file_bytes)
    small = next(f for f in state.files if f.path in state.chosen)
    kiosk.show(replace(state, files=(large, small)))
    assert "too large" in kiosk.find("file_0").property("note")
    assert not kiosk.find("file_0").isEnabled()
    assert kiosk.find("file_1").isEnabled()


@pytest.mark.parametrize(("name", "code"), [("too-much", "K210"), ("too-many", "K222")])
def test_what_cannot_be_marked_is_told_with_its_sentence_and_code(kiosk, rules, name, code):
    state = every_state(rules)[f"Choosing-{name}"]
    kiosk.show(state)
    assert kiosk.text("help") == wording(state.refused).filled().what.en
    assert kiosk.text("foot").endswith(code)
    kiosk.show(replace(state, refused=None))
    assert kiosk.text("help").startswith("Touch each file")
    assert not kiosk.sees("foot")


def test_when_the_visit_cannot_go_on_nothing_offers_to_try_again(kiosk, rules):
    kiosk.show(every_state(rules)["Sorry-unclear"])
    assert "It is being confirmed" in kiosk.text("heading")
    assert not kiosk.sees("secondary")
    kiosk.click("primary")
    assert kiosk.posted == [touches.Finished()]


def test_a_confidential_case_is_masked_on_the_receipt(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-late"])
    assert "HCA" not in kiosk.words()
    assert "Confidential case" in kiosk.words()


def test_a_closed_registry_says_from_when_the_paper_can_be_filed(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-late"])
    assert "Monday 23 November 2026, 08:45" in kiosk.text("not_the_filing")


def test_a_day_the_calendar_does_not_cover_gets_no_hours(kiosk, now):
    now[0] = datetime(2031, 3, 3, 4, 0, tzinfo=UTC)
    kiosk.show(states.Notice())
    kiosk.show(states.Welcome())
    assert "Please ask at the counter" in kiosk.words()
    assert "17:30" not in kiosk.words()


def test_late_in_the_afternoon_the_welcome_screen_warns(kiosk, now):
    assert "closes soon" not in kiosk.words()
    now[0] = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    kiosk.show(states.Notice())
    kiosk.show(states.Welcome())
    assert "closes soon" in kiosk.words()


def test_the_pages_are_turned_one_by_one_and_shown_side_by_side(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing"])
    first = kiosk.find("stamped").property("source")
    assert not kiosk.find("page_before").isEnabled()
    kiosk.click("page_after")
    assert "2" in kiosk.text("page_number")
    assert kiosk.find("stamped").property("source") != first
    kiosk.click("page_before")
    assert kiosk.find("stamped").property("source") == first


def test_a_long_list_is_turned_to_its_end_by_touching(kiosk, rules):
    state = every_state(rules)["Choosing"]
    kiosk.show(state)
    last = f"file_{len(state.files) - 1}"
    for _ in state.files:
        if not kiosk.find("list_down").isEnabled():
            break
        kiosk.click("list_down")
    assert kiosk.sees(last)
    assert kiosk.find("list_up").isEnabled()


def test_trouble_begins_with_what_is_safe_and_ends_with_the_code(kiosk, rules):
    kiosk.show(every_state(rules)["Sorry"])
    assert kiosk.text("safe")
    assert kiosk.text("next_step")
    assert kiosk.text("foot") == "K101"


def test_the_open_keyboard_changes_its_language_with_the_screen(kiosk, rules):
    kiosk.show(every_state(rules)["EnteringCase"])
    kiosk.click("free_entry")
    kiosk.type("HCA")
    assert "as on the first page" in kiosk.words()
    kiosk.presenter.setLanguage("zh_Hant")
    kiosk.settle()
    assert "as on the first page" not in kiosk.words()
    assert "HCA" in kiosk.text("keyboard_text")
