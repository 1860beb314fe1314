"""Rules for every test: the quick ones first; with KIOSK_NO_SKIPS=1 a skip is a failure."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

NO_SKIPS = os.environ.get("KIOSK_NO_SKIPS") == "1"
TESTS = Path(__file__).parent
MEMORY = Path("/dev/shm")
QUICK_FIRST = ("unit", "contract", "hardware")


def pytest_configure(config: pytest.Config) -> None:
    """Run alone, the quick tests write to memory; with all the others, to a disk."""
    places = [Path(argument.partition("::")[0]).resolve() for argument in config.args]
    if all(place.is_relative_to(TESTS / "unit") for place in places) and MEMORY.is_dir():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _slowness(item.path))


def _slowness(file: Path) -> int:
    folder = file.relative_to(TESTS).parts[0]
    return QUICK_FIRST.index(folder) if folder in QUICK_FIRST else len(QUICK_FIRST)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be: {report.longreprtext}"
    return report
