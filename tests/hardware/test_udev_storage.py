"""The real storage keeps the promises of the port, on a real file system under a real udevd.

The tests are in inside_private_udev.py. They run in a network and mount namespace of their
own, so that neither their udevd nor their mounts are seen by anything else; that takes root.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

INSIDE = Path(__file__).with_name("inside_private_udev.py")


def test_the_real_storage_under_a_real_udevd(tmp_path: Path) -> None:
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [
            *as_root, "unshare", "--net", "--mount", "--",
            "env", "KIOSK_NO_SKIPS=1", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            sys.executable, "-m", "pytest", str(INSIDE), "-q", "-p", "no:cacheprovider",
            f"--junitxml={report}", f"--basetemp={tmp_path / 'inside'}",
        ],
        capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    suite = ET.parse(report).getroot()[0]  # noqa: S314  (just written by our own pytest)
    assert int(suite.attrib["tests"]) > 40
    assert {suite.attrib[kind] for kind in ("failures", "errors", "skipped")} == {"0"}
