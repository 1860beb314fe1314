"""The doorbell between processes, and the keys in the state folder."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sync.cose import PublishedKey
from sync.doorbell import SYNC_BELL, Doorbell, ring
from sync.keys import KeyUnusable, PinnedKeys, published, read_key_list, signing_key


def test_a_ring_wakes_whoever_waits_and_many_count_as_one(tmp_path: Path) -> None:
    with closing(Doorbell(tmp_path / SYNC_BELL)) as bell:
        assert not bell.wait(0)
        for _ in range(5):
            ring(tmp_path / SYNC_BELL)
        assert bell.wait(10)
        assert not bell.wait(0)


def test_nobody_at_home_is_no_error(tmp_path: Path) -> None:
    ring(tmp_path / SYNC_BELL)
    ring(tmp_path / "no-such-folder" / SYNC_BELL)
    Doorbell(tmp_path / SYNC_BELL)._socket.close()  # ended without taking its name away
    ring(tmp_path / SYNC_BELL)
    with closing(Doorbell(tmp_path / SYNC_BELL)) as bell:
        ring(tmp_path / SYNC_BELL)
        assert bell.wait(10)


def test_a_listener_that_never_looks_does_not_hold_up_whoever_rings(tmp_path: Path) -> None:
    with closing(Doorbell(tmp_path / SYNC_BELL)) as bell:
        for _ in range(2000):
            ring(tmp_path / SYNC_BELL)
        assert bell.wait(10)


def test_a_long_way_to_the_state_folder_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    with closing(Doorbell(folder / SYNC_BELL)) as bell:
        ring(folder / SYNC_BELL)
        assert bell.wait(10)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first, second = signing_key(tmp_path), signing_key(tmp_path)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: signing_key(tmp_path).private_bytes_raw(), range(16)))
    assert len(set(keys)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_key_that_is_given_is_used_and_none_is_made(tmp_path: Path) -> None:
    given = signing_key(tmp_path / "elsewhere")
    used = signing_key(tmp_path / "state", tmp_path / "elsewhere" / "kiosk-key.pem")
    assert used.private_bytes_raw() == given.private_bytes_raw()
    assert not (tmp_path / "state").exists()


def test_a_key_that_cannot_be_used_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kiosk-key.pem"
    wrong_kind = generate_private_key(SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    for content in (b"", b"not a key", wrong_kind):
        path.write_bytes(content)
        with pytest.raises(KeyUnusable):
            signing_key(tmp_path)
        assert path.read_bytes() == content


def test_a_key_list_comes_back_as_it_was_pinned(tmp_path: Path) -> None:
    pinned = PinnedKeys(tmp_path / "keys.json")
    assert pinned.known() == ()
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    centre = PublishedKey(public, "centre", "RC-HC", datetime(2026, 1, 1, tzinfo=UTC))
    kiosk = published("RC01", signing_key(tmp_path))
    pinned.pin((centre, kiosk))
    assert read_key_list(tmp_path / "keys.json") == pinned.known() == (centre, kiosk)


DEEP = b'{"keys": ' + b"[" * 200_000


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"keys": [{}]}', b'{"keys": 1}', b"\xff", DEEP]
)
def test_a_key_list_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(KeyUnusable):
        PinnedKeys(tmp_path / "keys.json").known()
