"""What an answer of the centre means: one table, from the first matching row."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from sync.wire import Problem


class Where(StrEnum):
    """What was asked."""

    CREATION = "creation"
    UPLOAD = "upload"
    SUBMISSION = "submission"
    OTHER = "other"


class Meaning(Enum):
    """What to make of it."""

    FINE = auto()
    NOT_YET = auto()
    NOT_THERE = auto()
    NETWORK = auto()
    LOOK_AGAIN = auto()  # HEAD, and go on from what it says
    CREATE_AGAIN = auto()  # forget the upload's address
    SMALLER = auto()  # smaller chunks, then HEAD
    SEND_AGAIN = auto()  # the centre lacks documents
    REFUSED = auto()  # only with a valid signature
    HELD = auto()  # this submission will not be taken as it is
    BLOCKED_AUTH = auto()
    BLOCKED_VERSION = auto()
    BLOCKED_DISK = auto()


@dataclass(frozen=True)
class Row:
    """An answer to `where` (empty: to anything) with one of `statuses` and, if given, `problem`."""

    statuses: frozenset[int]
    meaning: Meaning
    where: frozenset[Where] = frozenset()
    problem: Problem | None = None


def _row(
    statuses: set[int],
    meaning: Meaning,
    *where: Where,
    problem: Problem | None = None,
) -> Row:
    return Row(frozenset(statuses), meaning, frozenset(where), problem)


# For answers with the receiver's mark; every other answer is the network's.
TABLE = (
    _row({202}, Meaning.NOT_YET, Where.SUBMISSION),
    _row({200, 201, 204}, Meaning.FINE),
    _row({408, 425, 429, 500, 502, 503, 504}, Meaning.NETWORK),
    _row({507}, Meaning.BLOCKED_DISK),
    _row({412, 426}, Meaning.BLOCKED_VERSION),
    _row({409, 423, 460}, Meaning.LOOK_AGAIN, Where.UPLOAD),
    _row({403, 404, 410}, Meaning.CREATE_AGAIN, Where.UPLOAD),
    _row({413}, Meaning.SMALLER, Where.UPLOAD),
    _row({401, 403}, Meaning.BLOCKED_AUTH),
    _row({404}, Meaning.NOT_THERE, Where.SUBMISSION, problem=Problem.UNKNOWN_SUBMISSION),
    _row({409}, Meaning.HELD, Where.SUBMISSION, Where.OTHER, problem=Problem.DIFFERENT_CONTENT),
    _row({409}, Meaning.HELD, Where.OTHER, problem=Problem.CHAIN_REWRITTEN),
    _row({409}, Meaning.HELD, Where.OTHER, problem=Problem.OTHER_CHECKPOINT),
    _row({422}, Meaning.SEND_AGAIN, Where.SUBMISSION, problem=Problem.DOCUMENTS_MISSING),
    _row({422}, Meaning.REFUSED, Where.SUBMISSION, problem=Problem.REFUSED),
    _row({400}, Meaning.NETWORK, Where.SUBMISSION, problem=Problem.WRONG_DIGEST),
    _row({400, 413}, Meaning.HELD, Where.SUBMISSION, Where.CREATION),
)


def meaning_of(
    where: Where, status: int, *, marked: bool, problem: str = "", ours: bool = True
) -> Meaning:
    """What an answer means; whatever the table does not know is the network's.

    `ours` is whether it answers the very request that was sent: what a cable changed on the way
    is no reason to set a submission aside.
    """
    if not marked:
        return Meaning.SMALLER if (where, status) == (Where.UPLOAD, 413) else Meaning.NETWORK
    for row in TABLE:
        if status not in row.statuses or (row.where and where not in row.where):
            continue
        if row.problem is None or row.problem == problem:
            return Meaning.NETWORK if row.meaning is Meaning.HELD and not ours else row.meaning
    return Meaning.NETWORK


def meaning_for_anyone(where: Where, status: int) -> Meaning:
    """What an answer means from a tus server that is not the centre.

    Nothing has begun there: what it says against a creation is about the address, and stays.
    """
    if where is Where.CREATION and 400 <= status < 500 and status not in _PASSING:
        return Meaning.HELD
    return meaning_of(where, status, marked=True)


_PASSING = frozenset({408, 423, 425, 429})
