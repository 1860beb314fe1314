"""Makes a whole submission of one file, for trials and other programs, up to its receipt.

The file is neither checked nor stamped: that is the kiosk's work, before its point of no return.
What happens after that point is the very same: outbox, courier, receipts.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.blobs import fsync
from sync.cose import receipt_k_of, sign_receipt_k
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, signing_key
from sync.known_files import KnownFiles, Look, opened, settled
from sync.lane import Lane, LaneState, Waits, boot_clock
from sync.link import Patience, Tls
from sync.manifest import Document, Manifest, Party, Source, Stamped
from sync.one_receiver import KEY_NOT_PINNED, OneReceiver, Waiting
from sync.outbox import Outbox
from sync.submissions import TO_BE_DELIVERED, Item
from sync.wire import ClockQuality

BLOCK_BYTES = 1024 * 1024
WAITS = Waits(least_s=0.5, most_s=10.0)
LEAST_FREE_BYTES = 64 * 1024 * 1024


class StateInUse(Exception):
    """Another process works with the same state folder."""


class EmptyFile(Exception):
    """There is nothing in the file that could be submitted."""


class Blocked(Exception):
    """Nothing can be delivered until a person acts; `lane` says why."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(f"{lane.kind}: {lane.reason}")
        self.lane = lane


@dataclass(frozen=True)
class Sender:
    """Whose submission it is, and where it goes."""

    base: str
    kiosk: str = ""
    case: str = "HCZZ 1/2026"
    tls: Tls | None = None
    patience: Patience | None = None


def submit_file(
    sender: Sender,
    state: Path,
    file: Path,
    told: Callable[[Item], None],
    *,
    waiting: Waiting = lambda reason, wait_s: None,
    wait: Callable[[float], None] = time.sleep,
) -> Item:
    """Put the file into the outbox in `state`, once, and deliver it; how it ended.

    The same file with the same `state` is the same submission, however often this is killed
    and repeated; once it is in the outbox the file is not read again while it stays as it was.
    `told` gets the item after every turn that got on, `waiting` why delivery waits. Returns when
    the centre's signed receipt is verified and kept, or the submission is set aside; waits for
    the network as long as it takes. Raises StateInUse, AnotherReceiver, EmptyFile, Blocked,
    CourtBlocked, OutboxError, KeyUnusable, ValueError for an address, a name or a case that is
    none, OSError when the file cannot be read.
    """
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not sender.case:
        raise ValueError("the case is empty: name one")
    with (
        _alone(state),
        closing(Outbox.open(state, minimum_free_bytes=LEAST_FREE_BYTES)) as outbox,
    ):
        key = signing_key(state)
        kiosk = sender.kiosk or trial_name(key)
        pinned = PinnedKeys(state / "centre-keys.json")
        court = HttpCourt(sender.base, kiosk, key, pinned, sender.tls, sender.patience)
        with closing(court):
            receiver = OneReceiver(state, sender.base, court, pinned)
            receiver.ascertain(WAITS, waiting, wait)
            item = _put_in(outbox, key, kiosk, sender.case, state, file)
            outbox.desk.retry_now(item.number)  # whoever asks again wants it tried now
            courier = Courier(court, outbox, clock=boot_clock, waits=WAITS, tell=_nobody)
            while item.state in TO_BE_DELIVERED:
                wait_s = courier.turn()
                item = _again(outbox, item)
                lane = outbox.deliveries.lane()
                if lane.reason == KEY_NOT_PINNED:
                    receiver.is_proven()
                if lane.state is LaneState.BLOCKED:
                    raise Blocked(lane)
                if wait_s and item.state in TO_BE_DELIVERED:
                    waiting(lane.reason or item.reason, wait_s)
                    wait(wait_s)
                else:
                    told(item)
            receiver.remember()
    return item


def trial_name(key: Ed25519PrivateKey) -> str:
    """A kiosk's name that no other state folder has: on loopback a name belongs to one key."""
    return "T" + hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:9]


def _put_in(
    outbox: Outbox, key: Ed25519PrivateKey, kiosk: str, case: str, state: Path, file: Path
) -> Item:
    files = KnownFiles(state)
    look = settled(file)
    known = files.of(look)
    if known and (item := _holding(outbox, known)):
        return item
    outbox.clear_staging()
    staged = outbox.staging / "document"
    digest, copied = _copy(file, staged)
    size_bytes = staged.stat().st_size
    if not size_bytes:
        raise EmptyFile(str(file))
    if copied == look:
        files.keep(look, digest)
    if item := _holding(outbox, digest):
        return item
    outbox.ready()
    sequence = outbox.next_sequence()
    # An image receipt without a stamp: the derivative is the original, byte for byte.
    document = Document(
        id="d1",
        type="trial",
        title="Trial",
        pages=1,
        sources=(Source(file.name, size_bytes, digest, _media_type(staged)),),
        stamped=Stamped(size_bytes, digest, size_bytes, "none"),
    )
    manifest = Manifest(
        submission=uuid4(),
        number=f"TRIAL-{kiosk}-{sequence:04}",
        sequence=sequence,
        kiosk=kiosk,
        captured_at=datetime.now(UTC).replace(microsecond=0),
        clock=ClockQuality.UNSYNCHRONISED,
        rules="trial",
        party=Party("trial"),
        case=case,
        documents=(document,),
    )
    outbox.put(manifest, _receipt(key, manifest), {digest: staged})
    put = outbox.item(manifest.number)
    if put is None:
        raise RuntimeError("the outbox has lost what it has just taken")
    return put


def _receipt(key: Ed25519PrivateKey, manifest: Manifest) -> bytes:
    try:
        return sign_receipt_k(key, receipt_k_of(manifest, manifest.sha256()))
    except ValueError as error:
        raise ValueError("the case is too long for a receipt: shorten it") from error


def _holding(outbox: Outbox, digest: str) -> Item | None:
    """The submission that holds this content already."""
    for item in outbox.items():
        manifest = outbox.manifest(item.number)
        if manifest and digest in {blob.sha256 for blob in manifest.blobs()}:
            return item
    return None


def _copy(file: Path, staged: Path) -> tuple[str, Look | None]:
    """Copy durably and hash what was copied, in one reading.

    How the file looked is None where it was being written to meanwhile.
    """
    digest = hashlib.sha256()
    with opened(file) as source, staged.open("wb") as target:
        look = Look.at(source.fileno())
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
        same = Look.at(source.fileno()) == look
    fsync(staged.parent)
    return digest.hexdigest(), look if same else None


def _media_type(file: Path) -> str:
    with file.open("rb") as opened:
        head = opened.read(1024)
    if b"%PDF-" in head:
        return "application/pdf"
    return "image/jpeg" if head.startswith(b"\xff\xd8\xff") else "application/octet-stream"


def _again(outbox: Outbox, item: Item) -> Item:
    now = outbox.item(item.number)
    if now is None:
        raise RuntimeError("the outbox has lost a submission")
    return now


def _nobody(event: str, **facts: str | int) -> None:
    """Nobody listens: what happens is told by the item."""


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    with (state / "submit.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StateInUse(str(state)) from error
        yield
