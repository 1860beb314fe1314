"""One signed statement: COSE_Sign1 (RFC 9052), Ed25519, over CWT claims (RFC 8392).

The encoding is the deterministic one (RFC 8949, 4.2); any other encoding of the same values
is refused, so that a statement has exactly one form.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.wire import from_base64url, to_base64url

STATEMENT_LIMIT_BYTES = 2048
ISS, IAT, CTI = 1, 6, 7

_T = TypeVar("_T")
_SIGN1_TAG, _ALG, _KID, _EDDSA = 18, 1, 4, -8


class StatementInvalid(Exception):
    """A signed statement that must not be believed.

    StatementInvalid
    ├── Malformed        not a statement of the expected kind at all
    ├── UnknownKey       signed with a key that is not in the list (or not for such statements)
    ├── WrongSignature   the key is known, the signature is not its own: changed or made up
    ├── KeyNotValidThen  the key was not valid at the time the statement gives
    └── AboutAnother     genuine, but about another receipt or submission
    """


class Malformed(StatementInvalid):
    """Not a statement of the expected kind."""


class UnknownKey(StatementInvalid):
    """No listed key may have made it."""


class WrongSignature(StatementInvalid):
    """Changed after it was signed, or made up."""


class KeyNotValidThen(StatementInvalid):
    """The key's validity does not cover the time in the statement."""


class AboutAnother(StatementInvalid):
    """Genuine, but not about this."""


