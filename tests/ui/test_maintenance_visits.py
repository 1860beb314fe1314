"""A technician at the kiosk: in by a hidden gesture and a PIN, from desk to desk, on record."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from support.visit import Visit

from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    begin,
    choose,
    confirm_readiness,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import desks
from kiosk_app.flow import model as m
from kiosk_app.flow.states import State
from kiosk_app.maintenance.credential import FREE_TRIES, LockedOut, Wrong, set_pin
from kiosk_app.maintenance.switch import Message

PIN, WRONG_PIN = "314159", "271828"


@pytest.fixture
def technician(visit: Visit) -> Visit:
    """A technician in front of a kiosk with a PIN; holding the scales takes a moment only."""
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


def test_the_gesture_and_the_pin_lead_to_the_desks_and_it_is_on_record(technician: Visit) -> None:
    comes_in(technician)
    assert on_record(technician)[-2:] == ["maintenance-entered", "maintenance-reported"]
    technician.player.touch("back")
    technician.shows(m.Welcome)
    technician.player.wait_until(
        lambda: on_record(technician)[-1] == "maintenance-left", "the leaving to be on record"
    )


def test_wrong_pins_are_counted_then_locked_out_and_the_right_one_does_not_open(
    technician: Visit,
) -> None:
    technician.shows(m.Welcome)
    makes_the_gesture(technician)
    for left in range(FREE_TRIES - 1, 0, -1):
        keys_in(technician, WRONG_PIN)
        until(technician, m.EnteringPin, lambda shown, left=left: shown.said == Wrong(left))
    keys_in(technician, WRONG_PIN)
    locked = until(technician, m.EnteringPin, lambda shown: isinstance(shown.said, LockedOut))
    assert 55 < locked.said.wait_s <= 60
    technician.kiosk.presenter.enterPin(PIN)
    until(technician, m.EnteringPin, lambda shown: shown is not locked)
    assert isinstance(technician.player.state, m.EnteringPin)
    technician.player.touch("back")
    technician.shows(m.Welcome)
    makes_the_gesture(technician)
    until(technician, m.EnteringPin, lambda shown: isinstance(shown.said, LockedOut))
    assert on_record(technician).count("maintenance-refused") == FREE_TRIES - 1
    assert on_record(technician).count("maintenance-locked-out") == 2
    assert "maintenance-entered" not in on_record(technician)


def test_the_switch_closes_the_kiosk_with_its_message_and_opens_it_again(technician: Visit) -> None:
    comes_in(technician)
    technician.player.touch("desk_service")
    technician.player.touch("message_not_in_use")
    technician.player.touch("primary")
    until(technician, m.SwitchingService, lambda shown: shown.off is not None)
    technician.player.touch("back")
    closed = until(technician, m.OutOfService, lambda shown: True)
    assert closed.message == Message.NOT_IN_USE.words
    assert Message.NOT_IN_USE.words.en in str(technician.kiosk.presenter.shown["nextStep"])

    comes_in(technician)
    technician.player.touch("desk_service")
    until(technician, m.SwitchingService, lambda shown: shown.off is not None)
    technician.player.touch("primary")
    until(technician, m.SwitchingService, lambda shown: shown.off is None)
    technician.player.touch("back")
    technician.shows(m.Welcome)
    switched = [e for e in on_record(technician) if "switched" in e]
    assert switched == ["maintenance-switched-off", "maintenance-switched-on"]
    hand_in(technician)
    assert technician.captured == 1


def test_a_submission_is_held_released_tried_again_and_its_slip_printed_again(
    technician: Visit,
) -> None:
    number = hand_in(technician)
    (first,) = technician.world.printer.slips
    comes_in(technician)
    technician.player.touch("desk_queue")
    until(technician, m.MindingQueue, lambda shown: bool(shown.lines))
    technician.player.touch_in_list("line_0")

    technician.player.touch("hold")
    queue = until(technician, m.MindingQueue, lambda shown: shown.lines[0].state == "held")
    assert (queue.done, queue.lines[0].number) == (True, number)
    technician.player.touch("release")
    queue = until(technician, m.MindingQueue, lambda shown: shown.lines[0].state == "captured")
    assert queue.done is True
    technician.player.touch("retry")
    technician.player.wait_until(
        lambda: "retry-asked" in on_record(technician), "the wish to be on record"
    )
    technician.player.touch("reprint")
    until(technician, m.MindingQueue, lambda shown: shown.slip is m.Slip.PRINTED)
    assert technician.world.printer.slips == (first, first)
    done = [e for e in on_record(technician) if e != "maintenance-reported"]
    assert done[-4:] == ["held", "released", "retry-asked", "maintenance-reprinted"]


@pytest.mark.parametrize("desk", list(desks.Desk))
def test_every_desk_left_alone_is_the_visitors_again_and_that_is_on_record(
    technician: Visit, desk: desks.Desk
) -> None:
    comes_in(technician)
    technician.player.touch(f"desk_{desk}")
    technician.patience_s[0] = 0.1
    technician.kiosk.conductor.somebody_touched()
    technician.shows(m.Welcome)
    technician.player.wait_until(
        lambda: on_record(technician)[-1] == "maintenance-left-alone", "the record of it"
    )


EVERY_DEED = {
    "desk_scanner": (m.TestingScanner, lambda shown: shown.picture is not None, "test-scanned"),
    "desk_printer": (m.TestingPrinter, lambda shown: shown.slip is m.Slip.PRINTED, "test-printed"),
}


def test_every_deed_is_on_record_in_a_whole_chain(technician: Visit) -> None:
    hand_in(technician)
    comes_in(technician)
    technician.world.scanner.load(1)
    for desk, (kind, done, deed) in EVERY_DEED.items():
        technician.player.touch(desk)
        technician.shows(kind)
        technician.player.touch("primary")
        until(technician, kind, done)
        assert on_record(technician)[-1] == f"maintenance-{deed}"
    technician.player.touch("desk_service")
    technician.player.touch("secondary")
    technician.player.touch("restart_application")
    technician.player.touch("primary")
    technician.player.wait_until(lambda: technician.world.machine.restarts != [], "the restart")
    assert technician.world.machine.restarts == ["application"]
    assert on_record(technician)[-1] == "maintenance-application-restarted"
    assert technician.kiosk.sealing.outbox.first_break_in_audit() is None


@pytest.fixture
def log(technician: Visit) -> Iterator[None]:
    """The kiosk's own log, where the technician reads it."""
    handler = logging.FileHandler(technician.world.log)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    logger = logging.getLogger("kiosk")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
    handler.close()


