"""The document worker: opens what visitors bring, inside the sandbox, one job in its life.

It has no files but the descriptors handed to it and believes nothing it reads. Whatever goes
wrong in here ends this process and becomes one finding outside.
"""

import os
import resource
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from kiosk_app.documents import assemble, pictures, seccomp
from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.documents.budget import Budget
from kiosk_app.documents.check import check
from kiosk_app.documents.findings import Finding, Kind, Picture
from kiosk_app.documents.frames import receive_job, send_frame
from kiosk_app.documents.kinds import kind_of
from kiosk_app.documents.mending import Mending, redrawn_pages
from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp_form import Made
from kiosk_app.documents.wording import StampWording
from kiosk_app.filing.filing_sheet import MOST_BYTES, FilingSheet, read_filing_sheet
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.filing.written_cases import CaseVocabulary, WrittenCase


class Speaker:
    """What the worker tells the kiosk, frame by frame, while it works."""

    def __init__(self, channel: socket.socket, size_bytes: int) -> None:
        self._channel = channel
        self._size_bytes = size_bytes

    def pages(self, count: int, redrawn_pages: int = 0) -> None:
        """So many pages; the time allowed grows with them."""
        limit_cpu(Budget(self._size_bytes, count, redrawn_pages))
        send_frame(self._channel, {"say": "pages", "pages": count})

    def kind(self, kind: str) -> None:
        """What the file is."""
        send_frame(self._channel, {"say": "kind", "kind": kind})

    def finding(self, finding: Finding) -> None:
        """One trouble."""
        send_frame(self._channel, {"say": "finding", **asdict(finding)})

    def picture(self, picture: Picture) -> None:
        """One page as pixels."""
        facts = {"page": picture.page, "width": picture.width, "height": picture.height}
        send_frame(self._channel, {"say": "picture", **facts}, picture.pixels)

    def room(self, room: Room) -> None:
        """Where one page has room for the stamp."""
        send_frame(self._channel, {"say": "room", **room.to_json()})

    def written_case(self, case: WrittenCase) -> None:
        """One case number that stands on page 1."""
        send_frame(self._channel, {"say": "case", **asdict(case)})

    def filing_sheet(self, sheet: FilingSheet) -> None:
        """What an office prepared."""
        send_frame(self._channel, {"say": "sheet", "sheet": sheet.to_json()})

    def page_done(self, page: int) -> None:
        """One page of the derivative is laid out."""
        send_frame(self._channel, {"say": "page_done", "page": page})

    def mended(self, done: Sequence[Mending]) -> None:
        """What was really mended."""
        send_frame(self._channel, {"say": "mended", "done": [each.to_json() for each in done]})

    def made(self, made: Made) -> None:
        """The derivative is written and has been read back."""
        facts = {"pages": made.pages, "original_length": made.original_length}
        say = {"say": "made", **facts, "form": made.form.value, "faulty": made.faulty}
        send_frame(self._channel, say)

    def done(self) -> None:
        """Nothing more comes."""
        send_frame(self._channel, {"say": "done"})

    def failed(self, where: str) -> None:
        """The job could not be done; `where` names a line of our code, never a content."""
        send_frame(self._channel, {"say": "failed", "where": where})


def main(channel_fd: int) -> None:
    """Wait for one job, do it, leave."""
    channel = socket.socket(fileno=channel_fd)
    received = receive_job(channel)
    if received is None:
        return
    job, files = received
    size_bytes = sum(os.fstat(file).st_size for file in files)
    confine(Budget(size_bytes, 0), job.get("memory_bytes"))
    speaker = Speaker(channel, size_bytes)
    try:
        JOBS[job["job"]](job, files, speaker)
    except CouldNotStamp as error:
        speaker.failed(f"stamp: {error}")
    except Exception as error:  # noqa: BLE001 - any fault of a hostile file ends here
        last = traceback.extract_tb(sys.exc_info()[2])[-1]
        speaker.failed(f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}")
    else:
        speaker.done()


def confine(budget: Budget, memory_bytes: int | None = None) -> None:
    """Set the limits that this process cannot lift again.

    `memory_bytes` is what it was told to make do with; else the budget's.
    """
    most = budget.memory_bytes if memory_bytes is None else memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (budget.output_bytes, budget.output_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (64, 64))
    limit_cpu(budget)
    seccomp.take_away()


def limit_cpu(budget: Budget) -> None:
    """Set the processor time; it may grow once the pages are counted."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (budget.cpu_s, hard))


def _check(job: dict[str, Any], files: list[int], speaker: Speaker) -> None:
    limits = DocumentLimits.from_json(job["limits"])
    check(files[0], limits, job["suffix"], speaker, job["declared_pages"])


def _pictures(job: dict[str, Any], files: list[int], speaker: Speaker) -> None:
    for picture in pictures.pictures(files[0], job["pages"], job["long_side_px"]):
        speaker.picture(picture)


def _case_numbers(job: dict[str, Any], files: list[int], speaker: Speaker) -> None:
    from kiosk_app.documents.case_reading import read_case_numbers

    for case in read_case_numbers(files[0], CaseVocabulary.from_json(job["vocabulary"])):
        speaker.written_case(case)


def _filing_sheet(_: dict[str, Any], files: list[int], speaker: Speaker) -> None:
    if sheet := read_filing_sheet(os.pread(files[0], MOST_BYTES + 1, 0)):
        speaker.filing_sheet(sheet)


def _prepare(job: dict[str, Any], files: list[int], speaker: Speaker) -> None:
    *sources, out = files
    joined = len(sources) > 1 or kind_of(sources[0]) is not Kind.PDF
    if joined:
        assemble.images_to_pdf(sources, out)
    else:
        copy(sources[0], out)
    mended = _mend(job, out, speaker)
    stamp = make_ready()
    wording = StampWording.from_json(job["wording"])
    as_checked = not (joined or mended)
    rooms = [Room.from_json(facts) for facts in job["rooms"]] if as_checked else []
    made = stamp(out, wording, speaker.page_done, is_original=as_checked, rooms=rooms)
    speaker.made(made if as_checked else replace(made, original_length=None))


def _mend(job: dict[str, Any], out: int, speaker: Speaker) -> bool:
    """Mend what the visitor agreed to; whether anything was changed."""
    wanted = [Mending.from_json(facts) for facts in job["mendings"]]
    if not wanted:
        return False
    from kiosk_app.documents.mend import mend

    done = mend(out, wanted, lambda pages: speaker.pages(pages, redrawn_pages(wanted)))
    speaker.mended(done)
    return bool(done)


def make_ready() -> Callable[..., Made]:
    """Load what only stamping needs: a third of the start, spent while nothing is asked."""
    from kiosk_app.documents.stamp import stamp

    return stamp


def copy(source: int, out: int) -> None:
    """The original's bytes, as the first of the derivative."""
    offset, size = 0, os.fstat(source).st_size
    while offset < size:
        offset += os.sendfile(out, source, offset, size - offset)


JOBS: dict[str, Callable[[dict[str, Any], list[int], Speaker], None]] = {
    "check": _check,
    "case_numbers": _case_numbers,
    "filing_sheet": _filing_sheet,
    "pictures": _pictures,
    "prepare": _prepare,
}
