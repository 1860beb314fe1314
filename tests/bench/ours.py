"""Our side of each comparison: one piece of work in a process of its own, which says its cost.

`python -m bench.ours WORK ARGUMENT…` prints one JSON object. What was loaded or started before
the work is not counted, as the kiosk has it running: its worker waits in the sandbox.
"""

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf

from kiosk_app.commands.examining import examine_all
from kiosk_app.commands.given import files_given
from kiosk_app.commands.machine import rules_in_force
from kiosk_app.documents import assemble, intake
from kiosk_app.documents.check_pdf import _image_trouble
from kiosk_app.documents.findings import Finding, Picture, ReceivedFile
from kiosk_app.documents.growth import keep_qpdf_within_measure
from kiosk_app.documents.job import Job, JobStopped
from kiosk_app.documents.page_content import read_content
from kiosk_app.documents.policy import check_policy
from kiosk_app.documents.room import Room
from kiosk_app.documents.sandbox import start_worker
from kiosk_app.documents.stamp import stamp as stamp_in_place
from kiosk_app.documents.verdicts import Findings
from kiosk_app.documents.wording import StampWording
from kiosk_app.documents.workshop import Workshop

from .measure import PATIENCE_S, Cost, work

LIMITS = replace(rules_in_force(None).limits, max_file_bytes=1 << 40)
RECEIVED_AT = datetime(2026, 11, 21, 1, 34, tzinfo=UTC)
UNTIL_WARM_S = 3.0
USB_BYTES_PER_S = 35_000_000


class Silence:
    """Hears findings and says nothing."""

    def kind(self, kind: str) -> None: ...

    def pages(self, count: int) -> None: ...

    def finding(self, finding: Finding) -> None: ...

    def picture(self, picture: Picture) -> None: ...

    def room(self, room: Room) -> None: ...


def receive(original: str, folder: str) -> Cost:
    """Copy with digest, policy, stamp in the sandbox, digest of the derivative, all durable.

    Where pages have room the check has found out before, as it has at the kiosk; what it takes
    for that is its own, see `check`.
    """
    size_bytes = Path(original).stat().st_size
    rooms = _rooms(original)
    with workshop() as shop, work() as cost:
        with Path(original).open("rb", buffering=0) as source:
            name = Path(original).name
            file = intake.copy_in(source, name, Path(folder), size_bytes, lambda _: None)
        _look_at_policy(file.path)
        wording = _wording(file.sha256)
        out = Path(folder) / "stamped.pdf"
        shop.prepare([file], out, wording, lambda _: None, rooms=rooms)
    return cost


def stamp(original: str, out: str, looked: str) -> Cost:
    """The stamp alone, on a copy that is there; it reads its result back.

    Where pages have room was `looked` for "before", by the check, or is looked for "now".
    """
    shutil.copy(original, out)
    digest = hashlib.sha256(Path(original).read_bytes()).hexdigest()
    rooms = _rooms(original) if looked == "before" else ()
    with Path(out).open("r+b") as file, work() as cost:
        stamp_in_place(file.fileno(), _wording(digest), lambda _: None, rooms=rooms)
    return cost


def policy(original: str, times: str) -> Cost:
    """Open and look through every object, so many times."""
    with work() as cost:
        for _ in range(int(times)):
            _look_at_policy(original)
    return cost


def decode(original: str) -> Cost:
    """Decode every image of every page strictly."""
    with work() as cost, pikepdf.open(original, inherit_page_attributes=False) as pdf:
        verdicts: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            if trouble := _image_trouble(read_content(page), verdicts):
                raise AssertionError(trouble)
    return cost


def check(original: str) -> Cost:
    """The whole check in the sandbox: structure, policy, each page decoded and looked at."""
    with workshop() as shop, work() as cost:
        shop.check(_file(original))
    return cost


def first_finding(original: str, times: str) -> Cost:
    """From handing the file to a worker that waits to its first finding; the median."""
    heard_s = sorted(_first_heard_s(Path(original)) for _ in range(int(times)))
    return Cost(wall_s=heard_s[len(heard_s) // 2])


def office(folder: str, *cores: str) -> Cost:
    """As `kiosk check` does it, on these cores only, a file at once on each."""
    os.sched_setaffinity(0, map(int, cores))
    paths = files_given([folder])
    with closing(examine_all(paths, LIMITS, lambda: None)) as answers, work() as cost:
        for _ in paths:
            next(answers)
    return cost


def take_in(original: str, folder: str) -> Cost:
    """Copy off a device that delivers as USB 2.0 does; durable at the end."""
    path = Path(original)
    with path.open("rb", buffering=0) as file, work() as cost:
        source: Any = _SlowDevice(file)
        intake.copy_in(source, path.name, Path(folder), path.stat().st_size, lambda _: None)
    return cost


def join(out: str, *images: str) -> Cost:
    """Images to one PDF."""
    files = [Path(image).open("rb") for image in images]  # noqa: SIM115 - the process ends
    with Path(out).open("w+b") as file, work() as cost:
        assemble.images_to_pdf([image.fileno() for image in files], file.fileno())
    return cost


def img2pdf_join(out: str, *images: str) -> Cost:
    """The same by img2pdf: the peer, as a library, its start not counted either."""
    import img2pdf

    with Path(out).open("wb") as file, work() as cost:
        img2pdf.convert(*images, outputstream=file)
    return cost


@contextmanager
def workshop() -> Iterator[Workshop]:
    """A workshop whose worker waits, as between two visitors."""
    with closing(Workshop(LIMITS)) as shop:
        time.sleep(UNTIL_WARM_S)
        yield shop


def _rooms(original: str) -> tuple[Room, ...]:
    with workshop() as shop:
        return shop.check(_file(original)).rooms


def _first_heard_s(path: Path) -> float:
    at_s: list[float] = []

    def hear(message: dict[str, Any], _: bytes) -> None:
        if message["say"] == "finding":
            at_s.append(time.monotonic())
            job.stop()

    worker = start_worker()
    time.sleep(UNTIL_WARM_S)
    asked = {"job": "check", "limits": LIMITS.to_json(), "suffix": ".pdf", "declared_pages": None}
    job = Job(worker, lambda _: PATIENCE_S)
    with path.open("rb") as file, suppress(JobStopped):
        began_s = time.monotonic()
        job.run(asked, [file.fileno()], hear)
    job.close()
    return at_s[0] - began_s


class _SlowDevice:
    """Delivers no faster than a USB 2.0 device."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._began = time.monotonic()
        self._bytes = 0

    def read(self, size: int) -> bytes:
        block: bytes = self._file.read(size)
        self._bytes += len(block)
        ahead_s = self._began + self._bytes / USB_BYTES_PER_S - time.monotonic()
        time.sleep(max(0.0, ahead_s))
        return block


def _look_at_policy(path: str) -> None:
    keep_qpdf_within_measure()
    with pikepdf.open(path, suppress_warnings=True, inherit_page_attributes=False) as pdf:
        check_policy(pdf, Findings(LIMITS, Silence()))


def _file(path: str) -> ReceivedFile:
    return ReceivedFile(Path(path).name, path, Path(path).stat().st_size, "")


def _wording(digest: str) -> StampWording:
    return StampWording("HK1-4K2M-9QX7", "HCA 1234/2025", "BENCH", RECEIVED_AT, digest)


WORKS: dict[str, Callable[..., Cost]] = {
    function.__name__: function
    for function in (
        receive, stamp, policy, decode, check, first_finding, take_in, join, img2pdf_join,
        office,
    )
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(asdict(WORKS[sys.argv[1]](*sys.argv[2:]))))
