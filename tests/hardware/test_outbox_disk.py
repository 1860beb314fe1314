"""The outbox and the centre on a real file system whose power goes, and which fills up.

The tests are in inside_outbox_disk.py; they run in namespaces of their own, which takes root.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

TESTS = Path(__file__).parents[1]
INSIDE = Path(__file__).with_name("inside_outbox_disk.py")
AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
SURROUNDINGS = ["KIOSK_NO_SKIPS=1", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8"]


def test_on_a_disk_that_loses_its_power_or_fills_up(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    where = [f"{name}={os.environ[name]}" for name in ("PYTHONPATH",) if name in os.environ]
    done = subprocess.run(
        [
            *AS_ROOT, "env", *SURROUNDINGS, *where, "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
            sys.executable, "-m", "pytest", str(INSIDE), "-q", "-p", "no:cacheprovider",
            f"--junitxml={report}", f"--basetemp={tmp_path / 'inside'}",
        ],
        capture_output=True, text=True, timeout=150, check=False, cwd=TESTS.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    suite = ET.parse(report).getroot()[0]  # noqa: S314  (just written by our own pytest)
    assert int(suite.attrib["tests"]) >= 4
    assert {suite.attrib[kind] for kind in ("failures", "errors", "skipped")} == {"0"}
