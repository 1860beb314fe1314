"""What udev knows of the USB storage that is plugged in: properties only, no device is opened."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pyudev

from drivers.storage import StorageUnavailable

# While udevd runs, or systemd would start it, this socket is there. Without udevd there are
# devices without properties, which would look like "nothing plugged in".
_UDEV_CONTROL = Path("/run/udev/control")

_SOCKET = re.compile(r"usb[a-z]*-\d+:([\d.]+)")
_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})")
# EFI system partition, Microsoft reserved; the same as an MBR partition type.
_NOT_FOR_FILES = frozenset(
    {"c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "e3c9e316-0b5c-4db8-817d-f92df00215ae", "0xef"}
)
UNRECOGNISED = "unrecognised"
_SECTOR_BYTES = 512  # /sys/class/block/*/size counts these, whatever the device's own sectors


@dataclass(frozen=True)
class Plugged:
    """One place for files on a USB device: a partition, or a whole device without partitions.

    `number` is "major:minor"; `usage` and `file_system` are blkid's words, empty when it
    recognised nothing on a device without partitions, and UNRECOGNISED when it recognised
    nothing on any partition: files were kept there once.
    """

    id: str
    number: str
    label: str
    size_bytes: int
    usage: str
    file_system: str
    socket: str


def plugged_in() -> tuple[Plugged, ...]:
    """Every USB storage device with a medium in it, oldest first. Raises StorageUnavailable.

    Of a partitioned device each partition with something recognised on it stands for itself;
    when there is none, the device stands for all. Partitions that no person keeps files on
    (EFI, Microsoft reserved) do not count.
    """
    try:
        if not _UDEV_CONTROL.exists():
            raise StorageUnavailable("udev does not run")
        devices = [
            device
            for device in pyudev.Context().list_devices(subsystem="block")
            if device.is_initialized
            and device.properties.get("ID_BUS") == "usb"
            and device.device_number  # 0: it went while it was looked at
        ]
        disks = [device for device in devices if device.device_type == "disk"]
        partitions = [device for device in devices if device.device_type == "partition"]
        found = [place for disk in disks for place in _places(disk, partitions)]
        return tuple(plugged for _, plugged in sorted(found, key=lambda place: place[0]))
    except (OSError, ImportError, ValueError, pyudev.DeviceNotFoundError) as error:
        raise StorageUnavailable("udev does not answer") from error


def _places(
    disk: pyudev.Device, partitions: list[pyudev.Device]
) -> list[tuple[tuple[int, int], Plugged]]:
    if not _size_bytes(disk):
        return []  # a card reader without a card
    for_files = [
        partition
        for partition in partitions
        if Path(partition.sys_path).parent == Path(disk.sys_path)
        and partition.properties.get("ID_PART_ENTRY_TYPE") not in _NOT_FOR_FILES
    ]
    kept = [partition for partition in for_files if partition.properties.get("ID_FS_USAGE")]
    order = int(disk.properties.get("DISKSEQ", 0))
    if for_files and not kept:
        return [((order, 0), replace(_plugged(disk, disk), usage=UNRECOGNISED))]
    return [((order, _partition(device)), _plugged(disk, device)) for device in (kept or [disk])]


def _plugged(disk: pyudev.Device, device: pyudev.Device) -> Plugged:
    properties = device.properties
    path = disk.properties.get("ID_PATH", "")
    socket = _SOCKET.search(path)
    return Plugged(
        # The kernel's sequence number tells one plugging-in from the next: a batch of sticks
        # often shares one serial number, and the socket is the same for all visitors.
        id=" ".join(
            (
                disk.properties.get("ID_SERIAL", ""),
                path,
                disk.properties.get("DISKSEQ", ""),
                str(_partition(device)),
            )
        ),
        number=f"{os.major(device.device_number)}:{os.minor(device.device_number)}",
        label=_label(properties.get("ID_FS_LABEL_ENC", "")),
        size_bytes=_size_bytes(device),
        usage=properties.get("ID_FS_USAGE", ""),
        file_system=properties.get("ID_FS_TYPE", ""),
        socket=socket[1] if socket else "",
    )


def _partition(device: pyudev.Device) -> int:
    """The number of a partition, from 1; 0 for a whole device."""
    return int(device.properties.get("PARTN", 0))


def _size_bytes(device: pyudev.Device) -> int:
    return int(device.attributes.get("size") or 0) * _SECTOR_BYTES


def _label(escaped: str) -> str:
    """The label as its owner wrote it; ID_FS_LABEL has underscores in place of spaces."""
    raw = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), escaped.encode("utf-8", "replace"))
    text = raw.decode("utf-8", "replace").strip()
    return "".join(character for character in text if character.isprintable())
