"""Whether some process holds the lock on a file, found out without taking it."""

import os
from pathlib import Path


def is_locked(file: Path, locks: Path = Path("/proc/locks")) -> bool | None:
    """True or False; None when the kernel's table cannot be seen. Raises no error.

    A file that is not there is not locked. See proc_locks(5).
    """
    try:
        found = file.stat()
    except OSError:
        return False
    name = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    try:
        table = locks.read_text(encoding="ascii")
    except OSError:
        return None
    return any(name in line.split() for line in table.splitlines() if "->" not in line)
