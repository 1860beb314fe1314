"""At the centre: hands what lies in a share, or came in a sealed export, to the receiver.

The receiver does not care on which way a submission came: contents by tus, then the manifest
with the kiosk's receipt, which is the kiosk's signature. Doing it again is the same submission.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.answers import Where
from sync.blobs import write_durably
from sync.court import (
    CannotBeTaken,
    Confirmation,
    CourtRefused,
    CourtUnavailable,
    DocumentsMissing,
    Upload,
)
from sync.folder_court import (
    MANIFEST,
    RECEIPT_C,
    RECEIPT_K,
    VERDICT,
    content_paths,
    submissions_to_collect,
)
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.link import Link, Patience, Tls
from sync.manifest import Manifest
from sync.statement import PublishedKey
from sync.why_not import KioskNotEnrolled, why_not


@dataclass(frozen=True)
class Receiver:
    """Where submissions are handed to: the receiver's address, and whose answers are believed."""

    base: str
    pinned: PinnedKeys
    tls: Tls | None = None


KeyOf = Callable[[str], Ed25519PublicKey]
"""The public key of a kiosk; KeyError, which is KioskNotEnrolled, for one that is not known."""


def keys_of(receiver: Receiver) -> KeyOf:
    """The kiosks' keys as the receiver publishes them: enrolled there, valid now or before.

    Raises CourtUnavailable, CourtBlocked, ValueError for an address that is none.
    """
    link = Link(receiver.base, {}, receiver.tls or Tls(), Patience())
    try:
        answer = link.ask(Where.OTHER, "GET", "keys")
        listed = [PublishedKey.from_json(entry) for entry in answer.value["keys"]]
    except (KeyError, TypeError) as error:
        raise CourtUnavailable("key-list-not-valid") from error
    finally:
        link.close()
    # Of several keys of a kiosk, one that counts: with an older one nobody is let in.
    counting_last = sorted(listed, key=lambda key: key.valid_to is None)
    kiosks = {key.owner: key.public for key in counting_last if key.kind == "kiosk"}

    def key_of(kiosk: str) -> Ed25519PublicKey:
        if kiosk not in kiosks:
            raise KioskNotEnrolled(kiosk)
        return Ed25519PublicKey.from_public_bytes(kiosks[kiosk])

    return key_of


def collect(
    share: Path,
    receiver: Receiver,
    key_of: KeyOf,
    tell: Callable[[str, str], None] = lambda submission, why: None,
) -> tuple[int, int]:
    """Hand over everything in the share that has no answer yet, and lay the answers beside it.

    How many were answered, and how many could not be taken now: of those `tell` is told the
    submission and why, in words. May be repeated at will.
    Raises OSError when the share cannot be read, CourtBlocked when a person must act.
    """
    answered = waiting = 0
    for folder in submissions_to_collect(share):
        try:
            manifest = (folder / MANIFEST).read_bytes()
            receipt_k = (folder / RECEIPT_K).read_bytes()
            name, answer = _answer(receiver, key_of, manifest, receipt_k, content_paths(folder))
        except (CourtUnavailable, CannotBeTaken, DocumentsMissing, ValueError, KeyError) as error:
            tell(folder.name, why_not(error))
            waiting += 1
            continue
        write_durably(folder / name, answer, mode=0o644)
        answered += 1
    return answered, waiting


def hand_over(
    receiver: Receiver,
    key_of: KeyOf,
    manifest: bytes,
    receipt_k: bytes,
    contents: dict[str, Path],
) -> Confirmation:
    """Make one submission on behalf of the kiosk that signed it.

    Raises CourtError, ManifestInvalid, KeyError for a kiosk that is not known.
    """
    about = Manifest.from_bytes(manifest)
    missing = tuple(blob.sha256 for blob in about.blobs() if blob.sha256 not in contents)
    if missing:
        raise DocumentsMissing(missing)
    with closing(
        HttpCourt(receiver.base, about.kiosk, key_of(about.kiosk), receiver.pinned, receiver.tls)
    ) as court:
        known = court.lookup(about.submission, receipt_k)
        if known is not None:
            return known
        for blob in about.blobs():
            upload = Upload(about.submission, blob, contents[blob.sha256])
            court.send(upload, begun=lambda _: None, progressed=lambda _: True)
        return court.commit(about.submission, manifest, receipt_k)


def _answer(
    receiver: Receiver,
    key_of: KeyOf,
    manifest: bytes,
    receipt_k: bytes,
    contents: dict[str, Path],
) -> tuple[str, bytes]:
    try:
        return RECEIPT_C, hand_over(receiver, key_of, manifest, receipt_k, contents).receipt_c
    except CourtRefused as refused:
        return VERDICT, refused.verdict
