"""A storage to be tried, hands to plug things into it, and the patience to wait for it."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from drivers.storage import (
    Condition,
    Medium,
    Storage,
)

PATIENCE_S = 10.0

T = TypeVar("T")


class StorageBench(ABC):
    """A storage to be tried, and hands to plug things into it."""

    storage: Storage

    @abstractmethod
    def plug_in(self, label: str, fill: Callable[[Path], None]) -> None:
        """Plug in a device whose files `fill` writes into the folder it is given."""

    @abstractmethod
    def plug_in_unformatted(self) -> None:
        """Plug in a device that nobody has formatted."""

    @abstractmethod
    def pull(self, medium_id: str) -> None:
        """Pull a device out without asking."""

    @abstractmethod
    def blind(self) -> Callable[[], None]:
        """Make looking impossible, until the returned function is called."""

    def insert(self, label: str, files: Mapping[str, bytes]) -> Medium:
        """Plug in a device with these files and wait until it can be read."""
        return self.insert_filled(label, lambda folder: write_files(folder, files))

    def insert_filled(self, label: str, fill: Callable[[Path], None]) -> Medium:
        before = {medium.id for medium in self.storage.media()}
        self.plug_in(label, fill)
        return until(lambda: self._new_ready(before))

    def _new_ready(self, before: set[str]) -> Medium | None:
        return next(
            (
                medium
                for medium in self.storage.media()
                if medium.id not in before and medium.condition is Condition.READY
            ),
            None,
        )

    def wait_until_gone(self, medium_id: str) -> None:
        until(lambda: all(medium.id != medium_id for medium in self.storage.media()) or None)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def until(look: Callable[[], T | None]) -> T:
    """The first answer that is one, or a failure when none comes in time."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if (answer := look()) is not None:
            return answer
        threading.Event().wait(0.01)
    pytest.fail("it did not happen in time")
