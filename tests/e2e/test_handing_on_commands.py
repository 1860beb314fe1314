"""`kiosk export` and `kiosk reconcile` as a technician types them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.submissions import NOON, capture

from drivers.printer import Picture
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.receipts.print_queue import PrintQueue
from sync.keys import signing_key
from sync.ledger import Comparison, Differences
from sync.outbox import Outbox
from sync.sealed import new_identity

DAY = NOON.astimezone(HONG_KONG).date()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "state", minimum_free_bytes=0)) as opened:
        yield opened


def kiosk(tmp_path: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk_app", *argv, "--state", str(tmp_path / "state")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_queue_is_sealed_into_a_file(tmp_path: Path, outbox: Outbox) -> None:
    number = capture(outbox, signing_key(tmp_path / "state")).number
    to = new_identity(tmp_path / "centre.age")
    ended = kiosk(tmp_path, "export", "--to", to, str(tmp_path / "queue.age"))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"{number}\n"
    assert (tmp_path / "queue.age").stat().st_size > 3000


def test_a_wrong_key_and_a_missing_medium_write_nothing(tmp_path: Path, outbox: Outbox) -> None:
    capture(outbox, signing_key(tmp_path / "state"))
    wrong = kiosk(tmp_path, "export", "--to", "age1x", str(tmp_path / "queue.age"))
    assert (wrong.returncode, wrong.stdout) == (2, "")
    to = new_identity(tmp_path / "centre.age")
    missing = kiosk(tmp_path, "export", "--to", to, str(tmp_path / "medium" / "queue.age"))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "nothing was written" in missing.stderr


def test_a_day_is_listed_on_three_sides(tmp_path: Path, outbox: Outbox) -> None:
    first, second = (capture(outbox, signing_key(tmp_path / "state")) for _ in range(2))
    slips = PrintQueue(tmp_path / "state")
    slips.put(first.number, Picture(8, 1, b"\0"))
    slips.printed(first.number)

    before = kiosk(tmp_path, "reconcile", "--day", DAY.isoformat())
    assert before.returncode == 1
    assert "has not been asked" in before.stderr

    now = datetime.now(UTC)
    outbox.ledger.compared(Comparison(DAY, now, Differences((second.number,), ("RC01-00099",))))
    differing = kiosk(tmp_path, "reconcile", "--day", DAY.isoformat())
    assert differing.returncode == 1
    one, other, _, theirs = differing.stdout.splitlines()
    assert one.split()[0] == first.number
    assert "centre agrees" in one
    assert "slip printed" in one
    assert "MISSING at the centre" in other
    assert "no slip" in other
    assert theirs.startswith("RC01-00099")

    outbox.ledger.compared(Comparison(DAY, now, Differences()))
    assert kiosk(tmp_path, "reconcile", "--day", DAY.isoformat()).returncode == 0
