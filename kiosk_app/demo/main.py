"""`kiosk demo`: scripted visits where there is no display, hands-on use where there is one."""

import os
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from config.settings import Settings, load_settings
from kiosk_app import logbook, service
from kiosk_app.app import Kiosk, assemble
from kiosk_app.demo.centre import Centre
from kiosk_app.demo.desk_stories import DEMO_PIN
from kiosk_app.demo.evidence import Evidence, lay_out
from kiosk_app.demo.machine_troubles import show_machine_troubles
from kiosk_app.demo.player import Player
from kiosk_app.demo.stage import Stage
from kiosk_app.demo.stories import STORIES
from kiosk_app.demo.world import World
from kiosk_app.flow.limits import time_limit_s
from kiosk_app.flow.model import State
from kiosk_app.maintenance.credential import set_pin
from kiosk_app.ui.window import prepare
from sync.wire import ReviewState

_IN_A_HURRY_S = 0.5
_SMALL_DISK_BYTES = 64 * 1024 * 1024


@dataclass
class _Patience:
    """How long screens wait: as in production, or hardly at all."""

    hurried: bool = False

    def limit_s(self, state: State) -> float | None:
        usual = time_limit_s(state)
        return usual if usual is None or not self.hurried else _IN_A_HURRY_S

    def hurry(self, hurried: bool) -> None:
        self.hurried = hurried


def run(out: Path, *, scripted: bool) -> int:
    """Show the kiosk; returns the exit status. Everything it leaves lies in `out`."""
    on_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not on_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shutil.rmtree(out, ignore_errors=True)
    (out / "screens").mkdir(parents=True)
    logbook.keep(out / "kiosk.log")
    service.exit_on_faults()
    prepare()
    application = QGuiApplication(sys.argv[:1])
    centre = Centre(out / "centre", out / "services.log")
    try:
        settings = _settings(out, centre)
        world = World(out / "kiosk.log")
        patience = _Patience()
        kiosk = assemble(settings, world.devices(), patience.limit_s)
        set_pin(settings.paths.state, DEMO_PIN)
        centre.start_sending(settings.paths.state, settings.kiosk.id)
        try:
            if on_display and not scripted:
                return _hands_on(application, kiosk, world, centre)
            evidence = _play(kiosk, world, centre, patience, out)
        finally:
            kiosk.stop()
        return _closing_words(evidence, settings)
    finally:
        centre.close()


def _play(kiosk: Kiosk, world: World, centre: Centre, patience: _Patience, out: Path) -> Evidence:
    player = Player(kiosk.window.window, kiosk.presenter, out / "screens", _tell)

    def review_of(number: str) -> ReviewState | None:
        item = kiosk.sealing.outbox.item(number)
        return item.review.state if item and item.review else None

    stage = Stage(player, world, centre.cable, _tell, patience.hurry, centre.returns, review_of)
    kiosk.conductor.start(player.show, kiosk.presenter.chinese)
    for number, story in enumerate(STORIES, 1):
        _tell(f"\n{number}. {(story.__doc__ or '').splitlines()[0]}")
        story(stage)
    _tell("\nEverything captured arrives:")
    evidence = lay_out(kiosk, centre, player, out, _tell)
    return replace(evidence, screens=(*evidence.screens, *show_machine_troubles(out, _tell)))


def _hands_on(application: QGuiApplication, kiosk: Kiosk, world: World, centre: Centre) -> int:
    from kiosk_app.demo.dock import open_dock

    dock = open_dock(world, centre.cable, kiosk.window.window)
    service.stop_on_signals(application.quit)
    watchdog = service.Watchdog()
    kiosk.conductor.start(kiosk.presenter.show, kiosk.presenter.chinese)
    _tell("The kiosk and its dev dock are open. Close the kiosk's window to end.")
    _tell(f"Maintenance mode: docs/maintenance.md tells the gesture; the PIN here is {DEMO_PIN}.")
    status = application.exec()
    del watchdog, dock
    return status


def _settings(out: Path, centre: Centre) -> Settings:
    packaged = load_settings(None)
    return replace(
        packaged,
        paths=replace(packaged.paths, state=(out / "state").resolve()),
        centre=replace(packaged.centre, base_url=centre.base_url, export_key=centre.export_key()),
        disk=replace(packaged.disk, min_free_bytes=_SMALL_DISK_BYTES),
    )


def _closing_words(evidence: Evidence, settings: Settings) -> int:
    _tell("\nWhat there is to look at:")
    for name, path in evidence.papers.items():
        _tell(f"  {name:<22} {path}")
    _tell(f"  {'screens':<22} {len(evidence.screens)} pictures, every state in three languages:")
    for path in evidence.screens:
        _tell(f"    {path}")
    _tell(f"\n{len(STORIES)} visits played at kiosk {settings.kiosk.id}; nothing lost or doubled.")
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)
