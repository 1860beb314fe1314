"""One job in one worker: sent, listened to, ended on time."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from kiosk_app.documents import answers
from kiosk_app.documents.frames import BadFrame, receive_frame, send_job
from kiosk_app.documents.sandbox import Confined


class JobStopped(Exception):
    """Somebody stopped it."""


class JobTookTooLong(Exception):
    """Its time was up."""


class JobCrashed(Exception):
    """The worker ended without an end: killed, out of memory, or tripped by the document."""


class Job:
    """A worker at work. The clock is kept here, outside the sandbox."""

    def __init__(self, worker: Confined, limit_s: Callable[[int], float]) -> None:
        """`limit_s` says how long it may take, by the number of pages (0: not counted yet)."""
        self._worker = worker
        self._limit_s = limit_s
        self._late = False
        self._stopped = False
        self._done = False
        self._timer: threading.Timer | None = None

    def run(
        self,
        job: dict[str, Any],
        files: Sequence[int],
        hear: Callable[[dict[str, Any], bytes], None],
    ) -> None:
        """Send the job and pass on what the worker says until it is done.

        Raises JobStopped, JobTookTooLong, JobCrashed, BadFrame.
        """
        started = time.monotonic()
        self._end_at(started + self._limit_s(0))
        try:
            send_job(self._worker.channel, job, files)
            while (frame := receive_frame(self._worker.channel)) is not None:
                message, blob = frame
                if message.get("say") == "done":
                    self._done = True
                    return
                if message.get("say") == "failed":
                    raise JobCrashed(str(message.get("where"))[:200])
                if message.get("say") == "pages":
                    pages = answers.count(message, "pages")
                    self._end_at(started + self._limit_s(pages))
                hear(message, blob)
            raise JobCrashed("the worker ended")
        except (OSError, BadFrame, JobCrashed) as error:
            if self._stopped:
                raise JobStopped from error
            if self._late:
                raise JobTookTooLong from error
            if isinstance(error, OSError):
                raise JobCrashed("the worker is gone") from error
            raise

    def stop(self) -> None:
        """End it; `run` raises JobStopped. From any thread."""
        self._stopped = True
        self._worker.kill()

    def close(self) -> Confined | None:
        """End the worker and the clock; returns the worker that follows in the same sandbox.

        None where the job did not end as it should: then the sandbox has ended with it.
        """
        if self._timer is not None:
            self._timer.cancel()
        if self._done:
            return self._worker.followed()
        self._worker.close()
        return None

    def _end_at(self, moment: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(max(0.0, moment - time.monotonic()), self._too_late)
        self._timer.daemon = True
        self._timer.start()

    def _too_late(self) -> None:
        self._late = True
        self._worker.kill()
