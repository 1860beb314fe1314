"""A technician at the kiosk: in by a hidden gesture and a PIN, from desk to desk, on record."""

import pytest
from support.technician import (
    EVERY_DEED,
    PIN,
    WRONG_PIN,
    before_a_technician,
    comes_in,
    hand_in,
    keys_in,
    makes_the_gesture,
    on_record,
    until,
)
from support.visit import Visit

from kiosk_app.flow import desks
from kiosk_app.flow import model as m
from kiosk_app.maintenance.credential import FREE_TRIES, LockedOut, Wrong
from kiosk_app.maintenance.switch import Message


@pytest.fixture
def technician(visit: Visit) -> Visit:
    return before_a_technician(visit)


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