def every_text(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        for key, value in shown.items():
            yield str(key)
            yield from every_text(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from every_text(value)


def test_no_desk_shows_a_file_a_case_or_a_name(technician: Visit, log: None) -> None:
    """Birds that cannot be anything else: each stands in one place where a visitor put it."""
    technician.shelf.insert("STIEGLITZ", {"zeisig.pdf": samples.good_scan(1)})
    visitor_named_girlitz(technician)
    (manifest,) = (
        technician.kiosk.sealing.outbox.manifest(item.number)
        for item in technician.kiosk.sealing.outbox.items()
    )
    assert manifest is not None
    put_in = (manifest.party.name, manifest.documents[0].title, manifest.case)
    assert put_in == ("Girlitz", "zeisig.pdf", "HCA 1234/2025")

    shown: dict[str, list[str]] = {}
    presenter = technician.kiosk.presenter

    def look() -> None:
        shown.setdefault(presenter.screen, []).extend(every_text(presenter.shown))

    presenter.shownChanged.connect(look)
    comes_in(technician)
    goes_round_every_desk(technician)
    assert {desk.__name__ for desk in desks.DESKS} <= shown.keys()
    told = {screen: " ".join(texts).lower() for screen, texts in shown.items()}
    assert manifest.number.lower() in told["MindingQueue"]
    assert "screen-shown" in told["ReadingLog"] or "submission-captured" in told["ReadingLog"]
    on_desks = " ".join(told[desk.__name__] for desk in desks.DESKS)
    for canary in ("zeisig", "girlitz", "1234/2025", "hca 1234", ".pdf"):
        assert canary not in on_desks
    kept = technician.world.log.read_text() + repr(on_record_whole(technician))
    for canary in ("zeisig", "girlitz", "stieglitz", "1234/2025"):
        assert canary not in kept.lower()


def visitor_named_girlitz(visit: Visit) -> None:
    begin(visit.player, "kind_law_firm", "field_name")
    for letter in "GIRLITZ":
        visit.player.touch(f"key_{letter}")
    visit.player.touch("key_done")
    visit.player.touch("primary")
    existing_case(visit.player, "HCA", "1234")
    document_type(visit.player, "statement_of_claim")
    visit.shows(m.ConfirmingReadiness, m.Choosing)
    if isinstance(visit.player.state, m.ConfirmingReadiness):
        confirm_readiness(visit.player)
    visit.shows(m.Choosing)
    choose(visit.player, "zeisig.pdf")
    hand_over(visit.player)
    visit.player.touch("primary")
    until(visit, m.Goodbye, lambda shown: shown.remove_device)
    (stick,) = visit.shelf.media()
    visit.shelf.pull(stick.id)
    until(visit, m.Goodbye, lambda shown: not shown.remove_device)
    visit.player.touch("primary")
    visit.shows(m.Welcome)


def goes_round_every_desk(visit: Visit) -> None:
    player = visit.player
    player.touch("desk_queue")
    until(visit, m.MindingQueue, lambda shown: bool(shown.lines))
    player.touch_in_list("line_0")
    player.touch("hold")
    until(visit, m.MindingQueue, lambda shown: shown.done is True)
    player.touch("desk_sockets")
    visit.shelf.insert("STIEGLITZ", {"zeisig.pdf": b"%PDF-"})
    until(visit, m.WatchingSockets, lambda shown: bool(shown.media))
    visit.world.scanner.load(1)
    for desk, (kind, done, _) in EVERY_DEED.items():
        player.touch(desk)
        visit.shows(kind)
        player.touch("primary")
        until(visit, kind, done)
    player.touch("desk_touch")
    visit.shows(m.TestingTouch)
    player.touch("desk_log")
    until(visit, m.ReadingLog, lambda shown: bool(shown.lines))
    player.touch("desk_service")
    visit.shows(m.SwitchingService)


def on_record_whole(visit: Visit) -> list[object]:
    return list(visit.kiosk.sealing.outbox.audit_records(500))
