"""Hostile files meet the real sandbox: each gets its finding, none ends or holds up the kiosk."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.checking import LIMITS
from support.hostile import HOSTILE
from support.said_details import left_in_english

from kiosk_app.documents import samples
from kiosk_app.documents.findings import ReceivedFile, Report, Severity
from kiosk_app.documents.workshop import Workshop
from kiosk_app.wording.details import NAMES_ONLY, in_words
from kiosk_app.wording.trouble import Trouble

PATIENCE_S = 30
UNEXPLAINED = {Trouble.COULD_NOT_BE_EXAMINED, Trouble.TOOK_TOO_LONG}


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    shop = Workshop(LIMITS)
    yield shop
    shop.close()


@pytest.mark.timeout(PATIENCE_S)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_for_what_it_is(
    workshop: Workshop, tmp_path: Path, name: str
) -> None:
    hostile = HOSTILE[name]
    data = hostile.make()
    path = tmp_path / "brought"
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    report = workshop.check(ReceivedFile("a" + hostile.suffix, str(path), len(data), digest))
    troubles = {finding.trouble for finding in report.findings}
    assert hostile.found <= troubles, report.findings
    assert not troubles & UNEXPLAINED - hostile.found, report.findings
    if not hostile.found:
        assert report.verdict is not Severity.MUST_FIX, report.findings
    assert not _said_in_english(report)


@pytest.mark.timeout(PATIENCE_S)
@pytest.mark.parametrize("name", samples.shelf())
def test_a_sample_is_told_without_a_word_of_english_in_chinese(
    workshop: Workshop, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "brought"
    path.write_bytes(samples.shelf()[name])
    report = workshop.check(ReceivedFile(name, str(path), path.stat().st_size, ""))
    assert not _said_in_english(report)


def _said_in_english(report: Report) -> list[str]:
    """The facts that Chinese readers would read in English: none but names."""
    return [
        finding.detail
        for finding in report.findings
        if finding.trouble not in NAMES_ONLY
        and left_in_english(in_words(finding.trouble, finding.detail).zh_hant)
    ]
