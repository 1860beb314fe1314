"""A technician in front of a kiosk: the hidden gesture, the PIN, and what goes on record."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from kiosk_app.demo.visiting import a_firm_until_choosing, choose, hand_over
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.flow.states import State
from kiosk_app.maintenance.credential import set_pin
from support.visit import Visit

PIN, WRONG_PIN = "314159", "271828"
EVERY_DEED = {
    "desk_scanner": (m.TestingScanner, lambda shown: shown.picture is not None, "test-scanned"),
    "desk_printer": (m.TestingPrinter, lambda shown: shown.slip is m.Slip.PRINTED, "test-printed"),
}


def before_a_technician(visit: Visit) -> Visit:
    """The kiosk gets a PIN; holding the scales takes a moment only."""
    set_pin(visit.kiosk.sealing.outbox.staging.parent, PIN)
    gesture = visit.kiosk.window.window.findChild(QObject, "hidden_gesture")
    assert isinstance(gesture, QObject)
    gesture.setProperty("heldFor_ms", 20)
    return visit


def makes_the_gesture(visit: Visit) -> None:
    visit.player.hold("gesture_hold", 0.3)
    visit.player.touch("gesture_touch")
    visit.shows(m.EnteringPin)


def keys_in(visit: Visit, pin: str) -> None:
    for digit in pin:
        visit.player.touch(f"digit_{digit}")
    visit.player.touch("primary")


def comes_in(visit: Visit) -> None:
    visit.shows(m.Welcome, m.OutOfService)
    makes_the_gesture(visit)
    keys_in(visit, PIN)
    until(visit, m.Inspecting, lambda shown: shown.report is not None)


def until(visit: Visit, kind: type[State], holds: Callable[[Any], bool]) -> Any:
    """The screen of this kind, as soon as this holds of it."""
    visit.player.wait_until(
        lambda: isinstance(visit.player.state, kind) and holds(visit.player.state),
        f"{kind.__name__} as expected",
    )
    return visit.player.state


def on_record(visit: Visit) -> list[str]:
    """What the audit log has of maintenance mode and of the queue, oldest first."""
    records = visit.kiosk.sealing.outbox.audit_records(500)
    return [str(record["event"]) for record in reversed(records)]


def hand_in(visit: Visit, file_name: str = "claim.pdf") -> str:
    """A visitor hands something in and goes; returns the number."""
    stick = visit.shelf.insert("ABLE", {file_name: samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, file_name)
    hand_over(visit.player)
    until(visit, m.Captured, lambda shown: shown.slip is m.Slip.PRINTED)
    number = visit.kiosk.sealing.outbox.items()[-1].number
    visit.player.touch("primary")
    visit.shows(m.Goodbye)
    visit.shelf.pull(stick)
    until(visit, m.Goodbye, lambda shown: shown.looked and not shown.remove_device)
    visit.player.touch("primary")
    visit.shows(m.Welcome)
    return number
