"""Images of USB sticks, whole and broken, made here: FAT32, exFAT and NTFS as visitors bring them.

exFAT and NTFS are filled through their FUSE drivers, so this machine's kernel needs to know
neither. Root.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

SIZE = 64 << 20
START = 1 << 20  # where the one partition begins
Files = Mapping[str, bytes]


def fat32(image: Path, files: Files, label: str = "FIRM FAT") -> Path:
    """A stick with one FAT32 partition."""
    part = _blank(image.with_suffix(".part"), SIZE - START)
    _do("mkfs.vfat", "-F", "32", "-n", label, part)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
            _do("mcopy", "-Q", "-i", part, Path(folder) / name, "::/")
    return _partitioned(image, part, 0x0C)


def files_of_fat32(image: Path, folder: str, to: Path) -> list[Path]:
    """What lies in a folder of a stick with one FAT32 partition, copied out."""
    to.mkdir()
    _do("mcopy", "-Q", "-i", f"{image}@@{START}", f"::/{folder}/*", to)
    return sorted(to.iterdir())


def exfat(image: Path, files: Files) -> Path:
    """A stick with one exFAT partition."""
    part = _blank(image.with_suffix(".part"), SIZE - START)
    _do("mkfs.exfat", "-L", "FIRM EXFAT", part)
    device = _do("losetup", "--find", "--show", part).strip()
    try:
        _fill(["mount.exfat-fuse", "-d", device], files)
    finally:
        _do("losetup", "--detach", device)
    return _partitioned(image, part, 0x07)


def ntfs(image: Path, files: Files) -> Path:
    """A stick with one NTFS partition."""
    part = _blank(image.with_suffix(".part"), SIZE - START)
    _do("mkntfs", "-q", "-F", "-Q", "-L", "FIRM NTFS", "-p", "2048", "-H", "255", "-S", "63", part)
    _fill(["ntfs-3g", "-o", "no_detach", str(part)], files)
    return _partitioned(image, part, 0x07)


def unformatted(image: Path) -> Path:
    """A stick with nothing on it."""
    return _blank(image, SIZE)


def encrypted(image: Path) -> Path:
    """A stick that is one LUKS container."""
    header = b"LUKS\xba\xbe\x00\x01".ljust(168, b"\0") + b"0f5a6a3e-9c4c-4f0e-8f5e-2d3c4b5a6978\0"
    return _overwritten(_blank(image, SIZE), 0, header)


def damaged_ext4(image: Path) -> Path:
    """A stick whose file system is recognised, and cannot be mounted."""
    _do("mkfs.ext4", "-q", "-F", "-b", "4096", "-L", "OFFICE", _blank(image, SIZE))
    return _overwritten(image, 4096, bytes(4096))  # the descriptors of its block groups


def damaged_ntfs(image: Path) -> Path:
    """A stick whose table of files is gone, so that its partition is not recognised any more."""
    ntfs(image, {"lost.pdf": b"x"})
    with image.open("rb") as file:
        file.seek(START)
        boot = file.read(512)
    cluster = int.from_bytes(boot[11:13], "little") * boot[13]
    table = int.from_bytes(boot[48:56], "little") * cluster
    mirror = int.from_bytes(boot[56:64], "little") * cluster
    _overwritten(image, START + table, bytes(16384))
    return _overwritten(image, START + mirror, bytes(4096))


def _fill(driver: list[str], files: Files) -> None:
    """Write through a FUSE driver kept in the foreground: all is in the image when it ends."""
    with tempfile.TemporaryDirectory() as folder:
        running = subprocess.Popen(
            [*driver, folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + 30
            while not os.path.ismount(folder):
                assert running.poll() is None, f"{driver[0]} did not mount"
                assert time.monotonic() < end, f"{driver[0]} does not mount"
                time.sleep(0.02)
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
        finally:
            if os.path.ismount(folder):
                _do("umount", folder)
            running.wait(30)


def _partitioned(image: Path, part: Path, kind: int) -> Path:
    first, count = START // 512, part.stat().st_size // 512
    entry = bytes([0, 0xFE, 0xFF, 0xFF, kind, 0xFE, 0xFF, 0xFF])
    entry += first.to_bytes(4, "little") + count.to_bytes(4, "little")
    _blank(image, SIZE)
    _overwritten(image, 440, b"KIOS\0\0" + entry + bytes(48) + b"\x55\xaa")
    with image.open("r+b") as target, part.open("rb") as source:
        target.seek(START)
        shutil.copyfileobj(source, target)
    part.unlink()
    return image


def _blank(image: Path, size: int) -> Path:
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(size)
    return image


def _overwritten(image: Path, place: int, data: bytes) -> Path:
    with image.open("r+b") as file:
        file.seek(place)
        file.write(data)
    return image


def _do(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout
