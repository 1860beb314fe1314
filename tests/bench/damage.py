"""Damaged scans, and how many of them each reader tells; and good ones that none may accuse."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from support.checking import look

from kiosk_app.documents.findings import Severity

from . import material
from .table import Row

WAYS = 10


def rows(folder: Path) -> Iterator[Row]:
    """Ten damaged and ten sound of each of two codings."""
    for coding in ("grey", "G4"):
        images, _ = material.keys(coding)
        hurt = [
            material.one_page(coding, material.damaged(images[way % len(images)], way))
            for way in range(WAYS)
        ]
        yield Row(
            f"damaged {coding} scans told, of {WAYS}", "", _count(_we_tell, hurt), "pdftoppm",
            _count(lambda data: _pdftoppm_tells(data, folder), hurt),
        )  # fmt: skip
        yield Row(f"damaged {coding} scans missed", "", WAYS - _count(_we_tell, hurt), bar=0)
        sound = [material.one_page(coding, images[number % len(images)]) for number in range(WAYS)]
        yield Row(f"sound {coding} scans accused, of {WAYS}", "", _count(_we_tell, sound), bar=0)


def _count(tells: Callable[[bytes], bool], files: list[bytes]) -> int:
    return sum(tells(data) for data in files)


def _we_tell(data: bytes) -> bool:
    found = look(data).findings
    return any(finding.severity is Severity.MUST_FIX for finding in found)


def _pdftoppm_tells(data: bytes, folder: Path) -> bool:
    scan = folder / "one.pdf"
    scan.write_bytes(data)
    command = ["pdftoppm", "-r", "36", str(scan), str(folder / "one")]
    ran = subprocess.run(command, capture_output=True, check=False)
    return ran.returncode != 0
