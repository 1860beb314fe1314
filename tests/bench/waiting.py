"""What a visitor and an office wait for: the device, the first finding, a folder of files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from kiosk_app.documents import samples

from . import material
from .ours import USB_BYTES_PER_S
from .running import ours
from .table import Row

TAKEN_IN_PAGES = 100
FIRST_PAGES = 20
FIRST_TIMES = 5
FILES = 200
MOST_BYTES = 1_500_000


def rows(folder: Path) -> Iterator[Row]:
    """Seconds on the clock: they say most on a machine that does nothing else."""
    scan = material.scan(folder / "device.pdf", "grey", TAKEN_IN_PAGES)
    device_s = scan.stat().st_size / USB_BYTES_PER_S
    taken = ours("take_in", scan, folder)
    yield Row("intake of JPEG scans: clock", "s", taken.wall_s, "size ÷ 35 MB/s", device_s, 1.1)
    acting = _acting(material.scan(folder / "acting.pdf", "grey", FIRST_PAGES))
    first = ours("first_finding", acting, str(FIRST_TIMES))
    yield Row(f"first finding, {FIRST_PAGES} pages", "ms", first.wall_s * 1000, bar=150)
    yield from _many_files(folder)


def _acting(scan: Path) -> Path:
    """The same with a script that runs on opening."""
    with pikepdf.open(scan, allow_overwriting_input=True) as pdf:
        script = pikepdf.String("app.alert('Read me first');")
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        pdf.save(scan)
    return scan


def _many_files(folder: Path) -> Iterator[Row]:
    office = folder / "office"
    office.mkdir()
    shelf = [(name, data) for name, data in samples.shelf().items() if len(data) < MOST_BYTES]
    for number in range(FILES):
        name, data = shelf[number % len(shelf)]
        (office / f"{number:03} {name}").write_bytes(data)
    cores = sorted(os.sched_getaffinity(0))
    one, two = (ours("office", office, *map(str, cores[:most])) for most in (1, 2))
    what = f"kiosk check on {FILES} files, two at once"
    yield Row(f"{what}: clock", "s", two.wall_s, "one at a time", one.wall_s)
    yield Row(f"{what}: CPU", "s", two.cpu_s, "one at a time", one.cpu_s)
