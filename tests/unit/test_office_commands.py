"""What the office commands judge before they open anything."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk_app.commands.ending import WrongUsage
from kiosk_app.commands.given import files_given
from kiosk_app.commands.machine import language_of
from kiosk_app.documents.original import Original, cut_out, record, recorded
from kiosk_app.wording.texts import Language

BROUGHT = b"%PDF-1.7 what was brought\n%%EOF\n"
DIGEST = hashlib.sha256(BROUGHT).hexdigest()
RECORD = record(Original(len(BROUGHT), DIGEST))
END = b"\nstartxref\n40\n%%EOF\n"


def said(content: bytes) -> Original | None:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return recorded(file.fileno())


def test_a_stamped_copy_says_how_long_its_original_is_and_gives_it_back() -> None:
    original = said(BROUGHT + b"the stamp" + RECORD + END)
    assert original == Original(len(BROUGHT), DIGEST)
    given: list[bytes] = []
    with tempfile.TemporaryFile() as file:
        file.write(BROUGHT + b"the stamp" + RECORD + END)
        file.flush()
        assert cut_out(file.fileno(), original, given.append) == DIGEST
    assert b"".join(given) == BROUGHT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        BROUGHT,
        BROUGHT + b"the stamp" + END,
        BROUGHT + RECORD + END + b"\nsomebody's own update" + END,
        BROUGHT + record(Original(10**9, DIGEST)) + END,
        BROUGHT + RECORD[:-1] + b"G" + END,
    ],
    ids=["empty", "unstamped", "joined", "saved again", "longer than the file", "no digest"],
)
def test_what_says_nothing_of_an_original_is_not_guessed_at(content: bytes) -> None:
    assert said(content) is None


def test_the_last_word_counts_when_the_original_is_itself_a_copy() -> None:
    once = BROUGHT + b"the stamp" + RECORD + END
    outer = Original(len(once), hashlib.sha256(once).hexdigest())
    assert said(once + b"another stamp" + record(outer) + END) == outer


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "en_HK.UTF-8"}, Language.EN),
        ({"LANG": "zh_HK.UTF-8"}, Language.ZH_HANT),
        ({"LANG": "zh_TW.Big5"}, Language.ZH_HANT),
        ({"LANG": "zh_Hant_HK"}, Language.ZH_HANT),
        ({"LANG": "zh_CN.GB18030"}, Language.ZH_HANS),
        ({"LANG": "zh_SG"}, Language.ZH_HANS),
        ({"LANG": "zh"}, Language.ZH_HANS),
        ({"LANG": "zha_CN"}, Language.EN),
        ({"LC_ALL": "en_GB", "LANG": "zh_HK"}, Language.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_MO", "LANG": "en_HK"}, Language.ZH_HANT),
    ],
)
def test_the_language_is_that_of_the_desk(
    environment: Mapping[str, str], language: Language
) -> None:
    assert language_of(None, environment) is language
    assert language_of("zh_hans", environment) is Language.ZH_HANS


def test_files_keep_their_order_and_folders_are_read_as_people_would(tmp_path: Path) -> None:
    for name in ("b.pdf", "scans/page 10.tif", "scans/page 2.tif", "scans/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "scans" / "filing.json").touch()
    (tmp_path / "scans" / "link.pdf").symlink_to(tmp_path / "b.pdf")
    found = files_given([str(tmp_path / "scans"), str(tmp_path / "b.pdf")])
    names = [Path(path).relative_to(tmp_path).as_posix() for path in found]
    assert names == ["scans/page 2.tif", "scans/page 10.tif", "b.pdf"]


def test_files_of_a_folder_are_named_as_the_system_knows_them(tmp_path: Path) -> None:
    for name in (b"bad\xfe.pdf", b"bad\xff.pdf"):
        (tmp_path / os.fsdecode(name)).touch()
    found = files_given([str(tmp_path)])
    assert [os.fsencode(Path(path).name) for path in found] == [b"bad\xfe.pdf", b"bad\xff.pdf"]
    assert all(Path(path).exists() for path in found)


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    for name in (tmp_path, tmp_path / "absent.pdf"):
        with pytest.raises(WrongUsage):
            files_given([str(name)])
