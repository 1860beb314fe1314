"""Writes one scanned page as a JPEG file that is whole and durable before it has its name."""

import os
from pathlib import Path

from PIL import Image

_QUALITY = 85  # small print at 300 dpi stays crisp; an A4 page full of text takes 0.8 MB


def page_path(folder: Path, number: int) -> Path:
    """The name of a page file. Names sort in the order of their numbers."""
    return folder / f"page-{number:05d}.jpg"


def first_free_number(folder: Path) -> int:
    """The number after the last page file in the folder, from 1."""
    return 1 + max((int(file.stem[5:]) for file in folder.glob("page-[0-9]*.jpg")), default=0)


def write_page(image: Image.Image, path: Path, resolution_dpi: int) -> None:
    """Write a grey or RGB image. Raises OSError; then only a `.part` file may be left."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        image.save(
            file,
            "JPEG",
            quality=_QUALITY,
            subsampling=0,  # else red seals and blue ink blur
            dpi=(resolution_dpi, resolution_dpi),
        )
        file.flush()
        os.fsync(file.fileno())
    keep(part, path)


def write_page_bytes(jpeg: bytes, path: Path) -> None:
    """The same for a page that is JPEG already."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())
    keep(part, path)


def keep(part: Path, path: Path) -> None:
    """Give a synchronised file its name, durably."""
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
