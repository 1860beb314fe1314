"""That a file is still what it was is known without reading it, and never wrongly."""

import os
from pathlib import Path

import pytest

from sync.known_files import COARSE_FRESH_S, FRESH_S, KnownFiles, Look, NotAFile, StillWritten
from sync.known_files import settled as settled_file

DIGEST = "0123456789abcdef" * 4


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "writ.pdf"
    path.write_bytes(b"a" * 1000)
    return path


def settled(path: Path) -> Look:
    """As it looks when nobody has touched it for long."""
    return settled_file(path, now_ns=lambda: Look.at(path).ctime_ns + 10**10, wait=must_not_wait)


def must_not_wait(seconds: float) -> None:
    pytest.fail(f"waited {seconds} s")


def test_the_digest_of_an_untouched_file_is_remembered(tmp_path: Path, document: Path) -> None:
    KnownFiles(tmp_path).keep(settled(document), DIGEST)
    assert KnownFiles(tmp_path).of(settled(document)) == DIGEST


def test_a_changed_file_is_another_even_where_size_and_time_were_put_back(
    tmp_path: Path, document: Path
) -> None:
    known = KnownFiles(tmp_path)
    before = document.stat()
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns - 1))
    known.keep(settled(document), DIGEST)
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert known.of(settled(document)) is None


def test_another_file_in_its_place_is_another(tmp_path: Path, document: Path) -> None:
    known = KnownFiles(tmp_path)
    known.keep(settled(document), DIGEST)
    other = tmp_path / "other"
    other.write_bytes(b"b" * 1000)
    other.replace(document)
    assert known.of(settled(document)) is None


def test_a_file_changed_a_moment_ago_is_given_the_time_to_look_changed(document: Path) -> None:
    look, waited = Look.at(document), []
    settled_file(document, now_ns=lambda: look.ctime_ns, wait=waited.append)
    assert waited == [FRESH_S]


def test_where_times_are_coarse_the_moment_is_longer() -> None:
    whole_s = 1_790_000_000 * 10**9
    coarse, fine = Look(1, 2, 3, whole_s, whole_s), Look(1, 2, 3, whole_s + 1, whole_s + 1)
    for look, fresh_s in ((coarse, COARSE_FRESH_S), (fine, FRESH_S)):
        assert look.fresh_s(look.ctime_ns) == pytest.approx(fresh_s)
        assert look.fresh_s(look.ctime_ns + int(fresh_s * 1e9) + 1) == 0
        assert look.fresh_s(look.ctime_ns - 10**9) == 0  # a clock put back: any change would show


def test_a_file_that_is_still_being_written_to_is_refused(document: Path) -> None:
    def written_to(_: float) -> None:
        with document.open("ab") as file:
            file.write(b"more")

    look = Look.at(document)
    with pytest.raises(StillWritten):
        settled_file(document, now_ns=lambda: look.ctime_ns, wait=written_to)


def test_what_is_remembered_may_be_damaged(tmp_path: Path, document: Path) -> None:
    known = KnownFiles(tmp_path)
    known.keep(settled(document), DIGEST)
    (kept,) = tmp_path.glob("digest-*")
    for damage in (b"", b"[]", b"{}", kept.read_bytes().replace(b'": "', b'": "x')):
        kept.write_bytes(damage)
        assert known.of(settled(document)) is None


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(NotAFile):
            settled(path)
