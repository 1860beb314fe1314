"""Machines that cannot serve: each says so before a visit begins, and where to go instead."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from config.settings import Settings, SettingsInvalid, load_settings
from kiosk_app.app import assemble
from kiosk_app.closed import show_out_of_service
from kiosk_app.demo.player import Player
from kiosk_app.demo.world import World
from kiosk_app.flow.model import OutOfService
from kiosk_app.wording.trouble import Trouble

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
