"""A small ext4 file system on a loop device, whose power a test can cut; takes root."""

import fcntl
import os
import subprocess
from contextlib import suppress
from pathlib import Path

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = (2).to_bytes(4, "little")  # nothing more reaches the disk, not even the journal
MIB = 1024 * 1024


class SmallDisk:
    """Mounted at `path`; what was not synced when the power went is not there afterwards."""

    def __init__(self, folder: Path, size_bytes: int) -> None:
        self._image = folder / "disk.img"
        self.path = folder / "disk"
        self.path.mkdir()
        with self._image.open("wb") as image:
            image.truncate(size_bytes)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", "-I", "256", str(self._image))
        self.mount()

    def mount(self) -> None:
        """As after switching on: the journal is replayed. ext4 mends nobody's missing fsync."""
        options = "loop,errors=continue,noauto_da_alloc"
        _run("mount", "-o", options, str(self._image), str(self.path))

    def unmount(self) -> None:
        """Nobody may have a file open on it any more."""
        _run("umount", str(self.path))

    def cut_power(self) -> None:
        """From this moment on nothing is written; whoever tries gets EIO. Any thread."""
        handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(handle, EXT4_IOC_SHUTDOWN, NO_LOG_FLUSH)
        finally:
            os.close(handle)

    def start_again(self) -> None:
        """After a cut of the power."""
        self.unmount()
        self.mount()

    def fill(self, leaving_bytes: int = 0) -> None:
        """Take all the room but this, to the last block."""
        with (self.path / "filler").open("ab") as file:
            for step in (MIB, 4096):
                with suppress(OSError):
                    while self._free_bytes() - leaving_bytes >= step:
                        os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), step)

    def free(self) -> None:
        """Give back what fill() took."""
        (self.path / "filler").unlink()

    def _free_bytes(self) -> int:
        room = os.statvfs(self.path)
        return room.f_bavail * room.f_frsize


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
