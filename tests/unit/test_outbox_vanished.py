"""A database that is gone while captured contents lie there: nothing is cleared, staff is told."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import capture

from sync.outbox import Outbox
from sync.submissions import OutboxUnavailable


def test_contents_without_their_database_are_left_alone(tmp_path: Path) -> None:
    outbox = Outbox.open(tmp_path, minimum_free_bytes=0)
    capture(outbox, Ed25519PrivateKey.generate(), b"a captured document")
    outbox.close()
    contents = sorted(path.name for path in (tmp_path / "blobs").iterdir())
    (tmp_path / "outbox.sqlite").unlink()

    with pytest.raises(OutboxUnavailable, match="database"):
        Outbox.open(tmp_path, minimum_free_bytes=0)

    assert sorted(path.name for path in (tmp_path / "blobs").iterdir()) == contents
    assert not (tmp_path / "outbox.sqlite").exists(), "no empty database hides the loss"


def test_a_new_kiosk_starts_with_neither(tmp_path: Path) -> None:
    Outbox.open(tmp_path, minimum_free_bytes=0).close()
    Outbox.open(tmp_path, minimum_free_bytes=0).close()
