"""Figures for Prometheus: what they say of a kiosk, to whom, and when an alert goes off."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client.parser import text_string_to_metric_families
from support.submissions import NOON, BootClock, Told, capture

from kiosk_app.services.figure_file import EVERY_S, FigureFile
from sync.certificates import Certificate, Standing, Whose
from sync.courier import Courier
from sync.figures import FILE, Machine, figures
from sync.lane import Waits
from sync.outbox import Outbox
from sync.simulated import SimulatedCourt
from sync.submissions import State

KEY = Ed25519PrivateKey.generate()
HOUSE = Path(__file__).parents[2]
MACHINE = Machine("RC01", 10**11, True)
OLDEST = "court_kiosk_oldest_not_received_captured_timestamp_seconds"
Samples = list[tuple[str, dict[str, str], float]]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as opened:
        yield opened


def told(outbox: Outbox, machine: Machine = MACHINE) -> Samples:
    """What Prometheus reads."""
    text = figures(outbox.deliveries, machine, BootClock()()).decode()
    families = text_string_to_metric_families(text)
    return [(s.name, dict(s.labels), s.value) for each in families for s in each.samples]


def value(samples: Samples, name: str, **labels: str) -> float | None:
    found = [v for n, own, v in samples if n == name and own == labels]
    return found[0] if found else None


def deliver_all(outbox: Outbox, court: SimulatedCourt, seconds: float = 1000.0) -> None:
    clock = BootClock(seconds)
    courier = Courier(court, outbox, clock=clock, waits=Waits(), tell=Told())
    while not courier.turn():
        pass


def test_the_oldest_that_was_not_received_is_told_by_its_time_until_it_is(outbox: Outbox) -> None:
    assert value(told(outbox), OLDEST) is None
    capture(outbox, KEY)
    waiting = told(outbox)
    assert value(waiting, OLDEST) == NOON.timestamp()
    assert value(waiting, "court_kiosk_submissions", state="captured") == 1
    court = SimulatedCourt(down=True)
    deliver_all(outbox, court)
    assert value(told(outbox), OLDEST) == NOON.timestamp()
    assert value(told(outbox), "court_kiosk_lane", state="paused") == 1
    court.down = False
    deliver_all(outbox, court, seconds=2000.0)
    done = told(outbox)
    assert value(done, OLDEST) is None
    assert value(done, "court_kiosk_submissions", state="received") == 1
    assert value(done, "court_kiosk_centre_silent_seconds") == 0


@pytest.mark.parametrize("state", [State.HELD, State.DAMAGED, State.UNKNOWN])
def test_what_was_set_aside_is_not_received_either(outbox: Outbox, state: State) -> None:
    number = capture(outbox, KEY).number
    outbox.deliveries.set_aside(number, state, "different-content")
    assert value(told(outbox), OLDEST) == NOON.timestamp()


def test_what_the_centre_refused_waits_for_nobody(outbox: Outbox) -> None:
    number = capture(outbox, KEY).number
    outbox.deliveries.refused(number, b"verdict", ("not-legible",))
    assert value(told(outbox), OLDEST) is None


def test_every_state_has_its_figure_and_nothing_names_a_person_or_a_case(outbox: Outbox) -> None:
    capture(outbox, KEY)
    samples = told(outbox)
    states = {labels["state"] for name, labels, _ in samples if name == "court_kiosk_submissions"}
    assert states == set(map(str, State))
    text = figures(outbox.deliveries, MACHINE, BootClock()()).decode().lower()
    assert not any(word in text for word in ("canary", "hca", "writ", ".pdf", "rc01-"))


def test_the_machine_is_told_as_it_is(outbox: Outbox) -> None:
    ends = datetime(2027, 1, 1, tzinfo=UTC)
    ours = Certificate(Whose.OWN, Standing.VALID, NOON, ends)
    unread = Certificate(Whose.CENTRE, Standing.UNREADABLE)
    machine = Machine("RC07", 5, False, (unread, ours))
    samples = told(outbox, machine)
    name = "court_kiosk_certificate_end_timestamp_seconds"
    assert value(samples, name, whose="own") == ends.timestamp()
    assert value(samples, name, whose="centre") is None
    assert value(samples, "court_kiosk_clock_synchronised") == 0
    assert value(samples, "court_kiosk_disk_free_bytes") == 5
    assert value(samples, "court_kiosk_info", kiosk="RC07") == 1


# ---------------------------------------------------------------- the file


def test_the_file_is_replaced_now_and_then_for_everybody_to_read(tmp_path: Path) -> None:
    clock, texts = BootClock(), [b"one\n", b"two\n"]
    file = FigureFile(tmp_path, lambda: texts.pop(0), lambda: clock.seconds)
    file.write_now_and_then()
    clock.seconds += EVERY_S - 0.1
    file.write_now_and_then()
    assert (tmp_path / FILE).read_bytes() == b"one\n"
    clock.seconds += 0.1
    file.write_now_and_then()
    assert (tmp_path / FILE).read_bytes() == b"two\n"
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == [FILE], "nothing else for the collector"


def test_a_folder_that_is_not_there_is_told_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = BootClock()
    file = FigureFile(tmp_path / "gone", lambda: b"", lambda: clock.seconds)
    with caplog.at_level("INFO", "kiosk"):
        for _ in range(3):
            file.write_now_and_then()
            clock.seconds += EVERY_S
    assert [line for line in caplog.messages if "figures-not-written" in line] == caplog.messages
    assert len(caplog.messages) == 1


# ---------------------------------------------------------------- alerts

RULES = yaml.safe_load((HOUSE / "docs/prometheus/alerts.yml").read_text("utf-8"))
ALERTS = {rule["alert"]: rule for group in RULES["groups"] for rule in group["rules"]}
TERM = r"([a-z_]+)(?:\{(\w+)(=~?)\"([^\"]+)\"\})?"
COMPARED = re.compile(rf"^(time\(\) - )?{TERM}( - time\(\))? (>|<|==) ([0-9e* ]+)$")


def firing(expression: str, samples: Samples, now: datetime) -> int:
    """For how many samples such an expression holds, as Prometheus would find."""
    found = COMPARED.fullmatch(expression)
    assert found is not None, expression
    before, name, label, how, wanted, after, compared, limit = found.groups()
    product = 1.0
    for factor in limit.split("*"):
        product *= float(factor)
    count = 0
    for own, labels, number in samples:
        fits = how is None or re.fullmatch(
            wanted if how == "=~" else re.escape(wanted), labels.get(label, "")
        )
        if own != name or not fits:
            continue
        left = number
        if before or after:
            left = now.timestamp() - number if before else number - now.timestamp()
        count += {">": left > product, "<": left < product, "==": left == product}[compared]
    return count


def test_the_rule_file_is_one() -> None:
    assert set(RULES) == {"groups"}
    names = [rule["alert"] for group in RULES["groups"] for rule in group["rules"]]
    assert len(set(names)) == len(names)
    for group in RULES["groups"]:
        assert set(group) == {"name", "rules"}
        for rule in group["rules"]:
            assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
            assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["alert"])
            assert re.fullmatch(r"\d+[smhd]", rule["for"])
            assert rule["labels"]["severity"] in {"page", "ticket"}
            assert rule["annotations"].keys() == {"summary", "action"}
            assert COMPARED.fullmatch(rule["expr"]), rule["expr"]


def test_every_figure_that_an_alert_asks_for_is_given_and_explained(outbox: Outbox) -> None:
    ours = Certificate(Whose.OWN, Standing.VALID, NOON, NOON)
    capture(outbox, KEY)
    given = {name for name, _, _ in told(outbox, replace(MACHINE, certificates=(ours,)))}
    asked = {COMPARED.fullmatch(rule["expr"])[2] for rule in ALERTS.values()}  # type: ignore[index]
    assert {name for name in asked if name.startswith("court_kiosk_")} <= given
    page = (HOUSE / "docs/monitoring.md").read_text("utf-8")
    for name in asked | given:
        assert f"`{name}" in page or name.startswith("node_"), name


@pytest.mark.parametrize(("hours", "times"), [(3.9, 0), (4.1, 1)])
def test_the_alert_that_matters(outbox: Outbox, hours: float, times: int) -> None:
    """Also when nobody has written the figures since."""
    rule: dict[str, Any] = ALERTS["CourtKioskSubmissionWaits"]
    capture(outbox, KEY)
    written_long_ago = told(outbox)
    assert firing(rule["expr"], written_long_ago, NOON + timedelta(hours=hours)) == times
    deliver_all(outbox, SimulatedCourt())
    assert firing(rule["expr"], told(outbox), NOON + timedelta(hours=hours)) == 0


def test_a_kiosk_that_is_well_sets_off_none_and_one_that_is_not_does(outbox: Outbox) -> None:
    ours = Certificate(Whose.OWN, Standing.VALID, NOON, NOON + timedelta(days=31))
    well = told(outbox, replace(MACHINE, certificates=(ours,)))
    assert [name for name, rule in ALERTS.items() if firing(rule["expr"], well, NOON)] == []
    outbox.deliveries.set_aside(capture(outbox, KEY).number, State.HELD, "x")
    soon = replace(ours, until=NOON + timedelta(days=29))
    ill = told(outbox, Machine("RC01", 10**9, False, (soon,)))
    assert {name for name, rule in ALERTS.items() if firing(rule["expr"], ill, NOON)} == {
        "CourtKioskSubmissionSetAside", "CourtKioskCertificateEnds", "CourtKioskClockUnkept",
        "CourtKioskDiskFull",
    }  # fmt: skip
