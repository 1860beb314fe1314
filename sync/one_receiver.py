"""Which receiver a trial's state folder goes with: the one whose keys it believes, wherever it is.

What one receiver has confirmed says nothing of another; and what another confirms would never
be believed here.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from sync.blobs import write_durably
from sync.court import CourtBlocked, CourtUnavailable
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import Waits, boot_clock

RECORD = "receiver.json"
ASKED_WITHIN_S = 10.0
KEY_NOT_PINNED = "centre-key-not-pinned"

Waiting = Callable[[str, float], None]
"""Told why it waits (a code), and for how many seconds."""


class AnotherReceiver(Exception):
    """Another receiver answers than the one that this folder goes with; the message is where
    that one was, or nothing.
    """


class OneReceiver:
    """The receiver that a state folder goes with. One thread."""

    def __init__(self, state: Path, base: str, court: HttpCourt, pinned: PinnedKeys) -> None:
        """Raises ValueError for an address that is none."""
        self._record = state / RECORD
        self._address = _address(base)
        self._court, self._pinned = court, pinned

    def ascertain(
        self, waits: Waits, waiting: Waiting, wait: Callable[[float], None] = time.sleep
    ) -> None:
        """Return when there is no reason to doubt that it is the same.

        Somewhere else than before it must prove itself, as long as that takes; where it was
        before it may be out of reach. With no keys known yet there is nothing to doubt. Raises
        AnotherReceiver, CourtBlocked, KeyUnusable, OSError.
        """
        failures = 0
        while self._pinned.known() and not self.is_proven():
            if self._known_address() == self._address:
                return
            again = waits.after(now := boot_clock(), failures)
            waiting("another-address", again.seconds - now.seconds)
            wait(again.seconds - now.seconds)
            failures += 1

    def is_proven(self) -> bool:
        """Ask who it is: only one with a key that is known here can sign a time. False: no answer,
        or one that a cable has spoilt; another receiver is known by a key that holds.

        Raises AnotherReceiver, CourtBlocked, OSError.
        """
        try:
            self._court.time(within_s=ASKED_WITHIN_S)
        except CourtUnavailable:
            return False
        except CourtBlocked as error:
            if error.reason == KEY_NOT_PINNED:
                raise AnotherReceiver(self._known_address()) from error
            if self._known_address() == self._address:
                return False  # the delivery will meet it, and tell
            raise
        self.remember()
        return True

    def remember(self) -> None:
        """Its address, once its keys are known. Raises OSError."""
        if self._pinned.known() and self._known_address() != self._address:
            write_durably(self._record, json.dumps({"base": self._address}).encode("utf-8"))

    def _known_address(self) -> str:
        try:
            return str(json.loads(self._record.read_bytes())["base"])
        except (OSError, ValueError, TypeError, KeyError):
            return ""


def _address(base: str) -> str:
    parts = urlsplit(base.lower())
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    return f"{parts.scheme}://{parts.netloc}"
