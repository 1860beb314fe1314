"""The kiosk-sync process on TLS, with nothing but a settings file: whom it believes, who it is."""

import datetime as dt
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from support.submissions import capture
from support.tls_centre import DAY, NOW, centre, certificate

from drivers.clock import SystemClock
from sync.keys import signing_key
from sync.outbox import Outbox

PATIENCE_S = 60
COMMAND = "import sys; from kiosk_app.services.sync import main; sys.exit(main())"


def first_trouble_of_delivery(tmp_path: Path, base_url: str, tls: str) -> str:
    """What the process says when it brings a submission to a centre on TLS."""
    state, log, settings = tmp_path / "state", tmp_path / "log", tmp_path / "settings.toml"
    tmp_path.mkdir(exist_ok=True)
    settings.write_text(
        f'[paths]\nstate = "{state}"\n[centre]\nbase_url = "{base_url}"\n{tls}', "utf-8"
    )
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        capture(outbox, signing_key(state))
    command = [sys.executable, "-c", COMMAND, "--config", str(settings)]
    with log.open("a") as said, subprocess.Popen(command, stderr=said) as process:
        end = time.monotonic() + PATIENCE_S
        while "lane-" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, "it never spoke to the centre"
            time.sleep(0.02)
        process.terminate()
    (line,) = [line for line in log.read_text().splitlines() if "lane-" in line]
    return line


def test_who_the_centre_and_this_kiosk_are_is_set_by_files(tmp_path: Path) -> None:
    theirs = certificate(tmp_path, "centre", NOW - DAY, NOW + DAY)
    mine = certificate(tmp_path, "kiosk", NOW - DAY, NOW + DAY)
    believed = f'tls_authorities = "{theirs}"\n'
    known = believed + f'tls_certificate = "{mine}"\ntls_key = "{mine}"\n'
    with centre(theirs, kiosks=mine) as base_url:
        assert "verify-" in first_trouble_of_delivery(tmp_path / "a", base_url, "")
        assert "alert" in first_trouble_of_delivery(tmp_path / "b", base_url, believed)
        # It was let in: this centre answers anything, but keeps no uploads.
        assert "upload-without-address" in first_trouble_of_delivery(
            tmp_path / "c", base_url, known
        )


def test_a_certificate_out_of_its_dates_is_judged_by_whether_the_clock_is_synchronised(
    tmp_path: Path,
) -> None:
    expired = certificate(tmp_path, "expired", NOW - 2 * DAY, NOW - dt.timedelta(hours=1))
    kind = "tls" if SystemClock().quality().synchronised else "clock"
    with centre(expired) as base_url:
        said = first_trouble_of_delivery(tmp_path, base_url, f'tls_authorities = "{expired}"\n')
    assert f"kind={kind}" in said
