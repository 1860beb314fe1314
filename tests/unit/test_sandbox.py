"""Documents are opened where they can reach nothing, and a worker's word is not taken."""

import hashlib
import io
import json
import os
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from kiosk_app.documents import answers, samples, sandbox
from kiosk_app.documents.findings import Kind, ReceivedFile, Severity
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.job import Job, JobCrashed, JobTookTooLong
from kiosk_app.documents.sandbox import Confined, SandboxMissing
from kiosk_app.documents.wording import StampWording
from kiosk_app.documents.workshop import WorkFailed, Workshop, WorkStopped
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

LIMITS = DocumentLimits(
    max_file_bytes=100_000_000,
    warn_file_bytes=50_000_000,
    max_submission_bytes=400_000_000,
    max_pages=9_999,
    max_documents=99,
    dpi_reject=150,
    dpi_warn=200,
    dpi_high=300,
    page_tolerance_mm=5,
)
PATIENCE_S = 20.0

# ---------------------------------------------------------------- getting out

GET_OUT = """
import json, os, socket, sys
def tries(act):
    try:
        return repr(act())
    except OSError:
        return None
bait, port, package = sys.argv[1:4]
print(json.dumps({
    "shadow": tries(lambda: open("/etc/shadow").read(1)),
    "passwd": tries(lambda: open("/etc/passwd").read(1)),
    "bait": tries(lambda: open(bait).read(1)),
    "homes": tries(lambda: os.listdir("/home")),
    "loopback": tries(lambda: socket.create_connection(("127.0.0.1", int(port)), 2)),
    "code": tries(lambda: open(package + "/planted.py", "w")),
    "usr": tries(lambda: open("/usr/planted", "w")),
    "chroot": tries(lambda: os.chroot("/usr")),
    "others": [p for p in os.listdir("/proc") if p.isdigit() and int(p) > 3] or None,
    "environment": sorted(set(os.environ) - {"PWD", "LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS"})
                   or None,
}))
"""


def test_code_inside_gets_at_no_file_no_network_and_no_privilege(tmp_path: Path) -> None:
    bait = tmp_path / "bait"
    bait.write_text("secret")
    package = str(Path(sandbox.__file__).parent)
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [str(bait), str(server.getsockname()[1]), package]
        command = [*sandbox.confinement(), *sandbox.python(GET_OUT), *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {name: got for name, got in json.loads(ran.stdout).items() if got} == {}


AT_WORK = """
import json, os, resource, socket, subprocess, sys
from kiosk_app.documents.budget import Budget
from kiosk_app.documents.worker import confine
confine(Budget(1000, 1))
def tries(act):
    try:
        return repr(act())
    except (OSError, ValueError, MemoryError):
        return None
def swarm():
    while True:
        if os.fork() == 0:
            os._exit(0)
import threading
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
print(json.dumps({
    "processes": tries(swarm),
    "programs": tries(lambda: subprocess.run(["/usr/bin/true"])),
    "sockets": tries(socket.socket),
    "memory": tries(lambda: bytearray(4 << 30)),
    "more memory": tries(lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))),
}))
"""


def test_a_worker_at_work_can_start_nothing_and_take_no_more_than_its_share() -> None:
    command = [*sandbox.confinement(), *sandbox.python(AT_WORK)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {name: got for name, got in json.loads(ran.stdout).items() if got} == {}


def test_the_probe_is_content_with_this_machine() -> None:
    sandbox.probe()


def test_without_bubblewrap_there_is_no_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxMissing):
        sandbox.probe()


def test_a_sandbox_that_confines_nothing_is_seen_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sham = tmp_path / "bwrap"
    sham.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    sham.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SandboxMissing, match=r"reads.*connects"):
        sandbox.probe()


# ---------------------------------------------------------------- what the workshop makes


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    shop = Workshop(LIMITS)
    yield shop
    shop.close()


