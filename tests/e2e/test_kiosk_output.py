"""What becomes of a command whose output cannot be written: never a verdict on a file."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.documents import samples
from kiosk_app.documents.original import Original, record

PATIENCE_S = 60
BROUGHT = b"%PDF-1.7 what was brought\n%%EOF\n"
COMMANDS = [
    "check {good}",
    "check --json {bad}",
    "original {stamped}",
    "stamp {good} {out}",
    "--help",
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    named = {name: folder / f"{name}.pdf" for name in ("good", "bad", "stamped", "out")}
    named["good"].write_bytes(samples.good_scan(1))
    named["bad"].write_bytes(b"")
    original = Original(len(BROUGHT), hashlib.sha256(BROUGHT).hexdigest())
    named["stamped"].write_bytes(BROUGHT + record(original) + b"\nstartxref\n40\n%%EOF\n")
    return named


def in_shell(
    command: str, files: dict[str, Path], redirected: str, module: str = "kiosk_app"
) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m {module} {command.format(**files)} {redirected}"
    return subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("redirected", "why"),
    [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")],
)
def test_output_that_cannot_be_written_is_said_in_one_line_and_has_a_status_of_its_own(
    files: dict[str, Path], command: str, redirected: str, why: str
) -> None:
    ran = in_shell(command, files, redirected)
    assert ran.returncode == 74
    assert ran.stderr == f"kiosk: the output could not be written: {why}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_goes_away_early_is_left_without_a_word(
    files: dict[str, Path], command: str
) -> None:
    ran = in_shell(command, files, "| true; exit ${PIPESTATUS[0]}")
    assert (ran.returncode, ran.stderr) == (141, "")


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("command", "status"), [("check {good}", 0), ("check --json {bad}", 1), ("check absent.pdf", 2)]
)
def test_what_cannot_be_said_on_standard_error_changes_nothing(
    files: dict[str, Path], command: str, status: int, lost: str
) -> None:
    ran = in_shell(command, files, lost)
    assert ran.returncode == status
    assert "kiosk" not in ran.stdout, "nor does it get among the findings"


def test_the_centre_says_so_too(files: dict[str, Path]) -> None:
    ran = in_shell("--help", files, ">/dev/full", module="kiosk_app.services.receiver")
    assert ran.returncode == 74
    assert ran.stderr.startswith("kiosk-receiver: the output could not be written: ")
