"""Why a submission could not be handed over at the centre, in words for a terminal."""

import re

from sync.court import CannotBeTaken, ContentDamaged, CourtUnavailable, DocumentsMissing
from sync.manifest import ManifestInvalid
from sync.statement import StatementInvalid

_WAITS = {
    "ConnectionError": "nobody answers there: is the receiver running, and is this its address?",
    "ConnectTimeout": "nobody answers there: is the receiver running, and is this its address?",
    "ReadTimeout": "the receiver does not answer in time",
    "being-confirmed": "the receiver has it and is still at work on it; do it again in a minute",
    "key-list-not-valid": "what answers there gives no list of keys as a receiver would",
}


class KioskNotEnrolled(KeyError):
    """The receiver knows no key of this kiosk; says what to do."""

    def __init__(self, kiosk: str) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk

    def __str__(self) -> str:
        return (
            f"the kiosk {self._kiosk} is not enrolled here: kiosk-receiver enrol --kiosk"
            f" {self._kiosk} --key ITS-PUBLIC-KEY, then do it again"
        )


def why_not(error: Exception) -> str:
    """What stands in the way."""
    match error:
        case CourtUnavailable():
            return _waits(error.reason)
        case DocumentsMissing():
            return "documents of it are missing or damaged; it has to be exported again"
        case CannotBeTaken():
            return f"the receiver does not take it as it is ({error.reason})"
        case ContentDamaged():
            return "a document in it is not what the manifest says"
        case ManifestInvalid():
            return f"its manifest cannot be read ({error})"
        case StatementInvalid():
            return "the kiosk's receipt in it is not by the kiosk's key"
        case FileNotFoundError():
            return f"not whole: {error.filename} is missing"
    return str(error) or type(error).__name__


def _waits(reason: str) -> str:
    if re.fullmatch(r"answer-\d+-not-the-centre", reason):
        return f"what answers there is not the receiver ({reason})"
    return _WAITS.get(reason, f"the receiver cannot take it now ({reason})")
