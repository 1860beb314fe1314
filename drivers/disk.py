"""How much room is left on the kiosk's own disk."""

import os
from pathlib import Path


def free_bytes(folder: Path) -> int:
    """Bytes that the kiosk's own unprivileged processes can still write beneath `folder`.

    What the file system reserves for root does not count. Raises OSError.
    """
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
