"""A simulated network scanner that speaks eSCL on this machine; never in production.

The real driver, sane-airscan, scans from it. It speaks as much of Mopria's eSCL 2.x as that
driver uses: capabilities, status, and scan jobs whose pages are fetched one by one.
"""

import re
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scanner.device import ColourMode
from scanner.drawn_page import draw_area
from scanner.escl_pages import capabilities, status_page
from scanner.simulation import refuse_in_production

_UNITS_PER_INCH = 300  # eSCL measures areas in three-hundredths of an inch
_PATIENCE_S = 60.0


@dataclass
class _Job:
    request: str
    feeding: bool
    state: str = "Processing"
    pages: int = 0


class EsclSimulator:
    """A scanner at `url`, on loopback, from when it is made until close() is called.

    Whatever it does can be called from any thread.
    """

    def __init__(self, model: str = "ScanStation 100") -> None:
        refuse_in_production()
        self._model = model
        self._lock = threading.Condition()
        self._jobs: dict[str, _Job] = {}
        self._sheets = 0
        self._jam_at = self._fail_at = self._hold_at = 0
        self._jammed = self._cover_open = self._busy = False
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.plug_in()

    @property
    def url(self) -> str:
        """Where it is: for airscan's list of devices."""
        return f"http://127.0.0.1:{self._port}/eSCL"

    def load(self, sheets: int) -> None:
        """Put this many sheets into the feeder."""
        with self._lock:
            self._sheets += sheets

    def jam_at(self, number: int) -> None:
        """In the next job from the feeder, this page (from 1) jams."""
        with self._lock:
            self._jam_at = number

    def fail_at(self, number: int) -> None:
        """In the next job, answer the request for this page with an internal error."""
        with self._lock:
            self._fail_at = number

    def clear_jam(self) -> None:
        """Take the jammed sheet out and put it back on top of the others."""
        with self._lock:
            self._jammed = False

    def open_cover(self) -> None:
        """Open the cover of the feeder."""
        with self._lock:
            self._cover_open = True

    def close_cover(self) -> None:
        """Close it."""
        with self._lock:
            self._cover_open = False

    def be_busy(self, busy: bool) -> None:
        """Let somebody else use the scanner, or end that."""
        with self._lock:
            self._busy = busy

    def hold_at(self, number: int) -> Callable[[], None]:
        """In the next job, this page does not come until the returned function is called."""
        with self._lock:
            self._hold_at = number

        def release() -> None:
            with self._lock:
                self._hold_at = 0
                self._lock.notify_all()

        return release

    def unplug(self) -> None:
        """Stop answering, in the middle of a page too."""
        server, self._server = self._server, None
        with self._lock:
            for job in self._jobs.values():
                job.state = "Aborted"
            self._lock.notify_all()
        if server is not None:
            server.shutdown()
            server.server_close()

    def plug_in(self) -> None:
        """Answer again, at the same address."""
        if self._server is not None:
            return
        simulator = self

        class Requests(_Requests):
            scanner = simulator

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Requests)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        serve = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        serve.start()

    close = unplug

    # ------------------------------------------------------------ what a driver asks

    def status(self) -> str:
        """The status page."""
        with self._lock:
            working = any(job.state == "Processing" for job in self._jobs.values())
            jobs = [(key, job.pages, job.state) for key, job in self._jobs.items()]
            return status_page(self._busy or working, self._feeder_state(), jobs)

    def capabilities(self) -> str:
        """The page that says what this scanner can do."""
        return capabilities(self._model)

    def new_job(self, request: str) -> str | HTTPStatus:
        """Begin a job; its key, or why not."""
        feeding = "Feeder" in request
        with self._lock:
            if self._busy:
                return HTTPStatus.SERVICE_UNAVAILABLE
            if feeding and self._feeder_state() != "ScannerAdfLoaded":
                return HTTPStatus.CONFLICT
            key = str(uuid.uuid4())
            self._jobs[key] = _Job(request, feeding)
            return key

    def next_page(self, key: str) -> bytes | HTTPStatus:
        """The next page of a job as JPEG, or why there is none."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state != "Processing":
                return HTTPStatus.NOT_FOUND
            number = job.pages + 1
            if (job.feeding and self._sheets == 0) or (not job.feeding and number > 1):
                job.state = "Completed"
                return HTTPStatus.NOT_FOUND
            self._lock.wait_for(
                lambda: self._hold_at != number or job.state != "Processing", _PATIENCE_S
            )
            if job.state != "Processing":
                return HTTPStatus.NOT_FOUND
            if trouble := self._trouble(job, number):
                job.state = "Aborted"
                return trouble
            job.pages = number
            self._sheets -= job.feeding
        return _page(job.request, number)

    def cancel_job(self, key: str) -> None:
        """Forget a job."""
        with self._lock:
            if key in self._jobs:
                self._jobs[key].state = "Canceled"
                self._lock.notify_all()

    def _trouble(self, job: _Job, number: int) -> HTTPStatus | None:
        if job.feeding and self._jam_at == number:
            self._jammed, self._jam_at = True, 0
            return HTTPStatus.CONFLICT
        if job.feeding and self._cover_open:
            return HTTPStatus.CONFLICT
        if self._fail_at == number:
            self._fail_at = 0
            return HTTPStatus.INTERNAL_SERVER_ERROR
        return None

    def _feeder_state(self) -> str:
        if self._cover_open:
            return "ScannerAdfHatchOpen"
        if self._jammed:
            return "ScannerAdfJam"
        return "ScannerAdfLoaded" if self._sheets else "ScannerAdfEmpty"


class _Requests(BaseHTTPRequestHandler):
    """Says over HTTP what the scanner says."""

    protocol_version = "HTTP/1.1"
    scanner: EsclSimulator

    def do_GET(self) -> None:
        if self.path == "/eSCL/ScannerCapabilities":
            self._answer(HTTPStatus.OK, self.scanner.capabilities().encode())
        elif self.path == "/eSCL/ScannerStatus":
            self._answer(HTTPStatus.OK, self.scanner.status().encode())
        elif fetched := re.fullmatch(r"/eSCL/ScanJobs/([^/]+)/NextDocument", self.path):
            page = self.scanner.next_page(fetched[1])
            if isinstance(page, HTTPStatus):
                self._answer(page)
            else:
                self._answer(HTTPStatus.OK, page, content_type="image/jpeg")
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path != "/eSCL/ScanJobs":
            self._answer(HTTPStatus.NOT_FOUND)
            return
        key = self.scanner.new_job(request)
        if isinstance(key, HTTPStatus):
            self._answer(key)
        else:
            self._answer(HTTPStatus.CREATED, location=f"{self.scanner.url}/ScanJobs/{key}")

    def do_DELETE(self) -> None:
        self.scanner.cancel_job(self.path.rsplit("/", 1)[-1])
        self._answer(HTTPStatus.OK)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass

    def _answer(
        self,
        status: HTTPStatus,
        body: bytes = b"",
        content_type: str = "text/xml",
        location: str = "",
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)


def _page(request: str, number: int) -> bytes:
    dpi = _number(request, "XResolution", 300)
    width = _number(request, "Width", 2480) * dpi // _UNITS_PER_INCH
    height = _number(request, "Height", 3508) * dpi // _UNITS_PER_INCH
    mode = ColourMode.COLOUR if "RGB24" in request else ColourMode.GREY
    return draw_area(number, max(width, 8), max(height, 8), dpi, mode)


def _number(request: str, name: str, otherwise: int) -> int:
    found = re.search(rf"<(?:\w+:)?{name}>(\d+)<", request)
    return int(found[1]) if found else otherwise
