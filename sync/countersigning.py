"""The centre's countersignature of a kiosk's audit chain: a statement of a kind of its own.

It covers whose chain it is, how long, its head, and the checkpoint before it, so that each leads
to the one before; and it cannot be asked for as a time (GET /time gives anybody's nonce back).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.statement import (
    ISS,
    AboutAnother,
    Malformed,
    PublishedKey,
    claims_of,
    sign,
    time_of,
    typed,
    verify,
)

HEAD_BYTES = 32
LENGTH_BELOW = 2**62

# Private-use claim key: [kiosk, length, head, length and head of the checkpoint before].
_COUNTERSIGNED = -65546


@dataclass(frozen=True)
class Mark:
    """An audit chain at one moment: how many records, and the hash over all of them."""

    length: int
    head: bytes


BEGINNING = Mark(0, bytes(HEAD_BYTES))


@dataclass(frozen=True)
class Countersignature:
    """The centre has been shown this chain of a kiosk, and `previous` as its last one before."""

    centre: str
    kiosk: str
    chain: Mark
    previous: Mark
    signed_at: datetime


def sign_chain(key: Ed25519PrivateKey, said: Countersignature) -> bytes:
    """The countersignature as bytes."""
    chain, previous = said.chain, said.previous
    facts = [said.kiosk, chain.length, chain.head, previous.length, previous.head]
    return sign(key, said.centre, said.signed_at, {_COUNTERSIGNED: facts}, None)


def read_chain(
    token: bytes, keys: Iterable[PublishedKey], kiosk: str, chain: Mark
) -> Countersignature:
    """Verify and read a countersignature, which must be of exactly this chain of this kiosk.

    Raises StatementInvalid.
    """
    claims = verify(token, keys, "centre", _COUNTERSIGNED)
    whose, signed, previous = _facts(claims[_COUNTERSIGNED])
    if (whose, signed) != (kiosk, chain):
        raise AboutAnother("a countersignature of another chain")
    return Countersignature(claims[ISS], kiosk, chain, previous, time_of(claims))


def is_countersignature(token: bytes) -> bool:
    """Whether it is of this kind, unverified: earlier versions kept signed times instead."""
    try:
        return _COUNTERSIGNED in claims_of(token)
    except Malformed:
        return False


def _facts(value: Any) -> tuple[str, Mark, Mark]:
    if not isinstance(value, list) or len(value) != 5:
        raise Malformed("not a countersignature")
    kiosk, length, head, previous_length, previous_head = value
    return typed(kiosk, str), _mark(length, head), _mark(previous_length, previous_head)


def _mark(length: object, head: object) -> Mark:
    mark = Mark(typed(length, int), typed(head, bytes))
    if not 0 <= mark.length < LENGTH_BELOW or len(mark.head) != HEAD_BYTES:
        raise Malformed("not the mark of a chain")
    return mark
