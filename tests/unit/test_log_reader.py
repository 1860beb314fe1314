"""The log is read back by time and code; what is not the kiosk's own never comes along."""

import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk_app import logbook
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.log_reader import Journal, LogFile, LogUnreadable

AT = datetime(2026, 11, 20, 4, 0, 0, tzinfo=UTC)
CANARY = "Canary 傳訊令狀.pdf"

# The messages of a log: ours, and what a library or a bug may write among them.
MESSAGES = (
    "kiosk kiosk-started kiosk=RC01",
    "kiosk screen-shown screen=Welcome",
    f"Traceback (most recent call last): {CANARY}",
    f"kiosk screen-shown screen={CANARY}",
    "kiosk screen-shown screen=傳訊令狀.pdf",
    "kiosk Canary",
    "kiosk trouble code=K101",
    "PIL.Image Canary",
    "kiosk trouble Canary",
    "kiosk trouble code=K203",
)


def journal_of(tmp_path: Path, records: list[dict[str, object]]) -> Journal:
    """What journalctl would write, oldest last, by a program that takes its arguments."""
    (tmp_path / "records").write_text("".join(json.dumps(r) + "\n" for r in records))
    program = (
        "import pathlib, sys; assert sys.argv[2:] == ['--no-pager', '--lines=50', '--reverse'];"
        "sys.stdout.write(pathlib.Path(sys.argv[1]).read_text())"
    )
    return Journal((sys.executable, "-c", program, str(tmp_path / "records")))


def record(message: object, after_s: int = 0) -> dict[str, object]:
    at = AT + timedelta(seconds=after_s)
    return {"__REALTIME_TIMESTAMP": str(int(at.timestamp() * 1e6)), "MESSAGE": message}


def test_the_journal_gives_our_lines_newest_first_with_their_times(tmp_path: Path) -> None:
    records = [record(message, i) for i, message in enumerate(MESSAGES)]
    extract = journal_of(tmp_path, records[::-1]).latest(50)
    assert [(line.entry, dict(line.facts)) for line in extract.lines] == [
        (Entry.TROUBLE, {"code": "K203"}),
        (Entry.TROUBLE, {"code": "K101"}),
        (Entry.SHOWN, {"screen": "Welcome"}),
        (Entry.STARTED, {"kiosk": "RC01"}),
    ]
    assert extract.lines[-1].at == AT
    assert extract.left_out == 6


def test_nothing_a_visitor_brought_gets_into_the_export(tmp_path: Path) -> None:
    odd: list[object] = [*MESSAGES, [67, 97, 110], None, 7]
    extract = journal_of(tmp_path, [record(message) for message in odd]).latest(50)
    assert b"Canary" not in extract.to_text()
    assert extract.to_text().splitlines()[0] == (
        b"2026-11-20T04:00:00.000+00:00 kiosk-started kiosk=RC01"
    )


def test_lines_are_picked_by_code_and_by_name(tmp_path: Path) -> None:
    extract = journal_of(tmp_path, [record(message) for message in MESSAGES]).latest(50)
    assert len(extract.with_code("K101").lines) == 1
    assert {line.entry for line in extract.of(Entry.TROUBLE, Entry.STARTED).lines} == {
        Entry.TROUBLE,
        Entry.STARTED,
    }


def test_what_the_kiosk_writes_to_a_file_is_what_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", logging.WARNING)
    logbook.keep(tmp_path / "kiosk.log")
    began = datetime.now(UTC).replace(microsecond=0)
    logbook.note(Entry.STARTED, kiosk="RC01")
    logging.getLogger("library").warning(CANARY)
    logbook.note(Entry.TROUBLE, code="K101")
    for handler in root.handlers:
        handler.close()
    extract = LogFile(tmp_path / "kiosk.log").latest(50)
    assert [line.entry for line in extract.lines] == [Entry.TROUBLE, Entry.STARTED]
    assert extract.left_out == 1
    assert all(line.at and began <= line.at <= datetime.now(UTC) for line in extract.lines)
    assert len(LogFile(tmp_path / "kiosk.log").latest(1).lines) == 1


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "import os; os.abort()"])
def test_a_journal_that_cannot_be_read_is_not_an_empty_one(program: str) -> None:
    with pytest.raises(LogUnreadable):
        Journal((sys.executable, "-c", program)).latest(50)
    with pytest.raises(LogUnreadable):
        Journal(("/no/such/journalctl",)).latest(50)


def test_a_file_that_is_not_there_is_not_an_empty_log(tmp_path: Path) -> None:
    with pytest.raises(LogUnreadable):
        LogFile(tmp_path / "kiosk.log").latest(50)
