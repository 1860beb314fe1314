"""Signed receipts, verdicts and times: COSE_Sign1 (RFC 9052) with Ed25519 over CWT claims.

Receipt K is the kiosk's, made at capture; receipt C is the centre's, made at receipt, and
holds the hash of K. Each kind of statement has a private claim of its own, so that none can
be taken for another.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.manifest import Manifest
from sync.statement import CTI, ISS, claims_of, revoked_since, sign, time_of, typed, verify
from sync.statement import AboutAnother as AboutAnother
from sync.statement import KeyNotValidThen as KeyNotValidThen
from sync.statement import Malformed as Malformed
from sync.statement import PublishedKey as PublishedKey
from sync.statement import StatementInvalid as StatementInvalid
from sync.statement import UnknownKey as UnknownKey
from sync.statement import WrongSignature as WrongSignature
from sync.wire import ClockQuality

RECEIPT_LIMIT_BYTES = 190

# Private-use claim keys (RFC 8392, 9.1: less than -65536).
_CAPTURED, _RECEIVED, _REFUSED, _TIME = -65537, -65538, -65539, -65540
_CLOCKS = (ClockQuality.UNKNOWN, ClockQuality.UNSYNCHRONISED, ClockQuality.SYNCHRONISED)


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
        sign(key, receipt.kiosk, receipt.captured_at, {_CAPTURED: facts}, receipt.submission)
    )


def receipt_k_of(manifest: Manifest, manifest_sha256: bytes) -> ReceiptK:
    """What the kiosk's receipt says of a submission; the hash is that of the exact bytes."""
    return ReceiptK(
        kiosk=manifest.kiosk,
        sequence=manifest.sequence,
        submission=manifest.submission,
        captured_at=manifest.captured_at,
        clock=manifest.clock,
        case=manifest.case,
        documents=len(manifest.documents),
        pages=manifest.pages,
        manifest_sha256=manifest_sha256,
    )


def sign_receipt_c(key: Ed25519PrivateKey, receipt: ReceiptC) -> bytes:
    """Receipt C as bytes, at most RECEIPT_LIMIT_BYTES; ValueError when it would be longer."""
    claim = {_RECEIVED: receipt.receipt_k_sha256}
    return _short(sign(key, receipt.centre, receipt.received_at, claim, receipt.submission))


def sign_verdict(key: Ed25519PrivateKey, verdict: Verdict) -> bytes:
    """A refusal as bytes."""
    claim = {_REFUSED: [verdict.receipt_k_sha256, *verdict.reasons]}
    return sign(key, verdict.centre, verdict.refused_at, claim, verdict.submission)


def sign_time(key: Ed25519PrivateKey, time: SignedTime) -> bytes:
    """The centre's time as bytes."""
    milliseconds = round(time.utc.timestamp() * 1000)
    return sign(key, time.centre, time.utc, {_TIME: [milliseconds, time.nonce]}, None)


def read_receipt_k(token: bytes, keys: Iterable[PublishedKey]) -> ReceiptK:
    """Verify and read receipt K. Raises StatementInvalid."""
    claims = verify(token, keys, "kiosk", _CAPTURED)
    facts = claims[_CAPTURED]
    if not isinstance(facts, list) or len(facts) != 6:
        raise Malformed("not a kiosk's receipt")
    sequence, clock, case, documents, pages, manifest = facts
    if not 0 <= typed(clock, int) < len(_CLOCKS):
        raise Malformed("unknown clock quality")
    return ReceiptK(
        kiosk=claims[ISS],
        sequence=typed(sequence, int),
        submission=_submission(claims),
        captured_at=time_of(claims),
        clock=_CLOCKS[clock],
        case=typed(case, str),
        documents=typed(documents, int),
        pages=typed(pages, int),
        manifest_sha256=_hash(manifest),
    )


def in_doubt_since(receipt_k: bytes, keys: Iterable[PublishedKey]) -> datetime | None:
    """From when others may have made receipt K, whatever time it gives; None if never.

    The centre's word of an earlier time that it had this receipt takes the doubt away. Raises
    StatementInvalid.
    """
    return revoked_since(receipt_k, keys, "kiosk", _CAPTURED)


def manifest_sha256_in(receipt_k: bytes) -> bytes:
    """What manifest one of our own receipts is about, unverified. Raises Malformed."""
    facts = claims_of(receipt_k).get(_CAPTURED)
    if not isinstance(facts, list) or len(facts) != 6:
        raise Malformed("not a kiosk's receipt")
    return _hash(facts[5])


