"""Runs our side and the peers' programs, each in processes of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from .measure import PATIENCE_S, Cost

HOUSE = Path(__file__).parents[2]


def ours(work: str, *arguments: str | Path) -> Cost:
    """The cost of one of the works in `ours.py`."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.ours", work, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": f"{HOUSE / 'tests'}:{HOUSE}"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if ran.returncode != 0:
        raise RuntimeError(f"{work}: {ran.stderr}")
    return Cost(**json.loads(ran.stdout))