def test_a_good_scan_is_checked_stamped_and_drawn(workshop: Workshop, tmp_path: Path) -> None:
    file = _received(tmp_path, "狀書.pdf", samples.good_scan(3))
    report = workshop.check(file)
    assert (report.kind, report.pages, report.findings) == (Kind.PDF, 3, ())
    assert (report.verdict, len(report.pictures)) == (Severity.FINE, 3)

    done: list[int] = []
    made = workshop.prepare([file], tmp_path / "out.pdf", _wording(file), done.append)
    derivative = Path(made.path).read_bytes()
    assert done == [1, 2, 3]
    assert (made.pages, made.size_bytes) == (3, len(derivative))
    assert made.sha256 == hashlib.sha256(derivative).hexdigest()
    assert made.original_length == file.size_bytes
    assert derivative[: file.size_bytes] == Path(file.path).read_bytes()

    (second,) = workshop.pictures(Path(made.path), [2], 800)
    assert (second.page, max(second.width, second.height)) == (2, 800)


def test_findings_are_worst_first(workshop: Workshop, tmp_path: Path) -> None:
    scan = samples.two_things_wrong()
    report = workshop.check(_received(tmp_path, "bundle.txt", scan))
    severities = [finding.severity for finding in report.findings]
    assert severities == [Severity.MUST_FIX, Severity.MUST_FIX, Severity.LOOK]
    assert report.verdict is Severity.MUST_FIX


def test_pictures_are_joined_and_stamped_in_order(workshop: Workshop, tmp_path: Path) -> None:
    files = [
        _received(tmp_path, f"{n}.jpg", data) for n, data in enumerate(samples.photographed_pages())
    ]
    made = workshop.prepare(files, tmp_path / "out.pdf", _wording(files[0]), lambda _: None)
    assert (made.pages, made.original_length) == (2, None)
    pages = pypdf.PdfReader(made.path).pages
    held = [next(iter(page["/Resources"]["/XObject"].values())) for page in pages]
    assert ["page 1/2" in pages[0].extract_text(), len(held)] == [True, 2]


def test_a_file_that_eats_all_memory_becomes_a_finding(workshop: Workshop, tmp_path: Path) -> None:
    report = workshop.check(_received(tmp_path, "bomb.pdf", _memory_bomb()))
    assert Trouble.COULD_NOT_BE_EXAMINED in {finding.trouble for finding in report.findings}
    assert report.verdict is Severity.MUST_FIX


def test_what_cannot_be_stamped_leaves_nothing_behind(workshop: Workshop, tmp_path: Path) -> None:
    file = _received(tmp_path, "nothing.pdf", b"%PDF-1.7\nnothing at all")
    with pytest.raises(WorkFailed) as raised:
        workshop.prepare([file], tmp_path / "out.pdf", _wording(file), lambda _: None)
    assert raised.value.trouble is Trouble.COULD_NOT_BE_STAMPED
    assert list(tmp_path.glob("out*")) == []


def test_work_can_be_stopped_from_anywhere_and_started_again(
    workshop: Workshop, tmp_path: Path
) -> None:
    file = _received(tmp_path, "long.pdf", samples.good_scan())
    stopper = threading.Event()

    def stop_when_told() -> None:
        stopper.wait(PATIENCE_S)
        workshop.stop()

    thread = threading.Thread(target=stop_when_told)
    thread.start()
    with pytest.raises(WorkStopped):
        workshop.prepare(
            [file], tmp_path / "out.pdf", _wording(file), lambda _: (stopper.set(), thread.join())
        )
    assert list(tmp_path.glob("out*")) == []
    assert workshop.check(file).findings == ()


def test_a_workshop_started_on_a_thread_that_has_ended_still_works(tmp_path: Path) -> None:
    shops: list[Workshop] = []
    thread = threading.Thread(target=lambda: shops.append(Workshop(LIMITS)))
    thread.start()
    thread.join()
    try:
        assert shops[0].check(_received(tmp_path, "a.pdf", samples.good_scan(1))).findings == ()
    finally:
        shops[0].close()


# ---------------------------------------------------------------- workers that fail or lie


