"""The original inside a stamped copy: how long it is and its digest, written at the copy's end.

A comment before the last `startxref` says so. It is read without parsing the document, and a
program that writes the copy anew leaves it out, as it should: the original is gone then.
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

BLOCK_BYTES = 1024 * 1024
TAIL_BYTES = 2048
_RECORD = re.compile(
    rb"\n%KioskOriginal ([1-9][0-9]{0,14}) ([0-9a-f]{64})\nstartxref\n[0-9]{1,15}\n%%EOF\n\Z"
)


@dataclass(frozen=True)
class Original:
    """What a stamped copy says of its first bytes."""

    length_bytes: int
    sha256: str


def record(original: Original) -> bytes:
    """The line that goes in front of `startxref`."""
    return b"\n%%KioskOriginal %d %s" % (original.length_bytes, original.sha256.encode("ascii"))


def recorded(file: int) -> Original | None:
    """What the open file says of an original in front; None when it says nothing.

    Only the very end counts: an original may itself be a stamped copy, and what was appended
    to a stamped copy since is not ours to judge. Raises OSError.
    """
    length_bytes = os.fstat(file).st_size
    start = max(0, length_bytes - TAIL_BYTES)
    found = _RECORD.search(os.pread(file, TAIL_BYTES, start))
    if found is None or int(found[1]) > start + found.start():
        return None
    return Original(int(found[1]), found[2].decode("ascii"))


def cut_out(file: int, original: Original, take: Callable[[bytes], object]) -> str:
    """Give the first bytes of the open file to `take`, block by block; returns their SHA-256.

    Whether it is the right one is for the caller to compare. Raises OSError.
    """
    digest, offset = hashlib.sha256(), 0
    while offset < original.length_bytes:
        block = os.pread(file, min(BLOCK_BYTES, original.length_bytes - offset), offset)
        if not block:
            break
        digest.update(block)
        take(block)
        offset += len(block)
    return digest.hexdigest()
