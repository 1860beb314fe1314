"""Decoding every image of a scan strictly, against poppler drawing it small."""

from collections.abc import Iterator
from pathlib import Path

from . import material
from .measure import command
from .running import ours
from .table import Row

PAGES = {"grey": 42, "colour": 42, "colour, sRGB": 42, "G4": 42, "JBIG2": 30}
BARS = {"grey": 0.4, "colour": 0.15, "colour, sRGB": 0.15, "G4": 0.7, "JBIG2": 0.8}
CHECKED = {"grey", "G4"}
FAULTY = "grey with faults"
MOST_MB = 96


def rows(folder: Path) -> Iterator[Row]:
    """Each coding in turn; then what the whole check costs, with memory.

    Last where it looks twice: which way a page stands, and whether two are one sheet.
    """
    for coding, pages in PAGES.items():
        scan = material.scan(folder / f"{coding}.pdf", coding, pages)
        drawn = command("pdftoppm", "-r", "36", scan, folder / "drawn")
        for picture in folder.glob("drawn*"):
            picture.unlink()
        decoded = ours("decode", scan)
        peer, bar = "pdftoppm -r 36", BARS[coding]
        what = f"strict decode, {coding}, {pages} pages: CPU"
        yield Row(what, "s", decoded.cpu_s, peer, drawn.cpu_s, bar)
        if coding in CHECKED:
            checked = ours("check", scan)
            what = f"whole check, {coding}, {pages} pages: CPU"
            yield Row(what, "s", checked.cpu_s, peer, drawn.cpu_s)
            what = f"anonymous memory while checking, {coding}"
            yield Row(what, "MB", checked.anonymous_mb, bar=MOST_MB)
    checked = ours("check", material.scan(folder / "faulty.pdf", FAULTY, PAGES["grey"]))
    what = "anonymous memory while checking, grey with faults"
    yield Row(what, "MB", checked.anonymous_mb, bar=MOST_MB)
