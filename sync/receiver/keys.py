"""Who is who: the centre's own signing key, and the keys of the kiosks it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from starlette.requests import Request

from sync.cose import PublishedKey
from sync.receiver.books import Books
from sync.receiver.database import StoreUnusable
from sync.receiver.durable import write_durably
from sync.receiver.problems import Refusal
from sync.receiver.rows import Key
from sync.wire import (
    KIOSK_ID,
    KIOSK_ID_HEADER,
    KIOSK_KEY_HEADER,
    MARK,
    MARK_HEADER,
    Problem,
    from_base64url,
)

CENTRE = "RC-HC"
KEY_FILE = "centre-key.pem"
NEXT_FILE = "centre-key-next.pem"
"""The key that is to follow, while it is being put in place."""
HAND_OVER = "hand over"
"""The name, which no kiosk can have, on the certificate of who brings what kiosks captured."""
_FETCH = (
    f"copy {KEY_FILE}, and key-lists.json if there is one, from the receiver that has it or from"
    " the backup; if it is lost for good: kiosk-receiver rotate --key-lost"
)
CERTIFICATE = "resource-centre.certificate"
"""Where a request's scope holds the ShownCertificate of its connection."""


@dataclass(frozen=True)
class Centre:
    """The centre's name and signing key."""

    name: str
    private: Ed25519PrivateKey


@dataclass(frozen=True)
class ShownCertificate:
    """A verified certificate: the name it bears, and its key when that is Ed25519, else b""."""

    name: str
    public: bytes


@dataclass(frozen=True)
class Kiosk:
    """A kiosk that asks, and every key it has had: what it captured earlier, it signed earlier."""

    name: str
    keys: tuple[PublishedKey, ...]


def open_centre(books: Books, path: Path, name: str, now: int) -> Centre:
    """The key in this file, made durable there the first time.

    A centre has one key that counts, whatever the number of its receivers. Raises StoreUnusable,
    OSError.
    """
    if path.with_name(NEXT_FILE).exists():
        raise StoreUnusable("a change of the key was interrupted: kiosk-receiver rotate ends it")
    if not path.exists():
        if any(key.valid_to is None for key in books.own_keys()):
            raise StoreUnusable(f"{path} is not there, but the centre has a key: {_FETCH}")
        write_new_key(path)
    private = read_own_key(path)
    public = private.public_key().public_bytes_raw()
    try:
        ended = books.add_own_key(public, now, alone=True).valid_to is not None
    except LookupError as error:
        raise StoreUnusable(f"{path} is not the key that the centre has: {_FETCH}") from error
    if ended:
        raise StoreUnusable(f"{path} holds a key that has been retired: {_FETCH}")
    return Centre(name, private)


def read_own_key(path: Path) -> Ed25519PrivateKey:
    """The centre's key from its file. Raises StoreUnusable, OSError."""
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise StoreUnusable(f"{path} cannot be read as a key") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise StoreUnusable(f"{path} is not an Ed25519 key")
    return private


def write_new_key(path: Path) -> None:
    """A new key for the centre in place of any other in this file."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    write_durably(path, pem)


def listed(books: Books, centre: str) -> tuple[PublishedKey, ...]:
    """Every key that may have made a receipt: the centre's, then the kiosks'."""
    own = (_published(key, "centre", centre) for key in books.own_keys())
    return (*own, *(_published(key, "kiosk", key.owner) for key in books.kiosk_keys()))


class Kiosks:
    """The kiosks this receiver knows.

    With `pins`, on plain loopback, the first key of a kiosk id becomes its key; otherwise
    kiosks are enrolled, and the certificate must bear their name.
    """

    def __init__(self, books: Books, clock: Callable[[], int], *, pins: bool = True) -> None:
        self._books = books
        self._clock = clock
        self._pins = pins

    def identify(self, request: Request) -> Kiosk:
        """The kiosk that asks; looks into the books. Raises Refusal 426, 401 or 403."""
        _check_spoken(request)
        kiosk, key = _who(request)
        shown: ShownCertificate | None = request.scope.get(CERTIFICATE)
        if not self._pins and shown is None:
            raise Refusal(401, Problem.UNKNOWN_KIOSK, "no certificate")
        if shown is not None and shown.name not in {kiosk, HAND_OVER}:
            raise Refusal(403, Problem.WRONG_KEY, "the certificate is another's")
        return self._known(kiosk, key, shown)

    def _known(self, kiosk: str, public: bytes, shown: ShownCertificate | None) -> Kiosk:
        keys = self._books.kiosk_keys(kiosk)
        if not keys and self._pins:
            self._books.pin(kiosk, public, self._clock())
            keys = self._books.kiosk_keys(kiosk)
        if not keys:
            raise Refusal(401, Problem.UNKNOWN_KIOSK, "not enrolled")
        if not any(key.public == public and key.valid_to is None for key in keys):
            raise Refusal(403, Problem.WRONG_KEY)
        retired = {key.public for key in keys if key.valid_to is not None}
        if shown is not None and shown.public in retired:
            raise Refusal(403, Problem.WRONG_KEY, "the certificate is for a retired key")
        return Kiosk(kiosk, tuple(_published(key, "kiosk", kiosk) for key in keys))


def _check_spoken(request: Request) -> None:
    """Whoever says that it speaks another version of the protocol is told which is spoken here."""
    if request.headers.get(MARK_HEADER, MARK) != MARK:
        headers = {"Upgrade": MARK, "Connection": "Upgrade"}
        raise Refusal(426, Problem.VERSION, headers=headers, supported=[MARK])


def _who(request: Request) -> tuple[str, bytes]:
    kiosk = request.headers.get(KIOSK_ID_HEADER, "")
    try:
        key = from_base64url(request.headers.get(KIOSK_KEY_HEADER, ""))
    except ValueError as error:
        raise Refusal(401, Problem.UNKNOWN_KIOSK, KIOSK_KEY_HEADER) from error
    if not KIOSK_ID.fullmatch(kiosk):
        raise Refusal(401, Problem.UNKNOWN_KIOSK, KIOSK_ID_HEADER)
    if len(key) != 32:
        raise Refusal(401, Problem.UNKNOWN_KIOSK, KIOSK_KEY_HEADER)
    return kiosk, key


def _published(key: Key, kind: Literal["kiosk", "centre"], owner: str) -> PublishedKey:
    until = None if key.valid_to is None else datetime.fromtimestamp(key.valid_to, UTC)
    since = datetime.fromtimestamp(key.valid_from, UTC)
    return PublishedKey(bytes(key.public), kind, owner, since, until, bool(key.revoked))