@pytest.mark.parametrize(
    ("behaviour", "trouble"),
    [
        ("os._exit(0)", JobCrashed),
        ("os.kill(os.getpid(), 9)", JobCrashed),
        ("s.sendall(b'GET / HTTP/1.1' * 9)", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x09\\0\\0\\0\\0{\"say\": 1')", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x02\\0\\0\\0\\0[]')", BadFrame),
        ("s.sendall(b'\\xff' * 8)", BadFrame),
        ("s.sendall(b'\\0\\0\\0\\x02'); time.sleep(60)", JobTookTooLong),
        ("time.sleep(60)", JobTookTooLong),
    ],
)
def test_a_worker_that_fails_or_raves_ends_its_job_and_no_more(
    behaviour: str, trouble: type[Exception]
) -> None:
    limit_s = 0.5 if trouble is JobTookTooLong else PATIENCE_S
    job = Job(_stand_in(behaviour), lambda _: limit_s)
    try:
        with pytest.raises(trouble):
            job.run({"job": "check"}, [], lambda message, blob: None)
    finally:
        job.close()


FINDING: dict[str, Any] = {"trouble": "K202", "severity": "look", "pages": [1], "detail": "x"}


@pytest.mark.parametrize(
    "change",
    [
        {"trouble": "K999"},
        {"trouble": "K903"},
        {"trouble": None},
        {"severity": "worst"},
        {"pages": [0]},
        {"pages": [3]},
        {"pages": [1.0]},
        {"pages": [True]},
        {"pages": "1"},
        {"pages": [1] * 9},
        {"detail": None},
    ],
)
def test_a_finding_that_makes_no_sense_is_not_believed(change: dict[str, Any]) -> None:
    assert answers.finding(FINDING, 2).pages == (1,)
    with pytest.raises(BadFrame):
        answers.finding({**FINDING, **change}, 2)


def test_a_detail_is_cut_and_loses_what_cannot_be_read() -> None:
    long = answers.finding({**FINDING, "detail": "a\x1b[31m\n" * 200}, 2).detail
    assert long.isprintable()
    assert len(long) <= answers.MOST_DETAIL


@pytest.mark.parametrize(
    "change", [{"width": 301}, {"width": -1}, {"height": 0}, {"width": 10**9}, {"page": -1}]
)
def test_a_picture_of_other_pixels_than_it_says_is_not_believed(change: dict[str, int]) -> None:
    facts = {"page": 1, "width": 3, "height": 2}
    assert answers.picture(facts, bytes(18), 300).width == 3
    with pytest.raises(BadFrame):
        answers.picture({**facts, **change}, bytes(18), 300)


def _received(folder: Path, name: str, data: bytes) -> ReceivedFile:
    path = folder / hashlib.sha256(data).hexdigest()[:12]
    path.write_bytes(data)
    return ReceivedFile(name, str(path), len(data), hashlib.sha256(data).hexdigest())


def _wording(file: ReceivedFile) -> StampWording:
    at = datetime(2026, 11, 21, 1, 34, tzinfo=UTC)
    return StampWording("HK1-4K2M-9QX7", "HCA 1234/2025", "HCB-LG1-01", at, file.sha256)


def _stand_in(behaviour: str) -> Confined:
    ours, theirs = socket.socketpair()
    program = f"import os, socket, time; s = socket.socket(fileno={theirs.fileno()}); {behaviour}"
    with theirs:
        command = [sys.executable, "-c", program]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
    return Confined(process, ours)


def _memory_bomb() -> bytes:
    """A page whose drawing grows to four gigabytes, without spending the time to compress them."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = deflate.compress(b" " * (1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.276, 841.89)).obj
    page.Contents = pdf.make_stream(b"\x78\xda" + mebibyte * 4096)
    page.Contents.stream_dict.Filter = pikepdf.Name.FlateDecode
    out = io.BytesIO()
    none = pikepdf.StreamDecodeLevel.none
    pdf.save(out, compress_streams=False, stream_decode_level=none)
    return out.getvalue()
