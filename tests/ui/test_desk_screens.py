"""Maintenance mode as a technician meets it: the hidden way in, every desk, every touch."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

from drivers.printer import PrinterCondition
from kiosk_app.flow import desks, states
from kiosk_app.flow.desks import DESKS, Desk, QueueAction, Restart
from kiosk_app.flow.gathered import Slip
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.credential import LockedOut, NotSet, Open, Wrong
from kiosk_app.maintenance.log_reader import LogLine
from kiosk_app.maintenance.switch import Message
from kiosk_app.maintenance.words import words
from kiosk_app.ui.desk_samples import every_desk_state
from kiosk_app.ui.samples import page
from kiosk_app.ui.telling import duration
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

LONG_MS = 600_000
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def samples():
    return every_desk_state(page(1))


# ---------------------------------------------------------------- the hidden way in


@pytest.fixture
def gesture(kiosk):
    return kiosk.opened.window.findChild(QObject, "hidden_gesture")


def hold(kiosk, qtbot, gesture):
    """Press the scales until they have been held long enough, then let go."""
    at = kiosk._at("gesture_hold")
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)
    qtbot.waitUntil(lambda: gesture.property("half"))
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)


def test_the_gesture_takes_three_seconds_and_then_five(gesture):
    assert gesture.property("heldFor_ms") == 3000
    assert gesture.property("within_ms") == 5000


@pytest.mark.parametrize("screen", [states.Welcome(), states.OutOfService(Trouble.DISK_FULL)])
def test_held_scales_and_then_the_words_beside_them_open_the_way_in(kiosk, qtbot, gesture, screen):
    kiosk.show(screen)
    gesture.setProperty("heldFor_ms", 20)
    gesture.setProperty("within_ms", LONG_MS)
    hold(kiosk, qtbot, gesture)
    assert kiosk.posted == []
    kiosk.click("gesture_touch")
    kiosk.click("gesture_touch")
    assert kiosk.posted == [desks.GestureMade()]


def test_a_finger_opens_the_way_in_as_well_as_a_mouse(kiosk, qtbot, gesture):
    gesture.setProperty("heldFor_ms", 20)
    gesture.setProperty("within_ms", LONG_MS)
    at = kiosk._at("gesture_hold")
    finger = QTest.createTouchDevice()
    QTest.touchEvent(kiosk.window, finger).press(1, at, kiosk.window).commit()
    QTest.touchEvent(kiosk.window, finger).move(1, at + QPoint(14, 9), kiosk.window).commit()
    qtbot.waitUntil(lambda: gesture.property("half"))
    QTest.touchEvent(kiosk.window, finger).release(1, at, kiosk.window).commit()
    kiosk.touch("gesture_touch")
    assert kiosk.posted == [desks.GestureMade()]


def test_a_short_touch_of_the_scales_opens_nothing(kiosk, gesture):
    kiosk.click("gesture_hold")
    kiosk.click("gesture_touch")
    assert not gesture.property("half")
    assert kiosk.posted == []


def test_a_finger_that_slides_off_the_scales_opens_nothing(kiosk, gesture):
    at = kiosk._at("gesture_hold")
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at)
    held = gesture.findChild(QObject, "gesture_timer")
    assert held.property("running")
    QTest.mouseMove(kiosk.window, at + QPoint(300, 200))
    kiosk.settle()
    assert not held.property("running")
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, NO_KEYS, at + QPoint(300, 200))
    assert kiosk.posted == []


def test_too_late_a_touch_opens_nothing(kiosk, qtbot, gesture):
    gesture.setProperty("heldFor_ms", 1)
    gesture.setProperty("within_ms", 200)
    hold(kiosk, qtbot, gesture)
    qtbot.waitUntil(lambda: not gesture.property("half"))
    kiosk.click("gesture_touch")
    assert kiosk.posted == []


def test_during_a_visit_there_is_no_way_in(kiosk, gesture):
    kiosk.show(states.Notice())
    assert not gesture.property("enabled")


def test_nothing_of_the_gesture_can_be_seen(kiosk, gesture):
    before = kiosk.window.grabWindow()
    gesture.setProperty("visible", False)
    kiosk.settle()
    assert kiosk.window.grabWindow() == before


# ---------------------------------------------------------------- the PIN


def test_the_pin_is_sent_once_and_is_gone_from_the_screen(kiosk):
    kiosk.show(desks.EnteringPin(Open(5)))
    for digit in "284917":
        kiosk.click(f"digit_{digit}")
    assert kiosk.text("dots") == "●" * 6
    assert "284917" not in kiosk.words()
    screen = kiosk.find("dots").parentItem()
    while screen.property("digits") is None:
        screen = screen.parentItem()
    kiosk.click("primary")
    assert kiosk.posted == [desks.PinEntered("284917")]
    assert screen.property("digits") == ""
    assert kiosk.text("dots") == ""
    assert "284917" not in repr(kiosk.posted)


def test_a_digit_can_be_taken_back_and_too_short_a_pin_cannot_be_sent(kiosk):
    kiosk.show(desks.EnteringPin(Open(5)))
    for digit in "284917":
        kiosk.click(f"digit_{digit}")
    kiosk.click("digit_erase")
    assert kiosk.text("dots") == "●" * 5
    assert not kiosk.find("primary").isEnabled()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Open(5), "5 more tries"),
        (Wrong(1), "1 more try"),
        (Wrong(3), "That was not the PIN"),
        (LockedOut(125.0), "Locked for another 2:05"),
        (NotSet(), "kiosk\N{NO-BREAK SPACE}set-pin"),
    ],
)
def test_how_it_stands_with_the_pin_is_said(kiosk, said, words):
    kiosk.show(desks.EnteringPin(said))
    assert words in kiosk.words()


@pytest.mark.parametrize("said", [LockedOut(60.0), NotSet()])
def test_where_nobody_can_enter_there_are_no_keys(kiosk, said):
    kiosk.show(desks.EnteringPin(said))
    assert not kiosk.sees("digit_1")
    assert not kiosk.sees("primary")
    kiosk.click("back")
    assert len(kiosk.posted) == 1


def test_the_wait_runs_down_and_changing_the_language_does_not_start_it_anew(kiosk, qtbot):
    kiosk.show(desks.EnteringPin(LockedOut(2.0)))
    qtbot.waitUntil(lambda: "0:01" in kiosk.text("pin_status"))
    kiosk.click("language_zh_Hant")
    assert "0:02" not in kiosk.text("pin_status")
    qtbot.waitUntil(lambda: kiosk.sees("digit_1"))


# ---------------------------------------------------------------- from desk to desk

AT_DESKS = sorted({state.__name__ for state in DESKS} - {"EnteringPin"})


@pytest.mark.parametrize("name", AT_DESKS)
def test_every_desk_leads_to_every_other_and_out(kiosk, samples, name):
    kiosk.show(samples[name])
    for desk in Desk:
        kiosk.click(f"desk_{desk.value}")
    kiosk.click("leave_maintenance")
    assert kiosk.posted[:-1] == [desks.DeskChosen(desk) for desk in Desk]
    assert type(kiosk.posted[-1]).__name__ == "Left"


@pytest.mark.parametrize("name", AT_DESKS)
def test_the_menu_says_which_desk_this_is(kiosk, samples, name):
    kiosk.show(samples[name])
    marked = [desk for desk in Desk if kiosk.find(f"desk_{desk.value}").property("checked")]
    assert len(marked) == 1


def test_help_at_a_desk_ends_no_visit(kiosk, samples):
    kiosk.show(samples["Inspecting"])
    kiosk.click("help_button")
    assert not kiosk.sees("secondary")


HEADINGS = {
    "EnteringPin": ("PIN", "密碼", "密码"),
    "Inspecting": ("not ready", "未準備就緒", "未准备就绪"),
    "Inspecting-ready": ("is ready", "已準備就緒", "已准备就绪"),
    "MindingQueue": ("6 submissions", "6 項提交", "6 项提交"),
    "MindingQueue-empty": ("empty", "沒有提交", "没有提交"),
    "WatchingSockets": ("3 devices", "3 個裝置", "3 个设备"),
    "TestingScanner": ("ready", "已準備就緒", "已准备就绪"),
    "TestingScanner-page": ("this page", "這一頁", "这一页"),
    "TestingPrinter-paper": ("No paper", "沒有紙", "没有纸"),
    "TestingTouch": ("notice a finger", "反應", "反应"),
    "ReadingLog": ("newest first", "由新至舊", "由新至旧"),
    "ReadingLog-unreadable": ("cannot be read", "未能讀取", "未能读取"),
    "SwitchingService": ("in service", "服務中", "服务中"),
    "SwitchingService-off": ("out of service", "暫停服務", "暂停服务"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_desk_says_how_it_stands_in_three_languages(kiosk, samples, name):
    kiosk.show(samples[name])
    for language, expected in zip(Language, HEADINGS[name], strict=True):
        kiosk.click(f"language_{language.value}")
        assert expected in kiosk.text("heading")


@pytest.mark.parametrize(
    ("name", "button", "event"),
    [
        ("Inspecting", "primary", desks.DeskChosen(Desk.READINESS)),
        ("MindingQueue", "primary", desks.DeskChosen(Desk.QUEUE)),
        ("MindingQueue", "line_1", desks.LineTouched("RC01-261120-0043-5")),
        ("MindingQueue-chosen", "hold", desks.ActionChosen(QueueAction.HOLD)),
        ("MindingQueue-chosen", "retry", desks.ActionChosen(QueueAction.RETRY)),
        ("MindingQueue-chosen", "reprint", desks.ActionChosen(QueueAction.REPRINT)),
        ("MindingQueue-held", "release", desks.ActionChosen(QueueAction.RELEASE)),
        ("TestingScanner", "primary", desks.ScannerTestWanted()),
        ("TestingPrinter", "primary", desks.PrinterTestWanted()),
        ("ReadingLog", "primary", desks.DeskChosen(Desk.LOG)),
        ("SwitchingService-off", "primary", desks.SwitchOnWanted()),
    ],
)
def test_a_touch_says_what_it_means(kiosk, samples, name, button, event):
    kiosk.show(samples[name])
    kiosk.touch(button)
    assert kiosk.posted == [event]


# ---------------------------------------------------------------- the desks


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


def test_a_line_says_age_attempts_next_attempt_and_why(kiosk, samples):
    kiosk.show(samples["MindingQueue"])
    told = kiosk.words().replace("\N{NO-BREAK SPACE}", " ")
    for expected in ("captured 3 h 12 min ago", "14 attempts", "next in 4 min 5 s", "ConnectError"):
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
