"""`kiosk check` as an office runs it: a process, its output, its exit status, its files."""

import hashlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from support.broken_sandbox import path_without

from kiosk_app.documents import samples

PATIENCE_S = 60
TRILINGUAL = ("This file is empty.", "這個檔案沒有內容。", "这个文件没有内容。")


def kiosk(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "", "LANG": "C.UTF-8", **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "kiosk_app", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        **more,
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of an office, with one file of each sort."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "exhibits").mkdir()
    (folder / "claim 2.pdf").write_bytes(samples.good_scan(1))
    (folder / "claim 10.pdf").write_bytes(samples.good_scan(2))
    (folder / "exhibits" / "empty.pdf").write_bytes(b"")
    (folder / "exhibits" / "照片.jpg").write_bytes(next(iter(samples.photographed_pages())))
    (folder / ".hidden").write_bytes(b"an office's own")
    return folder


def told(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    ran = kiosk("check", "--json", *arguments)
    assert ran.stderr == ""
    return ran.returncode, json.loads(ran.stdout)


def test_a_folder_is_checked_whole_and_in_the_order_people_expect(shelf: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in shelf.rglob("*")}
    status, files = told(shelf)
    assert status == 1
    names = [Path(file["path"]).relative_to(shelf).as_posix() for file in files]
    assert names == ["claim 2.pdf", "claim 10.pdf", "exhibits/empty.pdf", "exhibits/照片.jpg"]
    assert [file["kind"] for file in files] == ["pdf", "pdf", "other", "jpeg"]
    assert [file["pages"] for file in files] == [1, 2, 0, 1]
    assert [file["verdict"] for file in files] == ["fine", "fine", "must_fix", "fine"]
    after = {path: path.stat().st_mtime_ns for path in shelf.rglob("*")}
    assert after == before, "something was written"


def test_what_json_says_of_a_file(shelf: Path) -> None:
    file = shelf / "exhibits" / "empty.pdf"
    _, (found,) = told(file)
    assert found.pop("rules").startswith("high_court ")
    assert found == {
        "path": str(file),
        "sha256": hashlib.sha256(b"").hexdigest(),
        "kind": "other",
        "pages": 0,
        "verdict": "must_fix",
        "findings": [{"code": "K209", "severity": "must_fix", "pages": [], "detail": ""}],
    }


def test_files_are_told_in_the_order_given_whatever_is_done_first(shelf: Path) -> None:
    given = [shelf / "claim 10.pdf", shelf / "exhibits" / "empty.pdf", shelf / "claim 2.pdf"] * 2
    _, files = told(*given)
    assert [file["path"] for file in files] == [str(path) for path in given]


def test_nothing_to_fix_is_status_zero(shelf: Path) -> None:
    assert told(shelf / "claim 2.pdf")[0] == 0


def test_people_read_verdict_code_sentence_and_next_step_in_their_language(shelf: Path) -> None:
    empty = shelf / "exhibits" / "empty.pdf"
    english = kiosk("check", empty, shelf / "claim 2.pdf")
    assert english.returncode == 1
    assert f"{empty}: Must be fixed\n  K209 must fix: This file is empty.\n" in english.stdout
    assert "Copy the document to your USB device again" in english.stdout
    assert f"{shelf / 'claim 2.pdf'}: Fine (PDF, 1 page)" in english.stdout
    assert "Rule set: high_court " in english.stdout
    assert "not a filing" in english.stdout
    assert english.stderr == "", "a progress bar where nobody looks"
    for sentence, asked in zip(TRILINGUAL, ("en", "zh_hant", "zh_hans"), strict=True):
        assert sentence in kiosk("check", empty, "--language", asked).stdout
    chinese = kiosk("check", empty, "--language", "zh_hans").stdout
    assert f"{empty}：必须改正\n  K209 必须改正：这个文件没有内容。\n" in chinese
    assert "1 个必须改正。规则版本：high_court " in chinese
    assert TRILINGUAL[1] in kiosk("check", empty, env={"LANG": "zh_HK.UTF-8"}).stdout


def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_are_checked(
    shelf: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    status, (unread, good) = told(pipe, shelf / "claim 2.pdf")
    assert status == 1
    assert (unread["sha256"], unread["kind"], unread["verdict"]) == (None, "other", "must_fix")
    assert [finding["code"] for finding in unread["findings"]] == ["K249"]
    assert good["verdict"] == "fine"


def test_a_name_that_is_no_text_ends_nothing(tmp_path: Path) -> None:
    name = os.fsdecode(b"cl\xffaim\x1b[31m.pdf")
    (tmp_path / name).write_bytes(samples.good_scan(1))
    for given in (tmp_path / name, tmp_path):
        status, (found,) = told(given)
        assert (status, found["verdict"]) == (0, "fine")
        assert found["path"] == str(tmp_path / r"cl\xffaim") + "\x1b[31m.pdf"
    assert "\x1b" not in kiosk("check", tmp_path / name).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["absent.pdf"],
        ["claim 2.pdf", "--rules", "exhibits"],
        ["claim 2.pdf", "--language", "fr"],
        ["claim 2.pdf", "--case", "HCA 1/2026"],
        ["claim 2.pdf", "--filing-sheet", "sheet.json", "--case", "HCA 1/2999"],
        ["claim 2.pdf", "--filing-sheet", "sheet.json", "--type", "claim 2.pdf=poem"],
        ["claim 2.pdf", "--filing-sheet", "sheet.json", "--type", "other.pdf=affidavit"],
        ["--filing-sheet", "claim 2.pdf", "claim 10.pdf"],
        ["--report", "claim 2.pdf", "claim 10.pdf"],
        ["claim 2.pdf", "--unknown"],
        ["claim 2.pdf", "--report", "absent/report.pdf"],
        ["claim 2.pdf", "--report", "/proc/report.pdf"],
        ["claim 2.pdf", "--filing-sheet", "absent/sheet.json"],
    ],
)
def test_wrong_usage_is_status_two_and_touches_nothing(shelf: Path, arguments: list[str]) -> None:
    before = {path: path.read_bytes() for path in shelf.rglob("*.*") if path.is_file()}
    ran = kiosk("check", *arguments, cwd=shelf)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(("kiosk check: ", "usage: kiosk"))
    assert "Traceback" not in ran.stderr
    assert {path: path.read_bytes() for path in shelf.rglob("*.*") if path.is_file()} == before


def test_the_filing_sheet_names_what_may_be_brought(shelf: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "filing.json"
    asked = ["--filing-sheet", sheet, "--case", "hca 12/2026", "--type", "claim 2.pdf=affidavit"]
    ran = kiosk("check", shelf, *asked)
    assert ran.returncode == 1
    assert "1 file left off" in ran.stderr
    first = sheet.read_bytes()
    written = json.loads(first)
    assert (written["format"], written["case"]) == ("court-kiosk-filing/1", "HCA 12/2026")
    assert written["documents"][0] == {
        "file": "claim 2.pdf",
        "sha256": hashlib.sha256((shelf / "claim 2.pdf").read_bytes()).hexdigest(),
        "pages": 1,
        "type": "affidavit",
    }
    assert [entry["file"] for entry in written["documents"]] == [
        "claim 2.pdf", "claim 10.pdf", "照片.jpg",
    ]  # fmt: skip
    assert kiosk("check", shelf, *asked).returncode == 1, "an earlier sheet is replaced"
    assert sheet.read_bytes() == first


def test_the_report_says_everything_in_three_languages(shelf: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    for _ in range(2):  # an earlier report is replaced
        ran = kiosk("check", shelf, "--report", report)
        assert (ran.returncode, ran.stderr) == (1, "")
    pages = pypdf.PdfReader(report).pages
    assert all(abs(float(page.mediabox.height) - 841.89) < 1 for page in pages), "not A4"
    text = "".join("".join(page.extract_text() for page in pages).split())
    digest = hashlib.sha256((shelf / "claim 10.pdf").read_bytes()).hexdigest()
    wanted = (*TRILINGUAL, "K209", "Must be fixed", "必須改正", "必须改正", "not a filing", digest)
    for words in (*wanted, "claim 10.pdf", "照片.jpg", "high_court", "HKT", "court-kiosk 0."):
        assert "".join(words.split()) in text, words


def test_without_a_sandbox_nothing_is_opened_and_it_is_said(shelf: Path, tmp_path: Path) -> None:
    ran = kiosk("check", shelf, env={"PATH": str(tmp_path)})
    assert (ran.returncode, ran.stdout) == (69, "")
    assert "K901" in ran.stderr
    assert "bubblewrap" in ran.stderr


def test_a_broken_installation_is_not_blamed_on_the_documents(shelf: Path, tmp_path: Path) -> None:
    ran = kiosk("check", shelf, env={"PATH": path_without("pypdfium2", tmp_path)})
    assert (ran.returncode, ran.stdout) == (69, "")
    assert "K901" in ran.stderr
    assert "worker cannot start" in ran.stderr


def test_a_check_does_not_load_the_screen(shelf: Path) -> None:
    program = (
        "import sys; from kiosk_app.__main__ import main; main(sys.argv[1:]);"
        "print([name for name in sys.modules if name in ('PySide6', 'requests', 'pikepdf')])"
    )
    command = [sys.executable, "-c", program, "check", str(shelf / "claim 2.pdf")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert ran.stdout.endswith("[]\n")


def test_a_terminal_sees_a_bar_and_an_interrupt_ends_it_all(shelf: Path) -> None:
    ours, theirs = pty.openpty()
    files = [str(shelf / "claim 10.pdf")] * 200
    process = subprocess.Popen(
        # Where the tests run in the background, SIGINT is ignored by whatever they start.
        ["env", "--default-signal=INT", sys.executable, "-m", "kiosk_app", "check", *files],
        env={**os.environ, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while not re.search(rb" [1-9]\d*/200", seen):  # two at once: the first may be the second
        assert select.select([ours], [], [], PATIENCE_S)[0], seen
        seen += os.read(ours, 4096)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    while select.select([ours], [], [], 0)[0]:
        try:
            seen += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    assert b"Traceback" not in seen
    assert b"kiosk check: stopped" in seen
    assert b"200/200" not in seen


def test_output_that_nobody_reads_on_is_no_fault(shelf: Path) -> None:
    files = " ".join(f"'{shelf / 'exhibits' / 'empty.pdf'}'" for _ in range(3))
    command = f"'{sys.executable}' -m kiosk_app check {files} | true"
    ran = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert ran.stderr == ""