@dataclass(frozen=True)
class PublishedKey:
    """A public key as the centre publishes it: whose it is and when it counts.

    `revoked`: others may have had it since `valid_to`. Then a time in a statement that it signed
    is anybody's word: what proves that the statement was there before is another's signature.
    """

    public: bytes
    kind: Literal["kiosk", "centre"]
    owner: str
    valid_from: datetime
    valid_to: datetime | None = None
    revoked: bool = False

    @property
    def kid(self) -> bytes:
        """The key's short name on statements."""
        return key_id(self.public)

    def to_json(self) -> dict[str, str | bool | None]:
        """As GET /keys and the pinned list write it."""
        until = None if self.valid_to is None else self.valid_to.astimezone(UTC).isoformat()
        return {
            "kid": self.kid.hex(),
            "public": to_base64url(self.public),
            "kind": self.kind,
            "owner": self.owner,
            "valid_from": self.valid_from.astimezone(UTC).isoformat(),
            "valid_to": until,
            **({"revoked": True} if self.revoked else {}),
        }

    @staticmethod
    def from_json(value: dict[str, Any]) -> "PublishedKey":
        """Read one entry of a key list. Raises ValueError."""
        try:
            until = value["valid_to"]
            key = PublishedKey(
                public=from_base64url(value["public"]),
                kind=value["kind"],
                owner=value["owner"],
                valid_from=datetime.fromisoformat(value["valid_from"]),
                valid_to=None if until is None else datetime.fromisoformat(until),
                revoked=value.get("revoked", False),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a published key") from error
        times = [key.valid_from, *([key.valid_to] if key.valid_to else [])]
        whose = key.kind in {"kiosk", "centre"} and isinstance(key.owner, str)
        ended = key.revoked is False or (key.revoked is True and key.valid_to is not None)
        if not whose or not ended or len(key.public) != 32 or any(t.tzinfo is None for t in times):
            raise ValueError("not a published key")
        return key


def key_id(public: bytes) -> bytes:
    """Four bytes of the COSE key thumbprint (RFC 9679): a hint which key, never a proof."""
    return hashlib.sha256(_encode({1: 1, -1: 6, -2: public})).digest()[:4]


def sign(
    key: Ed25519PrivateKey,
    issuer: str,
    at: datetime,
    claim: dict[int, Any],
    submission: UUID | None,
) -> bytes:
    """A statement of `issuer` at a time (whole seconds count), with one private claim."""
    about = {} if submission is None else {CTI: submission.bytes}
    payload = _encode({ISS: issuer, IAT: int(at.timestamp()), **about, **claim})
    protected = _encode({_ALG: _EDDSA, _KID: key_id(key.public_key().public_bytes_raw())})
    signature = key.sign(_to_be_signed(protected, payload))
    return _encode(cbor2.CBORTag(_SIGN1_TAG, [protected, {}, payload, signature]))


def verify(
    token: bytes, keys: Iterable[PublishedKey], kind: Literal["kiosk", "centre"], claim: int
) -> dict[int, Any]:
    """The claims of a statement of this kind by a listed key. Raises StatementInvalid.

    Of the claims only issuer and time are known to be of their types; see typed().
    """
    return _verified(token, keys, kind, claim)[0]


def revoked_since(
    token: bytes, keys: Iterable[PublishedKey], kind: Literal["kiosk", "centre"], claim: int
) -> datetime | None:
    """From when others may have signed this statement, whatever time it gives; None if never.

    Raises StatementInvalid, as verify() does.
    """
    signers = _verified(token, keys, kind, claim)[1]
    ends = [key.valid_to for key in signers if key.revoked and key.valid_to is not None]
    return min(ends) if len(ends) == len(signers) else None


def _verified(
    token: bytes, keys: Iterable[PublishedKey], kind: Literal["kiosk", "centre"], claim: int
) -> tuple[dict[int, Any], list[PublishedKey]]:
    """The claims, and the listed keys that signed them and counted at the time they give."""
    sign1 = _decode(token, cbor2.CBORTag)
    parts = sign1.value
    if sign1.tag != _SIGN1_TAG or not isinstance(parts, list) or len(parts) != 4:
        raise Malformed("not a COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected != {}:
        raise Malformed("an unprotected header")
    header = _decode(typed(protected, bytes), dict)
    claims = _decode(typed(payload, bytes), dict)
    if set(header) != {_ALG, _KID} or header[_ALG] != _EDDSA:
        raise Malformed("not an Ed25519 signature with a key id")
    if set(claims) not in ({ISS, IAT, CTI, claim}, {ISS, IAT, claim}):
        raise Malformed("not the expected kind of statement")
    issuer, at = typed(claims[ISS], str), time_of(claims)

    named = [key for key in keys if key.kid == header[_KID] and key.kind == kind]
    candidates = [key for key in named if key.owner == issuer]
    if not candidates:
        raise UnknownKey("no such key in the list for this issuer")
    message = _to_be_signed(protected, payload)
    signers = [key for key in candidates if _signed_by(key, typed(signature, bytes), message)]
    if not signers:
        raise WrongSignature("the signature is not that of the named key")
    counted = [key for key in signers if _valid_at(key, at)]
    if not counted:
        raise KeyNotValidThen("the key was not valid at that time")
    return claims, counted


def claims_of(token: bytes) -> dict[int, Any]:
    """The claims of a statement, unverified. Raises Malformed."""
    parts = _decode(token, cbor2.CBORTag).value
    if not isinstance(parts, list) or len(parts) != 4:
        raise Malformed("not a COSE_Sign1")
    return _decode(typed(parts[2], bytes), dict)


def typed(value: object, kind: type[_T]) -> _T:
    """A claim that must be of this type. Raises Malformed."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Malformed("a claim of the wrong kind")
    return value


def time_of(claims: dict[int, Any]) -> datetime:
    """The time a statement gives, UTC. Raises Malformed."""
    try:
        return datetime.fromtimestamp(typed(claims[IAT], int), UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Malformed("an impossible time") from error


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return _encode(["Signature1", protected, b"", payload])


def _signed_by(key: PublishedKey, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _valid_at(key: PublishedKey, at: datetime) -> bool:
    started = int(key.valid_from.timestamp()) <= at.timestamp()
    return started and (key.valid_to is None or at <= key.valid_to)


def _encode(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _decode(data: bytes, kind: type[_T]) -> _T:
    """One deterministic CBOR value of this kind and nothing after it."""
    if len(data) > STATEMENT_LIMIT_BYTES:
        raise Malformed("too long for a statement")
    try:
        value = cbor2.loads(data)
        same = _encode(value) == data
    except (cbor2.CBORError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise Malformed("not CBOR") from error
    if not same or not isinstance(value, kind):
        raise Malformed("not a statement in its one form")
    return value