def is_of_the_centre(token: bytes) -> bool:
    """Whether this says that a centre received or refused something; unverified."""
    try:
        return not claims_of(token).keys().isdisjoint({_RECEIVED, _REFUSED})
    except Malformed:
        return False


def counted_in(receipt_k: bytes) -> tuple[int, int]:
    """How many documents and pages one of our own receipts is about, unverified.

    Raises Malformed.
    """
    facts = claims_of(receipt_k).get(_CAPTURED)
    if not isinstance(facts, list) or len(facts) != 6:
        raise Malformed("not a kiosk's receipt")
    return typed(facts[3], int), typed(facts[4], int)


def read_receipt_c(token: bytes, keys: Iterable[PublishedKey], receipt_k: bytes) -> ReceiptC:
    """Verify and read receipt C, which must be about exactly this receipt K.

    Raises StatementInvalid. Receipt K itself is verified by read_receipt_k, not here.
    """
    claims = verify(token, keys, "centre", _RECEIVED)
    receipt = ReceiptC(
        centre=claims[ISS],
        submission=_submission(claims),
        received_at=time_of(claims),
        receipt_k_sha256=_hash(claims[_RECEIVED]),
    )
    _about(receipt.receipt_k_sha256, receipt.submission, receipt_k)
    return receipt


def read_verdict(token: bytes, keys: Iterable[PublishedKey], receipt_k: bytes) -> Verdict:
    """Verify and read a refusal, which must be about exactly this receipt K.

    Raises StatementInvalid.
    """
    claims = verify(token, keys, "centre", _REFUSED)
    facts = claims[_REFUSED]
    if not isinstance(facts, list) or not facts:
        raise Malformed("not a verdict")
    verdict = Verdict(
        centre=claims[ISS],
        submission=_submission(claims),
        refused_at=time_of(claims),
        receipt_k_sha256=_hash(facts[0]),
        reasons=tuple(typed(reason, str) for reason in facts[1:]),
    )
    _about(verdict.receipt_k_sha256, verdict.submission, receipt_k)
    return verdict


def read_time(token: bytes, keys: Iterable[PublishedKey], nonce: bytes) -> SignedTime:
    """Verify and read the centre's time for this nonce. Raises StatementInvalid."""
    claims = verify(token, keys, "centre", _TIME)
    facts = claims[_TIME]
    if not isinstance(facts, list) or len(facts) != 2:
        raise Malformed("not a time")
    if facts[1] != nonce:
        raise AboutAnother("a time given for another question")
    try:
        utc = datetime.fromtimestamp(typed(facts[0], int) / 1000, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Malformed("an impossible time") from error
    return SignedTime(centre=claims[ISS], utc=utc, nonce=nonce)


def receipt_url(host: str, receipt: bytes) -> str:
    """The receipt as an upper-case address that any telephone's camera opens.

    Only characters of QR's alphanumeric mode: a receipt of 173 bytes with a host of up to 23
    characters fits version 10 at level M (311 characters).
    """
    return f"HTTPS://{host.upper()}/R/{base64.b32encode(receipt).decode('ascii').rstrip('=')}"


def from_receipt_url(url: str) -> bytes:
    """The receipt in an address that receipt_url made. Raises Malformed."""
    _, found, text = "".join(url.split()).upper().partition("/R/")
    try:
        return base64.b32decode(text + "=" * (-len(text) % 8)) if found else _refuse()
    except ValueError as error:
        raise Malformed("not the address of a receipt") from error


def _about(receipt_k_sha256: bytes, submission: UUID, receipt_k: bytes) -> None:
    if receipt_k_sha256 != hashlib.sha256(receipt_k).digest():
        raise AboutAnother("about another kiosk receipt")
    if claims_of(receipt_k).get(CTI) != submission.bytes:
        raise AboutAnother("about another submission")


def _hash(value: object) -> bytes:
    if len(digest := typed(value, bytes)) != 32:
        raise Malformed("not a SHA-256")
    return digest


def _submission(claims: dict[int, Any]) -> UUID:
    if len(cti := typed(claims.get(CTI), bytes)) != 16:
        raise Malformed("not a submission's UUID")
    return UUID(bytes=cti)


def _short(token: bytes) -> bytes:
    if len(token) > RECEIPT_LIMIT_BYTES:
        raise ValueError(f"a receipt of {len(token)} bytes does not fit its QR code")
    return token


def _refuse() -> bytes:
    raise Malformed("not the address of a receipt")
