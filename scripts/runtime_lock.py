"""Prints the part of requirements.lock that the product needs where it runs: Python 3.13, Linux.

Digests included, so that the installer can insist on them.
"""

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_THERE = {"python_version": "3.13", "python_full_version": "3.13.5", "extra": ""}


def main() -> None:
    blocks = _blocks(Path("requirements.lock").read_text("utf-8"))
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    wanted, seen = list(project["dependencies"]), set()
    while wanted:
        needed = Requirement(wanted.pop())
        name = canonicalize_name(needed.name)
        if name in seen or not _applies(needed):
            continue
        seen.add(name)
        wanted += importlib.metadata.requires(name) or ()
    for name in sorted(seen):
        sys.stdout.writelines(blocks[name])


def _applies(needed: Requirement) -> bool:
    return needed.marker is None or needed.marker.evaluate(_THERE)


def _blocks(lock: str) -> dict[str, list[str]]:
    """Each pinned package that applies there, with its digests."""
    blocks: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=\S)", lock.strip()):
        pinned = Requirement(re.split(r" \\\n|\n", block)[0])
        if _applies(pinned):
            blocks.setdefault(canonicalize_name(pinned.name), []).append(block + "\n")
    return blocks


if __name__ == "__main__":
    main()
