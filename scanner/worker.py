"""The scan worker: the one process that loads SANE; does one job and ends.

A driver that crashes or hangs takes only this process with it, and the next job meets no
error that a driver kept in memory. Started by scanner/worker_process.py. The job is one JSON
line on standard input; another line, or its end, means stop. Answers are JSON lines on a
descriptor of their own, as drivers print on standard output.
"""

import ctypes
import json
import os
import signal
import sys
import threading

from scanner.device import ScannerError
from scanner.sane_jobs import look, probe, scan
from scanner.scan_job import ScanJob
from scanner.stopping import Stopping

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Do the job that stands on standard input."""
    parent, answers = (int(argument) for argument in sys.argv[1:])
    _die_with(parent)
    job = json.loads(sys.stdin.readline())
    stopping = Stopping()
    threading.Thread(target=_wait_for_stop, args=(stopping,), daemon=True).start()

    def say(**answer: object) -> None:
        os.write(answers, json.dumps(answer).encode() + b"\n")

    try:
        match job["job"]:
            case "look":
                say(devices=look())
            case "probe":
                say(condition=probe(job["device"], job["escl_url"]))
            case "scan":
                say(done=scan(ScanJob.heard(job), stopping, lambda page: say(page=page)))
    except ScannerError as error:
        say(error=type(error).__name__, text=str(error))
    # Not sys.exit: drivers crash or hang in their own tidying up.
    os._exit(0)


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _wait_for_stop(stopping: Stopping) -> None:
    sys.stdin.readline()
    stopping.begin()


if __name__ == "__main__":
    main()
