"""Secrets that systemd hands to a unit (LoadCredential=), found alike by every process."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.keys import signing_key


def credential(name: str) -> Path | None:
    """The file of a secret that systemd handed to this unit, or None."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    file = Path(folder) / name
    return file if folder and file.exists() else None


def kiosk_key(state: Path) -> Ed25519PrivateKey:
    """The key that the application signs with and the delivery shows: the credential `kiosk-key`,
    or else the one in the state folder, made when it is missing. Raises KeyUnusable.
    """
    return signing_key(state, credential("kiosk-key"))
