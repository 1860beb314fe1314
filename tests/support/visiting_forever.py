"""A kiosk process of its own that is visited without end, to be killed at any moment.

Prints a line for every screen it comes to, and `captured NUMBER` the moment a receipt is on it.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from config.settings import load_settings
from kiosk_app import service
from kiosk_app.app import assemble
from kiosk_app.demo.player import Player
from kiosk_app.demo.visiting import a_firm_until_choosing, choose, hand_over
from kiosk_app.demo.world import World
from kiosk_app.documents import samples
from kiosk_app.flow.model import Captured, Goodbye, State
from kiosk_app.ui.window import prepare


def main(state_folder: Path) -> None:
    service.exit_on_faults()
    prepare()
    application = QGuiApplication(sys.argv[:1])
    packaged = load_settings(None)
    settings = replace(
        packaged,
        paths=replace(packaged.paths, state=state_folder),
        disk=replace(packaged.disk, min_free_bytes=1_000_000),
    )
    world = World(Path(os.devnull))
    shelf = world.shelf
    kiosk = assemble(settings, world.devices(), lambda _: None)
    player = Player(kiosk.window.window, kiosk.presenter, None, say)

    def show(state: State) -> None:
        player.show(state)
        if isinstance(state, Captured) and len(told) < len(player.captured):
            told.append(state.receipt.number)
            say(f"captured {state.receipt.number}")

    told: list[str] = []
    kiosk.conductor.start(show, kiosk.presenter.chinese)
    claim = samples.good_scan(1)
    while True:
        stick = shelf.insert("ABLE", {"claim.pdf": claim})
        a_firm_until_choosing(player)
        choose(player, "claim.pdf")
        hand_over(player)
        player.touch("primary")
        player.wait_until(lambda: reminded(player), "the reminder of the device")
        shelf.pull(stick)
        player.touch("primary")
        application.processEvents()


def say(line: str) -> None:
    print(line.strip(), flush=True)


def reminded(player: Player) -> bool:
    return isinstance(player.state, Goodbye) and player.state.remove_device


if __name__ == "__main__":
    main(Path(sys.argv[1]))
