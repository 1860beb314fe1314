"""The script that mounts visitors' devices; run by test_media_mount.py in its own namespaces."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.private_udev import PrivateUdev, UdevBench, run
from support.storage_bench import until, write_files

from drivers.mountinfo import Mount, read_mounts
from drivers.storage import Condition
from drivers.udev import SAFE_OPTIONS, UdevStorage

SCRIPT = Path(__file__).parents[2] / "systemd" / "kiosk-media-mount"
ROOT = Path("/run/kiosk-media")


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("images")
    udev = PrivateUdev(folder)
    ROOT.mkdir()
    yield folder
    udev.stop()


@pytest.fixture
def bench(images: Path) -> Iterator[UdevBench]:
    bench = UdevBench(images)
    bench.storage = UdevStorage(ROOT)
    yield bench
    for place in ROOT.iterdir():
        ask("unmount", place.name)
    for stick in bench.sticks:
        run("blockdev", "--setrw", stick.device)  # the next to use the loop device may write
    bench.take_everything_away()


def ask(action: str, device: str) -> subprocess.CompletedProcess[str]:
    command = [SCRIPT, action, Path(device).name]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def ours() -> list[Mount]:
    mounts = read_mounts(Path("/proc/self/mountinfo"))
    return [mount for mount in mounts if ROOT in Path(mount.path).parents]


def one_file(folder: Path) -> None:
    write_files(folder, {"a.pdf": b"a"})


def test_a_device_is_mounted_so_that_the_application_reads_it(bench: UdevBench) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    bench.only(lambda medium: medium.condition is Condition.PREPARING)
    done = ask("mount", stick.device)
    assert done.returncode == 0, done.stderr
    medium = bench.only(lambda medium: medium.condition is Condition.READY)
    with bench.storage.open(medium.id, "a.pdf") as file:
        assert file.read() == b"a"
    (mount,) = ours()
    assert mount.options >= SAFE_OPTIONS
    assert run("blockdev", "--getro", stick.device) == "1"


def test_mounted_twice_it_is_mounted_once(bench: UdevBench) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    bench.only(lambda medium: medium.condition is Condition.PREPARING)
    assert ask("mount", stick.device).returncode == 0
    assert ask("mount", stick.device).returncode == 0
    assert len(ours()) == 1


def test_unmounted_it_leaves_nothing_and_may_be_asked_again(bench: UdevBench) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file))
    bench.only(lambda medium: medium.condition is Condition.PREPARING)
    ask("mount", stick.device)
    for _ in range(2):
        assert ask("unmount", stick.device).returncode == 0
    assert list(ROOT.iterdir()) == []


def test_a_device_that_is_not_on_usb_is_left_alone(bench: UdevBench, tmp_path: Path) -> None:
    inside = bench.ext4_image("INTERNAL", one_file).rename(tmp_path / "internal.img")
    stick = bench.attach(inside)
    run("udevadm", "settle")
    done = ask("mount", stick.device)
    assert (done.returncode, "not on USB" in done.stderr) == (1, True)
    assert list(ROOT.iterdir()) == []


def test_a_file_system_that_the_application_does_not_read_is_left_alone(bench: UdevBench) -> None:
    stick = bench.attach(bench.ext4_image("X", one_file, kind="ext2"))
    bench.only(lambda medium: medium.condition is Condition.UNSUPPORTED)
    done = ask("mount", stick.device)
    assert (done.returncode, "does not read" in done.stderr) == (1, True)
    assert list(ROOT.iterdir()) == []


def test_a_damaged_file_system_fails_and_leaves_nothing(bench: UdevBench) -> None:
    image = bench.ext4_image("X", one_file)
    block = 1024 << int.from_bytes(image.read_bytes()[1048:1052], "little")
    with image.open("r+b") as file:
        file.seek(max(block, 2048))
        file.write(bytes(block))  # the descriptors of its block groups
    stick = bench.attach(image)
    bench.only(lambda medium: medium.condition is Condition.PREPARING)
    assert ask("mount", stick.device).returncode == 1
    assert list(ROOT.iterdir()) == []


@pytest.mark.parametrize("name", ["../sda", "", "sda1/x", "sda 1", "a" * 16, "SDA"])
def test_only_a_name_as_the_kernel_gives_them_is_taken(images: Path, name: str) -> None:
    for action in ("mount", "unmount"):
        done = subprocess.run([SCRIPT, action, name], capture_output=True, check=False)
        assert done.returncode == 64


def test_a_partition_that_is_no_longer_understood_is_not_called_unformatted(
    bench: UdevBench,
) -> None:
    image = bench.blank_image(64 << 20)
    entry = bytes([0, 0, 0, 0, 0x07, 0, 0, 0])
    entry += (2048).to_bytes(4, "little") + (32768).to_bytes(4, "little")
    with image.open("r+b") as file:
        file.seek(440)
        file.write(b"KIOS\0\0" + entry + bytes(48) + b"\x55\xaa")
    stick = bench.attach(image)
    if not Path(stick.device + "p1").exists():  # a kernel that reads no partition tables
        run("addpart", stick.device, "1", "2048", "32768")
    until(lambda: [m.condition for m in bench.storage.media()] == [Condition.FAILING] or None)
