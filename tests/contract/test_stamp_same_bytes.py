"""The same document, rules and time give the same bytes, in whatever process."""

import hashlib
import subprocess
import sys
from pathlib import Path

from support.odd_files import ODD_FILES
from support.odd_pages import ODD, two_pages

PROGRAM = """
import hashlib, os, sys
sys.path[:0] = sys.argv[1:3]
from support.stamping import WORDING
from kiosk_app.documents.stamp import stamp
for name in sys.argv[3:]:
    with open(name, "r+b") as file:
        stamp(file.fileno(), WORDING, lambda _: None)
        file.seek(0)
        print(hashlib.sha256(file.read()).hexdigest())
"""
STRIPES = b" ".join(b"0 %d 595 4 re f" % y for y in range(0, 842, 9))
FILES = [
    ODD["plain"],
    ODD["object streams, inherited"],
    ODD_FILES["hybrid"],
    two_pages(STRIPES),
    two_pages().replace(b"startxref", b"starturef"),
]


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = (_digests(tmp_path / seed, seed) for seed in ("1", "2"))
    assert len(first) == len(FILES)
    assert first == second
    assert not set(first) & {hashlib.sha256(data).hexdigest() for data in FILES}


def _digests(folder: Path, hash_seed: str) -> list[str]:
    """Stamp the files in a process of its own, its dictionaries and sets shuffled."""
    folder.mkdir()
    names = []
    for number, data in enumerate(FILES):
        (folder / f"{number}.pdf").write_bytes(data)
        names.append(str(folder / f"{number}.pdf"))
    tests = Path(__file__).parents[1]
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tests), str(tests.parent), *names],
        env={"PYTHONHASHSEED": hash_seed, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()
