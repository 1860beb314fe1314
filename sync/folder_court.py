"""A centre that is reached through a mounted share: files instead of requests.

A submission is a folder with its UUID as name. Contents come first (written beside, fsync,
rename), then receipt K and the manifest, and last the name `.done`: what lacks it was never
submitted. Whoever collects the share at the centre lays the signed answer beside it.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

from sync.blobs import fsync, write_durably
from sync.cose import (
    KeyNotValidThen,
    PublishedKey,
    StatementInvalid,
    UnknownKey,
    read_receipt_c,
    read_verdict,
)
from sync.court import (
    Blockage,
    CannotBeTaken,
    Confirmation,
    ContentDamaged,
    CourtBlocked,
    CourtRefused,
    CourtUnavailable,
    DocumentsMissing,
    NotYet,
    Upload,
)
from sync.disbelief import Disbelief
from sync.key_lists import Followed, read_lists
from sync.keys import KeyUnusable, PinnedKeys
from sync.manifest import Manifest
from sync.submissions import Review
from sync.wire import SHA256_HEX

MARKER = "resource-centre"
KEY_LISTS = "key-lists.json"
MANIFEST, RECEIPT_K, DONE = "manifest.json", "receipt-k.cose", ".done"
RECEIPT_C, VERDICT = "receipt-c.cose", "verdict.cose"
BLOCK_BYTES = 1024 * 1024
ANSWER_WITHIN_S = 2.0


class FolderCourt:
    """The Court port over a share that somebody has mounted. One thread at a time.

    The file MARKER in the share tells it from an empty mount point. A repeated commit finds
    what the first one wrote, and what became of it lies beside it: hence exactly once.
    """

    exactly_once = True

    def __init__(
        self, share: Path, pinned: PinnedKeys, answer_within_s: float = ANSWER_WITHIN_S
    ) -> None:
        """`answer_within_s` is how long a commit waits for the answer before it says NotYet."""
        self._share = share
        self._pinned = pinned
        self._answer_within_s = answer_within_s
        self._disbelief = Disbelief()

    def close(self) -> None:
        """Nothing is held open."""

    def probe(self) -> None:
        """See Court."""
        with _share():
            if not (self._share / MARKER).is_file():
                raise CourtUnavailable("share-not-there")

    def send(
        self, upload: Upload, begun: Callable[[str], None], progressed: Callable[[int], bool]
    ) -> bool:
        """See Court."""
        self.probe()
        place = self._share / str(upload.submission) / upload.blob.sha256
        with _share():
            place.parent.mkdir(exist_ok=True)
            if _size(place) == upload.blob.size_bytes and not upload.careful:
                progressed(upload.blob.size_bytes)
                return True
        part = place.with_name(place.name + ".part")
        if upload.url is None:
            begun(f"/{upload.submission}/{place.name}")
        if not _copy(upload, part, progressed):
            return False
        with _share():
            part.replace(place)
            fsync(place.parent)
        return True

    def commit(self, submission: UUID, manifest: bytes, receipt_k: bytes) -> Confirmation:
        """See Court."""
        self.probe()
        folder = self._share / str(submission)
        with _share():
            if not (folder / DONE).exists():
                self._check_contents(folder, manifest)
                write_durably(folder / RECEIPT_K, receipt_k, mode=0o640)
                write_durably(folder / MANIFEST, manifest, mode=0o640)
                write_durably(folder / DONE, hashlib.sha256(manifest).hexdigest().encode())
            elif (folder / MANIFEST).read_bytes() != manifest:
                raise CannotBeTaken("different-content")
        until = monotonic() + self._answer_within_s
        while True:
            try:
                answered = self.lookup(submission, receipt_k)
            except NotYet:
                if monotonic() >= until:
                    raise
                sleep(min(0.05, self._answer_within_s))
                continue
            if answered is None:
                raise CourtUnavailable("submission-vanished")
            return answered

    def lookup(self, submission: UUID, receipt_k: bytes) -> Confirmation | None:
        """See Court."""
        self.probe()
        folder = self._share / str(submission)
        with _share():
            if not (folder / DONE).exists():
                return None
            receipt, verdict = _read(folder / RECEIPT_C), _read(folder / VERDICT)
        if receipt is None and verdict is None:
            raise NotYet("being-confirmed")
        try:
            try:
                return _confirmed(receipt, verdict, self._keys(), receipt_k)
            except (UnknownKey, KeyNotValidThen):
                self.learn_keys()
                return _confirmed(receipt, verdict, self._keys(), receipt_k)
        except StatementInvalid as error:
            raise self._disbelief.of("receipt", receipt or verdict or b"") from error

    def learn_keys(self) -> Followed:
        """Follow the lists that whoever collects has laid into the share.

        Raises CourtUnavailable, CourtBlocked.
        """
        self._keys()  # with none to begin with nobody's word counts, and nothing is amiss
        with _share():
            laid = _read(self._share / KEY_LISTS)
        try:
            return self._pinned.follow(read_lists(json.loads(laid or b"[]")))
        except ValueError as error:
            raise CourtUnavailable("key-list-not-valid") from error
        except (KeyUnusable, OSError) as error:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-unreadable") from error

    def _keys(self) -> tuple[PublishedKey, ...]:
        try:
            keys = self._pinned.known()
        except KeyUnusable as error:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-unreadable") from error
        if not keys:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-missing")
        return keys

    def review(self, submission: UUID) -> Review | None:
        """A share has nobody who tells it."""
        self.probe()
        return None

    def time(self) -> datetime:
        """A share has no clock. Raises CourtUnavailable."""
        self.probe()
        raise CourtUnavailable("no-clock")

    def _check_contents(self, folder: Path, manifest: bytes) -> None:
        """What lies there is read back: a share may keep less than it was given."""
        missing = []
        for blob in Manifest.from_bytes(manifest).blobs():
            path = folder / blob.sha256
            if _sha256(path) != blob.sha256:
                path.unlink(missing_ok=True)
                missing.append(blob.sha256)
        if missing:
            raise DocumentsMissing(tuple(missing))


def _confirmed(
    receipt: bytes | None,
    verdict: bytes | None,
    keys: tuple[PublishedKey, ...],
    receipt_k: bytes,
) -> Confirmation:
    """Raises CourtRefused, StatementInvalid."""
    if receipt is not None:
        return Confirmation(receipt, read_receipt_c(receipt, keys, receipt_k).received_at)
    assert verdict is not None  # noqa: S101 - one of the two is there
    raise CourtRefused(verdict, read_verdict(verdict, keys, receipt_k).reasons)


def submissions_to_collect(share: Path) -> list[Path]:
    """The folders of the share that were submitted and have no answer yet, oldest first.

    Raises OSError.
    """
    done = [
        path.parent
        for path in share.glob(f"*/{DONE}")
        if not (path.parent / RECEIPT_C).exists() and not (path.parent / VERDICT).exists()
    ]
    return sorted(done, key=lambda folder: (folder / DONE).stat().st_mtime_ns)


def content_paths(folder: Path) -> dict[str, Path]:
    """The contents that lie in a submission's folder, by the SHA-256 in their name."""
    return {path.name: path for path in folder.iterdir() if SHA256_HEX.fullmatch(path.name)}


