"""Time and free space are told as the machine has them."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drivers.clock import Clock, ClockQuality, SystemClock
from drivers.disk import free_bytes
from drivers.simulated_clock import SimulatedClock


def test_the_system_clock_tells_utc() -> None:
    before = time.time()
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert before <= now.timestamp() <= time.time()


def test_time_since_the_machine_started_only_grows() -> None:
    clock = SystemClock()
    first, second = clock.boottime_s(), clock.boottime_s()
    uptime_s = float(Path("/proc/uptime").read_text().split()[0])
    assert 0 < first <= second <= uptime_s + 1


def test_the_kernel_says_how_well_the_clock_is_kept() -> None:
    quality = SystemClock().quality()
    assert quality.estimated_error_s is not None
    assert quality.maximum_error_s is not None
    assert 0 <= quality.estimated_error_s <= 3600
    assert 0 <= quality.maximum_error_s <= 3600
    # The kernel gives up on a clock whose error may have grown beyond 16 s (ntp.c).
    assert not quality.synchronised or quality.maximum_error_s <= 16


def test_a_simulated_clock_moves_only_when_told() -> None:
    clock = SimulatedClock(datetime(2026, 3, 2, 9, 59, tzinfo=UTC))
    told: Clock = clock
    started_s = told.boottime_s()
    clock.advance(61)
    assert told.now() == datetime(2026, 3, 2, 10, 0, 1, tzinfo=UTC)
    assert told.boottime_s() - started_s == pytest.approx(61)


def test_a_jump_changes_the_time_of_day_alone() -> None:
    clock = SimulatedClock()
    started_s = clock.boottime_s()
    clock.jump(datetime(2020, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2020, 1, 1, tzinfo=UTC)
    assert clock.boottime_s() == started_s
    with pytest.raises(ValueError, match="jump"):
        clock.advance(-1)


def test_a_simulated_clock_can_lose_its_time_server() -> None:
    clock = SimulatedClock()
    assert clock.quality().synchronised
    clock.drift(ClockQuality(synchronised=False))
    assert clock.quality() == ClockQuality(synchronised=False)


def test_free_space_is_what_an_ordinary_user_may_fill(tmp_path: Path) -> None:
    found = os.statvfs(tmp_path)
    assert free_bytes(tmp_path) == pytest.approx(found.f_bavail * found.f_frsize, rel=0.05)


def test_no_folder_is_an_error_not_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        free_bytes(tmp_path / "nowhere")
