"""kiosk report and kiosk log: what a technician takes along as a file."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk_app.commands import exports
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.log_reader import LogFile, log_as_text
from kiosk_app.maintenance.readiness import Check
from kiosk_app.maintenance.signed_report import ReportInvalid, read_report
from sync.keys import published, signing_key
from sync.outbox import Outbox

KIOSK = Path(sys.executable).with_name("kiosk")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    state = tmp_path / "state"
    Outbox.open(state, minimum_free_bytes=0).close()
    file = tmp_path / "settings.toml"
    file.write_text(f'[paths]\nstate = "{state}"\n[scanner]\nconnection = "none"\n')
    return file


def kiosk(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [KIOSK, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def deeds(settings: Path) -> list[str]:
    with closing(Outbox.open(settings.parent / "state", minimum_free_bytes=0)) as outbox:
        return [str(record["event"]) for record in outbox.audit_records(10)]


def test_the_report_is_signed_by_the_kiosk_has_every_check_and_is_on_record(
    settings: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.json"
    done = kiosk("report", "--settings", settings, "--out", out)
    assert done.returncode == 0, done.stderr
    key = published("RC01", signing_key(settings.parent / "state"))
    content = read_report(out.read_bytes(), [key])
    assert [check["code"] for check in content["checks"]] == [str(check) for check in Check]
    assert "maintenance-report-exported" in deeds(settings)
    with pytest.raises(ReportInvalid):
        read_report(out.read_bytes().replace(b'"RC01"', b'"RC02"'), [key])


def test_no_file_is_written_over(settings: Path, tmp_path: Path) -> None:
    out = tmp_path / "there.json"
    out.write_text("mine")
    for command in ("report", "log"):
        assert kiosk(command, "--settings", settings, "--out", out).returncode == exports.USAGE
    assert out.read_text() == "mine"


def test_settings_that_cannot_be_used_leave_no_empty_file(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[kiosk]\nnumber = 0\n")
    done = kiosk("report", "--settings", wrong, "--out", tmp_path / "report.json")
    assert (done.returncode, "kiosk.number" in done.stderr) == (exports.USAGE, True)
    assert not (tmp_path / "report.json").exists()


def test_the_log_has_codes_and_times_and_counts_the_rest(tmp_path: Path) -> None:
    kept = tmp_path / "kiosk.log"
    kept.write_text(
        "2026-11-20T06:32:00+00:00 kiosk trouble code=K101\n"
        "2026-11-20T06:33:00+00:00 Canary & Partners, writ.pdf\n"
    )
    assert log_as_text(LogFile(kept)).splitlines() == [
        f"2026-11-20T06:32:00.000+00:00 {Entry.TROUBLE} code=K101".encode(),
        b"# 1 other lines left out",
    ]
