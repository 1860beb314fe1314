"""A certificate that will end is told a month before it does, to whoever looks and in the log."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.submissions import Told
from support.tls_centre import DAY, certificate
from support.verdicts import brief

from drivers.clock import ClockQuality
from drivers.simulated_clock import SimulatedClock
from kiosk_app.commands import queue
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.inspection import certificates_of
from kiosk_app.maintenance.readiness import Verdict
from kiosk_app.wording.texts import Language
from sync.certificates import Watch

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LONG = 400 * DAY
UNKEPT = ClockQuality(synchronised=False)


@dataclass(frozen=True)
class Files:
    """What the settings name."""

    base_url: str = "https://icms.example"
    authorities: str | None = None
    certificate: tuple[str, str] | None = None


def files(tmp_path: Path, *, own: timedelta = LONG, centre: timedelta = LONG) -> Files:
    """Both certificates, with so much time left."""
    mine = str(certificate(tmp_path, "kiosk", NOW - LONG, NOW + own))
    return Files(
        authorities=str(certificate(tmp_path, "centre", NOW - LONG, NOW + centre)),
        certificate=(mine, mine),
    )


def found(centre: Files, clock: SimulatedClock | None = None) -> tuple[Verdict, str]:
    return brief(certificates_of(centre, clock or SimulatedClock(NOW)))


@pytest.mark.parametrize(
    ("own", "centre", "expected"),
    [
        (LONG, LONG, (Verdict.PASSED, "valid")),
        (30 * DAY + timedelta(seconds=1), LONG, (Verdict.PASSED, "valid")),
        (30 * DAY, LONG, (Verdict.FAILED, "own_ends")),
        (timedelta(), LONG, (Verdict.FAILED, "own_ends")),
        (timedelta(seconds=-1), LONG, (Verdict.FAILED, "own_ended")),
        (LONG, 31 * DAY, (Verdict.PASSED, "valid")),
        (LONG, 29 * DAY, (Verdict.FAILED, "centre_ends")),
        (LONG, -DAY, (Verdict.FAILED, "centre_ended")),
        (29 * DAY, -DAY, (Verdict.FAILED, "centre_ended")),
        (-DAY, 29 * DAY, (Verdict.FAILED, "own_ended")),
    ],
)
def test_the_report_fails_from_thirty_days_before_the_end(
    tmp_path: Path, own: timedelta, centre: timedelta, expected: object
) -> None:
    assert found(files(tmp_path, own=own, centre=centre)) == expected


def test_time_passes_and_a_valid_certificate_ends(tmp_path: Path) -> None:
    both, clock = files(tmp_path, own=40 * DAY), SimulatedClock(NOW)
    told = []
    for _ in range(4):
        told.append(found(both, clock)[1])
        clock.advance(15 * 86400)
    assert told == ["valid", "own_ends", "own_ends", "own_ended"]


def test_one_that_does_not_count_yet_is_no_certificate_today(tmp_path: Path) -> None:
    mine = str(certificate(tmp_path, "kiosk", NOW + DAY, NOW + LONG))
    assert found(Files(certificate=(mine, mine))) == (Verdict.FAILED, "own_early")


def test_a_clock_that_nobody_keeps_says_nothing_about_dates(tmp_path: Path) -> None:
    clock = SimulatedClock(NOW, UNKEPT)
    assert found(files(tmp_path, own=-DAY), clock) == (Verdict.UNKNOWN, "undated")
    assert found(files(tmp_path), clock) == (Verdict.UNKNOWN, "undated")


def test_a_file_that_holds_no_certificate_is_told_whatever_the_clock(tmp_path: Path) -> None:
    gone = Files(certificate=(str(tmp_path / "gone.pem"), ""))
    (tmp_path / "odd.pem").write_text("-----BEGIN CERTIFICATE-----\nnone\n")
    clock = SimulatedClock(NOW, UNKEPT)
    assert found(gone, clock) == (Verdict.FAILED, "own_unreadable")
    odd = Files(authorities=str(tmp_path / "odd.pem"))
    assert found(odd, clock) == (Verdict.FAILED, "centre_unreadable")


def test_during_a_change_the_old_authority_may_end_beside_the_new_one(tmp_path: Path) -> None:
    both = files(tmp_path, centre=-DAY)
    assert both.authorities is not None
    newer = certificate(tmp_path, "newer", NOW - DAY, NOW + LONG)
    with Path(both.authorities).open("ab") as bundle:
        bundle.write(newer.read_bytes())
    assert found(both) == (Verdict.PASSED, "valid")


def test_every_link_of_the_kiosks_own_chain_must_count(tmp_path: Path) -> None:
    both = files(tmp_path)
    assert both.certificate is not None
    issuer = certificate(tmp_path, "issuer", NOW - LONG, NOW + 3 * DAY)
    with Path(both.certificate[0]).open("ab") as chain:
        chain.write(issuer.read_bytes())
    assert found(both) == (Verdict.FAILED, "own_ends")


def test_a_share_and_plain_loopback_need_none(tmp_path: Path) -> None:
    ended = files(tmp_path, own=-DAY, centre=-DAY)
    for address in ("http://127.0.0.1:8474", "file:///mounted/share"):
        assert found(replace(ended, base_url=address)) == (Verdict.PASSED, "not_used")
    assert found(Files()) == (Verdict.PASSED, "not_used")


# ---------------------------------------------------------------- the log, and the table


def test_the_log_tells_each_day_once_for_each_file(tmp_path: Path) -> None:
    told = Told()
    watch = Watch(files(tmp_path, own=2 * DAY, centre=-DAY), told)
    for hours in range(0, 60, 3):
        watch.look(NOW + timedelta(hours=hours), clock_trusted=True)
    day = ["certificate-ended", "certificate-ends"]
    assert told.events == [*day, *day, *day, "certificate-ended", "certificate-ended"]
    assert told.facts[:6] == [
        "check=R17", "whose=centre", "days=-1", "check=R17", "whose=own", "days=2",
    ]  # fmt: skip
    assert set(told.events) <= set(Entry)


def test_the_log_says_nothing_of_what_is_in_order_or_cannot_be_dated(tmp_path: Path) -> None:
    told = Told()
    Watch(files(tmp_path), told).look(NOW, clock_trusted=True)
    Watch(files(tmp_path, own=-DAY), told).look(NOW, clock_trusted=False)
    assert told.events == []
    Watch(Files(authorities=str(tmp_path / "gone")), told).look(NOW, clock_trusted=False)
    assert told.events == ["certificate-unusable"]


def test_what_is_wrong_stands_below_the_queue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the machine's own clock: well kept or not, one that has ended is not passed over."""
    queue.tell_of_certificates(files(tmp_path, own=-LONG / 2), Language.EN)
    assert capsys.readouterr().out.startswith("R17: ")
    queue.tell_of_certificates(None, Language.EN)
    assert capsys.readouterr().out == ""
