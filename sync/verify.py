"""Checking saved receipts against a list of keys: offline, and about nothing but the receipts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sync.cose import PublishedKey, ReceiptC, ReceiptK, read_receipt_c, read_receipt_k


@dataclass(frozen=True)
class Certified:
    """What the receipts certify; `received` is None when only receipt K was given."""

    captured: ReceiptK
    received: ReceiptC | None


def verify(receipt_k: bytes, receipt_c: bytes | None, keys: Iterable[PublishedKey]) -> Certified:
    """Read both receipts, believing only the keys in the list.

    Raises StatementInvalid: Malformed, UnknownKey, WrongSignature, KeyNotValidThen, or
    AboutAnother when receipt C is about another receipt K.
    """
    listed = tuple(keys)
    captured = read_receipt_k(receipt_k, listed)
    received = None if receipt_c is None else read_receipt_c(receipt_c, listed, receipt_k)
    return Certified(captured, received)


def is_about(captured: ReceiptK, manifest: bytes) -> bool:
    """Whether receipt K is about exactly these manifest bytes."""
    return hashlib.sha256(manifest).digest() == captured.manifest_sha256
