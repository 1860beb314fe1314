"""A program that delivers what lies in an outbox; for test_outbox_syscalls.py."""

import sys
from contextlib import closing
from pathlib import Path

from support.crash_points import say
from support.one_capture import KEY
from support.submissions import KIOSK, BootClock, Told
from sync.courier import Courier
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.lane import Waits
from sync.outbox import Outbox
from sync.submissions import TO_BE_DELIVERED, OutboxError


def deliver_all(folder: Path, base_url: str, pinned: Path) -> None:
    """As the kiosk-sync process does it. Raises OutboxError, which ends that process."""
    clock = BootClock()
    with (
        closing(Outbox.open(folder, minimum_free_bytes=0)) as outbox,
        closing(HttpCourt(base_url, KIOSK, KEY, PinnedKeys(pinned))) as court,
    ):
        courier = Courier(court, outbox, clock=clock, waits=Waits(), tell=Told())
        say("begin")
        try:
            while any(item.state in TO_BE_DELIVERED for item in outbox.items()):
                clock.seconds += courier.turn()
        finally:
            say("end")


if __name__ == "__main__":
    try:
        deliver_all(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
    except OutboxError as error:
        say(type(error).__name__)
