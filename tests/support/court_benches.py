"""A centre and the way to it, as a test of the court port can spoil them: simulated, and real."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from support.faulty_cable import FaultyCable
from support.submissions import KIOSK
from sync.collect import Receiver, collect
from sync.cose import PublishedKey
from sync.court import Confirmation, Court, CourtUnavailable, Upload
from sync.folder_court import MARKER, FolderCourt
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys, key_list_bytes
from sync.link import Patience
from sync.receiver.count import count_holding
from sync.receiver.server import start_receiver
from sync.simulated import Mishap, SimulatedCourt

KEY = Ed25519PrivateKey.generate()


class Bench(Protocol):
    """A centre, and what a test can do to it and to the way there."""

    court: Court

    def keys(self) -> tuple[PublishedKey, ...]: ...
    def holding(self, sha256: str) -> int: ...
    def lose_the_next_commit_answer(self) -> None: ...
    def go_down(self) -> None: ...
    def come_up(self) -> None: ...
    def let_somebody_else_answer(self) -> None: ...
    def forge_signatures(self) -> None: ...
    def refuse_next(self) -> None: ...
    def cut_the_next_upload(self, after_bytes: int) -> None: ...


class SimulatedBench:
    def __init__(self) -> None:
        self.court = SimulatedCourt()

    def keys(self) -> tuple[PublishedKey, ...]:
        return (self.court.published,)

    def holding(self, sha256: str) -> int:
        manifests = self.court.received.values()
        return sum(sha256 in {b.sha256 for b in m.blobs()} for m in manifests)

    def lose_the_next_commit_answer(self) -> None:
        self.court.mishaps.append(Mishap.ANSWER_LOST)

    def go_down(self) -> None:
        self.court.down = True

    def come_up(self) -> None:
        self.court.down = False

    def let_somebody_else_answer(self) -> None:
        self.court.mishaps.append(Mishap.PORTAL)

    def forge_signatures(self) -> None:
        self.court.mishaps.append(Mishap.WRONG_SIGNATURE)

    def refuse_next(self) -> None:
        self.court.mishaps.append(Mishap.REFUSED)

    def cut_the_next_upload(self, after_bytes: int) -> None:
        self.court.cut_after_bytes = after_bytes


class _Share(FolderCourt):
    """A share that fails as it is told: between two writes, or before the answer is read."""

    answer_lost = False
    cut_after_bytes: int | None = None

    def send(
        self, upload: Upload, begun: Callable[[str], None], progressed: Callable[[int], bool]
    ) -> bool:
        class Cut(Exception):
            pass

        def watched(done: int) -> bool:
            if self.cut_after_bytes is not None and done >= self.cut_after_bytes:
                self.cut_after_bytes = None
                raise Cut
            return progressed(done)

        try:
            return super().send(upload, begun, watched)
        except Cut:
            raise CourtUnavailable("share-OSError") from None

    def commit(self, submission: UUID, manifest: bytes, receipt_k: bytes) -> Confirmation:
        confirmation = super().commit(submission, manifest, receipt_k)
        if self.answer_lost:
            self.answer_lost = False
            raise CourtUnavailable("share-OSError")
        return confirmation


class FolderBench:
    """A share with somebody at the other end who hands to a real receiver what lies there."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._store = folder, folder / "centre"
        self._share = folder / "share"
        self._share.mkdir()
        (self._share / MARKER).touch()
        self.receiver = start_receiver(self._store)
        pinned = PinnedKeys(folder / "centre-keys.json")
        self._to = Receiver(self.receiver.base_url, pinned)
        with closing(HttpCourt(self.receiver.base_url, KIOSK, KEY, pinned)) as first:
            first.published_keys()
        self.court = _Share(self._share, pinned, answer_within_s=20)
        self._ended = threading.Event()
        self._collector = threading.Thread(target=self._collect, daemon=True)
        self._collector.start()

    def _collect(self) -> None:
        while not self._ended.wait(0.02):
            if self._share.exists():
                collect(self._share, self._to, {KIOSK: KEY.public_key()}.__getitem__)

    def keys(self) -> tuple[PublishedKey, ...]:
        return self._to.pinned.known()

    def holding(self, sha256: str) -> int:
        return count_holding(self._store, sha256)

    def lose_the_next_commit_answer(self) -> None:
        self.court.answer_lost = True

    def go_down(self) -> None:
        self._share.rename(self._folder / "elsewhere")

    def come_up(self) -> None:
        (self._folder / "elsewhere").rename(self._share)

    def let_somebody_else_answer(self) -> None:
        """The share is not mounted: the kiosk sees the empty folder beneath."""
        self.go_down()
        self._share.mkdir()

    def forge_signatures(self) -> None:
        public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        another = PublishedKey(public, "centre", "RC-HC", datetime(2020, 1, 1, tzinfo=UTC))
        pinned = self._folder / "others-keys.json"
        pinned.write_bytes(key_list_bytes((another,)))
        self.court = _Share(self._share, PinnedKeys(pinned), answer_within_s=20)

    def refuse_next(self) -> None:
        """As with HttpBench."""

    def cut_the_next_upload(self, after_bytes: int) -> None:
        self.court.cut_after_bytes = after_bytes

    def close(self) -> None:
        self._ended.set()
        self._collector.join()
        self.receiver.stop()


class HttpBench:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = folder / "centre"
        self.receiver = start_receiver(self._store)
        self.cable = FaultyCable(self.receiver.base_url)
        self._pinned = folder / "centre-keys.json"
        self.court = self._court(self._pinned)

    def _court(self, pinned: Path) -> HttpCourt:
        patience = Patience(connect_s=5, answer_s=10, commit_s=10)
        return HttpCourt(self.cable.base_url, KIOSK, KEY, PinnedKeys(pinned), patience=patience)

    def keys(self) -> tuple[PublishedKey, ...]:
        return PinnedKeys(self._pinned).known()

    def holding(self, sha256: str) -> int:
        return count_holding(self._store, sha256)

    def lose_the_next_commit_answer(self) -> None:
        self.cable.lose_answer_to = b"PUT "

    def go_down(self) -> None:
        self.cable.down = True

    def come_up(self) -> None:
        self.cable.down = False

    def let_somebody_else_answer(self) -> None:
        self.cable.portal = True

    def forge_signatures(self) -> None:
        """What the centre signs is not what the kiosk has pinned."""
        public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        another = PublishedKey(public, "centre", "RC-HC", datetime(2020, 1, 1, tzinfo=UTC))
        pinned = self._folder / "others-keys.json"
        pinned.write_bytes(key_list_bytes((another,)))
        self.court.close()
        self.court = self._court(pinned)

    def refuse_next(self) -> None:
        """The receiver refuses what is told by refusable() below."""

    def cut_the_next_upload(self, after_bytes: int) -> None:
        self.cable.cut_body_after = after_bytes
        self.cable.before_cut = self._until_some_has_arrived

    def _until_some_has_arrived(self) -> None:
        end = time.monotonic() + 30
        blobs = self._store / "blobs"
        while time.monotonic() < end and not any(p.stat().st_size for p in blobs.iterdir()):
            time.sleep(0.01)

    def close(self) -> None:
        self.court.close()
        self.cable.close()
        self.receiver.stop()
