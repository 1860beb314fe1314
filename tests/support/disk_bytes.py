"""What lies on disks below their files: partition tables, headers, journals that are not played."""

import fcntl
import os
import struct
from pathlib import Path

from support.private_udev import run

LUKS1_HEADER = b"LUKS\xba\xbe\x00\x01".ljust(168, b"\0") + b"0f5a6a3e-9c4c-4f0e-8f5e-2d3c4b5a6978\0"


def write_and_cut_the_power(image: Path, office: Path) -> None:
    """Write on the device in an office, and have it pulled before it was ejected."""
    office.mkdir()
    run("mount", "-t", "ext4", "-o", "loop", str(image), str(office))
    (office / "written last.pdf").write_bytes(b"w" * 100_000)
    os.sync()
    (office / "never finished.pdf").write_bytes(b"n" * 100_000)
    folder = os.open(office, os.O_RDONLY)
    _shut_down_file_system(folder)
    os.close(folder)
    run("umount", str(office))


def _shut_down_file_system(folder: int) -> None:
    fcntl.ioctl(folder, 0x8004587D, struct.pack("I", 2))  # EXT4_IOC_SHUTDOWN, NOLOGFLUSH


def needs_journal_recovery(image: Path) -> bool:
    with image.open("rb") as file:
        file.seek(1024 + 0x60)  # s_feature_incompat
        return bool(int.from_bytes(file.read(4), "little") & 0x4)


def partition_table(partitions: list[tuple[int, int]], mebibytes: int) -> bytes:
    """A DOS partition table: (type, start in MiB) of each partition."""
    table = bytearray(512)
    table[440:444] = b"KIOS"
    for index, (kind, start) in enumerate(partitions):
        entry = 446 + 16 * index
        table[entry + 4] = kind
        table[entry + 8 : entry + 12] = (start * 2048).to_bytes(4, "little")
        table[entry + 12 : entry + 16] = (mebibytes * 2048).to_bytes(4, "little")
    table[510:512] = b"\x55\xaa"
    return bytes(table)
