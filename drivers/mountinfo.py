"""Reading /proc/self/mountinfo: which device is mounted where, and how (proc_pid_mountinfo(5))."""

import re
from dataclasses import dataclass
from pathlib import Path

_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """One mount: `device` is "major:minor".

    `options` are those of the mount point, `file_system_options` those of the file system
    behind it, which several mounts may share.
    """

    device: str
    root: str
    path: str
    options: frozenset[str]
    file_system: str
    file_system_options: frozenset[str]


def read_mounts(mountinfo: Path) -> tuple[Mount, ...]:
    """All mounts that this process sees, in the order of mounting.

    Raises OSError when the table cannot be read, ValueError when it cannot be understood.
    """
    table = mountinfo.read_text(encoding="utf-8", errors="surrogateescape")
    return tuple(_mount(line) for line in table.split("\n") if line)


def _mount(line: str) -> Mount:
    # 36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    before, separator, after = line.partition(" - ")
    fields, behind = before.split(" "), after.split(" ")
    if not separator or len(fields) < 6 or len(behind) < 3:
        raise ValueError("a line of mountinfo is not as proc_pid_mountinfo(5) says")
    return Mount(
        device=fields[2],
        root=_unescaped(fields[3]),
        path=_unescaped(fields[4]),
        options=frozenset(fields[5].split(",")),
        file_system=behind[0],
        file_system_options=frozenset(behind[2].split(",")),
    )


def _unescaped(text: str) -> str:
    """Space, tab, newline and backslash are written as three octal digits."""
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), text)
