"""Pictures of pages: drawn by whoever may open a visitor's file, which this process never does."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from sync.receiver.store import Store

LONG_SIDE_PX = 1400
_AT_ONCE = 2
_MOST_WAITING = 32


class CannotBeDrawn(Exception):
    """The page cannot be drawn, or there is no such page."""


class Draw(Protocol):
    """Draws pages of files that nobody trusts."""

    def __call__(self, file: Path, page: int, long_side_px: int) -> bytes:
        """One page, from 1, as PNG. From any thread. Raises CannotBeDrawn, and nothing else."""


class Pictures:
    """Pages of kept documents as PNG; a few at a time, and never for more than can wait."""

    def __init__(self, store: Store, draw: Draw) -> None:
        self._store = store
        self._draw = draw
        self._drawing = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def picture(self, blob: str, page: int) -> bytes:
        """One page. Raises CannotBeDrawn, and what reading the document raises."""
        if self._waiting >= _MOST_WAITING:
            raise CannotBeDrawn("too many at once")
        self._waiting += 1
        try:
            async with self._drawing:
                return await run_in_threadpool(self._drawn, blob, page)
        finally:
            self._waiting -= 1

    def _drawn(self, blob: str, page: int) -> bytes:
        with self._lying(blob) as file:
            return self._draw(file, page, LONG_SIDE_PX)

    @contextmanager
    def _lying(self, blob: str) -> Iterator[Path]:
        """The document as a file: the one there is, or a copy where it is kept elsewhere."""
        if self._store.file(blob).exists():
            yield self._store.file(blob)
            return
        with tempfile.NamedTemporaryFile(dir=self._store.folder) as copy:
            for block in self._store.blocks(blob):
                copy.write(block)
            copy.flush()
            yield Path(copy.name)


def cannot_be_drawn() -> bytes:
    """The picture in the place of one that cannot be drawn, as SVG."""
    return asset("undrawn.svg")


def asset(name: str) -> bytes:
    """A file that lies beside this code."""
    return resources.files("sync.receiver.desk").joinpath(name).read_bytes()
