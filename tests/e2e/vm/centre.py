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

    def export_key(self) -> str:
        """What kiosks seal their exports to."""
        command = [RECEIVER, "export-key", "--store", self.store]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def takes_in(self, export: Path) -> list[str]:
        """What became of each submission of an export that came on a stick."""
        command = [RECEIVER, "import", export, "--store", self.store]
        command += ["--base", f"http://127.0.0.1:{self.port}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [line.split()[-1] for line in done.stdout.splitlines()]
