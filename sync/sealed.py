"""The queue as one sealed file: for the day on which no network will come back in time.

An export is a tar, encrypted with age (https://age-encryption.org/v1) to the centre's key, of
everything that is still to be delivered: contents, manifests, kiosk's receipts. Handed to the
receiver it is the same submissions as over the network, so nothing is made twice: the kiosk goes
on trying, and learns by its own question that the centre has them.
"""

import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import pyrage
from pyrage import x25519

from sync.blobs import fsync, write_durably
from sync.keys import own_public_key
from sync.outbox import Outbox
from sync.submissions import TO_BE_DELIVERED, Item, State
from sync.wire import to_base64url

FORMAT = "court-kiosk-export/1"
EXPORTED = (*TO_BE_DELIVERED, State.HELD, State.UNKNOWN)
INDEX, MANIFEST, RECEIPT_K = "index.json", "manifest.json", "receipt-k.cose"
MOST_MEMBER_BYTES = 4 * 1024**3
_MOST_BESIDE_BYTES = 64 * 1024  # manifest, receipt and the tar's own, of one submission
_AGE_SHARE = 1024  # age adds a 4,096th; twice its own padding


class ExportInvalid(Exception):
    """Not an export, not for this key, or not whole."""


def new_identity(path: Path) -> str:
    """Make the centre's key for exports, once; its public half, to be given to the kiosks.

    Raises OSError, ExportInvalid for a file that is no key.
    """
    if not path.exists():
        write_durably(path, f"{x25519.Identity.generate()}\n".encode("ascii"))
    return str(identity_in(path).to_public())


def identity_in(path: Path) -> x25519.Identity:
    """The centre's key for exports. Raises OSError, ExportInvalid for a file that is no key."""
    try:
        return x25519.Identity.from_str(path.read_text("ascii").strip())
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise ExportInvalid(f"{path.name} is not an age identity") from error


def export(outbox: Outbox, recipient: str, out: Path) -> tuple[str, ...]:
    """Seal everything that is still to be delivered into the file `out`; the numbers in it.

    `out` is whole and durable when this returns, and not there when it raises: ValueError for
    a recipient that is none, OSError for the medium, OutboxError. May be repeated; nothing in
    the outbox changes but the audit log.
    """
    key = _recipient(recipient)
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as sealed:
            numbers = _seal(outbox, key, sealed, lambda _: None)
            sealed.flush()
            os.fsync(sealed.fileno())
        part.replace(out)
        fsync(out.parent)
    finally:
        part.unlink(missing_ok=True)
    outbox.noted("exported", submissions=len(numbers))
    return numbers


@dataclass(frozen=True)
class Waiting:
    """What an export would hold: `size_bytes` is what the sealed file takes at the most."""

    submissions: int
    size_bytes: int


def waiting(outbox: Outbox) -> Waiting:
    """What is still to be delivered. Raises OutboxError."""
    items = _exported(outbox)
    content_bytes = sum(item.total_bytes + _MOST_BESIDE_BYTES for item in items)
    return Waiting(len(items), content_bytes + content_bytes // _AGE_SHARE + _MOST_BESIDE_BYTES)


def is_recipient(recipient: str) -> bool:
    """Whether this is a key that can be sealed to."""
    try:
        _recipient(recipient)
    except ValueError:
        return False
    return True


def seal(
    outbox: Outbox, recipient: str, sealed: IO[bytes], tell: Callable[[int], None]
) -> tuple[str, ...]:
    """As export(), into an open file that somebody else makes durable; the numbers in it.

    `tell` gets the bytes that are sealed so far, on this thread; what it raises ends the work.
    The outbox is not told: whoever asked knows whether the file came to be. Raises ValueError,
    OutboxError, OSError; with what has been written by then nobody can do anything.
    """
    return _seal(outbox, _recipient(recipient), sealed, tell)


def _recipient(recipient: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise ValueError("not an age recipient") from error


def _seal(
    outbox: Outbox, to: x25519.Recipient, sealed: IO[bytes], tell: Callable[[int], None]
) -> tuple[str, ...]:
    with _encrypting(sealed, to) as plain:
        return _write(outbox, cast(IO[bytes], _Telling(plain, tell)))


class _Telling:
    """A file that tells how much was written into it."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self._file, self._tell = file, tell
        self._written_bytes = 0

    def write(self, data: bytes) -> int:
        self._written_bytes += len(data)
        self._tell(self._written_bytes)
        return self._file.write(data)


def _exported(outbox: Outbox) -> list[Item]:
    return [item for item in outbox.items() if item.state in EXPORTED]


@contextmanager
def _encrypting(sealed: IO[bytes], to: x25519.Recipient) -> Iterator[IO[bytes]]:
    """What is written to the file that this gives goes encrypted into `sealed`, as it comes."""
    reading, writing = os.pipe()
    failure: list[BaseException] = []

    def encrypt() -> None:
        with os.fdopen(reading, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, sealed, [to])
            except BaseException as error:  # noqa: BLE001 - raised again on the other thread
                failure.append(error)

    thread = threading.Thread(target=encrypt, name="sealing")
    thread.start()
    try:
        with os.fdopen(writing, "wb") as plain:
            yield plain
    except BrokenPipeError:
        if not failure:
            raise
    finally:
        thread.join()
    if failure:
        raise failure[0] if isinstance(failure[0], OSError) else OSError(str(failure[0]))


def _write(outbox: Outbox, plain: IO[bytes]) -> tuple[str, ...]:
    items = _exported(outbox)
    with tarfile.open(fileobj=plain, mode="w|") as tar:
        index: dict[str, Any] = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "numbers": [item.number for item in items],
        }
        if own := own_public_key(outbox.staging.parent):
            index["public_key"] = to_base64url(own)
        _add(tar, INDEX, json.dumps(index).encode("utf-8"))
        for item in items:
            manifest = outbox.manifest(item.number)
            if manifest is None:
                continue  # received and purged meanwhile
            for blob in manifest.blobs():
                _add_file(tar, f"{item.number}/{blob.sha256}", outbox.path_of(blob.sha256))
            _add(tar, f"{item.number}/{RECEIPT_K}", item.receipt_k)
            _add(tar, f"{item.number}/{MANIFEST}", manifest.to_bytes())
    return tuple(item.number for item in items)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    member = tarfile.TarInfo(name)
    with path.open("rb") as file:
        member.size = os.fstat(file.fileno()).st_size
        tar.addfile(member, file)