def _copy(upload: Upload, part: Path, progressed: Callable[[int], bool]) -> bool:
    """Go on where an earlier copy ended; True when all of it is there, durable."""
    size = upload.blob.size_bytes
    try:
        source = upload.path.open("rb")
    except OSError as error:
        raise ContentDamaged(upload.blob.sha256) from error
    with source, _share():
        if upload.careful:
            part.unlink(missing_ok=True)
        there = min(_size(part) or 0, size)
        with part.open("ab") as target:
            target.truncate(there)
            source.seek(there)
            while there < size:
                block = _block(source, upload, min(BLOCK_BYTES, size - there))
                target.write(block)
                target.flush()
                there += len(block)
                if not progressed(there) and there < size:
                    return False
            os.fsync(target.fileno())
    return True


def _block(source: object, upload: Upload, size: int) -> bytes:
    try:
        block = bytes(source.read(size))  # type: ignore[attr-defined] # an open file
    except OSError as error:
        raise ContentDamaged(upload.blob.sha256) from error
    if not block:
        raise ContentDamaged(upload.blob.sha256)
    return block


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextmanager
def _share() -> Iterator[None]:
    """What the share says against it: may work later."""
    try:
        yield
    except OSError as error:
        raise CourtUnavailable(f"share-{type(error).__name__}") from error
