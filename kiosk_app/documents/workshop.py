"""Has documents checked, drawn and stamped in the sandbox, and believes nothing unexamined."""

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk_app.documents import answers
from kiosk_app.documents.budget import Budget
from kiosk_app.documents.findings import Finding, Picture, ReceivedFile, Report
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.heard import HeardOfCases, HeardOfChecking, HeardOfMaking, HeardOfSheet
from kiosk_app.documents.intake import sync_folder
from kiosk_app.documents.job import Job, JobCrashed, JobStopped, JobTookTooLong
from kiosk_app.documents.mending import Mending, redrawn_pages
from kiosk_app.documents.room import Room
from kiosk_app.documents.sandbox import Confined, start_worker
from kiosk_app.documents.stamp_form import Form
from kiosk_app.documents.verdicts import severity_of
from kiosk_app.documents.wording import StampWording
from kiosk_app.filing.filing_sheet import MOST_BYTES, FilingSheet
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.filing.written_cases import CaseVocabulary, WrittenCase
from kiosk_app.wording.trouble import Trouble

BLOCK_BYTES = 1024 * 1024
MOST_ROOMS = 5_000  # what fits into one frame; pages beyond are looked at again


class WorkStopped(Exception):
    """`stop` was called; nothing came of the work."""


class WorkFailed(Exception):
    """A document could not be drawn or prepared; `trouble` says why, `where` is for the log."""

    def __init__(self, trouble: Trouble, where: str = "") -> None:
        super().__init__(f"{trouble.name} {where}".strip())
        self.trouble = trouble
        self.where = where


@dataclass(frozen=True)
class Prepared:
    """A stamped derivative, durable at `path`.

    The original is its first `original_length` bytes; None where it was joined from images,
    or could only be written anew. `mended` is what was really done of what was asked, its
    pages counted as brought; `pages` are the derivative's. `form` says how the stamp is on it,
    `faulty` that readers must mend what was stamped by themselves.
    """

    path: str
    sha256: str
    size_bytes: int
    pages: int
    original_length: int | None
    mended: tuple[Mending, ...] = ()
    form: Form = Form.PAGES
    faulty: bool = False


