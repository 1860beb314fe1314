"""Files of unusual structure are stamped as others are, and no reader finds anything new to say."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from support.odd_files import ODD_FILES
from support.stamping import WORDING, Desk, drawn

from kiosk_app.documents.stamp_form import Form

QUIET = ("ICC support is not available",)


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    desk = Desk(tmp_path_factory.mktemp("odd"))
    derivatives = {}
    for name, original in ODD_FILES.items():
        made, derivatives[name] = desk.stamp(original)
        assert (made.form, made.original_length) == (Form.PAGES, len(original)), name
        assert derivatives[name].startswith(original)
    return derivatives


@pytest.mark.parametrize("name", ODD_FILES)
def test_only_the_stamp_is_new_on_the_page_and_it_is_upright_and_whole(
    stamped: dict[str, bytes], name: str
) -> None:
    for index in range(2):
        before, after = drawn(ODD_FILES[name], index), drawn(stamped[name], index)
        rows, columns = np.nonzero(before != after)
        assert len(rows) > 500, "a stamp can be seen"
        assert 0 < rows.min() < rows.max() < before.shape[0] - 1, "and is not cut"
        assert 0 < columns.min() < columns.max() < before.shape[1] - 1
        box = before[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert box.min() == box.max(), "nothing was where it is now"
        assert box.size < before.size / 8, "and nothing else changed"
    (code,) = zxingcpp.read_barcodes(drawn(stamped[name], 0))
    turned = 90 if name == "a field over the foot" else 0  # along the left side, then
    assert (code.text, abs(abs(code.orientation) - turned) <= 2) == (WORDING.code, True)


@pytest.mark.parametrize("name", ODD_FILES)
def test_no_reader_complains_of_what_was_added(
    stamped: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(ODD_FILES[name])
    after.write_bytes(stamped[name])
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
