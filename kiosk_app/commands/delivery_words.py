"""What stands in the way of a delivery, in words for whoever reads a terminal."""

import errno
import re
from pathlib import Path

from sync.court import Blockage, CannotBeTaken, CourtBlocked, CourtUnavailable
from sync.one_submission import Blocked
from sync.submissions import OutboxError, OutboxFull, OutboxNewer

_BLOCKED = {
    Blockage.AUTH: "the server lets in only whom it knows; show it a --certificate that it knows",
    Blockage.CLOCK: "its certificate is out of its dates by this machine's clock; set the clock",
    Blockage.TLS: "its certificate is not to be trusted; name who vouches for it: --authorities",
    Blockage.VERSION: "it wants another version of the protocol; one of the two needs an update",
    Blockage.DISK: "it has no room left; call this again when it has",
    Blockage.CONFIG: "the receiver's keys are not known here; put the list that it publishes into"
    " centre-keys.json in the state folder",
}
_WAITS = {
    "another-address": "it is not where it was, and who answers now has still to prove itself",
    "being-confirmed": "it has everything and is confirming it",
    "ConnectionError": "nobody answers there",
    "ConnectTimeout": "nobody answers there",
    "ReadTimeout": "it does not answer in time",
    "not-confirmed": "it does not confirm that it has every byte, as a tus 1.0 server would",
    "upload-without-offset": "it does not say how much it has, as a tus 1.0 server would",
    "upload-does-not-get-on": "it takes nothing of what is sent",
}
_NO_TUS = "no tus server takes uploads there; --endpoint is the address that creates them"
_NOT_TAKEN = {
    "401": "it wants a sign-in, which this command has not got",
    "403": "it does not let everybody upload; show it a --certificate that it knows",
    "407": "it wants a sign-in, which this command has not got",
    "412": "it wants another version of tus than 1.0.0",
    "413": "the file is larger than it takes",
}
_FILES = {
    errno.ENOENT: "not there; check the name",
    errno.EACCES: "this user may not use it; have its rights changed, or name another",
    errno.EEXIST: "not a folder; name another",
    errno.ENOTDIR: "not a folder; name another",
    errno.EINVAL: "not a file that can be read to its end; name a file",
    errno.EBUSY: "still being written to; call this again when that is done",
    errno.ENOSPC: "the disk is full; make room and call this again",
}
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "the database is damaged")


def waiting(reason: str) -> str:
    """Why a delivery waits, from the lane's code."""
    if reason in _WAITS:
        return _WAITS[reason]
    if answered := re.fullmatch(r"answer-(\d+)(-to-head)?", reason):
        elsewhere = ", that is: look elsewhere" if answered[1].startswith("3") else ""
        return f"it answered {answered[1]}{elsewhere}"
    if answered := re.fullmatch(r"answer-(\d+)-not-the-centre", reason):
        return f"what answers there ({answered[1]}) is not the receiver; is the network signed in?"
    if reason.endswith("-not-valid"):
        return f"what it signed cannot be verified ({reason})"
    return f"the connection failed ({reason})"


def not_taken(error: CannotBeTaken | CourtUnavailable) -> str:
    """Why a tus server has not got the file."""
    if isinstance(error, CourtUnavailable):
        return f"given up after many attempts: {waiting(error.reason)}; call it again to go on"
    reason = str(error)
    if reason == "gone-when-whole":
        return "the server took all of it and knows nothing of it now; ask whoever runs it"
    if reason == "address-elsewhere":
        return "the server wants the upload on another host; name that one as --endpoint"
    if reason == "no-address":
        return f"the server gave the upload no address: {_NO_TUS}"
    status = reason.removeprefix("answer-")
    return f"the server answered {status}: {_NOT_TAKEN.get(status, _NO_TUS)}"


def blocked(error: Blocked | CourtBlocked) -> str:
    """What a person must do first."""
    kind = error.lane.kind if isinstance(error, Blocked) else error.kind
    reason = error.lane.reason if isinstance(error, Blocked) else error.reason
    return f"the server cannot be used: {_BLOCKED[kind or Blockage.CONFIG]} ({reason})"


def of_outbox(error: OutboxError, state: Path) -> str:
    """What is the matter with the outbox in a state folder, and what to do."""
    file = state / "outbox.sqlite"
    if isinstance(error, OutboxNewer):
        return f"{file} was made by a newer version of this program: use that version ({error})"
    if isinstance(error, OutboxFull):
        return f"the disk of {state} is too full ({error}): make room and call it again"
    if str(error) in _DAMAGED:
        return f"{file} is damaged or no outbox at all: keep it for repair, and name another folder"
    return f"the outbox in {state} cannot be used ({error}): see to its disk and call it again"


def of_file(error: OSError) -> str:
    """What is the matter with a file, its name first."""
    why = error.strerror or type(error).__name__
    if error.filename is None:
        return why
    return f"{error.filename}: {_FILES.get(error.errno or 0, why)}"
