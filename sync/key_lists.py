"""The centre's key list as it changes: each version signed by a key that the one before trusts.

A kiosk that trusts version 3 goes to 4 by a signature of a key that counts in 3, from there to 5,
and so on: it may sleep through any number of changes. It never goes back, and never takes a key
for good again that has ended: not on anybody's word.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.statement import PublishedKey, StatementInvalid, sign, verify
from sync.wire import from_base64url, to_base64url

LISTS_MOST = 1000
_KEY_LIST = -65545  # private-use claim key: [version, SHA-256 of the list]


class ListRefused(Exception):
    """A key list that must not be believed; says why by a code of our own."""


@dataclass(frozen=True)
class KeyList:
    """Whom a kiosk believes. Version 0 was given by hand or seen first, and is nobody's word."""

    version: int
    keys: tuple[PublishedKey, ...]

    @property
    def counting(self) -> tuple[PublishedKey, ...]:
        """The centre's keys that have not ended."""
        return tuple(key for key in self.keys if key.kind == "centre" and key.valid_to is None)


@dataclass(frozen=True)
class SignedList:
    """The exact bytes of a version, and the centre's statement about them."""

    data: bytes
    token: bytes

    def to_json(self) -> dict[str, str]:
        """As GET /keys gives it."""
        return {"list": self.data.decode("utf-8"), "signed": to_base64url(self.token)}

    @staticmethod
    def from_json(value: Any) -> "SignedList":
        """Read one. Raises ValueError."""
        try:
            return SignedList(value["list"].encode("utf-8"), from_base64url(value["signed"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a signed list") from error


@dataclass(frozen=True)
class Followed:
    """Where a kiosk got to, and why it went no further where something was offered that it
    did not believe (codes).
    """

    known: KeyList
    refused: tuple[str, ...] = ()


def sign_list(key: Ed25519PrivateKey, centre: str, new: KeyList, at: datetime) -> SignedList:
    """The new list on the word of a key that counts in the list before."""
    listed = [one.to_json() for one in new.keys]
    data = json.dumps({"version": new.version, "keys": listed}).encode("utf-8")
    claim = {_KEY_LIST: [new.version, hashlib.sha256(data).digest()]}
    return SignedList(data, sign(key, centre, at, claim, None))


def follow(known: KeyList, offered: Iterable[SignedList]) -> Followed:
    """Go from the list that is known as far as the offered ones lead, in the order of versions.

    Versions that are not newer say nothing. Of the newer ones those that are not believed are
    passed over and named; a later one may be signed by a key that is known.
    """
    readable, refused = [], []
    for one in offered:
        try:
            readable.append((read_list(one.data), one))
        except ValueError:
            refused.append("not-a-list")
    for new, signed in sorted(readable, key=lambda each: each[0].version):
        if new.version <= known.version:
            continue
        try:
            _check(known, new, signed)
        except ListRefused as error:
            refused.append(str(error))
            continue
        others = tuple(key for key in known.keys if key.kind != "centre")
        known = KeyList(new.version, (*new.keys, *others))
    return Followed(known, tuple(refused))


def read_list(data: bytes) -> KeyList:
    """What a version says, unverified. Raises ValueError."""
    try:
        value = json.loads(data)
        version, keys = value["version"], tuple(map(PublishedKey.from_json, value["keys"]))
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a key list") from error
    counted = isinstance(version, int) and not isinstance(version, bool) and 0 < version < 2**31
    if not counted or not keys or any(key.kind != "centre" for key in keys):
        raise ValueError("not a key list of a centre")
    return KeyList(version, keys)


def read_lists(value: Any) -> tuple[SignedList, ...]:
    """The `lists` of an answer or a file; none where there is nothing of the kind.

    Raises ValueError.
    """
    if not isinstance(value, list) or len(value) > LISTS_MOST:
        raise ValueError("not lists")
    return tuple(map(SignedList.from_json, value))


def _check(known: KeyList, new: KeyList, signed: SignedList) -> None:
    """Raises ListRefused."""
    try:
        claims = verify(signed.token, known.counting, "centre", _KEY_LIST)
    except StatementInvalid as error:
        raise ListRefused(f"signature-{type(error).__name__}") from error
    if claims[_KEY_LIST] != [new.version, hashlib.sha256(signed.data).digest()]:
        raise ListRefused("about-another-list")
    there = {key.public: key for key in new.keys}
    for key in known.keys:
        if key.kind != "centre":
            continue
        kept = there.get(key.public)
        if kept is None:
            raise ListRefused("key-left-out")
        if (kept.owner, kept.valid_from) != (key.owner, key.valid_from):
            raise ListRefused("key-changed")
        if key.valid_to is not None and kept.valid_to != key.valid_to:
            raise ListRefused("ended-key-again")
    if not new.counting:
        raise ListRefused("no-key-counts")
