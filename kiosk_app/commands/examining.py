"""Examines many files as the kiosk examines one: a worker for each core, answers in order."""

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from kiosk_app.commands.reading import received
from kiosk_app.documents.file_checks import Checks
from kiosk_app.documents.findings import Finding, Kind, ReceivedFile, Report, Severity
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.documents.verdicts import severity_of
from kiosk_app.documents.workshop import Workshop, WorkStopped
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

_STOPPING_S = 0.1


@dataclass(frozen=True)
class Examined:
    """What was found in the file at `path`, named as it was given; without its pictures.

    `report.file.sha256` is empty when the file could not be read.
    """

    path: str
    report: Report

    @property
    def verdict(self) -> Severity:
        """The worst that was found."""
        return self.report.verdict


def examine_all(
    paths: Sequence[str],
    limits: DocumentLimits,
    on_done: Callable[[], None],
    malware: MalwareScanner | None = None,
) -> Generator[Examined, None, None]:
    """What is found in each file, in the order given, each as soon as those before it are there.

    `on_done` is called, on any thread, whenever a file is done. No file is changed and none is
    written. Raises SandboxMissing; ends all work when it is closed or interrupted.
    """
    examination = _Examination(limits, min(_cores(), len(paths)), on_done, malware)
    try:
        yield from examination.answers(paths)
    finally:
        examination.end()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


class _Examination:
    """The workshops, and the threads that wait for them."""

    def __init__(
        self,
        limits: DocumentLimits,
        cores: int,
        on_done: Callable[[], None],
        malware: MalwareScanner | None,
    ) -> None:
        self._limits = limits
        self._malware = malware
        self._on_done = on_done
        self._stopping = threading.Event()
        self._workshops = [Workshop(limits) for _ in range(cores)]
        self._idle: SimpleQueue[Workshop] = SimpleQueue()
        for workshop in self._workshops:
            self._idle.put(workshop)
        self._threads = ThreadPoolExecutor(cores, thread_name_prefix="examining")
        self._waiting: deque[Future[Examined]] = deque()

    def answers(self, paths: Sequence[str]) -> Iterator[Examined]:
        self._waiting = deque(self._threads.submit(self._examine, path) for path in paths)
        while self._waiting:
            yield self._waiting[0].result()
            self._waiting.popleft()

    def end(self) -> None:
        """Stop what still runs, and let go of every worker."""
        self._stopping.set()
        running = [future for future in self._waiting if not future.cancel()]
        # A thread may be about to begin: what is asked once could come a moment too early.
        while wait(running, timeout=_STOPPING_S).not_done:
            for workshop in self._workshops:
                workshop.stop()
        for workshop in self._workshops:
            workshop.close()
        self._threads.shutdown()

    def _examine(self, path: str) -> Examined:
        workshop = self._idle.get()
        try:
            return Examined(path, self._report(path, workshop))
        finally:
            self._idle.put(workshop)
            self._on_done()

    def _report(self, path: str, workshop: Workshop) -> Report:
        try:
            file = received(path, self._go_on)
            return replace(Checks(workshop, self._malware).report(file), pictures=())
        except OSError as error:
            trouble, why = Trouble.COULD_NOT_BE_READ, error.strerror or type(error).__name__
            finding = Finding(trouble, severity_of(trouble, self._limits), (), why)
            return Report(ReceivedFile(Path(path).name, path, 0, ""), Kind.OTHER, 0, (finding,))

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise WorkStopped
