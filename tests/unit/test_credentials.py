"""Secrets that systemd hands to a unit: each process of the kiosk signs with the same key."""

from pathlib import Path

import pytest

from kiosk_app.credentials import credential, kiosk_key
from sync.keys import KeyUnusable, signing_key


@pytest.fixture
def handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which systemd hands secrets over, still empty."""
    folder = tmp_path / "handed"
    folder.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def test_a_secret_is_where_systemd_says_and_else_nowhere(
    handed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handed / "maintenance-pin").write_text("hash")
    assert credential("maintenance-pin") == handed / "maintenance-pin"
    assert credential("kiosk-key") is None
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    assert credential("maintenance-pin") is None


def test_a_key_that_was_handed_over_counts_and_none_is_made(tmp_path: Path, handed: Path) -> None:
    given = signing_key(tmp_path)
    (tmp_path / "kiosk-key.pem").rename(handed / "kiosk-key")
    assert kiosk_key(tmp_path / "state").private_bytes_raw() == given.private_bytes_raw()
    assert not (tmp_path / "state").exists()


def test_a_key_that_was_handed_over_and_is_none_is_never_replaced_by_another(
    tmp_path: Path, handed: Path
) -> None:
    signing_key(tmp_path)
    (handed / "kiosk-key").write_text("spoilt")
    with pytest.raises(KeyUnusable):
        kiosk_key(tmp_path)


def test_without_one_the_key_is_the_state_folders(tmp_path: Path, handed: Path) -> None:
    made = kiosk_key(tmp_path / "state")
    assert made.private_bytes_raw() == signing_key(tmp_path / "state").private_bytes_raw()
