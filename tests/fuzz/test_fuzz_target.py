"""The fuzz target works: it reaches new code, and it stops at the first fault."""

import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).with_name("fuzz_check.py")
PATIENCE_S = 150


def test_some_seconds_of_fuzzing_reach_new_code_and_find_nothing(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(TARGET), "5", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "INITED" in ran.stderr, "the seeds were taken"
    assert "Done " in ran.stderr
    assert not list(tmp_path.glob("crash-*"))
