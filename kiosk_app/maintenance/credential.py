"""The technician's PIN: kept as an Argon2id hash, guarded by a lock-out that nothing shortens.

RFC 9106 for the hash. Waits are counted by the boot and CLOCK_BOOTTIME, so that setting the clock
changes nothing, and a restart begins the wait anew. Without a PIN nobody can enter.
"""

import json
import os
import threading
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from sync.blobs import fsync, write_durably
from sync.submissions import Moment

PIN_FILE = "maintenance-pin"
TRIES_FILE = "maintenance-tries.json"
FREE_TRIES = 5
FIRST_WAIT_S = 60
LONGEST_WAIT_S = 4 * 3600
LEAST_DIGITS, MOST_DIGITS = 6, 12

_HASHER = PasswordHasher()


@dataclass(frozen=True)
class Granted:
    """It was the PIN."""


@dataclass(frozen=True)
class Wrong:
    """It was not; so many more tries before a wait."""

    tries_left: int


@dataclass(frozen=True)
class LockedOut:
    """Nothing was compared, or this was the last try: come back in `wait_s` seconds."""

    wait_s: float


@dataclass(frozen=True)
class NotSet:
    """There is no PIN on this machine, or it cannot be read: nobody can enter."""


@dataclass(frozen=True)
class Open:
    """A PIN can be tried now."""

    tries_left: int


class PinUnsuitable(Exception):
    """Not a PIN to be guarded by: the message says why, in English, for the terminal."""


def set_pin(state: Path, pin: str) -> None:
    """Keep this PIN from now on; wrong tries so far are forgotten. Raises PinUnsuitable, OSError.

    Done by root, the file belongs to whom the folder belongs to, or the kiosk could not read it.
    """
    _refuse_the_first_guesses(pin)
    write_durably(state / PIN_FILE, _HASHER.hash(pin).encode("ascii"))
    if os.geteuid() == 0:
        os.chown(state / PIN_FILE, state.stat().st_uid, -1)
        fsync(state / PIN_FILE)
    (state / TRIES_FILE).unlink(missing_ok=True)


class Credential:
    """Whether somebody may enter maintenance mode. Any thread; one process."""

    def __init__(self, state: Path, systemd_credential: Path | None = None) -> None:
        """The hash is read from systemd's credential when there is one, else from `state`."""
        self._pin_file = systemd_credential or state / PIN_FILE
        self._tries_file = state / TRIES_FILE
        self._lock = threading.Lock()

    def status(self, now: Moment) -> Open | LockedOut | NotSet:
        """How it stands, before anything is tried."""
        with self._lock:
            if self._hash() is None:
                return NotSet()
            tries = self._tries(now)
            wait_s = tries.wait_s(now)
            return LockedOut(wait_s) if wait_s else Open(tries.left)

    def check(self, pin: str, now: Moment) -> Granted | Wrong | LockedOut | NotSet:
        """Compare a PIN. Every try is on the disk before its answer, so no power cut undoes it.

        Takes about as long for a right as for a wrong PIN. Raises OSError when the try cannot be
        written down: then nothing was compared.
        """
        with self._lock:
            kept = self._hash()
            if kept is None:
                return NotSet()
            tries = self._tries(now)
            if wait_s := tries.wait_s(now):
                return LockedOut(wait_s)
            tries = tries.one_more(now)
            self._keep(tries)
            if _is_same(kept, pin):
                self._keep(_Tries())
                return Granted()
            wait_s = tries.wait_s(now)
            return LockedOut(wait_s) if wait_s else Wrong(tries.left)

    def _hash(self) -> str | None:
        try:
            return self._pin_file.read_text(encoding="ascii").strip() or None
        except (OSError, ValueError):
            return None

    def _tries(self, now: Moment) -> "_Tries":
        """What was kept; in a new boot, a wait begins anew and is written down again."""
        try:
            tries = _read(self._tries_file.read_bytes())
        except FileNotFoundError:
            return _Tries()
        except (OSError, ValueError, TypeError):
            # Somebody or something spoilt the count: as if the free tries were used up.
            tries = _Tries(FREE_TRIES, "", FIRST_WAIT_S, FIRST_WAIT_S)
        if tries.length_s and tries.boot != now.boot:
            tries = replace(tries, boot=now.boot, until_s=now.seconds + tries.length_s)
            self._keep(tries)
        return tries

    def _keep(self, tries: "_Tries") -> None:
        write_durably(self._tries_file, json.dumps(asdict(tries)).encode("ascii"))


@dataclass(frozen=True)
class _Tries:
    """Wrong tries since the last right one, and the wait that the last of them brought."""

    wrong: int = 0
    boot: str = ""
    until_s: float = 0.0
    length_s: float = 0.0

    @property
    def left(self) -> int:
        return max(1, FREE_TRIES - self.wrong)

    def wait_s(self, now: Moment) -> float:
        return max(0.0, self.until_s - now.seconds) if self.length_s else 0.0

    def one_more(self, now: Moment) -> "_Tries":
        wrong = self.wrong + 1
        if wrong < FREE_TRIES:
            return replace(self, wrong=wrong)
        doubled_s = FIRST_WAIT_S * 2 ** min(wrong - FREE_TRIES, 16)
        length_s = min(LONGEST_WAIT_S, doubled_s)
        return _Tries(wrong, now.boot, now.seconds + length_s, length_s)


def _read(data: bytes) -> _Tries:
    """Raises ValueError."""
    match json.loads(data):
        case {"wrong": int(wrong), "boot": str(boot), "until_s": until_s, "length_s": length_s}:
            if wrong >= 0:
                return _Tries(wrong, boot, float(until_s), float(length_s))
    raise ValueError("not a count of tries")


def _is_same(kept: str, pin: str) -> bool:
    try:
        return _HASHER.verify(kept, pin)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def _refuse_the_first_guesses(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise PinUnsuitable(f"use {LEAST_DIGITS} to {MOST_DIGITS} digits")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps <= {0} or steps <= {1} or steps <= {9}:
        raise PinUnsuitable("digits all alike, or in a row, are the first that anybody tries")
    if len(set(pin)) < 3:
        raise PinUnsuitable("use at least three different digits")
