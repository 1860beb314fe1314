"""How delivery from this kiosk stands, as figures for Prometheus: numbers and times alone.

Times are given as times, not as ages: whoever reads them can tell how old they are also when
nobody writes any more.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from sync.certificates import Certificate
from sync.deliveries import Deliveries
from sync.lane import LaneState
from sync.submissions import Moment, State

FILE = "court-kiosk.prom"
PREFIX = "court_kiosk"


@dataclass(frozen=True)
class Machine:
    """What is told of the machine beside its queue."""

    kiosk: str
    free_bytes: int
    clock_synchronised: bool
    certificates: tuple[Certificate, ...] = ()


def figures(deliveries: Deliveries, machine: Machine, now: Moment) -> bytes:
    """The text that node_exporter's textfile collector reads. Raises OutboxError."""
    registry = CollectorRegistry()

    def gauge(name: str, words: str, labels: Iterable[str] = ()) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", words, tuple(labels), registry=registry)

    gauge("info", "Which kiosk this is.", ["kiosk"]).labels(machine.kiosk).set(1)
    counted = deliveries.counted()
    submissions = gauge("submissions", "Submissions in each state.", ["state"])
    for state in State:
        submissions.labels(state.value).set(counted.get(state, 0))
    oldest = deliveries.oldest_not_received()
    if oldest is not None:
        gauge(
            "oldest_not_received_captured_timestamp_seconds",
            "When the oldest submission was captured that the centre has neither received nor"
            " refused; not there when there is none.",
        ).set(oldest.timestamp())
    lane = deliveries.lane()
    states = gauge("lane", "1 for the state in which delivery to the centre is.", ["state"])
    for lane_state in LaneState:
        states.labels(lane_state.value).set(lane.state is lane_state)
    gauge("lane_failures", "Attempts in a row that failed.").set(lane.failures)
    silent_s = lane.silent_s(now)
    if silent_s is not None:
        words = "Seconds since the centre was last heard; not there before its first answer."
        gauge("centre_silent_seconds", words).set(silent_s)
    gauge("disk_free_bytes", "Room for what is captured.").set(machine.free_bytes)
    kept = gauge("clock_synchronised", "1 when a time server keeps the clock.")
    kept.set(machine.clock_synchronised)
    ends = gauge("certificate_end_timestamp_seconds", "When it ends.", ["whose"])
    for certificate in machine.certificates:
        if certificate.until is not None:
            ends.labels(certificate.whose.value).set(certificate.until.timestamp())
    return generate_latest(registry)


def write_figures(folder: Path, text: bytes) -> None:
    """Replace the file at once, for everybody to read. Raises OSError."""
    part = folder / f"{FILE}.{os.getpid()}"  # a name that the collector passes over
    part.write_bytes(text)
    part.chmod(0o644)
    part.replace(folder / FILE)
