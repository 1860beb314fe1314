"""Scanners are found on USB by their marks: the real pyudev on mock devices.

The tests are in inside_mock_usb.py. umockdev has to be loaded before the process starts.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

INSIDE = Path(__file__).with_name("inside_mock_usb.py")


def test_scanners_on_usb(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [
            "umockdev-wrapper", sys.executable, "-m", "pytest", str(INSIDE), "-q",
            "-p", "no:cacheprovider", f"--junitxml={report}", f"--basetemp={tmp_path / 'inside'}",
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    suite = ET.parse(report).getroot()[0]  # noqa: S314  (just written by our own pytest)
    assert int(suite.attrib["tests"]) >= 9
    assert {suite.attrib[kind] for kind in ("failures", "errors", "skipped")} == {"0"}
