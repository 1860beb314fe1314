"""Keys on the kiosk: its own signing key, and the centre's published keys as pinned here."""

import json
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from sync.blobs import fsync, write_durably
from sync.cose import PublishedKey
from sync.key_lists import Followed, KeyList, SignedList, follow

CENTRE_KEYS = "centre-keys.json"
"""The pinned keys in the state folder."""

# A kiosk's key counts whatever its clock says: the capture time is recorded with its quality,
# and never decides whether a receipt is genuine.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)

_KEY_FILE = "kiosk-key.pem"


class KeyUnusable(Exception):
    """The signing key, or a list of keys, is there but cannot be read."""


def signing_key(folder: Path, credential: Path | None = None) -> Ed25519PrivateKey:
    """The kiosk's key: a systemd credential's, or else the state folder's, made once there.

    Several processes may do this at once and get the same key. Raises KeyUnusable.
    """
    path = credential or folder / _KEY_FILE
    try:
        if credential is None and not path.exists():
            _make(path)
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyUnusable("the kiosk's signing key cannot be read") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyUnusable("the kiosk's signing key is not Ed25519")
    return private


def own_public_key(folder: Path) -> bytes | None:
    """The public half of the key in the state folder; None where the key is kept elsewhere."""
    try:
        private = load_pem_private_key((folder / _KEY_FILE).read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return None
    if not isinstance(private, Ed25519PrivateKey):
        return None
    return private.public_key().public_bytes_raw()


def published(kiosk: str, key: Ed25519PrivateKey) -> PublishedKey:
    """The kiosk's own key as an entry of a key list."""
    return PublishedKey(key.public_key().public_bytes_raw(), "kiosk", kiosk, ALWAYS)


def read_key_list(path: Path) -> tuple[PublishedKey, ...]:
    """A key list as GET /keys answers it, from a file. Raises KeyUnusable."""
    try:
        return parse_key_list(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"the key list {path.name} cannot be read") from error


def parse_key_list(data: bytes) -> tuple[PublishedKey, ...]:
    """Read {"keys": […]}. Raises ValueError."""
    try:
        return tuple(PublishedKey.from_json(entry) for entry in json.loads(data)["keys"])
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a key list") from error


def key_list_bytes(keys: tuple[PublishedKey, ...], version: int = 0) -> bytes:
    """Write {"version": …, "keys": […]}."""
    value = {"version": version, "keys": [key.to_json() for key in keys]}
    return json.dumps(value, indent=1).encode("utf-8")


class PinnedKeys:
    """The centre's keys: first seen on loopback or installed with the settings, then followed."""

    def __init__(self, path: Path, tell: Callable[..., None] = lambda event, **facts: None) -> None:
        """`tell` is told of each list that is believed from now on, and of any that is not."""
        self._path, self._tell = path, tell
        self._refused: tuple[str, ...] = ()

    def known(self) -> tuple[PublishedKey, ...]:
        """The pinned keys; none when nothing is pinned yet.

        Raises KeyUnusable, also for a list that names no key of the centre: by it nothing would
        ever be believed.
        """
        if not self._path.exists():
            return ()
        keys = read_key_list(self._path)
        if not any(key.kind == "centre" for key in keys):
            raise KeyUnusable(f"the key list {self._path.name} names no key of the centre")
        return keys

    def version(self) -> int:
        """The version of the centre's list that they are; 0 unless told. Raises KeyUnusable."""
        try:
            found = json.loads(self._path.read_bytes()).get("version", 0)
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            raise KeyUnusable(f"the key list {self._path.name} cannot be read") from error
        return found if isinstance(found, int) else 0

    def pin(self, keys: tuple[PublishedKey, ...], version: int = 0) -> None:
        """Believe these from now on. Raises OSError."""
        write_durably(self._path, key_list_bytes(keys, version), mode=0o644)

    def follow(self, offered: tuple[SignedList, ...]) -> Followed:
        """Go on to newer lists of the centre that a key in this one leads to; durable.

        With nothing pinned nobody is believed. Raises KeyUnusable, OSError.
        """
        known = KeyList(self.version(), self.known())
        followed = follow(known, offered)
        if followed.known != known:
            self.pin(followed.known.keys, followed.known.version)
            self._tell("centre-keys-learned", version=followed.known.version)
        for reason in sorted(set(followed.refused) - set(self._refused)):
            self._tell("centre-keys-refused", reason=reason)
        self._refused = followed.refused
        return followed


def _make(path: Path) -> None:
    """A new key, durable; when another process was first, its key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    mine = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    write_durably(mine, pem)
    try:
        os.link(mine, path)
    except FileExistsError:
        return
    finally:
        mine.unlink()
        fsync(path.parent)
