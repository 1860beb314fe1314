"""What the kernel's table of mounts says is read as proc_pid_mountinfo(5) describes it."""

from pathlib import Path

import pytest

from drivers.mountinfo import Mount, read_mounts


def _table(folder: Path, *lines: bytes) -> Path:
    table = folder / "mountinfo"
    table.write_bytes(b"".join(line + b"\n" for line in lines))
    return table


def test_device_place_and_options_are_told_apart(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        b"36 35 8:17 / /run/kiosk/media/sdb1 ro,nosuid,nodev - vfat /dev/sdb1 ro,utf8",
    )
    assert read_mounts(table) == (
        Mount(
            device="8:17",
            root="/",
            path="/run/kiosk/media/sdb1",
            options=frozenset({"ro", "nosuid", "nodev"}),
            file_system="vfat",
            file_system_options=frozenset({"ro", "utf8"}),
        ),
    )


@pytest.mark.parametrize(
    "optional", [b"", b"shared:7 ", b"master:1 propagate_from:2 ", b"unbindable something:new "]
)
def test_any_number_of_optional_fields_is_skipped(tmp_path: Path, optional: bytes) -> None:
    table = _table(tmp_path, b"36 35 7:0 / /m ro " + optional + b"- ext4 /dev/loop0 ro")
    (mount,) = read_mounts(table)
    assert (mount.path, mount.file_system) == ("/m", "ext4")


@pytest.mark.parametrize(
    ("escaped", "path"),
    [
        (rb"/media/CASE\040FILES", "/media/CASE FILES"),
        (rb"/media/a\011b\012c", "/media/a\tb\nc"),
        (rb"/media/back\134slash", "/media/back\\slash"),
        (rb"/media/\134040", "/media/\\040"),
        ("/media/證物".encode(), "/media/證物"),
        (b"/media/\xaa", "/media/\udcaa"),
    ],
)
def test_escaped_paths_come_out_as_they_are(tmp_path: Path, escaped: bytes, path: str) -> None:
    table = _table(tmp_path, b"36 35 7:0 / " + escaped + b" ro - ext4 /dev/loop0 ro")
    assert read_mounts(table)[0].path == path


def test_a_hyphen_in_a_path_does_not_end_the_fields(tmp_path: Path) -> None:
    table = _table(tmp_path, rb"36 35 7:0 / /m\040-\040x ro - ext4 /dev/loop0 ro")
    assert read_mounts(table)[0].path == "/m - x"


@pytest.mark.parametrize("line", [b"nonsense", b"36 35 7:0 / /m - ext4 /dev/loop0 ro", b"1 - 2"])
def test_a_table_that_cannot_be_understood_is_not_an_empty_one(tmp_path: Path, line: bytes) -> None:
    with pytest.raises(ValueError, match="mountinfo"):
        read_mounts(_table(tmp_path, line))


def test_the_real_table_can_be_read() -> None:
    assert "/proc" in {mount.path for mount in read_mounts(Path("/proc/self/mountinfo"))}
