"""Other readers open what was stamped or joined, and find nothing new to say."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.joining import SAME_PIXELS, joined
from support.odd_files import ODD_FILES
from support.odd_pages import ODD
from support.stamping import StampedOnce

QUIET = ("ICC support is not available",)


@pytest.fixture(scope="module")
def stamped_odd(tmp_path_factory: pytest.TempPathFactory) -> StampedOnce:
    return StampedOnce(tmp_path_factory.mktemp("odd"), ODD)


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> StampedOnce:
    return StampedOnce(tmp_path_factory.mktemp("odd"), ODD_FILES)


@pytest.mark.parametrize("name", ODD)
def test_a_stamped_file_opens_without_complaint_in_other_readers(
    stamped_odd: StampedOnce, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "stamped.pdf"
    path.write_bytes(stamped_odd[name][1])
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    drawn = subprocess.run(
        ["pdftoppm", "-r", "20", "-png", path, tmp_path / "page"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert drawn.stderr == ""
    assert len(list(tmp_path.glob("page*.png"))) == 2


def test_every_reader_opens_what_was_joined(tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(joined(tmp_path, *(SAME_PIXELS[coding]() for coding in sorted(SAME_PIXELS))))
    readers = (
        ["qpdf", "--check", str(path)],
        ["pdftoppm", "-r", "20", "-gray", str(path), str(tmp_path / "p")],
        ["mutool", "draw", "-q", "-r", "20", "-o", str(tmp_path / "m%d.png"), str(path)],
    )
    for command in readers:
        if shutil.which(command[0]) is None:
            continue
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        complaints = ran.stderr.replace("warning: ICC support is not available\n", "")
        assert (ran.returncode, complaints) == (0, ""), command[0]


@pytest.mark.parametrize("name", ODD_FILES)
def test_no_reader_complains_of_what_was_added(
    stamped: StampedOnce, name: str, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(ODD_FILES[name])
    after.write_bytes(stamped[name][1])
    subprocess.run(["qpdf", "--check", after], check=True, capture_output=True)
    for command in (
        ["pdfinfo", "FILE"],
        ["pdftoppm", "-r", "9", "-png", "FILE", str(tmp_path / "page")],
        ["mutool", "info", "FILE"],
        ["mutool", "draw", "-q", "-r", "9", "-o", str(tmp_path / "page%d.png"), "FILE"],
    ):
        assert _complaints(command, after) <= _complaints(command, before)


def _complaints(command: list[str], path: Path) -> set[str]:
    """What a reader says on stderr, without the file's name and places in it."""
    words = [str(path) if word == "FILE" else word for word in command]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stderr
    lines = {line.partition("(")[0].strip() for line in said.splitlines()}
    return {line for line in lines if line and not any(quiet in line for quiet in QUIET)}
