"""Sees that what a command prints is written; that it could not be is an exit status of its own."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NOT_WRITTEN = 74  # EX_IOERR of sysexits.h
NOBODY_READS = 141  # what a shell calls the end by SIGPIPE

_OUT, _ERR = 1, 2


class OutputLost(Exception):
    """Standard output cannot be written; no OSError, so that nobody takes it for a file's fault."""


def printing(name: str, command: Callable[[], int]) -> int:
    """Run a command; returns its exit status, or NOT_WRITTEN and a line on stderr that says why.

    A reader that goes away early, as `head` does, ends it without a word: NOBODY_READS. A
    closed standard output matters only once something is written to it, and what cannot be
    written to standard error is lost without changing anything.
    """
    if _read_within():
        return command()
    with _own_streams() as out:
        try:
            status = _ended(command)
            sys.stdout.flush()
        except OutputLost:
            status = NOT_WRITTEN
        if isinstance(out.failure, BrokenPipeError):
            return NOBODY_READS
        if out.failure is not None:
            why = out.failure.strerror
            print(f"{name}: the output could not be written: {why}", file=sys.stderr)
            return NOT_WRITTEN
        return status


def _read_within() -> bool:
    """Whether somebody within this process has taken standard output over."""
    return sys.stdout is not sys.__stdout__


class _Stream(io.FileIO):
    """A standard stream that keeps why it could not be written, and drops what comes then."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.failure: OSError | None = None

    def write(self, data: "ReadableBuffer", /) -> int:
        """As a file's; raises OutputLost, once, where it is not the error stream."""
        if self.failure is None:
            try:
                return super().write(data)
            except OSError as error:
                self.failure = error
                if self.fileno() == _OUT:
                    raise OutputLost from error
        return memoryview(data).nbytes


@contextmanager
def _own_streams() -> Iterator[_Stream]:
    """Have such streams in place of Python's, which has none for one that was closed."""
    _fill_gaps()
    before = sys.stdout, sys.stderr
    out = _Stream(_OUT)
    sys.stdout = _text(out, line_buffering=out.isatty())
    sys.stderr = _text(_Stream(_ERR), line_buffering=True)
    try:
        yield out
    finally:
        with suppress(OutputLost):
            sys.stdout.flush()
        sys.stdout, sys.stderr = before


def _text(stream: _Stream, *, line_buffering: bool) -> TextIO:
    # A file name or a sentence must not end a command on a terminal without Chinese.
    encoding = next((s.encoding for s in (sys.stdout, sys.stderr) if s is not None), "utf-8")
    return io.TextIOWrapper(
        io.BufferedWriter(stream),
        encoding=encoding,
        errors="backslashreplace",
        line_buffering=line_buffering,
        write_through=bool(os.environ.get("PYTHONUNBUFFERED")),
    )


def _fill_gaps() -> None:
    """Have something on each standard descriptor, lest a file that is opened next be taken for it.

    What stands in for a closed output cannot be written to.
    """
    for number in (0, _OUT, _ERR):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_WRONLY if number == _ERR else os.O_RDONLY)
            os.set_inheritable(opened, True)


def _ended(command: Callable[[], int]) -> int:
    """The status of a command, also where its arguments ended it."""
    try:
        return command()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return end.code or 0
