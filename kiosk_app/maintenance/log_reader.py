"""The kiosk's own log by code and time, read back without trusting a word of it.

A line counts only when the event catalogue has its name and every fact is a name or code of ours;
everything else (a stack trace, a library's warning) is counted and never shown or exported.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kiosk_app.logbook import Entry, harmless

_JOURNAL = ("journalctl", "--identifier=kiosk", "--identifier=kiosk-sync", "--output=json")
_JOURNAL_LIMIT_S = 20
_NAME = "kiosk"
MOST_LINES = 10_000


@dataclass(frozen=True)
class LogLine:
    """One event. `at` is UTC, None where the log keeps no times."""

    at: datetime | None
    entry: Entry
    facts: Mapping[str, str]


@dataclass(frozen=True)
class LogExtract:
    """The latest lines, newest first; `left_out` counts others, which are not of the catalogue."""

    lines: tuple[LogLine, ...]
    left_out: int

    def of(self, *entries: Entry) -> "LogExtract":
        """Only the lines with one of these names."""
        return LogExtract(
            tuple(line for line in self.lines if line.entry in entries), self.left_out
        )

    def with_code(self, code: str) -> "LogExtract":
        """Only the lines that carry this code, such as K101."""
        return LogExtract(
            tuple(line for line in self.lines if code in line.facts.values()), self.left_out
        )

    def to_text(self) -> bytes:
        """The extract as a file to hand out: one line an event, UTC."""
        return "".join(f"{_written(line)}\n" for line in self.lines).encode("ascii")


class LogUnreadable(Exception):
    """The log cannot be read now."""


class Log(Protocol):
    """Where the kiosk's lines are kept."""

    def latest(self, most: int) -> LogExtract:
        """At most so many of the latest lines. Takes up to seconds. Raises LogUnreadable."""


class Journal:
    """The systemd journal; the process must be in the group systemd-journal."""

    def __init__(self, command: tuple[str, ...] = _JOURNAL) -> None:
        self._command = command

    def latest(self, most: int) -> LogExtract:
        """See Log."""
        command = [*self._command, "--no-pager", f"--lines={most}", "--reverse"]
        try:
            ran = subprocess.run(command, capture_output=True, timeout=_JOURNAL_LIMIT_S, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise LogUnreadable(type(error).__name__) from error
        return _extract(map(_from_journal, ran.stdout.splitlines()))


class LogFile:
    """A file that logbook.keep() writes, as in the demonstration."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def latest(self, most: int) -> LogExtract:
        """See Log."""
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            raise LogUnreadable(type(error).__name__) from error
        return _extract(_from_file(line) for line in reversed(lines[-most:]))


def log_as_text(log: Log) -> bytes:
    """The latest lines as a file to hand out. Raises LogUnreadable."""
    extract = log.latest(MOST_LINES)
    return extract.to_text() + f"# {extract.left_out} other lines left out\n".encode("ascii")


def _extract(found: Iterable[LogLine | None]) -> LogExtract:
    everything = list(found)
    lines = tuple(line for line in everything if line is not None)
    return LogExtract(lines, len(everything) - len(lines))


def _from_journal(record: bytes) -> LogLine | None:
    try:
        fields = json.loads(record)
        microseconds = int(fields["__REALTIME_TIMESTAMP"])
        message = fields["MESSAGE"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(message, str):  # the journal gives bytes that are not text as a list
        return None
    return _understood(message, datetime.fromtimestamp(microseconds / 1e6, UTC))


def _from_file(line: str) -> LogLine | None:
    first, _, rest = line.partition(" ")
    try:
        at = datetime.fromisoformat(first)
    except ValueError:
        return _understood(line, None)
    return _understood(rest, at) if at.tzinfo else None


def _understood(message: str, at: datetime | None) -> LogLine | None:
    name, _, rest = message.partition(" ")
    event, *told = rest.split(" ")
    if name != _NAME or event not in set(Entry):
        return None
    facts = {}
    for fact in told:
        key, equals, value = fact.partition("=")
        if not equals or not key.isidentifier() or not harmless(value):
            return None
        facts[key] = value
    return LogLine(at, Entry(event), facts)


def _written(line: LogLine) -> str:
    at = line.at.isoformat(timespec="milliseconds") if line.at else "-"
    return " ".join([at, line.entry, *(f"{key}={value}" for key, value in line.facts.items())])
