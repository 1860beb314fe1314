"""Writes a private SANE configuration, so that only the drivers that are wanted are loaded.

Asking all drivers of a Debian takes seconds, and some of them search the network.
"""

from collections.abc import Sequence
from pathlib import Path

_SYSTEM = Path("/etc/sane.d")


def write_sane_config(
    folder: Path, backends: Sequence[str], escl_urls: Sequence[str], system: Path = _SYSTEM
) -> None:
    """Make `folder` a SANE_CONFIG_DIR with these backends, each with the system's own settings.

    No driver searches the network. airscan gets the scanners at `escl_urls`; see escl_name().
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("".join(f"{name}\n" for name in backends))
    for name in backends:
        settings = system / f"{name}.conf"
        if settings.exists():
            (folder / settings.name).write_bytes(_without_network(settings.read_bytes()))
    devices = "".join(f'"{escl_name(url)}" = {url}, eSCL\n' for url in escl_urls)
    (folder / "airscan.conf").write_text(
        f"[devices]\n{devices}[options]\ndiscovery = disable\nws-discovery = off\n"
        "model = hardware\n"
    )


def _without_network(settings: bytes) -> bytes:
    lines = settings.splitlines(keepends=True)
    return b"".join(line for line in lines if line.split()[:1] != [b"net"])


def escl_name(url: str) -> str:
    """The name under which airscan lists the scanner at this address: `airscan:e0:NAME`."""
    return "eSCL " + url.partition("://")[2].strip("/").replace("/", " ").replace(":", " ")
