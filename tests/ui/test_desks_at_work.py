"""Each desk of maintenance mode: what it says, what it offers, what it never shows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

from drivers.printer import PrinterCondition
from kiosk_app.flow import desks, states
from kiosk_app.flow.desks import Restart
from kiosk_app.flow.gathered import Slip
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.log_reader import LogLine
from kiosk_app.maintenance.switch import Message
from kiosk_app.maintenance.words import words
from kiosk_app.ui.desk_samples import every_desk_state
from kiosk_app.ui.sample_pages import page
from kiosk_app.ui.telling import duration
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def samples():
    return every_desk_state(page(1))


def test_what_failed_comes_first_once_the_report_is_whole(kiosk, samples):
    whole = samples["Inspecting"]
    kiosk.show(replace(whole, report=None))
    assert kiosk.sees("check_R01")
    assert not kiosk.find("primary").isEnabled()
    kiosk.show(whole)
    assert kiosk.sees("check_R05")
    assert not kiosk.sees("check_R01")
    assert "Failed" in kiosk.words()
    assert "Open the queue" in kiosk.words()


def test_what_is_not_known_comes_before_what_passed(kiosk, samples):
    whole = samples["Inspecting"]
    some = tuple(r for r in whole.results if r.verdict != "failed")
    kiosk.show(replace(whole, results=some))
    assert kiosk.sees("check_R10")
    assert kiosk.sees("check_R14")
    assert "Not known" in kiosk.words()


def test_looking_again_begins_with_an_empty_list(kiosk, samples):
    kiosk.show(samples["Inspecting"])
    kiosk.show(desks.Inspecting())
    assert "R05" not in kiosk.words()


def test_a_submission_offers_only_what_is_allowed(kiosk, samples):
    kiosk.show(samples["MindingQueue-held"])
    assert [n for n in ("hold", "release", "retry", "reprint") if kiosk.sees(n)] == [
        "release",
        "reprint",
    ]
    purged = samples["MindingQueue"].lines[5]
    kiosk.show(replace(samples["MindingQueue"], chosen=purged.number))
    assert not any(kiosk.sees(name) for name in ("hold", "release", "retry", "reprint"))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"done": True}, "Done."),
        ({"done": False}, "Not possible any more"),
        ({"slip": Slip.PRINTED}, "The slip is printed"),
        ({"slip": Slip.NOT_PRINTED}, "could not be printed"),
        ({"trouble": Trouble.QUEUE_UNAVAILABLE}, "K903"),
    ],
)
def test_an_action_is_answered(kiosk, samples, answer, expected):
    kiosk.show(replace(samples["MindingQueue-chosen"], **answer))
    assert expected in kiosk.text("help")


def test_without_a_stick_or_a_key_there_is_nothing_to_write(kiosk, samples):
    kiosk.show(samples["PlanningExport-no-stick"])
    assert not kiosk.find("primary").isEnabled()
    assert not kiosk.sees("secondary")
    kiosk.show(samples["PlanningExport-no-key"])
    assert not kiosk.find("primary").isEnabled()
    assert kiosk.find("secondary").isEnabled()
    assert kiosk.text("foot") == "K129"


def test_an_attempt_that_failed_is_told_until_the_next_and_may_be_made_again(kiosk, samples):
    kiosk.show(samples["PlanningExport-full"])
    assert kiosk.text("foot") == "K124"
    assert kiosk.find("primary").isEnabled()


def test_what_is_on_the_stick_is_told_with_its_digest_and_what_to_do_with_it(kiosk, samples):
    kiosk.show(samples["Exported"])
    told = kiosk.words()
    assert "court-kiosk/queue-RC01-20261120-143205.age" in told
    assert "9f86d081 884c7d65 9a2feaa0" in told
    assert "kiosk-receiver import queue-RC01-20261120-143205.age" in told
    kiosk.show(samples["Exported-without-queue"])
    assert "kiosk-receiver" not in kiosk.words()


def test_a_line_says_age_attempts_next_attempt_and_why(kiosk, samples):
    kiosk.show(samples["MindingQueue"])
    told = kiosk.words().replace("\N{NO-BREAK SPACE}", " ")
    for expected in (
        "captured 3 h 12 min ago",
        "14 failed attempts",
        "next in 4 min 5 s",
        "ConnectError",
    ):
        assert expected in told


def test_a_queue_that_shortens_under_the_hand_does_no_harm(kiosk, samples):
    kiosk.show(samples["MindingQueue-chosen"])
    kiosk.show(desks.MindingQueue(()))
    assert kiosk.text("heading") == "The queue is empty"


def test_of_a_device_its_label_is_not_shown(kiosk, samples):
    kiosk.show(samples["WatchingSockets"])
    assert "CHAN" not in kiosk.words()
    assert "Socket 1-2" in kiosk.words()


def test_a_technician_is_told_what_a_technician_can_do(kiosk, samples):
    kiosk.show(samples["TestingScanner-trouble"])
    assert "Check its cable" in kiosk.text("help")
    assert "Resource Centre" not in kiosk.words()


def test_the_test_page_is_shown_until_the_next_look(kiosk, samples):
    kiosk.show(samples["TestingScanner-page"])
    assert kiosk.find("test_page").property("source").startswith("image://pages/")
    kiosk.show(samples["TestingScanner-busy"])
    assert not kiosk.sees("test_page")
    assert not kiosk.find("primary").isEnabled()


def test_without_a_printer_nothing_can_be_printed_and_nothing_claims_it(kiosk, samples):
    kiosk.show(samples["TestingPrinter-none"])
    assert not kiosk.find("primary").isEnabled()
    assert "can print" not in kiosk.words()


@pytest.mark.parametrize("condition", list(PrinterCondition))
@pytest.mark.parametrize("language", list(Language))
def test_every_condition_of_the_printer_has_its_words(kiosk, condition, language):
    kiosk.presenter.setLanguage(language.value)
    kiosk.show(desks.TestingPrinter(condition, looked=True))
    assert kiosk.text("heading") == words("check", "R10", condition.value, "what").in_language(
        language
    )


def test_a_test_slip_that_did_not_come_out_says_why(kiosk, samples):
    kiosk.show(samples["TestingPrinter-paper"])
    assert "did not come out" in kiosk.text("slip_result")
    assert kiosk.text("foot") == "K501"


def test_every_place_that_is_touched_turns_and_the_last_one_ends_the_test(kiosk, samples):
    kiosk.show(samples["TestingTouch"])
    kiosk.click("primary")
    assert kiosk.text("touch_left").startswith("104 places left")
    assert kiosk.sees("touch_field")
    for row in range(8):
        for column in range(13):
            at = QPoint(int((column + 0.5) * 1280 / 13), row * 100 + 50)
            QTest.mouseClick(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)
        kiosk.settle()
        if row == 0:
            assert kiosk.text("touch_left").startswith("91 places left")
    assert not kiosk.sees("touch_field")
    assert kiosk.text("heading") == "Every place noticed a finger"
    kiosk.click("secondary")
    assert kiosk.text("heading") == "Does every place notice a finger?"
    assert kiosk.posted == []


def test_a_screen_with_a_dead_place_can_still_be_left(kiosk, qtbot, samples):
    kiosk.show(samples["TestingTouch"])
    kiosk.click("primary")
    still = kiosk.opened.window.findChild(QObject, "touch_still")
    assert still.property("interval") == 3000
    still.setProperty("interval", 20)
    at = QPoint(400, 300)
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)
    qtbot.waitUntil(lambda: not kiosk.sees("touch_field"))
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)
    assert kiosk.text("heading") == "103 places left"


def test_the_grid_goes_when_maintenance_mode_ends_by_itself(kiosk, samples):
    kiosk.show(samples["TestingTouch"])
    kiosk.click("primary")
    kiosk.show(states.Welcome())
    assert not kiosk.sees("touch_field")


def test_a_touched_line_of_the_log_leaves_those_with_its_code(kiosk, samples):
    kiosk.show(samples["ReadingLog"])
    assert "2026-11-20 14:32:00" in kiosk.words()
    kiosk.click("log_0")
    assert kiosk.text("heading") == "Lines with K303"
    assert "K101" not in kiosk.words()
    assert kiosk.text("help").startswith("2 lines")
    kiosk.click("secondary")
    assert "screen-shown" in kiosk.words()


@pytest.mark.parametrize("entry", list(Entry))
def test_every_entry_of_the_log_has_words_in_three_languages(kiosk, entry):
    for language in Language:
        kiosk.presenter.setLanguage(language.value)
        kiosk.show(desks.ReadingLog((LogLine(None, entry, {}),)))
        assert words("log", entry.value).in_language(language) in kiosk.words()


@pytest.mark.parametrize("message", list(Message))
def test_a_message_is_read_in_three_languages_before_it_is_shown_to_visitors(
    kiosk, samples, message
):
    kiosk.show(samples["SwitchingService"])
    kiosk.click(f"message_{message.value}")
    assert kiosk.posted == []
    for language in Language:
        assert kiosk.text(f"message_in_{language.value}") == message.words.in_language(language)
    kiosk.click("primary")
    assert kiosk.posted == [desks.SwitchOffWanted(message)]


def test_a_switch_that_could_not_be_turned_says_so(kiosk, samples):
    kiosk.show(samples["SwitchingService-trouble"])
    assert kiosk.text("heading") == "This kiosk is in service"
    assert "Nothing was changed" in kiosk.text("help")
    assert kiosk.text("foot") == "K902"


@pytest.mark.parametrize("what", list(Restart))
def test_a_restart_is_confirmed(kiosk, samples, what):
    kiosk.show(samples["SwitchingService"])
    kiosk.click("secondary")
    assert not kiosk.find("primary").isEnabled()
    kiosk.click(f"restart_{what.value}")
    assert kiosk.posted == []
    kiosk.click("primary")
    assert kiosk.posted == [desks.RestartWanted(what)]


def test_a_restart_can_be_thought_better_of(kiosk, samples):
    kiosk.show(samples["SwitchingService"])
    kiosk.click("secondary")
    kiosk.click("restart_machine")
    kiosk.click("secondary")
    assert kiosk.sees("message_faulty")
    assert kiosk.posted == []


@pytest.mark.parametrize("message", list(Message))
def test_visitors_read_the_chosen_message_instead_of_a_fault(kiosk, message):
    kiosk.show(states.OutOfService(Trouble.SWITCHED_OFF, message.words))
    for language in Language:
        kiosk.click(f"language_{language.value}")
        assert message.words.in_language(language) in kiosk.words()
    assert "technician" not in kiosk.words()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "1 s"), (59, "59 s"), (125, "2 min 5 s"), (3600, "1 h"), (93_784, "1 d 2 h")],
)
def test_a_length_of_time_is_told_in_its_two_largest_units(seconds, told):
    assert duration(seconds, Language.EN).replace("\N{NO-BREAK SPACE}", " ") == told
