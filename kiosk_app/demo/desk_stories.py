"""A technician's round through maintenance mode, from the hidden gesture to the way out."""

from collections.abc import Callable

from drivers.outgoing import MARK
from kiosk_app.demo.player import Player
from kiosk_app.demo.stage import Stage
from kiosk_app.demo.visiting import a_firm_until_choosing, choose, hand_over
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.maintenance.credential import Wrong
from sync.submissions import State

DEMO_PIN = "314159"
_WRONG_PIN = "271828"


def a_technicians_round(stage: Stage) -> None:
    """A wrong PIN, the right one, every desk once, out of service and back."""
    player = stage.player
    stage.cable.pull()
    for label in ("FIRST", "SECOND"):
        _a_visit_whose_submission_waits(stage, label)
    _come_in(player)
    _every_desk(stage)
    _out_of_service_and_back(stage)
    player.touch("back")
    player.wait_for(m.Welcome)


def _a_visit_whose_submission_waits(stage: Stage, label: str) -> None:
    stick = stage.shelf.insert(label, {f"{label}.pdf": samples.affidavit()})
    a_firm_until_choosing(stage.player)
    choose(stage.player, f"{label}.pdf")
    hand_over(stage.player)
    stage.finish(stick)


def _come_in(player: Player) -> None:
    player.wait_for(m.Welcome)
    make_the_gesture(player)
    key_in(player, _WRONG_PIN)
    player.wait_until(lambda: _said_wrong(player), "the word that it was wrong")
    player.picture_variant("EnteringPin-wrong")
    key_in(player, DEMO_PIN)
    player.wait_for(m.Inspecting)


def make_the_gesture(player: Player) -> None:
    """The technicians' hidden way in, up to the question for the PIN."""
    player.hold("gesture_hold", 3.2)
    player.touch("gesture_touch")
    player.wait_for(m.EnteringPin)


def key_in(player: Player, pin: str) -> None:
    """Touch its digits, and OK."""
    for digit in pin:
        player.touch(f"digit_{digit}")
    player.touch("primary")


def _every_desk(stage: Stage) -> None:
    player, world = stage.player, stage.world
    player.wait_until(lambda: _inspected(player), "the whole readiness report")
    player.picture_variant("Inspecting-report")
    player.touch("desk_queue")
    player.wait_until(lambda: _queue_seen(player), "the queue")
    player.touch_in_list("line_0")
    player.touch("hold")
    player.wait_until(lambda: _is_held(player), "the first to be held")
    player.picture_variant("MindingQueue-one-held-one-waiting")
    _export(stage)
    stage.cable.plug_in()
    player.touch("release")
    player.wait_until(lambda: not _is_held(player), "it to be released")
    player.touch("retry")
    player.touch("desk_sockets")
    player.wait_for(m.WatchingSockets)
    stick = world.shelf.insert("TEST", {"a.pdf": samples.affidavit()})
    player.wait_until(lambda: _sees_a_device(player), "the device in the socket")
    player.picture_variant("WatchingSockets-one")
    world.shelf.pull(stick)
    player.touch("desk_scanner")
    player.wait_for(m.TestingScanner)
    world.scanner.load([samples.photographed_pages()[0]])
    player.touch("primary")
    player.wait_until(lambda: _scanned(player), "the test page")
    player.picture_variant("TestingScanner-page")
    player.touch("desk_printer")
    player.wait_for(m.TestingPrinter)
    player.touch("primary")
    player.wait_until(lambda: _printed(player), "the test slip")
    player.picture_variant("TestingPrinter-printed")
    player.touch("desk_touch")
    player.wait_for(m.TestingTouch)
    player.touch("primary")
    for field in ("touch_left", "touch_area"):
        player.touch(field)
    player.picture_variant("TestingTouch-whole-screen")
    player.hold("touch_area", 3.2)
    player.touch("desk_log")
    player.wait_until(lambda: _log_read(player), "the log")
    player.picture_variant("ReadingLog-lines")


def _export(stage: Stage) -> None:
    """Both, as the held one is the centre's too; then back to the line that was chosen."""
    player, shelf = stage.player, stage.world.shelf
    player.touch_in_list("line_0")
    player.touch("secondary")
    player.wait_until(lambda: _export_planned(player, with_stick=False), "what waits")
    stick = shelf.insert(MARK, {})
    player.wait_until(lambda: _export_planned(player, with_stick=True), "the stick")
    player.picture_variant("PlanningExport-with-a-stick")
    player.touch("primary")
    player.wait_for(m.Exported)
    shelf.pull(stick)
    player.touch("primary")
    player.wait_until(lambda: _queue_seen(player), "the queue")
    player.touch_in_list("line_0")


def _export_planned(player: Player, *, with_stick: bool) -> bool:
    state = player.state
    return (
        isinstance(state, m.PlanningExport)
        and state.plan is not None
        and (state.plan.stick is not None) is with_stick
    )


def _out_of_service_and_back(stage: Stage) -> None:
    player = stage.player
    player.touch("desk_service")
    player.wait_for(m.SwitchingService)
    player.touch("secondary")
    player.touch("restart_machine")
    player.picture_variant("SwitchingService-restart")
    player.touch("secondary")
    player.touch("message_servicing")
    player.touch("primary")
    player.wait_until(lambda: _is_off(player), "the switch to be off")
    player.picture_variant("SwitchingService-off")
    player.touch("back")
    player.wait_for(m.OutOfService)
    player.picture_variant("OutOfService-switched-off")
    make_the_gesture(player)
    key_in(player, DEMO_PIN)
    player.wait_for(m.Inspecting)
    player.touch("desk_service")
    player.wait_until(lambda: _is_off(player), "the switch to be seen")
    player.touch("primary")
    player.wait_until(lambda: not _is_off(player), "the switch to be on")


def _said_wrong(player: Player) -> bool:
    return isinstance(player.state, m.EnteringPin) and isinstance(player.state.said, Wrong)


def _inspected(player: Player) -> bool:
    return isinstance(player.state, m.Inspecting) and player.state.report is not None


def _queue_seen(player: Player) -> bool:
    return isinstance(player.state, m.MindingQueue) and bool(player.state.lines)


def _is_held(player: Player) -> bool:
    state = player.state
    return isinstance(state, m.MindingQueue) and any(
        line.state is State.HELD for line in state.lines or ()
    )


def _sees_a_device(player: Player) -> bool:
    return isinstance(player.state, m.WatchingSockets) and bool(player.state.media)


def _scanned(player: Player) -> bool:
    return isinstance(player.state, m.TestingScanner) and player.state.picture is not None


def _printed(player: Player) -> bool:
    return isinstance(player.state, m.TestingPrinter) and player.state.slip is m.Slip.PRINTED


def _log_read(player: Player) -> bool:
    return isinstance(player.state, m.ReadingLog) and bool(player.state.lines)


def _is_off(player: Player) -> bool:
    return isinstance(player.state, m.SwitchingService) and player.state.off is not None


DESK_STORIES: tuple[Callable[[Stage], None], ...] = (a_technicians_round,)
