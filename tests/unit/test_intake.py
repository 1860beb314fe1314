"""Files come off a visitor's device whole and durable, or not at all."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.documents.intake import (
    BLOCK_BYTES,
    DeviceFailed,
    DiskFailed,
    DiskFull,
    FileChanged,
    copy_in,
)

WRIT = b"a writ" * 500_000


class DyingStick(io.RawIOBase):
    """Delivers one block, then fails as a pulled device does."""

    def __init__(self) -> None:
        self._blocks = [b"x" * BLOCK_BYTES]

    def read(self, size: int = -1) -> bytes:
        if not self._blocks:
            raise OSError(5, "Input/output error")
        return self._blocks.pop()


def test_a_copy_has_the_bytes_the_digest_and_the_name_of_what_was_brought(tmp_path: Path) -> None:
    taken = copy_in(io.BytesIO(WRIT), "令狀.pdf", tmp_path, len(WRIT), lambda _: None)
    assert Path(taken.path).read_bytes() == WRIT
    assert taken.sha256 == hashlib.sha256(WRIT).hexdigest()
    assert (taken.name, taken.size_bytes) == ("令狀.pdf", len(WRIT))


def test_the_visitors_name_never_becomes_a_path(tmp_path: Path) -> None:
    taken = copy_in(io.BytesIO(b"x"), "../../etc/passwd", tmp_path, 1, lambda _: None)
    assert Path(taken.path).parent == tmp_path
    assert "passwd" not in taken.path


def test_progress_counts_up_to_the_whole(tmp_path: Path) -> None:
    counts: list[int] = []
    copy_in(io.BytesIO(WRIT), "writ.pdf", tmp_path, len(WRIT), counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == len(WRIT)
    assert len(counts) > 1


def test_a_device_that_dies_is_told_from_a_disk_that_is_full(tmp_path: Path) -> None:
    with pytest.raises(DeviceFailed):
        copy_in(DyingStick(), "writ.pdf", tmp_path, 10 * BLOCK_BYTES, lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_its_own_trouble(tmp_path: Path) -> None:
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    program = (
        "import io, sys; from pathlib import Path\n"
        "from kiosk_app.documents.intake import DiskFull, copy_in\n"
        "folder, data = Path(sys.argv[1]), bytes(3 << 20)\n"
        "try:\n"
        "    copy_in(io.BytesIO(data), 'writ.pdf', folder, len(data), lambda n: None)\n"
        "except DiskFull:\n"
        "    print('full', len(list(folder.iterdir())))\n"
    )
    one_mebibyte = ["--size", str(1 << 20), "--tmpfs", str(tiny)]
    ran = subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", *one_mebibyte, sys.executable, "-c", program, str(tiny)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "full 0\n"


def test_a_disk_that_refuses_the_copy_is_no_fault_of_the_device(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed) as raised:
        copy_in(io.BytesIO(b"x"), "writ.pdf", tmp_path / "gone", 1, lambda _: None)
    assert not isinstance(raised.value, DiskFull)


@pytest.mark.parametrize("listed", [len(WRIT) - 1, len(WRIT) + 1])
def test_a_file_of_another_size_than_listed_is_not_taken(tmp_path: Path, listed: int) -> None:
    with pytest.raises(FileChanged):
        copy_in(io.BytesIO(WRIT), "writ.pdf", tmp_path, listed, lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_finished_with_nothing_copied_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(FileChanged):
        copy_in(io.BytesIO(b""), "writ.pdf", tmp_path, 0, lambda _: None)


def test_stopping_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def enough(_: int) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        copy_in(io.BytesIO(WRIT), "writ.pdf", tmp_path, len(WRIT), enough)
    assert list(tmp_path.iterdir()) == []


def test_the_copy_and_its_name_are_synced_before_it_is_said_to_be_there(tmp_path: Path) -> None:
    program = (
        "import io, sys; from pathlib import Path\n"
        "from kiosk_app.documents.intake import copy_in\n"
        "copy_in(io.BytesIO(b'writ'), 'w.pdf', Path(sys.argv[1]), 4, lambda n: None)\n"
        "sys.stdout.write('taken'); sys.stdout.flush()\n"
    )
    calls = "trace=fsync,rename,renameat,renameat2,write"
    ran = subprocess.run(
        ["strace", "-e", calls, sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    words = ("fsync", "rename", "taken", "writ")
    order = [
        next(word for word in words if word in line)
        for line in ran.stderr.splitlines()
        if any(word in line for word in words)
    ]
    assert order == ["writ", "fsync", "rename", "fsync", "taken"]
