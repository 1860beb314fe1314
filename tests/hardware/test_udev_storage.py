"""The real storage keeps the promises of the port, on a real file system under a real udevd.

The tests are in inside_private_udev.py. They run in namespaces of their own, so that neither
their udevd nor their mounts are seen by anything else; that takes root.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

INSIDE = Path(__file__).with_name("inside_private_udev.py")
AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    """A folder; loop devices of images in it that a killed run left behind are detached."""
    yield tmp_path
    listed = _as_root("losetup", "--list", "--noheadings", "--raw", "--output", "NAME,BACK-FILE")
    for device, image in (line.split(" ", 1) for line in listed.stdout.splitlines()):
        if image.startswith(str(tmp_path)):
            _as_root("losetup", "--detach", device)
    _as_root("rm", "-rf", str(tmp_path / "inside"))  # it is root's


def test_the_real_storage_under_a_real_udevd(work: Path) -> None:
    report = work / "report.xml"
    done = _as_root(
        "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
        sys.executable, "-m", "pytest", str(INSIDE), "-q", "-p", "no:cacheprovider",
        f"--junitxml={report}", f"--basetemp={work / 'inside'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    suite = ET.parse(report).getroot()[0]  # noqa: S314  (just written by our own pytest)
    assert int(suite.attrib["tests"]) > 40
    assert {suite.attrib[kind] for kind in ("failures", "errors", "skipped")} == {"0"}


def _as_root(*command: str) -> subprocess.CompletedProcess[str]:
    surroundings = ("KIOSK_NO_SKIPS=1", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8", PATH)
    return subprocess.run(
        [*AS_ROOT, "env", *surroundings, *command],
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
