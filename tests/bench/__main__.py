"""The bench: what our work costs beside the same work of named programs, in one run.

`python -m bench [SUBJECT…]` prints one table. A bar that is missed is told and fails nothing:
what a machine with other guests measures is no assertion.
"""

import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import damage, decoding, delivering, joining, stamping, waiting
from .table import Row, printed

SUBJECTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "stamping": stamping.rows,
    "decoding": decoding.rows,
    "damage": damage.rows,
    "joining": joining.rows,
    "waiting": waiting.rows,
    "delivering": delivering.rows,
}


def main(wanted: list[str]) -> int:
    """Measure the subjects named, or all."""
    if unknown := set(wanted) - set(SUBJECTS):
        print(f"bench: no such subject: {', '.join(sorted(unknown))}", file=sys.stderr)
        print(f"bench: there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    began, rows = time.monotonic(), []
    for subject in wanted or SUBJECTS:
        with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
            for row in SUBJECTS[subject](Path(folder)):
                print(f"  {time.monotonic() - began:4.0f} s  {row.what}", file=sys.stderr)
                rows.append(row)
    print(f"{platform.machine()}, {time.monotonic() - began:.0f} s\n\n{printed(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
