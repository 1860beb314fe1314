"""Images to one PDF, against img2pdf; every image's bytes must come through."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pikepdf

from . import material
from .running import ours
from .table import Row

PAGES = 200


def rows(folder: Path) -> Iterator[Row]:
    """Grey JPEGs and one-strip G4 TIFFs."""
    for coding, suffix, images in (
        ("grey JPEG", "jpg", material.jpegs()),
        ("G4 TIFF", "tif", material.fax_tiffs()),
    ):
        files = []
        for number, data in enumerate(islice(cycle(images), PAGES)):
            files.append(folder / f"page-{number}.{suffix}")
            files[-1].write_bytes(data)
        out = folder / "joined.pdf"
        peer = ours("img2pdf_join", out, *files)
        joined = ours("join", out, *files)
        what = f"{PAGES} {coding} to PDF"
        yield Row(f"{what}: CPU", "s", joined.cpu_s, "img2pdf", peer.cpu_s, 0.6)
        yield Row(f"{what}: anonymous memory", "MB", joined.anonymous_mb, bar=64)
        kept = material.jpegs() if suffix == "jpg" else material.fax_strips()
        yield Row(f"{what}: images whose bytes changed", "", _changed(out, kept), bar=0)


def _changed(out: Path, kept: tuple[bytes, ...]) -> int:
    with pikepdf.open(out) as pdf:
        images = [next(iter(page.images.values())).read_raw_bytes() for page in pdf.pages]
    return sum(image not in kept for image in images)
