"""A check that is killed, out of time or over its memory is a finding, and the next goes on."""

import hashlib
import json
import os
import signal
from pathlib import Path

import pytest
from support.checking import LIMITS

from kiosk_app.__main__ import main
from kiosk_app.documents import samples, workshop
from kiosk_app.documents.budget import MIB, Budget
from kiosk_app.documents.findings import ReceivedFile, Severity
from kiosk_app.documents.workshop import Workshop
from kiosk_app.wording.trouble import Trouble

HEAVY_PAGES = 7
HEAVY_BYTES = 10_000  # the heavy file is larger, the next one smaller


class NoTime(Budget):
    """No time at all once the heavy file's pages are counted."""

    @property
    def wall_s(self) -> float:
        return 0.0 if self.pages == HEAVY_PAGES else super().wall_s


class NoMemory(Budget):
    """Less than an empty worker has already, for the heavy file."""

    @property
    def memory_bytes(self) -> int:
        return MIB if self.size_bytes > HEAVY_BYTES else super().memory_bytes


class Killing(Budget):
    """Kills the worker as the kernel does for want of memory, in the midst of the heavy file."""

    @property
    def wall_s(self) -> float:
        if self.pages == HEAVY_PAGES:
            for sandbox in children(os.getpid()):
                os.kill(sandbox, signal.SIGKILL)
        return super().wall_s


def children(parent: int) -> list[int]:
    """The sandboxes of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, facts = stat.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if name == "bwrap" and int(facts.split()[1]) == parent:
            found.append(int(stat.parent.name))
    return found


GIVEN_UP = [
    (Killing, Trouble.COULD_NOT_BE_EXAMINED),
    (NoMemory, Trouble.COULD_NOT_BE_EXAMINED),
    (NoTime, Trouble.TOOK_TOO_LONG),
]


@pytest.fixture
def heavy() -> bytes:
    data = samples.good_scan(HEAVY_PAGES, 72)
    assert len(data) > HEAVY_BYTES
    return data


@pytest.mark.parametrize(("budget", "trouble"), GIVEN_UP)
def test_a_check_that_ends_too_soon_is_a_finding_and_the_next_file_is_examined(
    budget: type[Budget],
    trouble: Trouble,
    heavy: bytes,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(workshop, "Budget", budget)
    shop = Workshop(LIMITS)
    try:
        given_up = shop.check(_received(tmp_path / "heavy.pdf", heavy))
        after = shop.check(_received(tmp_path / "empty.pdf", b""))
    finally:
        shop.close()
    assert (trouble, Severity.MUST_FIX) in {(f.trouble, f.severity) for f in given_up.findings}
    assert given_up.verdict is Severity.MUST_FIX
    assert [finding.trouble for finding in after.findings] == [Trouble.EMPTY_FILE]


@pytest.mark.parametrize(("budget", "trouble"), GIVEN_UP)
def test_an_office_is_told_which_file_was_given_up(
    budget: type[Budget],
    trouble: Trouble,
    heavy: bytes,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(workshop, "Budget", budget)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})  # else the next is killed too
    (tmp_path / "heavy.pdf").write_bytes(heavy)
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7\nnothing at all")
    files = [str(tmp_path / name) for name in ("heavy.pdf", "letter.pdf")]
    assert main(["check", "--json", *files]) == 1
    given_up, after = json.loads(capsys.readouterr().out)
    assert given_up["verdict"] == "must_fix"
    assert trouble.value in [finding["code"] for finding in given_up["findings"]]
    assert [finding["code"] for finding in after["findings"]] == ["K201"]


def _received(path: Path, data: bytes) -> ReceivedFile:
    path.write_bytes(data)
    return ReceivedFile(path.name, str(path), len(data), hashlib.sha256(data).hexdigest())
