"""Listing beneath a folder is never partial, and never leaves the file system."""

from pathlib import Path

import pytest

from drivers.storage import MediumOvercrowded
from drivers.tree import list_beneath, opened_folder


def _list(folder: Path, **limits: int) -> list[str]:
    with opened_folder(str(folder)) as opened:
        return [file.path for file in list_beneath(opened, **limits)]


def test_more_names_than_the_limit_are_said_and_not_cut_off(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.pdf").touch()
    assert len(_list(tmp_path, max_entries=5)) == 5
    with pytest.raises(MediumOvercrowded):
        _list(tmp_path, max_entries=4)


def test_folders_deeper_than_the_limit_are_said_and_not_cut_off(tmp_path: Path) -> None:
    deepest = tmp_path / "1/2"
    deepest.mkdir(parents=True)
    (deepest / "a.pdf").touch()
    assert _list(tmp_path, max_depth=3) == ["1/2/a.pdf"]
    with pytest.raises(MediumOvercrowded):
        _list(tmp_path, max_depth=2)


def test_what_is_left_out_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / ".git/1/2/3/4/5").mkdir(parents=True)
    assert _list(tmp_path, max_depth=1) == []


def test_a_folder_that_is_a_link_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OSError, match="link"), opened_folder(str(tmp_path / "link")):
        pass
