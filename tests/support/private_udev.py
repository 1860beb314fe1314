"""A real udevd of our own, with loop devices that it takes for USB sticks.

Works only in a network and mount namespace of its own, as root; see
tests/hardware/test_udev_storage.py.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from drivers.storage import Medium
from drivers.udev import UdevStorage
from support.storage_bench import StorageBench, until

_CONTROL = Path("/run/udev/control")
MEDIA_ROOT = Path("/run/kiosk/media")
_UDEVD = Path("/lib/systemd/systemd-udevd")
# What blkid finds is imported by udev's own rules, which run after this one.
_RULE = (
    'SUBSYSTEM=="block", KERNEL=="loop*", ATTRS{{loop/backing_file}}=="{images}/*",'
    ' ENV{{ID_BUS}}="usb", ENV{{ID_SERIAL}}="Generic_Flash_Disk",'
    ' ENV{{ID_PATH}}="pci-0000:00:14.0-usb-0:2:1.0-scsi-0:0:0:0"\n'
)
_PRODUCTION_OPTIONS = ("ro", "nosuid", "nodev", "noexec", "nosymfollow", "noatime", "noload")


class PrivateUdev:
    """The daemon, started with the rule; only image files in `images` become USB sticks."""

    def __init__(self, images: Path) -> None:
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        rules = Path("/run/udev/rules.d")
        rules.mkdir(parents=True)
        (rules / "59-loop-as-usb.rules").write_text(_RULE.format(images=images))
        self._process = subprocess.Popen([_UDEVD], stderr=subprocess.DEVNULL)
        until(lambda: _CONTROL.exists() or None)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


class Stick:
    """An image file, plugged in as a loop device and mounted as the kiosk's service would."""

    def __init__(self, image: Path, mount_point: Path) -> None:
        self.image = image
        self.mount_point = mount_point
        self.device = run("losetup", "--find", "--show", "--partscan", str(image))
        self.is_in = True

    def mount(
        self, options: Iterable[str] = _PRODUCTION_OPTIONS, device: str = "", at: Path | None = None
    ) -> None:
        place = at or self.mount_point
        place.mkdir(parents=True, exist_ok=True)
        run("mount", "-t", "ext4", "-o", ",".join(options), device or self.device, str(place))

    def unmount(self) -> None:
        while os.path.ismount(self.mount_point):
            run("umount", "--lazy", str(self.mount_point))

    def pull(self) -> None:
        """As with a real stick: its blocks fail, udev says so, then its mount goes."""
        os.truncate(self.image, 0)
        (Path("/sys/class/block") / Path(self.device).name / "uevent").write_text("remove")
        self.take_away()

    def take_away(self) -> None:
        """Leave no mount and no loop device; one still in use goes with its last user."""
        if not self.is_in:
            return
        self.is_in = False
        self.unmount()
        run("losetup", "--detach", self.device)


class UdevBench(StorageBench):
    """UdevStorage, and a folder of image files to plug in."""

    def __init__(self, images: Path) -> None:
        self.storage: UdevStorage = UdevStorage(MEDIA_ROOT)
        self.sticks: list[Stick] = []
        self._images = images
        self._count = 0

    def plug_in(self, label: str, fill: Callable[[Path], None]) -> None:
        self.attach(self.ext4_image(label, fill)).mount()

    def plug_in_unformatted(self) -> None:
        self.attach(self.blank_image())

    def pull(self, medium_id: str) -> None:
        self._stick_of(medium_id).pull()

    def blind(self) -> Callable[[], None]:
        hidden = _CONTROL.with_name("hidden")
        _CONTROL.rename(hidden)

        def see_again() -> None:
            hidden.rename(_CONTROL)

        return see_again

    def blank_image(self, size_bytes: int = 16 << 20) -> Path:
        self._count += 1
        image = self._images / f"{self._count}.img"
        with image.open("wb") as file:
            file.truncate(size_bytes)
        return image

    def ext4_image(self, label: str, fill: Callable[[Path], None], kind: str = "ext4") -> Path:
        """A file system with the files that `fill` writes, made without mounting it."""
        image = self.blank_image()
        content = self._images / f"{self._count}.content"
        content.mkdir()
        fill(content)
        run("mkfs.ext4", "-q", "-F", "-t", kind, "-L", label, "-d", str(content), str(image))
        shutil.rmtree(content)
        return image

    def attach(self, image: Path) -> Stick:
        stick = Stick(image, MEDIA_ROOT / f"{self._count} 證物")
        self.sticks.append(stick)
        return stick

    def only(self, wanted: Callable[[Medium], bool] = lambda medium: True) -> Medium:
        """Wait until exactly one medium is there and is as wanted."""

        def look() -> Medium | None:
            media = self.storage.media()
            return media[0] if len(media) == 1 and wanted(media[0]) else None

        return until(look)

    def take_everything_away(self) -> None:
        for stick in self.sticks:
            with suppress(subprocess.CalledProcessError):
                stick.take_away()
        until(lambda: self.storage.media() == () or None)

    def _stick_of(self, medium_id: str) -> Stick:
        """Sticks come and go in order, and so do media."""
        ids = [medium.id for medium in self.storage.media()]
        return [stick for stick in self.sticks if stick.is_in][ids.index(medium_id)]


def run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()