class Workshop:
    """The host side of the document worker.

    Its methods block: call them from a background thread. One job runs at a time, others
    wait. Every job has a worker of its own, which ends with it; only a sandbox in which a job
    ended as it should is used again.
    Raises SandboxMissing from any method when no worker can be started.
    """

    def __init__(self, limits: DocumentLimits) -> None:
        self._limits = limits
        self._one_job = threading.Lock()
        self._guard = threading.Lock()
        self._current: Job | None = None
        self._stops = 0
        # One long-lived thread starts all workers: they die when the thread that began them ends.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="worker-starter")
        self._spare = self._starter.submit(start_worker)

    def check(self, file: ReceivedFile, declared_pages: int | None = None) -> Report:
        """Everything found in one file, with small pictures of its first pages.

        `declared_pages` is how many pages its owner says it has, if anything was said.
        Never raises for a fault of the document: what cannot be examined is a finding.
        Raises WorkStopped, and OSError when the copy itself cannot be opened.
        """
        heard = HeardOfChecking()
        job = {
            "job": "check",
            "limits": self._limits.to_json(),
            "suffix": file.suffix,
            "declared_pages": declared_pages,
        }
        with ExitStack() as opened:
            files = [_open(opened, Path(file.path))]
            try:
                self._run(job, files, file.size_bytes, heard.hear)
            except WorkFailed as failure:
                trouble = failure.trouble
                severity = severity_of(trouble, self._limits)
                heard.findings.append(Finding(trouble, severity, (), failure.where))
        rooms = tuple(heard.rooms.values())
        report = Report(file, heard.kind, heard.pages, (), tuple(heard.pictures), rooms)
        return report.and_found(heard.findings)

    def pictures(self, path: Path, pages: Sequence[int], long_side_px: int) -> tuple[Picture, ...]:
        """The given pages (from 1) of a PDF or an image file, each with its longer side as asked.

        Raises WorkFailed, WorkStopped, OSError.
        """
        drawn: list[Picture] = []

        def hear(message: dict[str, Any], blob: bytes) -> None:
            if message.get("say") == "picture" and len(drawn) < len(pages):
                drawn.append(answers.picture(message, blob, long_side_px))

        job = {"job": "pictures", "pages": list(pages), "long_side_px": long_side_px}
        with ExitStack() as opened:
            files = [_open(opened, path)]
            self._run(job, files, path.stat().st_size, hear)
        return tuple(drawn)

    def case_numbers(self, path: Path, vocabulary: CaseVocabulary) -> tuple[WrittenCase, ...]:
        """The case numbers that can be read on page 1: advice, for machines misread.

        Raises WorkFailed, WorkStopped, OSError.
        """
        heard = HeardOfCases(vocabulary)
        job = {"job": "case_numbers", "vocabulary": vocabulary.to_json()}
        with ExitStack() as opened:
            files = [_open(opened, path)]
            self._run(job, files, path.stat().st_size, heard.hear)
        return tuple(heard.cases)

    def filing_sheet(self, data: bytes) -> FilingSheet | None:
        """The filing sheet that these bytes of a visitor's are; None when they are none.

        Raises WorkFailed, WorkStopped, OSError.
        """
        heard = HeardOfSheet()
        with ExitStack() as opened:
            file = os.memfd_create("sheet")
            opened.callback(os.close, file)
            os.write(file, data[: MOST_BYTES + 1])
            self._run({"job": "filing_sheet"}, [file], len(data), heard.hear)
        return heard.sheet

    def prepare(
        self,
        sources: Sequence[ReceivedFile],
        out: Path,
        wording: StampWording,
        on_page: Callable[[int], None],
        mendings: Sequence[Mending] = (),
        rooms: Sequence[Room] = (),
    ) -> Prepared:
        """Make the stamped derivative of one PDF, or of images joined in order.

        JPEG, TIFF and PNG files may be mixed; every page of each is taken.

        `out` is durable when this returns, and is not there when it raises. That the
        original stands in front is checked here, outside the sandbox, by its digest.
        `on_page` gets the number of each page done, on this thread. `mendings` are what the
        visitor agreed to, their pages counted over all sources; what cannot be done faithfully
        is left undone, and not in `Prepared.mended`. `rooms` are what the check of one PDF has
        found: it need not be looked at again. Raises WorkFailed, WorkStopped, OSError.
        """
        part = out.with_name(out.name + ".part")
        heard = HeardOfMaking(on_page, mendings)
        with ExitStack() as opened:
            files = [_open(opened, Path(source.path)) for source in sources]
            descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            opened.callback(os.close, descriptor)
            opened.callback(part.unlink, missing_ok=True)
            job = {
                "job": "prepare",
                "wording": wording.to_json(),
                "mendings": [mending.to_json() for mending in mendings],
                "rooms": [room.to_json() for room in rooms[:MOST_ROOMS]],
            }
            size_bytes = sum(source.size_bytes for source in sources)
            try:
                redrawn = redrawn_pages(mendings)
                self._run(job, [*files, descriptor], size_bytes, heard.hear, redrawn)
            except WorkFailed as failure:
                if failure.trouble is Trouble.COULD_NOT_BE_EXAMINED:
                    raise WorkFailed(Trouble.COULD_NOT_BE_STAMPED, failure.where) from failure
                raise
            prepared = _accept(descriptor, out, sources, heard)
            os.fsync(descriptor)
            part.rename(out)
            sync_folder(out.parent)
        return prepared

    def stop(self) -> None:
        """End what runs or waits now; its caller gets WorkStopped. From any thread."""
        with self._guard:
            self._stops += 1
            if self._current is not None:
                self._current.stop()

    def close(self) -> None:
        """End everything; the workshop is of no use afterwards."""
        self.stop()
        with self._one_job:
            with suppress(Exception):
                self._spare.result().close()
            self._starter.shutdown()

    def _run(
        self,
        job: dict[str, Any],
        files: Sequence[int],
        size_bytes: int,
        hear: Callable[[dict[str, Any], bytes], None],
        redrawn: int = 0,
    ) -> None:
        stops_before = self._stops
        job = {**job, "memory_bytes": Budget(size_bytes, 0).memory_bytes}
        with self._one_job:
            running = Job(
                self._take_worker(), lambda pages: Budget(size_bytes, pages, redrawn).wall_s
            )
            try:
                with self._guard:
                    if self._stops != stops_before:
                        raise WorkStopped
                    self._current = running
                running.run(job, files, hear)
            except JobStopped:
                raise WorkStopped from None
            except JobTookTooLong as error:
                raise WorkFailed(Trouble.TOOK_TOO_LONG) from error
            except (JobCrashed, BadFrame) as error:
                raise WorkFailed(Trouble.COULD_NOT_BE_EXAMINED, str(error)) from error
            finally:
                with self._guard:
                    self._current = None
                self._make_ready(running.close())

    def _take_worker(self) -> Confined:
        """The spare, or a fresh one where the spare has died waiting."""
        worker = self._spare.result()
        if worker.process.poll() is not None:
            worker.close()
            worker = self._starter.submit(start_worker).result()
        return worker

    def _make_ready(self, follower: Confined | None) -> None:
        """See that a worker waits for the next job: where none follows, in a fresh sandbox."""
        if follower is None:
            self._spare = self._starter.submit(start_worker)
        else:
            self._spare = Future()
            self._spare.set_result(follower)


def _accept(
    descriptor: int, out: Path, sources: Sequence[ReceivedFile], heard: HeardOfMaking
) -> Prepared:
    """Digest what was made; where the original is said to stand in front, see that it does."""
    whole, offset = hashlib.sha256(), 0
    front = heard.original_length
    while block := os.pread(descriptor, BLOCK_BYTES, offset):
        if front is not None and offset <= front <= offset + len(block):
            first = whole.copy()
            first.update(block[: front - offset])
            if len(sources) != 1 or first.hexdigest() != sources[0].sha256:
                raise WorkFailed(Trouble.COULD_NOT_BE_STAMPED, "the original is not in front")
            front = None
        whole.update(block)
        offset += len(block)
    if front is not None or heard.pages == 0 or (heard.mended and heard.original_length):
        raise WorkFailed(Trouble.COULD_NOT_BE_STAMPED, "the original is not in front")
    return Prepared(
        path=str(out),
        sha256=whole.hexdigest(),
        size_bytes=offset,
        pages=heard.pages,
        original_length=heard.original_length,
        mended=heard.mended,
        form=heard.form,
        faulty=heard.faulty,
    )


def _open(opened: ExitStack, path: Path) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    opened.callback(os.close, descriptor)
    return descriptor
