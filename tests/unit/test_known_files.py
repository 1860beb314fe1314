"""A digest is remembered while the file is untouched, and never for longer."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from sync.known_files import FRESH_NS, KnownFiles

SIZE_BYTES = 4_000_000


def later() -> int:
    """A clock by which every file here is old enough."""
    return time.time_ns() + 2 * FRESH_NS


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "writ.pdf"
    path.write_bytes(b"a" * SIZE_BYTES)
    return path


def read_bytes_so_far() -> int:
    """What this process has read until now, by the kernel's count."""
    lines = Path("/proc/self/io").read_text("ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["rchar"])


def reading(known: KnownFiles, path: Path) -> tuple[str, int]:
    """The digest, and how many bytes were read for it."""
    before = read_bytes_so_far()
    sha256, _ = known.digest(path)
    return sha256, read_bytes_so_far() - before


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_is_read_once(tmp_path: Path, document: Path) -> None:
    first, read = reading(KnownFiles(tmp_path, now_ns=later), document)
    again, read_again = reading(KnownFiles(tmp_path, now_ns=later), document)
    assert first == again == sha256(document)
    assert read >= SIZE_BYTES
    assert read_again < SIZE_BYTES / 100


def test_a_changed_file_is_read_again_even_where_size_and_time_were_put_back(
    tmp_path: Path, document: Path
) -> None:
    known = KnownFiles(tmp_path, now_ns=later)
    known.digest(document)
    before = document.stat()
    with document.open("r+b") as file:
        file.write(b"b")
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert known.digest(document)[0] == sha256(document)


def test_another_file_in_its_place_is_another_file(tmp_path: Path, document: Path) -> None:
    known = KnownFiles(tmp_path, now_ns=later)
    known.digest(document)
    other = tmp_path / "other"
    other.write_bytes(b"b" * SIZE_BYTES)
    other.replace(document)
    assert known.digest(document)[0] == sha256(document)


def test_a_file_written_a_moment_ago_is_not_taken_for_settled(
    tmp_path: Path, document: Path
) -> None:
    known = KnownFiles(tmp_path)
    known.digest(document)
    assert reading(known, document)[1] >= SIZE_BYTES


def test_what_is_remembered_may_be_damaged(tmp_path: Path, document: Path) -> None:
    known = KnownFiles(tmp_path, now_ns=later)
    known.digest(document)
    (kept,) = tmp_path.glob("digest-*")
    for damage in (b"", b"[]", b"{}", kept.read_bytes().replace(b'": "', b'": "x')):
        kept.write_bytes(damage)
        assert known.digest(document)[0] == sha256(document)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="not a file"):
            KnownFiles(tmp_path).digest(path)
