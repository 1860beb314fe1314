"""The technician's stick on loop devices; run by test_export_stick.py in its own namespaces."""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.outgoing_contract import LARGE, OutgoingBench, OutgoingContract, write
from support.private_udev import PrivateUdev, Stick, UdevBench, run
from support.storage_bench import until

from drivers.mountinfo import read_mounts
from drivers.outgoing import FOLDER, MARK, OutgoingUnavailable
from drivers.storage import Condition
from drivers.udev import UdevStorage
from drivers.udev_devices import plugged_in
from drivers.udev_outgoing import WISHES, UdevOutgoing

SYSTEMD = Path(__file__).parents[2] / "systemd"
WISHED, ANSWERED, VISITORS = (
    Path("/run") / n for n in ("court-kiosk", "kiosk-export", "kiosk-media")
)


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("images")
    udev = PrivateUdev(folder)
    for place in (WISHED, ANSWERED, VISITORS):
        place.mkdir()
    yield folder
    udev.stop()


class PathUnit:
    """What kiosk-export.path does: starts the service as long as a wish is there."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            if any((WISHED / wish).exists() for wish in WISHES):
                subprocess.run([SYSTEMD / "kiosk-export-stick"], check=False)

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()


class LoopBench(OutgoingBench):
    def __init__(self, images: Path) -> None:
        self.udev = UdevBench(images)
        self.udev.storage = UdevStorage(VISITORS)
        self.outgoing = UdevOutgoing(WISHED, ANSWERED)

    @property
    def stick(self) -> Stick:
        return self.udev.sticks[-1]

    def plug_in(self, label: str = MARK, room_bytes: int = 8 << 20) -> None:
        image = self.udev.ext4_image(label, lambda folder: self._fill(folder, room_bytes))
        self.seen(self.udev.attach(image))

    def _fill(self, folder: Path, room_bytes: int) -> None:
        # Of 16 MiB, ext4 takes some for itself. Zeros would become a hole that takes no room.
        if room_bytes < 8 << 20:
            (folder / "ballast").write_bytes(os.urandom((14 << 20) - room_bytes))

    def seen(self, stick: Stick) -> None:
        before = len(self.udev.sticks) - 1
        until(lambda: len(plugged_in()) > before or None)
        run(str(SYSTEMD / "kiosk-media-mount"), "mount", Path(stick.device).name)

    def pull(self) -> None:
        self.stick.pull()
        until(lambda: not any(d.label == MARK for d in plugged_in()) or None)

    def protect(self) -> None:
        name = Path(self.stick.device).name
        run(str(SYSTEMD / "kiosk-media-mount"), "unmount", name)
        run("losetup", "--detach", self.stick.device)
        until(lambda: plugged_in() == () or None)
        run("losetup", "--read-only", self.stick.device, str(self.stick.image))
        until(lambda: len(plugged_in()) == 1 or None)

    def plug_in_not_writable(self) -> None:
        image = self.udev.ext4_image(MARK, lambda folder: None, kind="ext2")
        self.udev.attach(image)
        until(lambda: len(plugged_in()) == 1 or None)

    def on_the_stick(self) -> Mapping[str, bytes]:
        """As it is mounted again for reading."""
        place = VISITORS / Path(self.stick.device).name / FOLDER
        return {file.name: file.read_bytes() for file in place.iterdir()}

    def is_writable(self) -> bool:
        mounts = read_mounts(Path("/proc/self/mountinfo"))
        mounted = any(ANSWERED in Path(mount.path).parents for mount in mounts)
        ours = [stick.device for stick in self.udev.sticks if stick.is_in]
        return mounted or any(run("blockdev", "--getro", device) == "0" for device in ours)

    def clear(self) -> None:
        subprocess.run([SYSTEMD / "kiosk-export-stick", "unmount"], check=True)
        for place in VISITORS.iterdir():
            run(str(SYSTEMD / "kiosk-media-mount"), "unmount", place.name)
        for stick in self.udev.sticks:
            subprocess.run(["blockdev", "--setrw", stick.device], check=False)
        self.udev.take_everything_away()


@pytest.fixture
def bench(images: Path) -> Iterator[LoopBench]:
    bench, unit = LoopBench(images), PathUnit()
    yield bench
    unit.stop()
    bench.clear()


class TestUdevOutgoing(OutgoingContract):
    pass


def test_what_is_mounted_for_writing_lets_nothing_on_it_take_effect(bench: LoopBench) -> None:
    bench.plug_in()
    with bench.outgoing.writable():
        (mount,) = [
            m for m in read_mounts(Path("/proc/self/mountinfo")) if ANSWERED in Path(m.path).parents
        ]
        assert mount.options >= {"rw", "nosuid", "nodev", "noexec", "nosymfollow", "noatime"}
    assert list(ANSWERED.iterdir()) == [ANSWERED / "said"]


def test_afterwards_the_stick_is_mounted_for_reading_as_any_other(bench: LoopBench) -> None:
    bench.plug_in()
    with bench.outgoing.writable() as folder:
        folder.write("queue.age", write)
        (medium,) = bench.udev.storage.media()
        assert medium.condition is Condition.UNSAFE_MOUNT  # no visitor's file is read meanwhile
    medium = bench.udev.only(lambda medium: medium.condition is Condition.READY)
    with bench.udev.storage.open(medium.id, "court-kiosk/queue.age") as file:
        assert file.read() == LARGE


def test_what_an_application_that_died_left_writable_is_taken_away(bench: LoopBench) -> None:
    bench.plug_in()
    (WISHED / WISHES[0]).touch()
    until(lambda: (bench.is_writable() and not (WISHED / WISHES[0]).exists()) or None)
    for _ in range(2):  # before the application starts again, whether or not there is something
        subprocess.run([SYSTEMD / "kiosk-export-stick", "unmount"], check=True)
        assert not bench.is_writable()


def test_a_link_on_the_stick_leads_nowhere(bench: LoopBench, tmp_path: Path) -> None:
    image = bench.udev.ext4_image(MARK, lambda folder: (folder / FOLDER).symlink_to(tmp_path))
    bench.seen(bench.udev.attach(image))
    with pytest.raises(OutgoingUnavailable), bench.outgoing.writable():
        pass
    assert list(tmp_path.iterdir()) == []
    assert not bench.is_writable()


def test_nobody_answers_and_that_is_told(images: Path) -> None:
    bench = LoopBench(images)
    now = iter(range(0, 1000, 10))
    bench.outgoing = UdevOutgoing(
        WISHED, ANSWERED, 60.0, monotonic=lambda: float(next(now)), wait=lambda _: None
    )
    bench.plug_in()
    with pytest.raises(OutgoingUnavailable), bench.outgoing.writable():
        pass
    assert list(WISHED.iterdir()) == []
    bench.clear()
