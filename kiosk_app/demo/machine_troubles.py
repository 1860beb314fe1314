"""Machines that cannot serve: each says so before a visit begins, and where to go instead."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from config.settings import Settings, SettingsInvalid, load_settings
from kiosk_app.app import assemble
from kiosk_app.closed import show_out_of_service
from kiosk_app.demo.desk_stories import DEMO_PIN, key_in, make_the_gesture
from kiosk_app.demo.player import Player
from kiosk_app.demo.world import World
from kiosk_app.flow.model import EnteringPin, OutOfService, Welcome
from kiosk_app.maintenance.credential import FREE_TRIES, LockedOut, NotSet, Wrong, set_pin
from kiosk_app.wording.trouble import Trouble

_WRONG_PIN = "271828"
_MORE_THAN_ANY_DISK_BYTES = 10**15


def show_machine_troubles(out: Path, tell: Callable[[str], None]) -> list[Path]:
    """A full disk, a missing sandbox, an unknown setting; returns the pictures."""
    packaged = load_settings(None)
    settings = replace(packaged, paths=replace(packaged.paths, state=(out / "other").resolve()))
    full = replace(settings, disk=replace(settings.disk, min_free_bytes=_MORE_THAN_ANY_DISK_BYTES))

    tell("\nThe disk is full: nobody is let begin what could not be finished")
    pictures = _out_of_service(full, Trouble.DISK_FULL, out, tell)
    tell("\nThe sandbox is missing: no document is opened without it")
    with _without_programs():
        pictures += _out_of_service(settings, Trouble.SANDBOX_MISSING, out, tell)
    tell("\nAn unknown setting: told to the technician with its key, to the visitor kindly")
    tell("\nMaintenance mode is closed: no PIN is set, then too many wrong ones")
    pictures += _no_way_in(settings, out, tell)
    return pictures + _unknown_setting(out, tell)


def _out_of_service(
    settings: Settings, trouble: Trouble, out: Path, tell: Callable[[str], None]
) -> list[Path]:
    kiosk = assemble(settings, World(out / "kiosk.log").devices())
    already = ("Welcome", "OutOfService")
    player = Player(kiosk.window.window, kiosk.presenter, out / "screens", tell, already)
    try:
        kiosk.conductor.start(player.show, kiosk.presenter.chinese)
        player.wait_until(lambda: player.state == OutOfService(trouble), f"the word of {trouble}")
        player.picture(f"OutOfService-{trouble.value}")
    finally:
        kiosk.stop()
    return player.paths


def _no_way_in(settings: Settings, out: Path, tell: Callable[[str], None]) -> list[Path]:
    kiosk = assemble(settings, World(out / "kiosk.log").devices())
    already = ("Welcome", "EnteringPin")
    player = Player(kiosk.window.window, kiosk.presenter, out / "screens", tell, already)
    try:
        kiosk.conductor.start(player.show, kiosk.presenter.chinese)
        player.wait_for(Welcome)
        make_the_gesture(player)
        player.wait_until(lambda: _said_of_the_pin(player) == NotSet(), "the word that none is set")
        player.picture_variant("EnteringPin-not-set")
        player.touch("back")
        player.wait_for(Welcome)
        set_pin(settings.paths.state, DEMO_PIN)
        make_the_gesture(player)
        for left in reversed(range(FREE_TRIES)):
            key_in(player, _WRONG_PIN)
            player.wait_until(partial(_tries_left, player, left), "the word that it was wrong")
        player.picture_variant("EnteringPin-locked-out")
    finally:
        kiosk.stop()
    return player.paths


def _said_of_the_pin(player: Player) -> object:
    return player.state.said if isinstance(player.state, EnteringPin) else None


def _tries_left(player: Player, left: int) -> bool:
    said = _said_of_the_pin(player)
    return isinstance(said, LockedOut) if left == 0 else said == Wrong(left)


def _unknown_setting(out: Path, tell: Callable[[str], None]) -> list[Path]:
    file = out / "wrong-settings.toml"
    file.write_text('[centre]\nbase_ulr = "https://icms.example"\n', encoding="utf-8")
    try:
        load_settings(file)
    except SettingsInvalid as error:
        for problem in error.problems:
            tell(f"  {problem}")
    shown = show_out_of_service(Trouble.SETTINGS_INVALID)
    player = Player(shown.window.window, shown.presenter, out / "screens", tell)
    player.picture(f"OutOfService-{Trouble.SETTINGS_INVALID.value}")
    shown.window.close()
    return player.paths


@contextmanager
def _without_programs() -> Iterator[None]:
    """As on a machine on which bubblewrap is not installed."""
    path = os.environ["PATH"]
    os.environ["PATH"] = ""
    try:
        yield
    finally:
        os.environ["PATH"] = path
