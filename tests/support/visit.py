"""A kiosk that is switched on, with somebody in front of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from config.settings import load_settings
from drivers.simulated import SimulatedShelf
from drivers.simulated_clock import SimulatedClock
from kiosk_app.app import Kiosk, assemble
from kiosk_app.demo.player import Player
from kiosk_app.demo.world import World
from kiosk_app.flow import model as m

SATURDAY_MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass
class Visit:
    """A kiosk that is switched on, with somebody in front of it."""

    kiosk: Kiosk
    player: Player
    world: World
    clock: SimulatedClock
    patience_s: list[float | None] = field(default_factory=list)

    @property
    def shelf(self) -> SimulatedShelf:
        return self.world.shelf

    def shows(self, *kinds: type[m.State]) -> m.State:
        self.player.wait_for(*kinds)
        assert self.player.state is not None
        return self.player.state

    @property
    def captured(self) -> int:
        return len(self.kiosk.sealing.outbox.items())

    @property
    def spool(self) -> list[Path]:
        return list(self.kiosk.sealing.outbox.staging.iterdir())


MakeVisit = Callable[..., Visit]


def switch_on(
    state_folder: Path,
    min_free_bytes: int = 1_000_000,
    *,
    with_printer: bool = True,
    export_key: str = "none",
) -> Visit:
    """The real application over a simulated shelf and clock; needs a QGuiApplication."""
    packaged = load_settings(None)
    settings = replace(
        packaged,
        paths=replace(packaged.paths, state=state_folder),
        disk=replace(packaged.disk, min_free_bytes=min_free_bytes),
        centre=replace(packaged.centre, export_key=export_key),
    )
    clock = SimulatedClock(SATURDAY_MORNING)
    world = World(state_folder.with_name("kiosk.log"), clock)
    patience: list[float | None] = [None]
    devices = world.devices() if with_printer else replace(world.devices(), printer=None)
    kiosk = assemble(settings, devices, lambda _: patience[0])
    player = Player(kiosk.window.window, kiosk.presenter, None, lambda _: None)
    kiosk.conductor.start(player.show, kiosk.presenter.chinese)
    return Visit(kiosk, player, world, clock, patience)
