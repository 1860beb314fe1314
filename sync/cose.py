"""Signed receipts, verdicts and times: COSE_Sign1 (RFC 9052) with Ed25519 over CWT claims.

Receipt K is the kiosk's, made at capture; receipt C is the centre's, made at receipt, and
holds the hash of K. Each kind of statement has a private claim of its own, so that none can
be taken for another. The encoding is the deterministic one (RFC 8949, 4.2); any other
encoding of the same values is refused, so a statement has exactly one form.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal, TypeVar
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.wire import ClockQuality, from_base64url, to_base64url

RECEIPT_LIMIT_BYTES = 190
STATEMENT_LIMIT_BYTES = 2048

_SIGN1_TAG, _ALG, _KID, _EDDSA = 18, 1, 4, -8
_ISS, _IAT, _CTI = 1, 6, 7
# Private-use claim keys (RFC 8392, 9.1: less than -65536).
_CAPTURED, _RECEIVED, _REFUSED, _TIME = -65537, -65538, -65539, -65540
_CLOCKS = (ClockQuality.UNKNOWN, ClockQuality.UNSYNCHRONISED, ClockQuality.SYNCHRONISED)


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
    """A public key as the centre publishes it: whose it is and when it counts."""

    public: bytes
    kind: Literal["kiosk", "centre"]
    owner: str
    valid_from: datetime
    valid_to: datetime | None = None

    @property
    def kid(self) -> bytes:
        """The key's short name on statements."""
        return key_id(self.public)

    def to_json(self) -> dict[str, str | None]:
        """As GET /keys and the pinned list write it."""
        until = None if self.valid_to is None else self.valid_to.astimezone(UTC).isoformat()
        return {
            "kid": self.kid.hex(),
            "public": to_base64url(self.public),
            "kind": self.kind,
            "owner": self.owner,
            "valid_from": self.valid_from.astimezone(UTC).isoformat(),
            "valid_to": until,
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
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a published key") from error
        times = [key.valid_from, *([key.valid_to] if key.valid_to else [])]
        whose = key.kind in {"kiosk", "centre"} and isinstance(key.owner, str)
        if not whose or len(key.public) != 32 or any(t.tzinfo is None for t in times):
            raise ValueError("not a published key")
        return key


@dataclass(frozen=True)
class ReceiptK:
    """The kiosk's receipt: what was captured, by whom, when by its clock. Whole seconds, UTC."""

    kiosk: str
    sequence: int
    submission: UUID
    captured_at: datetime
    clock: ClockQuality
    case: str
    documents: int
    pages: int
    manifest_sha256: bytes


@dataclass(frozen=True)
class ReceiptC:
    """The centre's receipt: it has received, whole, what the receipt with this hash is about."""

    centre: str
    submission: UUID
    received_at: datetime
    receipt_k_sha256: bytes


@dataclass(frozen=True)
class Verdict:
    """The centre's signed refusal of a submission, with reason codes."""

    centre: str
    submission: UUID
    refused_at: datetime
    receipt_k_sha256: bytes
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SignedTime:
    """The centre's clock, given for a nonce of the kiosk."""

    centre: str
    utc: datetime
    nonce: bytes


def key_id(public: bytes) -> bytes:
    """Four bytes of the COSE key thumbprint (RFC 9679): a hint which key, never a proof."""
    return hashlib.sha256(_encode({1: 1, -1: 6, -2: public})).digest()[:4]


def sign_receipt_k(key: Ed25519PrivateKey, receipt: ReceiptK) -> bytes:
    """Receipt K as bytes, at most RECEIPT_LIMIT_BYTES; ValueError when it would be longer."""
    facts = [
        receipt.sequence,
        _CLOCKS.index(receipt.clock),
        receipt.case,
        receipt.documents,
        receipt.pages,
        receipt.manifest_sha256,
    ]
    return _short(
        _sign(key, receipt.kiosk, receipt.captured_at, {_CAPTURED: facts}, receipt.submission)
    )


def sign_receipt_c(key: Ed25519PrivateKey, receipt: ReceiptC) -> bytes:
    """Receipt C as bytes, at most RECEIPT_LIMIT_BYTES; ValueError when it would be longer."""
    claim = {_RECEIVED: receipt.receipt_k_sha256}
    return _short(_sign(key, receipt.centre, receipt.received_at, claim, receipt.submission))


def sign_verdict(key: Ed25519PrivateKey, verdict: Verdict) -> bytes:
    """A refusal as bytes."""
    claim = {_REFUSED: [verdict.receipt_k_sha256, *verdict.reasons]}
    return _sign(key, verdict.centre, verdict.refused_at, claim, verdict.submission)


def sign_time(key: Ed25519PrivateKey, time: SignedTime) -> bytes:
    """The centre's time as bytes."""
    milliseconds = round(time.utc.timestamp() * 1000)
    return _sign(key, time.centre, time.utc, {_TIME: [milliseconds, time.nonce]}, None)


def read_receipt_k(token: bytes, keys: Iterable[PublishedKey]) -> ReceiptK:
    """Verify and read receipt K. Raises StatementInvalid."""
    claims = _verify(token, keys, "kiosk", _CAPTURED)
    facts = claims[_CAPTURED]
    if not isinstance(facts, list) or len(facts) != 6:
        raise Malformed("not a kiosk's receipt")
    sequence, clock, case, documents, pages, manifest = facts
    if not 0 <= _typed(clock, int) < len(_CLOCKS):
        raise Malformed("unknown clock quality")
    return ReceiptK(
        kiosk=claims[_ISS],
        sequence=_typed(sequence, int),
        submission=_submission(claims),
        captured_at=_time(claims),
        clock=_CLOCKS[clock],
        case=_typed(case, str),
        documents=_typed(documents, int),
        pages=_typed(pages, int),
        manifest_sha256=_hash(manifest),
    )


def read_receipt_c(token: bytes, keys: Iterable[PublishedKey], receipt_k: bytes) -> ReceiptC:
    """Verify and read receipt C, which must be about exactly this receipt K.

    Raises StatementInvalid. Receipt K itself is verified by read_receipt_k, not here.
    """
    claims = _verify(token, keys, "centre", _RECEIVED)
    receipt = ReceiptC(
        centre=claims[_ISS],
        submission=_submission(claims),
        received_at=_time(claims),
        receipt_k_sha256=_hash(claims[_RECEIVED]),
    )
    _about(receipt.receipt_k_sha256, receipt.submission, receipt_k)
    return receipt


def read_verdict(token: bytes, keys: Iterable[PublishedKey], receipt_k: bytes) -> Verdict:
    """Verify and read a refusal, which must be about exactly this receipt K.

    Raises StatementInvalid.
    """
    claims = _verify(token, keys, "centre", _REFUSED)
    facts = claims[_REFUSED]
    if not isinstance(facts, list) or not facts:
        raise Malformed("not a verdict")
    verdict = Verdict(
        centre=claims[_ISS],
        submission=_submission(claims),
        refused_at=_time(claims),
        receipt_k_sha256=_hash(facts[0]),
        reasons=tuple(_typed(reason, str) for reason in facts[1:]),
    )
    _about(verdict.receipt_k_sha256, verdict.submission, receipt_k)
    return verdict


def read_time(token: bytes, keys: Iterable[PublishedKey], nonce: bytes) -> SignedTime:
    """Verify and read the centre's time for this nonce. Raises StatementInvalid."""
    claims = _verify(token, keys, "centre", _TIME)
    facts = claims[_TIME]
    if not isinstance(facts, list) or len(facts) != 2:
        raise Malformed("not a time")
    if facts[1] != nonce:
        raise AboutAnother("a time given for another question")
    try:
        utc = datetime.fromtimestamp(_typed(facts[0], int) / 1000, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Malformed("an impossible time") from error
    return SignedTime(centre=claims[_ISS], utc=utc, nonce=nonce)


def receipt_url(host: str, receipt: bytes) -> str:
    """The receipt as an upper-case address that any telephone's camera opens.

    Only characters of QR's alphanumeric mode: a receipt of 173 bytes with a host of up to 23
    characters fits version 10 at level M (311 characters).
    """
    return f"HTTPS://{host.upper()}/R/{base64.b32encode(receipt).decode('ascii').rstrip('=')}"


def from_receipt_url(url: str) -> bytes:
    """The receipt in an address that receipt_url made. Raises Malformed."""
    _, found, text = url.strip().upper().partition("/R/")
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8)) if found else _refuse()
    except ValueError as error:
        raise Malformed("not the address of a receipt") from error


