"""The technician's stick is made writable by a script of root's, tried under a real udevd.

The tests are in inside_export_stick.py; they run in namespaces of their own, which takes root.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

INSIDE = Path(__file__).with_name("inside_export_stick.py")
AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
SURROUNDINGS = ["KIOSK_NO_SKIPS=1", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8"]


def test_the_export_stick_on_real_devices(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [
            *AS_ROOT, "env", *SURROUNDINGS, "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
            sys.executable, "-m", "pytest", str(INSIDE), "-q", "-p", "no:cacheprovider",
            f"--junitxml={report}", f"--basetemp={tmp_path / 'inside'}",
        ],
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    suite = ET.parse(report).getroot()[0]  # noqa: S314  (just written by our own pytest)
    assert int(suite.attrib["tests"]) >= 20
    assert {suite.attrib[kind] for kind in ("failures", "errors", "skipped")} == {"0"}
