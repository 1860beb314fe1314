"""The real storage on real devices. Run by test_udev_storage.py, in namespaces of its own."""

import hashlib
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.disk_bytes import (
    LUKS1_HEADER,
    needs_journal_recovery,
    partition_table,
    write_and_cut_the_power,
)
from support.private_udev import MEDIA_ROOT, PrivateUdev, UdevBench, run
from support.storage_bench import PATIENCE_S, until, write_files
from support.storage_contract import StorageContract

from drivers.storage import Condition, FileUnreadable, MediumUnreadable
from drivers.udev import SAFE_OPTIONS, UdevStorage
from drivers.udev_watch import watch_devices

LOOK_AS_NOBODY = """
import os, pyudev
from pathlib import Path
from drivers.udev import UdevStorage
pyudev.Context()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
storage = UdevStorage(Path('/run/kiosk/media'))
stop = storage.watch(lambda: None)
(medium,) = storage.media()
paths = [file.path for file in storage.files(medium.id)]
with storage.open(medium.id, "a.pdf") as file:
    print(os.getuid(), medium.condition, paths, file.read())
stop()
"""


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("images")
    udev = PrivateUdev(folder)
    yield folder
    udev.stop()


@pytest.fixture
def bench(images: Path) -> Iterator[UdevBench]:
    bench = UdevBench(images)
    yield bench
    bench.take_everything_away()


class TestUdevStorage(StorageContract):
    pass


def one_file(folder: Path) -> None:
    write_files(folder, {"a.pdf": b"a"})


def test_a_device_that_was_in_at_the_start_is_seen(bench: UdevBench) -> None:
    medium = bench.insert("EARLY", {"a.pdf": b"a"})
    assert UdevStorage(MEDIA_ROOT).media() == (medium,)


def test_the_socket_is_the_one_it_is_plugged_into(bench: UdevBench) -> None:
    assert bench.insert("X", {}).socket == "2"


def test_udev_and_the_table_of_mounts_are_heard_each_for_itself(bench: UdevBench) -> None:
    hint = threading.Event()
    stop = watch_devices(Path("/proc/self/mountinfo"), look=lambda: None, on_change=hint.set)
    try:
        stick = bench.attach(bench.ext4_image("X", one_file))
        assert hint.wait(PATIENCE_S), "nothing was heard from udev"
        StorageContract.settle(hint)
        stick.mount()
        assert hint.wait(PATIENCE_S), "nothing was heard of the mount"
    finally:
        stop()


def test_what_is_not_on_usb_is_not_a_visitors(bench: UdevBench, tmp_path: Path) -> None:
    image = bench.ext4_image("INTERNAL", one_file)
    inside = image.rename(tmp_path / "internal.img")
    bench.attach(inside).mount()
    stick = bench.insert("VISITOR", {"a.pdf": b"a"})
    assert bench.storage.media() == (stick,)


def test_until_it_is_mounted_a_device_is_being_prepared(bench: UdevBench) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    medium = bench.only()
    assert medium.condition is Condition.PREPARING
    with pytest.raises(MediumUnreadable):
        bench.storage.files(medium.id)
    changed = threading.Event()
    stop = bench.storage.watch(changed.set)
    try:
        stick.mount()
        assert changed.wait(PATIENCE_S)
        assert bench.only(lambda m: m.condition is Condition.READY).id == medium.id
    finally:
        stop()


def test_a_device_that_nobody_manages_to_mount_is_failing(bench: UdevBench) -> None:
    now = [0.0]
    bench.storage = UdevStorage(MEDIA_ROOT, mount_limit_s=30, monotonic=lambda: now[0])
    stick = bench.attach(bench.ext4_image("X", one_file))
    bench.only(lambda medium: medium.condition is Condition.PREPARING)
    changed = threading.Event()
    stop = bench.storage.watch(changed.set)
    try:
        StorageContract.settle(changed)
        now[0] = 31
        assert changed.wait(PATIENCE_S)
        assert bench.only().condition is Condition.FAILING
        stick.mount()
        assert bench.only(lambda medium: medium.condition is Condition.READY)
    finally:
        stop()


@pytest.mark.parametrize("missing", sorted(SAFE_OPTIONS | {"noload"}))
def test_a_mount_without_every_safe_option_is_refused(bench: UdevBench, missing: str) -> None:
    options = (SAFE_OPTIONS | {"noload"}) - {missing}
    if missing == "ro":
        options = (options - {"noload"}) | {"rw"}
    bench.attach(bench.ext4_image("X", one_file)).mount(sorted(options))
    medium = bench.only(lambda medium: medium.condition is Condition.UNSAFE_MOUNT)
    with pytest.raises(MediumUnreadable):
        bench.storage.files(medium.id)
    with pytest.raises(MediumUnreadable):
        bench.storage.open(medium.id, "a.pdf")


def test_a_read_only_view_of_a_writable_mount_is_refused(bench: UdevBench, tmp_path: Path) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    stick.mount(["rw", *(SAFE_OPTIONS - {"ro"})])
    run("mount", "-o", "remount,bind," + ",".join(SAFE_OPTIONS), str(stick.mount_point))
    assert bench.only(lambda medium: medium.condition is Condition.UNSAFE_MOUNT)


def test_a_second_unsafe_mount_makes_the_device_unsafe(bench: UdevBench, tmp_path: Path) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    stick.mount()
    bench.only(lambda medium: medium.condition is Condition.READY)
    elsewhere = tmp_path / "elsewhere"
    stick.mount(["ro", "noload"], at=elsewhere)
    try:
        assert bench.only(lambda medium: medium.condition is Condition.UNSAFE_MOUNT)
    finally:
        run("umount", str(elsewhere))


