"""The event catalogue: everything the kiosk writes to the journal, one line an event.

Names come from here and nowhere else. Facts are numbers, codes and names of our own; a value
that could hold a visitor's words is refused, so that no case, party or file name can slip in.
"""

import logging
import re
import time
from enum import StrEnum
from pathlib import Path

_LOG = logging.getLogger("kiosk")
_MOST_LETTERS = 64
_HARMLESS = re.compile(rf"[A-Za-z0-9][A-Za-z0-9:._+-]{{0,{_MOST_LETTERS - 1}}}")


class Entry(StrEnum):
    """The lines of the journal."""

    STARTED = "kiosk-started"
    STOPPED = "kiosk-stopped"
    SHOWN = "screen-shown"
    IGNORED = "event-ignored"
    STALE = "late-result-dropped"
    TROUBLE = "trouble"
    CAPTURED = "submission-captured"
    OUT_OF_SERVICE = "out-of-service"
    IN_SERVICE = "in-service"
    FAULT = "fault"
    SYNC_STARTED = "sync-started"
    SYNC_STOPPED = "sync-stopped"
    SYNC_FAILED = "sync-failed"
    LANE_DOWN = "lane-down"
    LANE_UP = "lane-up"
    DELIVERY_RECEIVED = "delivery-received"
    DELIVERY_REFUSED = "delivery-refused"
    DELIVERY_SET_ASIDE = "delivery-set-aside"
    DELIVERY_LATER = "delivery-later"
    CERTIFICATE_ENDS = "certificate-ends"
    CERTIFICATE_ENDED = "certificate-ended"
    CERTIFICATE_UNUSABLE = "certificate-unusable"
    REVIEWED = "registry-review"
    KEYS_LEARNED = "centre-keys-learned"
    KEYS_REFUSED = "centre-keys-refused"
    FIGURES_NOT_WRITTEN = "figures-not-written"
    PURGED = "submissions-purged"
    COMPARED = "compared-with-centre"
    NOT_COMPARED = "not-compared-with-centre"
    COUNTERSIGNED = "audit-countersigned"
    AUDIT_DISPUTED = "audit-disputed"
    MAINTENANCE = "maintenance"
    AUDIT_MISSED = "audit-missed"
    SLIP_PRINTED = "slip-printed"
    SLIP_NOT_PRINTED = "slip-not-printed"


_LEVELS = {
    Entry.IGNORED: logging.DEBUG,
    Entry.STALE: logging.DEBUG,
    Entry.CERTIFICATE_ENDS: logging.WARNING,
    Entry.CERTIFICATE_ENDED: logging.ERROR,
    Entry.CERTIFICATE_UNUSABLE: logging.ERROR,
    Entry.KEYS_REFUSED: logging.ERROR,
    Entry.AUDIT_DISPUTED: logging.ERROR,
    Entry.FAULT: logging.ERROR,
}


def note(entry: Entry, **facts: str | float) -> None:
    """Write one line. Raises ValueError for a text that is not plainly one of our own names."""
    for name, value in facts.items():
        if isinstance(value, str) and not harmless(value):
            raise ValueError(f"{name} of {entry} is not a code or a name of ours")
    told = "".join(f" {name}={value}" for name, value in facts.items())
    _LOG.log(_LEVELS.get(entry, logging.INFO), "%s%s", entry, told)


def harmless(value: str) -> bool:
    """Whether a text can only be a name, a number or a code of our own."""
    return _HARMLESS.fullmatch(value) is not None


def made_harmless(text: str) -> str:
    """A message of a program of our own as one fact of a line; never for what a visitor wrote."""
    plain = re.sub(r"[^A-Za-z0-9:._+-]+", "-", text).lstrip(":._+-")[:_MOST_LETTERS]
    return plain.rstrip("-") or "nothing"


def keep(file: Path | None = None) -> None:
    """Keep the lines: on standard error, where the journal adds the time, or in a file.

    Of libraries, only what they warn of.
    """
    handler = logging.FileHandler(file) if file else logging.StreamHandler()
    written = logging.Formatter("%(name)s %(message)s")
    if file:
        written = logging.Formatter("%(asctime)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S+00:00")
        written.converter = time.gmtime
    handler.setFormatter(written)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _LOG.setLevel(logging.INFO)
