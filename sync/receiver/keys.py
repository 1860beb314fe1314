"""Who is who: the centre's own signing key, and the keys of the kiosks it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sync.cose import PublishedKey
from sync.receiver.durable import write_durably
from sync.receiver.problems import Refusal
from sync.receiver.store import Store
from sync.wire import KIOSK_ID, KIOSK_ID_HEADER, KIOSK_KEY_HEADER, Problem, from_base64url

_KEY_FILE = "centre-key.pem"
# A key pinned at first sight may have signed receipts long before: nobody told since when.
_SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Centre:
    """The centre's name and signing key."""

    name: str
    private: Ed25519PrivateKey
    published: PublishedKey


def open_centre(store: Store, name: str, now: int) -> Centre:
    """The key in the store's folder, made durable there the first time."""
    path = store.folder / _KEY_FILE
    if not path.exists():
        _write_new_key(path)
    private = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    public = private.public_key().public_bytes_raw()
    since = datetime.fromtimestamp(store.own_key_since(public, now), UTC)
    return Centre(name, private, PublishedKey(public, "centre", name, since))


class Kiosks:
    """The kiosks this receiver knows; on loopback the first key of a kiosk id is pinned."""

    def __init__(self, store: Store, clock: Callable[[], int]) -> None:
        self._store = store
        self._clock = clock
        self._pinned = store.enrolled()

    async def identify(self, request: Request) -> str:
        """The id of the kiosk that asks. Raises Refusal 401 or 403."""
        kiosk, key = _who(request)
        if kiosk not in self._pinned:
            self._pinned[kiosk] = await run_in_threadpool(
                self._store.enrol, kiosk, key, self._clock()
            )
        if self._pinned[kiosk] != key:
            raise Refusal(403, Problem.WRONG_KEY)
        return kiosk

    def key(self, kiosk: str) -> PublishedKey:
        """The pinned key of an identified kiosk."""
        return PublishedKey(self._pinned[kiosk], "kiosk", kiosk, _SINCE_EVER)

    def published(self) -> tuple[PublishedKey, ...]:
        """The keys of all known kiosks."""
        return tuple(self.key(kiosk) for kiosk in sorted(self._pinned))


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


def _write_new_key(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    write_durably(path, pem)
