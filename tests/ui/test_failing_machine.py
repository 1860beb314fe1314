"""A disk that is full, sockets that fall silent, a visitor who leaves in the middle of the work."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.visit import Visit

from kiosk_app.demo.visiting import a_firm_until_choosing, choose, hand_over
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble


def test_sockets_that_fall_silent_do_not_end_a_capture(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "kiosk")
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    visit.player.touch("primary")
    visit.shows(m.ReadingFindings)
    visit.player.touch("primary")
    visit.shows(m.Reviewing)
    visit.player.touch("primary")
    assert isinstance(visit.player.state, m.Capturing)
    visit.shelf.fail_looking()
    visit.shelf.insert("SECOND", {"other.pdf": samples.good_scan(1)}, socket="2")
    visit.shows(m.Captured)
    assert "event-ignored event=MediaUnseen screen=Capturing" in caplog.text
    assert visit.captured == 1


class Disk:
    """The kiosk's own disk, which can be filled at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def has_no_room_for_folders(self) -> None:
        def full(path: object, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        self._monkeypatch.setattr(os, "mkdir", full)

    def has_no_room_for_content(self) -> None:
        def full(descriptor: int, content: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        self._monkeypatch.setattr(os, "write", full)

    def has_room_again(self) -> None:
        self._monkeypatch.undo()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def the_next_visit_works(visit: Visit) -> None:
    """Away from whatever is shown, and a whole visit with the stick that is in."""
    if not isinstance(visit.player.state, m.Goodbye):
        visit.player.touch("primary")
    visit.shows(m.Goodbye)
    for stick in visit.shelf.media():
        visit.shelf.pull(stick.id)
    visit.player.wait_until(
        lambda: visit.player.state == m.Goodbye(False, looked=True), "the sockets seen empty"
    )
    visit.player.touch("primary")
    visit.shows(m.Welcome)
    visit.shelf.insert("NEXT", {"next.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "next.pdf")
    hand_over(visit.player)
    assert visit.captured == 1


def workers() -> set[str]:
    """The document workers that this process has running: one for the next job is always there."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,comm=", "--ppid", str(os.getpid())], capture_output=True, text=True
    )
    children = [line.split() for line in listed.stdout.splitlines()]
    return {pid for pid, name, *_ in children if name == "bwrap"}


def beneath(worker: str) -> list[int]:
    """A worker and all that it has started, outermost first."""
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    return [int(worker), *(pid for child in children for pid in beneath(child))]


@pytest.mark.parametrize("fill", [Disk.has_no_room_for_folders, Disk.has_no_room_for_content])
def test_a_disk_that_fills_up_while_files_are_taken_in_is_told_and_the_next_visit_works(
    visit: Visit, disk: Disk, fill: Callable[[Disk], None]
) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    fill(disk)
    visit.player.touch("primary")
    shown = visit.shows(m.Sorry)
    disk.has_room_again()
    assert isinstance(shown, m.Sorry)
    assert (shown.trouble.value, shown.filing) == ("K902", None), "nothing to go on with here"
    assert (visit.captured, visit.spool) == (0, [])
    the_next_visit_works(visit)


def test_a_disk_that_fills_up_while_it_is_captured_is_told_and_nothing_is_called_captured(
    visit: Visit, disk: Disk
) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    visit.player.touch("primary")
    visit.shows(m.ReadingFindings)
    visit.player.touch("primary")
    visit.shows(m.Reviewing)
    disk.has_no_room_for_folders()
    visit.player.touch("primary")
    shown = visit.shows(m.Sorry)
    disk.has_room_again()
    assert isinstance(shown, m.Sorry)
    assert (shown.trouble.value, shown.filing) == ("K902", None)
    assert (visit.captured, visit.spool) == (0, [])
    the_next_visit_works(visit)


def test_a_visitor_who_leaves_while_the_papers_are_checked_leaves_nothing_behind(
    visit: Visit,
) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(20)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    visit.player.wait_until(lambda: len(workers()) == 1, "the sandbox to have been tried")
    (worker,) = workers()
    visit.player.touch("primary")
    visit.player.wait_until(
        lambda: isinstance(visit.player.state, m.Checking) and bool(visit.player.state.checking),
        "the check to begin",
    )
    for process in beneath(worker):
        os.kill(process, signal.SIGSTOP)  # it will not end by itself
    visit.player.touch("help_button")
    visit.player.touch("secondary")
    visit.shows(m.Goodbye)
    visit.player.wait_until(lambda: worker not in workers(), "the worker to end")
    visit.player.wait_until(lambda: visit.spool == [], "the spool to be empty")
    assert visit.captured == 0
    the_next_visit_works(visit)


def a_stick_of(folder: Path, sizes_bytes: dict[str, int]) -> Path:
    """A good claim, and files of these sizes that take no room."""
    folder.mkdir()
    (folder / "claim.pdf").write_bytes(samples.good_scan(1))
    for name, size_bytes in sizes_bytes.items():
        with (folder / name).open("wb") as file:
            file.truncate(size_bytes)
    return folder


def only_the_claim_is_handed_in(visit: Visit) -> None:
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    manifest = visit.kiosk.sealing.outbox.manifest(visit.kiosk.sealing.outbox.items()[0].number)
    assert manifest is not None
    assert [d.sources[0].name for d in manifest.documents] == ["claim.pdf"]


def test_a_file_that_is_too_large_is_greyed_and_the_rest_can_be_handed_in(
    visit: Visit, tmp_path: Path
) -> None:
    visit.shelf.insert("LARGE", a_stick_of(tmp_path / "stick", {"huge.pdf": 200_000_000}))
    a_firm_until_choosing(visit.player)
    assert [file["unsuitable"] for file in visit.kiosk.presenter.shown["files"]] == ["", "large"]
    only_the_claim_is_handed_in(visit)


def test_files_that_are_too_large_together_cannot_all_be_marked_and_that_is_told(
    visit: Visit, tmp_path: Path
) -> None:
    names = [f"scan {number}.pdf" for number in range(1, 6)]
    stick = a_stick_of(tmp_path / "stick", dict.fromkeys(names, 99_000_000))
    visit.shelf.insert("LARGE", stick)
    a_firm_until_choosing(visit.player)
    for name in names:
        choose(visit.player, name)
    visit.player.wait_until(
        lambda: visit.kiosk.presenter.shown["code"] == "K210", "the reason on the screen"
    )
    shown = visit.player.state
    assert isinstance(shown, m.Choosing)
    assert shown.refused is Trouble.TOO_LARGE
    assert shown.chosen == frozenset(names[:-1])
    for name in names[:-1]:
        choose(visit.player, name)
    assert visit.kiosk.presenter.shown["code"] == ""
    only_the_claim_is_handed_in(visit)


CANARY = "Chan v Wong - statement of claim.pdf"

RAISES_ON_A_THREAD = f"""
import threading
from kiosk_app import logbook, service
logbook.keep()
service.exit_on_faults()
def read():
    name = "/media/" + {CANARY!r}
    open(name)
threading.Thread(target=read).start()
threading.Event().wait(30)
"""


def test_a_bug_on_any_thread_ends_the_process_and_the_journal_names_no_file() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RAISES_ON_A_THREAD], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 70
    assert "fault kind=FileNotFoundError" in ended.stderr
    assert "in read" in ended.stderr, "where it happened is told"
    for word in ("Chan", "Wong", "claim.pdf", "/media"):
        assert word not in ended.stderr
