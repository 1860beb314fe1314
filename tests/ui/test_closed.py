"""A kiosk that cannot start says so with a code, and which code it is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from config.settings import Settings, load_settings
from kiosk_app.app import first_trouble
from kiosk_app.closed import Notice, show_out_of_service
from kiosk_app.wording.sentences import wording
from kiosk_app.wording.trouble import Trouble
from sync.keys import signing_key


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    packaged = load_settings(None)
    return replace(packaged, paths=replace(packaged.paths, state=tmp_path / "state"))


def test_nothing_stands_in_the_way_on_a_new_machine(settings: Settings) -> None:
    assert first_trouble(settings) is None
    assert first_trouble(settings) is None, "looking changes nothing"


def test_a_state_folder_that_cannot_be_made(settings: Settings) -> None:
    nowhere = replace(settings, paths=replace(settings.paths, state=Path("/proc/nothing")))
    assert first_trouble(nowhere) is Trouble.QUEUE_UNAVAILABLE


def test_a_database_that_is_none(settings: Settings) -> None:
    settings.paths.state.mkdir()
    (settings.paths.state / "outbox.sqlite").write_bytes(b"not a database, but long enough" * 99)
    assert first_trouble(settings) is Trouble.QUEUE_UNAVAILABLE


def test_a_signing_key_that_cannot_be_read(settings: Settings) -> None:
    signing_key(settings.paths.state)
    (settings.paths.state / "kiosk-key.pem").write_text("spoilt")
    assert first_trouble(settings) is Trouble.QUEUE_UNAVAILABLE


def test_a_signing_key_from_systemd_counts_before_the_one_in_the_state_folder(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    signing_key(tmp_path)
    (tmp_path / "kiosk-key.pem").rename(tmp_path / "kiosk-key")
    assert first_trouble(settings) is None
    assert not (settings.paths.state / "kiosk-key.pem").exists()
    (tmp_path / "kiosk-key").write_text("spoilt")
    assert first_trouble(settings) is Trouble.QUEUE_UNAVAILABLE


def test_rules_that_are_not_there(settings: Settings) -> None:
    other = replace(settings, rules=replace(settings.rules, folder="no_such_court"))
    assert first_trouble(other) is Trouble.SETTINGS_INVALID


@pytest.fixture
def closed(qapp: QCoreApplication) -> Iterator[Notice]:
    notice = show_out_of_service(Trouble.SETTINGS_INVALID)
    yield notice
    notice.window.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_visitor_reads_a_kind_sentence_and_the_code(closed: Notice) -> None:
    shown = closed.presenter.shown
    assert closed.presenter.screen == "OutOfService"
    assert Trouble.SETTINGS_INVALID.value in str(shown)
    assert wording(Trouble.SETTINGS_INVALID).what.en in str(shown)


def test_wrong_settings_are_told_to_the_technician_and_the_screen_leaves_when_asked(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[centre]\nbase_ulr = "https://icms.example"\n')
    command = [sys.executable, "-m", "kiosk_app", "run", "--settings", str(file)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as kiosk:
        assert kiosk.stderr is not None
        told = ""
        while "out-of-service" not in told:
            line = kiosk.stderr.readline()
            assert line, f"it ended by itself:\n{told}"
            told += line
        kiosk.send_signal(signal.SIGTERM)
        try:
            assert kiosk.wait(timeout=60) == 0
        finally:
            kiosk.kill()
    assert "centre.base_ulr" in told
    assert "K904" in told
