"""A PIN is typed at a terminal, and nobody who watches it sees the PIN."""

import os
import subprocess
import sys
from pathlib import Path

from support.submissions import BootClock

from kiosk_app.maintenance.credential import Credential, Granted

PIN = "274951"

_COMMAND = """
import sys
from pathlib import Path
from kiosk_app.maintenance.pin_command import run
sys.exit(run(Path(sys.argv[1])))
"""


def test_nobody_who_watches_the_terminal_sees_the_pin(tmp_path: Path) -> None:
    ours, terminal = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, str(tmp_path)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    for question in (b"maintenance mode: ", b"again: "):
        while not shown.endswith(question):
            shown += os.read(ours, 1)
        os.write(ours, f"{PIN}\n".encode())
    while b"is set" not in shown:
        shown += os.read(ours, 1)
    assert process.wait() == 0
    os.close(ours)
    assert PIN.encode() not in shown
    assert Credential(tmp_path).check(PIN, BootClock()()) == Granted()
