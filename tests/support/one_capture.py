"""A program that captures one submission and says what it was told; for test_outbox_syscalls.py."""

import sys
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from support.crash_points import say
from support.submissions import make
from sync.outbox import Outbox
from sync.submissions import OutboxFull, OutboxUnavailable

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def main(folder: Path) -> None:
    """Says `captured NUMBER` for what put() has returned for, and what it raised otherwise."""
    with closing(Outbox.open(folder, minimum_free_bytes=0)) as outbox:
        made = make(outbox, KEY, bytes(range(256)) * 20)
        say("begin")
        try:
            outbox.put(made.manifest, made.receipt_k, made.blobs)
            say(f"captured {made.manifest.number}")
        except (OutboxFull, OutboxUnavailable) as error:
            say(type(error).__name__)
            after(error, outbox, made.manifest.number)
        say("end")


def after(error: Exception, outbox: Outbox, number: str) -> None:
    """What the kiosk does next: a disk that failed is opened and checked first."""
    if isinstance(error, OutboxUnavailable):
        try:
            outbox.ready()
            say("ready without a check")
        except OutboxUnavailable:
            say("closed until checked")
        outbox.reopen()
    say(f"found {number}" if outbox.item(number) else "not there")
    outbox.clear_staging()
    another = make(outbox, KEY)
    outbox.put(another.manifest, another.receipt_k, another.blobs)
    say(f"captured {another.manifest.number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