def test_of_several_mounts_the_kiosks_own_is_read(bench: UdevBench, tmp_path: Path) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    elsewhere = tmp_path / "elsewhere"
    stick.mount(at=elsewhere)
    try:
        bench.only(lambda medium: medium.condition is Condition.READY)
        run("mount", "-t", "tmpfs", "tmpfs", str(elsewhere))
        stick.mount()
        medium = bench.only()
        assert [file.path for file in bench.storage.files(medium.id)] == ["a.pdf"]
    finally:
        run("umount", str(elsewhere))
        run("umount", str(elsewhere))


def test_something_mounted_over_the_device_is_not_taken_for_it(bench: UdevBench) -> None:
    medium = bench.insert("X", {"a.pdf": b"a"})
    over = bench.sticks[0].mount_point
    run("mount", "-t", "tmpfs", "tmpfs", str(over))
    (over / "a.pdf").write_bytes(b"not from the device")
    with pytest.raises(MediumUnreadable):
        bench.storage.files(medium.id)
    with pytest.raises(MediumUnreadable):
        bench.storage.open(medium.id, "a.pdf")


def test_device_nodes_on_the_device_are_neither_listed_nor_opened(bench: UdevBench) -> None:
    def fill(folder: Path) -> None:
        one_file(folder)
        os.mknod(folder / "memory", stat.S_IFCHR | 0o666, os.makedev(1, 1))
        os.mknod(folder / "disk", stat.S_IFBLK | 0o666, os.makedev(7, 0))

    medium = bench.insert_filled("X", fill)
    assert [file.path for file in bench.storage.files(medium.id)] == ["a.pdf"]
    for name in ("memory", "disk"):
        with pytest.raises(FileUnreadable):
            bench.storage.open(medium.id, name)


def test_no_privilege_is_needed(bench: UdevBench) -> None:
    bench.insert("X", {"a.pdf": b"a"})
    done = subprocess.run(
        [sys.executable, "-c", LOOK_AS_NOBODY], capture_output=True, text=True, check=False
    )
    assert done.stdout == "65534 ready ['a.pdf'] b'a'\n", done.stderr


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(bench: UdevBench) -> None:
    medium = bench.insert("X", {f"folder/{n}.pdf": b"" for n in range(2000)})
    os.truncate(bench.sticks[0].image, 0)  # its blocks fail, but it is still plugged in
    with pytest.raises(MediumUnreadable):
        bench.storage.files(medium.id)
    with pytest.raises(MediumUnreadable):
        bench.storage.open(medium.id, "folder/1.pdf")


def test_an_encrypted_device_is_said_to_be_encrypted(bench: UdevBench) -> None:
    image = bench.blank_image()
    with image.open("r+b") as file:
        file.write(LUKS1_HEADER)
    bench.attach(image)
    # A loop device has its size a moment before udev has looked at what is on it.
    looked_at = bench.only(lambda medium: medium.condition is not Condition.UNFORMATTED)
    assert looked_at.condition is Condition.ENCRYPTED


def test_a_file_system_the_kiosk_does_not_read_is_said_to_be_unsupported(
    bench: UdevBench,
) -> None:
    bench.attach(bench.ext4_image("X", one_file, kind="ext2"))
    assert bench.only().condition is Condition.UNSUPPORTED


def test_a_device_closed_without_ejecting_stays_as_it_was_to_the_last_byte(
    bench: UdevBench, tmp_path: Path
) -> None:
    image = bench.ext4_image("X", one_file)
    write_and_cut_the_power(image, tmp_path / "office")
    assert needs_journal_recovery(image)
    before = hashlib.sha256(image.read_bytes()).digest()
    stick = bench.attach(image)
    stick.mount()
    medium = bench.only(lambda medium: medium.condition is Condition.READY)
    for file in bench.storage.files(medium.id):
        with bench.storage.open(medium.id, file.path) as opened:
            opened.read()
    stick.take_away()
    bench.wait_until_gone(medium.id)
    assert needs_journal_recovery(image)
    assert hashlib.sha256(image.read_bytes()).digest() == before


def test_each_partition_with_files_stands_for_itself(bench: UdevBench) -> None:
    image = bench.blank_image(64 << 20)
    inner = [bench.ext4_image(label, one_file).read_bytes() for label in ("EFI", "ONE", "TWO")]
    with image.open("r+b") as file:
        file.write(partition_table([(0xEF, 1), (0x83, 17), (0x83, 33)], mebibytes=16))
        for start, content in zip((1, 17, 33), inner, strict=True):
            file.seek(start << 20)
            file.write(content)
    stick = bench.attach(image)
    if not Path(stick.device + "p1").exists():  # a kernel that reads no partition tables
        for number, start in enumerate((1, 17, 33), start=1):
            run("addpart", stick.device, str(number), str(start * 2048), str(16 * 2048))
    media = until(lambda: found if len(found := bench.storage.media()) == 2 else None)
    assert [medium.label for medium in media] == ["ONE", "TWO"]
    assert media[0].id != media[1].id
    stick.mount(device=stick.device + "p3")
    until(lambda: bench.storage.media()[1].condition is Condition.READY or None)
    assert bench.storage.media()[0].condition is Condition.PREPARING
    assert [file.path for file in bench.storage.files(media[1].id)] == ["a.pdf"]
