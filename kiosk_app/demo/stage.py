"""What a story may lay hands on, and how every story ends."""

from collections.abc import Callable
from dataclasses import dataclass

from drivers.simulated import SimulatedShelf
from kiosk_app.demo.network import Cable
from kiosk_app.demo.player import Player
from kiosk_app.demo.world import World
from kiosk_app.flow import model as m
from sync.wire import ReviewState


@dataclass
class Stage:
    """Everything around the screen. `hurry` makes screens lose patience in a moment.

    `returns` has the Registry return the received submission with a number, for some reasons;
    `review_of` says what the kiosk has heard of it.
    """

    player: Player
    world: World
    cable: Cable
    tell: Callable[[str], None]
    hurry: Callable[[bool], None]
    returns: Callable[..., None]
    review_of: Callable[[str], ReviewState | None]

    @property
    def shelf(self) -> SimulatedShelf:
        """The sockets."""
        return self.world.shelf

    def finish(self, stick: str = "") -> None:
        """Finish on the receipt, be reminded of the stick, take it."""
        self.player.touch("primary")
        self.player.wait_for(m.Goodbye)
        self.to_welcome(stick)

    def leave(self, stick: str = "") -> None:
        """End the visit from wherever it is."""
        self.player.touch("help_button")
        self.player.picture_variant("Help")
        self.player.touch("secondary")
        self.to_welcome(stick)

    def to_welcome(self, stick: str = "") -> None:
        """Take the stick when reminded of it, and let the goodbye pass."""
        player = self.player
        player.wait_for(m.Goodbye)
        if stick:
            player.wait_until(lambda: _reminds(player), "the reminder of the device")
            player.picture_variant("Goodbye-device-still-in")
            self.shelf.pull(stick)
        self.hurry(True)
        player.wait_for(m.Welcome)
        self.hurry(False)


def _reminds(player: Player) -> bool:
    return isinstance(player.state, m.Goodbye) and player.state.remove_device
