"""What the processes and systemd say to each other: sd_notify(3), without systemd nothing."""

import os
import socket
from pathlib import Path


def notify(message: str) -> None:
    """Tell systemd, if it listens. Never raises: a deaf systemd must not stop the kiosk."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        try:
            link.sendto(message.encode("ascii"), name)
        except OSError:
            return


def alive() -> None:
    """Tell the unit's watchdog that work goes on."""
    notify("WATCHDOG=1")


def runtime_folder() -> Path:
    """Where requests to root are left: systemd's folder for this unit, gone at every start."""
    return Path(os.environ.get("RUNTIME_DIRECTORY", "/run/court-kiosk"))
