"""A technician's stick on the simulated shelf: full, protected or pulled when it is told."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from drivers.outgoing import (
    FOLDER,
    MARK,
    OutgoingError,
    OutgoingFolder,
    OutgoingUnavailable,
    SeveralSticks,
    StickGone,
    StickMissing,
)
from drivers.outgoing_folder import PART, WritableFolder
from drivers.simulated import SimulatedShelf, refuse_in_production
from drivers.storage import Medium, MediumGone, StorageUnavailable
from drivers.tree import opened_folder


@dataclass
class SimulatedOutgoing:
    """Implements Outgoing over the devices of a shelf that are labelled with the mark.

    Before each block is written `before_block` gets the bytes of its file with it, and may stand
    still. `refuses` is raised instead of making the stick writable, `stays` instead of taking it
    away again. Counted over one file: `room_bytes` on the stick, `most_bytes` in a file,
    `pulled_at` bytes the stick is pulled. Of a `worn` stick something else comes back than was
    written.
    """

    shelf: SimulatedShelf
    refuses: OutgoingError | None = None
    stays: OutgoingError | None = None
    room_bytes: int | None = None
    most_bytes: int | None = None
    pulled_at: int | None = None
    worn: bool = False
    before_block: Callable[[int], None] = lambda _: None
    writable_now: bool = False

    def __post_init__(self) -> None:
        refuse_in_production()

    def stick(self) -> Medium:
        """See Outgoing."""
        try:
            marked = [medium for medium in self.shelf.media() if medium.label == MARK]
        except StorageUnavailable as error:
            raise OutgoingUnavailable("the simulated kiosk cannot look for devices") from error
        if not marked:
            raise StickMissing(MARK)
        if len(marked) > 1:
            raise SeveralSticks(MARK)
        return marked[0]

    @contextmanager
    def writable(self) -> Iterator[OutgoingFolder]:
        """See Outgoing."""
        stick = self.stick()
        if self.refuses is not None:
            raise self.refuses
        place = self.shelf.folder_of(stick.id) / FOLDER
        place.mkdir(exist_ok=True)
        self.writable_now = True
        try:
            with opened_folder(str(place)) as folder:
                yield _Folder(self, stick.id, place, folder)
        finally:
            self.writable_now = False
        if self.stays is not None:
            raise self.stays
        if not self.has(stick.id):
            raise StickGone("pulled out while it was unmounted")

    def has(self, medium_id: str) -> bool:
        """Whether it is plugged in."""
        try:
            self.shelf.folder_of(medium_id)
        except MediumGone:
            return False
        return True


class _Folder(WritableFolder):
    def __init__(self, world: SimulatedOutgoing, stick: str, place: Path, folder: int) -> None:
        self._world, self._stick, self._place = world, stick, place
        self._written_bytes = 0
        super().__init__(folder, lambda: world.has(stick), self._before)

    def free_bytes(self) -> int:
        room = self._world.room_bytes
        return super().free_bytes() if room is None else max(0, room - self._written_bytes)

    def _before(self, block_bytes: int) -> None:
        world, self._written_bytes = self._world, self._written_bytes + block_bytes
        world.before_block(self._written_bytes)
        if world.pulled_at is not None and self._written_bytes > world.pulled_at:
            with suppress(MediumGone):
                world.shelf.pull(self._stick)
        if not world.has(self._stick):
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        if world.most_bytes is not None and self._written_bytes > world.most_bytes:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        if world.room_bytes is not None and self._written_bytes > world.room_bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if world.worn:
            for part in self._place.glob("*" + PART):
                with part.open("r+b") as file:
                    file.write(b"\0")
