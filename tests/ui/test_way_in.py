"""The technician's way in: a hidden gesture, then a PIN that is kept nowhere."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

from kiosk_app.flow import desks, states
from kiosk_app.maintenance.credential import LockedOut, NotSet, Open, Wrong
from kiosk_app.wording.trouble import Trouble

LONG_MS = 600_000
NO_KEYS = Qt.KeyboardModifier.NoModifier


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
