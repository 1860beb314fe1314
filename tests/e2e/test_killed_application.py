"""The kiosk itself dies at any moment of a visit: what it called captured is there, once."""

import hashlib
import random
import subprocess
import sys
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from kiosk_app.documents import samples
from sync.outbox import Outbox
from sync.submissions import State

KILLS = 50
SCREENS_OF_A_VISIT = 16


@pytest.mark.timeout(900)
def test_the_application_killed_again_and_again_keeps_what_it_called_captured(
    tmp_path: Path,
) -> None:
    chance = random.Random(2026)
    state = tmp_path / "state"
    visiting = Path(__file__).parents[1] / "support" / "visiting_forever.py"
    told: list[str] = []
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, str(visiting), str(state)], stdout=subprocess.PIPE, text=True
        ) as kiosk:
            assert kiosk.stdout is not None
            lines = list(islice(kiosk.stdout, chance.randint(1, 2 * SCREENS_OF_A_VISIT)))
            time.sleep(chance.uniform(0.0, 0.3))  # the moment of the kill, not a wait
            kiosk.kill()
            lines += kiosk.stdout.readlines()
        assert kiosk.returncode == -9, "it ended by itself"
        told += [line.split()[1] for line in lines if line.startswith("captured")]

    claim = hashlib.sha256(samples.good_scan(1)).hexdigest()
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        items = outbox.items()
        assert [item.sequence for item in items] == list(range(1, len(items) + 1))
        assert all(item.state is State.CAPTURED for item in items)
        assert len(told) == len(set(told)), "no number was given twice"
        assert set(told) <= {item.number for item in items}, "nothing captured is lost"
        assert len(told) > KILLS / 5, "the kills fell into visits"
        assert outbox.first_break_in_audit() is None
        for item in items:
            manifest = outbox.manifest(item.number)
            assert manifest is not None
            document = manifest.documents[0]
            assert document.sources[0].sha256 == claim
            stamped = outbox.path_of(document.stamped.sha256).read_bytes()
            assert hashlib.sha256(stamped).hexdigest() == document.stamped.sha256
            original = stamped[: document.stamped.original_length_bytes]
            assert hashlib.sha256(original).hexdigest() == claim
        outbox.clear_staging()
        assert list(outbox.staging.iterdir()) == [], "nothing of the unfinished visits is left"