def _sign(
    key: Ed25519PrivateKey,
    issuer: str,
    at: datetime,
    claim: dict[int, Any],
    submission: UUID | None,
) -> bytes:
    about = {} if submission is None else {_CTI: submission.bytes}
    payload = _encode({_ISS: issuer, _IAT: int(at.timestamp()), **about, **claim})
    protected = _encode({_ALG: _EDDSA, _KID: key_id(key.public_key().public_bytes_raw())})
    signature = key.sign(_to_be_signed(protected, payload))
    return _encode(cbor2.CBORTag(_SIGN1_TAG, [protected, {}, payload, signature]))


def _verify(
    token: bytes, keys: Iterable[PublishedKey], kind: Literal["kiosk", "centre"], claim: int
) -> dict[int, Any]:
    sign1 = _decode(token, cbor2.CBORTag)
    parts = sign1.value
    if sign1.tag != _SIGN1_TAG or not isinstance(parts, list) or len(parts) != 4:
        raise Malformed("not a COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected != {}:
        raise Malformed("an unprotected header")
    header = _decode(_typed(protected, bytes), dict)
    claims = _decode(_typed(payload, bytes), dict)
    if set(header) != {_ALG, _KID} or header[_ALG] != _EDDSA:
        raise Malformed("not an Ed25519 signature with a key id")
    if set(claims) not in ({_ISS, _IAT, _CTI, claim}, {_ISS, _IAT, claim}):
        raise Malformed("not the expected kind of statement")
    issuer, at = _typed(claims[_ISS], str), _time(claims)

    named = [key for key in keys if key.kid == header[_KID] and key.kind == kind]
    candidates = [key for key in named if key.owner == issuer]
    if not candidates:
        raise UnknownKey("no such key in the list for this issuer")
    message = _to_be_signed(protected, payload)
    signers = [key for key in candidates if _signed_by(key, _typed(signature, bytes), message)]
    if not signers:
        raise WrongSignature("the signature is not that of the named key")
    if not any(_valid_at(key, at) for key in signers):
        raise KeyNotValidThen("the key was not valid at that time")
    return claims


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


def _about(receipt_k_sha256: bytes, submission: UUID, receipt_k: bytes) -> None:
    if receipt_k_sha256 != hashlib.sha256(receipt_k).digest():
        raise AboutAnother("about another kiosk receipt")
    payload = _decode(_decode(receipt_k, cbor2.CBORTag).value[2], dict)
    if payload.get(_CTI) != submission.bytes:
        raise AboutAnother("about another submission")


def _encode(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


_T = TypeVar("_T")


def _decode(data: bytes, kind: type[_T]) -> _T:
    """One deterministic CBOR value of this kind and nothing after it."""
    if len(data) > STATEMENT_LIMIT_BYTES:
        raise Malformed("too long for a statement")
    stream = BytesIO(data)
    try:
        value = cbor2.CBORDecoder(stream).decode()
        same = stream.tell() == len(data) and _encode(value) == data
    except (cbor2.CBORError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise Malformed("not CBOR") from error
    if not same or not isinstance(value, kind):
        raise Malformed("not a statement in its one form")
    return value


def _typed(value: object, kind: type[_T]) -> _T:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Malformed("a claim of the wrong kind")
    return value


def _hash(value: object) -> bytes:
    if len(digest := _typed(value, bytes)) != 32:
        raise Malformed("not a SHA-256")
    return digest


def _submission(claims: dict[int, Any]) -> UUID:
    if len(cti := _typed(claims.get(_CTI), bytes)) != 16:
        raise Malformed("not a submission's UUID")
    return UUID(bytes=cti)


def _time(claims: dict[int, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(_typed(claims[_IAT], int), UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Malformed("an impossible time") from error


def _short(token: bytes) -> bytes:
    if len(token) > RECEIPT_LIMIT_BYTES:
        raise ValueError(f"a receipt of {len(token)} bytes does not fit its QR code")
    return token


def _refuse() -> bytes:
    raise Malformed("not the address of a receipt")
