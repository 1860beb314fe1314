"""The out-of-service switch: durable, with one of a few fixed messages for visitors."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from kiosk_app.maintenance.words import words
from kiosk_app.wording.texts import Text
from sync.blobs import fsync, write_durably

SWITCH_FILE = "out-of-service.json"


class Message(StrEnum):
    """What visitors read. Fixed, so that each is there in three languages and well put."""

    SERVICING = "servicing"
    FAULTY = "faulty"
    NOT_IN_USE = "not_in_use"
    ICMS_MAINTENANCE = "icms_maintenance"

    @property
    def words(self) -> Text:
        """The message."""
        return words("switch", self.value)


@dataclass(frozen=True)
class SwitchedOff:
    """Since when (UTC), by whom (a role of our own, never a person's name), with which message."""

    since: datetime
    by: str
    message: Message


class OutOfServiceSwitch:
    """One file in the state folder. Any thread; read it at every service check."""

    def __init__(self, state: Path) -> None:
        self._file = state / SWITCH_FILE

    def look(self) -> SwitchedOff | None:
        """How it stands; None when the kiosk may serve. Never raises.

        A file that is there and cannot be read switches off: somebody wanted that.
        """
        try:
            return _read(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return SwitchedOff(datetime.fromtimestamp(0, UTC), "unknown", Message.FAULTY)

    def turn_off(self, message: Message, by: str, now: datetime) -> None:
        """Out of service from now on, until turn_on(). Durable. Raises OSError."""
        value = {"since": now.astimezone(UTC).isoformat(), "by": by, "message": message}
        write_durably(self._file, json.dumps(value).encode("ascii"))

    def turn_on(self) -> None:
        """In service again, if nothing else speaks against it. Durable. Raises OSError."""
        self._file.unlink(missing_ok=True)
        fsync(self._file.parent)


def _read(data: bytes) -> SwitchedOff:
    value = json.loads(data)
    since = datetime.fromisoformat(value["since"])
    if since.tzinfo is None:
        raise ValueError("a moment without a zone")
    return SwitchedOff(since, str(value["by"]), Message(value["message"]))
