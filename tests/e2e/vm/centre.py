"""The receiving centre on this side of the cable, and what it holds."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RECEIVER = Path(sys.executable).with_name("kiosk-receiver")


@dataclass
class Centre:
    """The receiving centre on this side of the cable."""

    port: int
    store: Path

    def holds(self, sha256: str) -> int:
        """How many submissions hold a document."""
        command = [RECEIVER, "count", "--store", self.store, "--sha256", sha256]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return int(done.stdout)
