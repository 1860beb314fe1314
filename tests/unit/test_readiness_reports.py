"""A readiness report is as bad as its worst check, and is believed with its kiosk's key alone."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON

from drivers.file_locks import is_locked
from drivers.links import links_up
from drivers.printer import PrinterCondition
from kiosk_app.maintenance import judging
from kiosk_app.maintenance.readiness import (
    Check,
    ReadinessReport,
    Result,
    Verdict,
    failed,
    passed,
)
from kiosk_app.maintenance.signed_report import ReportInvalid, read_report, sign_report
from sync.keys import published

KEY = Ed25519PrivateKey.generate()


def test_a_lock_that_cannot_be_seen_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    assert is_locked(tmp_path / "lock", tmp_path / "no-table") is None
    assert is_locked(tmp_path / "nothing") is False


def test_only_a_cable_with_a_signal_counts(tmp_path: Path) -> None:
    for name, kind, carrier in [("lo", "772", "1"), ("eth0", "1", "1"), ("eth1", "1", "0")]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(f"{kind}\n")
        (tmp_path / name / "carrier").write_text(f"{carrier}\n")
    (tmp_path / "bonding_masters").write_text("")
    assert links_up(tmp_path) == ("eth0",)


def report_of(*results: Result) -> ReadinessReport:
    return ReadinessReport("RC01", NOON, "1.0", "rules 1", "ab", results)


def test_one_failed_check_fails_the_report_and_one_unknown_makes_it_unknown() -> None:
    good, bad = passed(Check.IN_SERVICE, "on"), failed(Check.NETWORK, "down")
    unseen = judging.printer(PrinterCondition.UNKNOWN)
    assert report_of(good).verdict is Verdict.PASSED
    assert report_of(good, unseen).verdict is Verdict.UNKNOWN
    assert report_of(good, unseen, bad).verdict is Verdict.FAILED


def test_a_changed_or_foreign_report_is_not_believed() -> None:
    report = report_of(failed(Check.NETWORK, "down"))
    file, ours = sign_report(report, KEY), published("RC01", KEY)
    changed = file.replace(b'"verdict": "failed"', b'"verdict": "passed"')
    assert changed != file
    other = Ed25519PrivateKey.generate()
    for data, keys in [
        (changed, [ours]),
        (file, []),
        (file, [published("RC02", KEY)]),
        (file, [published("RC01", other)]),
        (sign_report(report, other), [ours]),
        (b"", [ours]),
        (b"[]", [ours]),
        (b'{"report": {"kiosk": "RC01"}, "signature": "zz"}', [ours]),
    ]:
        with pytest.raises(ReportInvalid):
            read_report(data, keys)
