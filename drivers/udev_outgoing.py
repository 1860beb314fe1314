"""The real technician's stick: found by udev, made writable by a small service of root's.

This process mounts nothing. It leaves an empty file in a folder that root watches; root looks
for the marked stick itself, mounts it, and says in one word how that went.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drivers.mountinfo import read_mounts
from drivers.outgoing import (
    FOLDER,
    MARK,
    OutgoingError,
    OutgoingFolder,
    OutgoingUnavailable,
    SeveralSticks,
    StickGone,
    StickMissing,
    StickNotWritable,
    StickProtected,
)
from drivers.outgoing_folder import WritableFolder
from drivers.storage import Condition, Medium, StorageUnavailable
from drivers.tree import opened_folder
from drivers.udev_devices import Plugged, plugged_in

MOUNT_WISH, UNMOUNT_WISH = "mount-export-stick", "unmount-export-stick"
WISHES = (MOUNT_WISH, UNMOUNT_WISH)
SAFE_OPTIONS = frozenset({"rw", "nosuid", "nodev", "noexec", "nosymfollow", "noatime"})
_SAID: dict[str, type[OutgoingError]] = {
    "missing": StickMissing,
    "several": SeveralSticks,
    "protected": StickProtected,
    "not-writable": StickNotWritable,
}
_LOOK_EVERY_S = 0.1


class UdevOutgoing:
    """Implements Outgoing without any privilege."""

    def __init__(
        self,
        wishes: Path,
        answers: Path = Path("/run/kiosk-export"),
        answer_limit_s: float = 75.0,
        monotonic: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`wishes` is the folder that root watches, in `answers` it mounts the stick and answers.

        A slow stick takes its time to be unmounted: what is still to be written is written then.
        """
        self._wishes, self._answers, self._answer_limit_s = wishes, answers, answer_limit_s
        self._monotonic, self._wait = monotonic, wait
        self._one_at_a_time = threading.Lock()

    def stick(self) -> Medium:
        """See Outgoing."""
        return _medium(self._marked())

    @contextmanager
    def writable(self) -> Iterator[OutgoingFolder]:
        """See Outgoing."""
        with self._one_at_a_time:
            yield from self._writable()

    def _writable(self) -> Iterator[OutgoingFolder]:
        marked = self._marked()
        try:
            self._wish(MOUNT_WISH, "writable")
            folder = self._open(marked)
            try:
                yield WritableFolder(folder, lambda: _is_in(marked))
            finally:
                os.close(folder)
        except BaseException:
            with suppress(OutgoingError):  # what came first is what is told
                self._wish(UNMOUNT_WISH, "away")
            raise
        self._wish(UNMOUNT_WISH, "away")
        if not _is_in(marked):
            raise StickGone("pulled out while it was unmounted")

    def _marked(self) -> Plugged:
        try:
            marked = [device for device in plugged_in() if device.label == MARK]
        except StorageUnavailable as error:
            raise OutgoingUnavailable("devices cannot be looked for") from error
        if not marked:
            raise StickMissing(MARK)
        if len(marked) > 1:
            raise SeveralSticks(MARK)
        return marked[0]

    def _wish(self, wish: str, wanted: str) -> None:
        """Have root do this; returns when it has answered with the word `wanted`."""
        left = self._wishes / wish
        until = self._monotonic() + self._answer_limit_s
        try:
            left.touch()
            while left.exists():  # root removes it once it has answered
                if self._monotonic() > until:
                    left.unlink(missing_ok=True)  # nobody shall answer it when it is forgotten
                    raise OutgoingUnavailable("no answer")
                self._wait(_LOOK_EVERY_S)
            said = (self._answers / "said").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise OutgoingUnavailable("the answer cannot be read") from error
        if said != wanted:
            raise _SAID.get(said, OutgoingUnavailable)(said)

    def _open(self, marked: Plugged) -> int:
        """The folder's descriptor, once it is proven to lie on that stick, mounted as it should."""
        place = self._answers / "stick"
        try:
            with opened_folder(str(place / FOLDER)) as folder:
                number = os.fstat(folder).st_dev
                if f"{os.major(number)}:{os.minor(number)}" != marked.number:
                    raise OutgoingUnavailable("something else is mounted there")
                mounts = read_mounts(Path("/proc/self/mountinfo"))
                options = [mount.options for mount in mounts if mount.path == str(place)]
                if not options or not options[-1] >= SAFE_OPTIONS:
                    raise OutgoingUnavailable("not mounted as it should be")
                return os.dup(folder)
        except (OSError, ValueError) as error:
            if not _is_in(marked):
                raise StickGone("pulled out") from error
            raise OutgoingUnavailable("the folder on the stick cannot be opened") from error


def _is_in(marked: Plugged) -> bool:
    """Whether it is still plugged in, as far as anybody can tell."""
    try:
        return any(device.id == marked.id for device in plugged_in())
    except StorageUnavailable:
        return True


def _medium(marked: Plugged) -> Medium:
    return Medium(marked.id, marked.label, marked.size_bytes, Condition.READY, marked.socket)
