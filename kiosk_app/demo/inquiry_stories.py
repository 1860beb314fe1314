"""The clerk comes back: what became of the submission, before and after the Registry has looked."""

from kiosk_app.demo.player import Player
from kiosk_app.demo.stage import Stage
from kiosk_app.flow import model as m
from sync.receiver.reviews import Reason
from sync.wire import ReviewState


def looked_up_later(stage: Stage) -> None:
    """The first submission is looked up by its number, and again when the Registry returned it."""
    player = stage.player
    number = player.captured[0].receipt.number
    player.wait_until(lambda: stage.review_of(number) is not None, "the kiosk to hear of it")
    _look_up(player, number)
    player.picture_variant("LookedUp-waiting")
    stage.returns(number, Reason.PAGES_MISSING, Reason.NOT_SIGNED)
    stage.tell("  ! the Registry returns the submission")
    player.wait_until(
        lambda: stage.review_of(number) is ReviewState.RETURNED, "the kiosk to hear of the return"
    )
    player.touch("back")
    player.wait_for(m.LookingUp)
    _key_in(player, _mistyped(number))
    player.wait_until(lambda: _has_no_answer(player), "the word that it is no number")
    player.picture_variant("LookingUp-mistyped")
    player.touch("back")
    _look_up(player, number)
    player.picture_variant("LookedUp-returned")
    player.touch("primary")
    player.wait_for(m.Welcome)


def _look_up(player: Player, number: str) -> None:
    player.wait_for(m.Welcome)
    player.touch("look_up")
    player.wait_for(m.LookingUp)
    _key_in(player, number)
    player.wait_for(m.LookedUp)


def _key_in(player: Player, number: str) -> None:
    for digit in filter(str.isdigit, number):
        player.touch(f"digit_{digit}")
    player.touch("primary")


def _mistyped(number: str) -> str:
    """The same with another last digit, as from a slip that was read badly."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _has_no_answer(player: Player) -> bool:
    return isinstance(player.state, m.LookingUp) and player.state.trouble is not None
