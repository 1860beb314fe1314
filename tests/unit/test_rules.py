"""The court's rules are believed as a whole or not at all."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.rule_data import RULE_FILES, RuleDataUnreadable, load_rule_data
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.filing.rules import RulesInvalid, read_rules
from kiosk_app.wording.trouble import Trouble

SHIPPED = load_rule_data("high_court")
RULES = read_rules(SHIPPED.data, SHIPPED.id)


def problems_after(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    data = copy.deepcopy(dict(SHIPPED.data))
    change(data)
    with pytest.raises(RulesInvalid) as caught:
        read_rules(data, "test")
    return caught.value.problems


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    source = Path(__file__).parents[2] / "config" / "rules" / "high_court"
    folder = tmp_path / "high_court"
    folder.mkdir()
    for stem in RULE_FILES:
        (folder / f"{stem}.toml").write_bytes((source / f"{stem}.toml").read_bytes())
    return tmp_path


def test_the_id_names_the_rules_their_version_and_their_digest():
    name, version, digest = RULES.id.split(" ")
    assert name == "high_court"
    assert version == SHIPPED.data["profile"]["version"]
    assert len(digest) == 12


def test_the_same_bytes_have_the_same_id(own_folder):
    assert load_rule_data("high_court", own_folder).id == SHIPPED.id


@pytest.mark.parametrize("stem", RULE_FILES)
def test_any_changed_byte_changes_the_id(own_folder, stem):
    file = own_folder / "high_court" / f"{stem}.toml"
    file.write_bytes(file.read_bytes() + b"\n")
    assert load_rule_data("high_court", own_folder).id != SHIPPED.id


def test_a_missing_file_is_named(own_folder):
    (own_folder / "high_court" / "hours.toml").unlink()
    with pytest.raises(RuleDataUnreadable, match=r"hours\.toml"):
        load_rule_data("high_court", own_folder)


@pytest.mark.parametrize("content", [b"covered_years = [", b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_named(own_folder, content):
    (own_folder / "high_court" / "holidays.toml").write_bytes(content)
    with pytest.raises(RuleDataUnreadable, match=r"holidays\.toml"):
        load_rule_data("high_court", own_folder)


def test_every_problem_is_reported_at_once_with_its_key():
    def spoil(data: dict[str, Any]) -> None:
        data["limits"]["max_pages"] = "many"
        data["limits"]["max_pagse"] = 9999
        del data["hours"]["half_day_closes"]
        data["case_types"]["case_type"][2]["name"]["zh_hans"] = " "
        data["document_types"]["document_type"][0]["checks"].append("blessing")

    problems = problems_after(spoil)
    assert [problem.split(":")[0] for problem in problems] == [
        "case_types.case_type[2].name.zh_hans",
        "document_types.document_type[0].checks",
        "hours.half_day_closes",
        "limits.max_pages",
        "limits.max_pagse",
    ]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda d: d["limits"].update(dpi_warn=100), "limits.dpi_warn"),
        (lambda d: d["limits"].update(max_documents=True), "limits.max_documents"),
        (lambda d: d["limits"].update(warn_file_mib=101), "limits.max_file_mib"),
        (lambda d: d["limits"]["severities"].update(EMPTY_FILE="bad"), "limits.severities.EMPTY_F"),
        (lambda d: d["limits"]["severities"].update(DISK_FULL="look"), "limits.severities.DISK_F"),
        (lambda d: d["holidays"]["general_holidays"].append(date(2027, 1, 1)), "holidays.general"),
        (lambda d: d["holidays"]["half_days"].append(date(2026, 12, 25)), "holidays.half_days"),
        (lambda d: d["holidays"]["covered_years"].append(2027), "holidays.covered_years"),
        (lambda d: d["hours"]["registry"].reverse(), "hours.registry[1].opens"),
        (lambda d: d["hours"].update(registry=[]), "hours.registry"),
        (lambda d: d["case_types"]["case_type"][0].update(prefix="hca"), "case_types.case_type[0]"),
        (lambda d: d["case_types"]["case_type"][1].update(prefix="HCA"), "case_types.case_type[1]"),
        (lambda d: d["case_types"]["court"][0]["prefixes"].append("HCA"), "case_types.court[0]"),
        (lambda d: d["case_types"]["case_type"][0].update(enabled_from="soon"), "case_types.case"),
        (lambda d: d["document_types"]["check"]["fee"].update(for_kinds=["judge"]), "document_typ"),
        (lambda d: d["document_types"]["document_type"][3].update(code="writ"), "document_types.d"),
        (lambda d: d["notices"].pop("collection_notice"), "notices.collection_notice"),
        (lambda d: d["profile"].pop("effective_from"), "profile.effective_from"),
        (lambda d: d.update(limits=[]), "limits"),
        (lambda d: d.update(weather={}), "weather"),
        (lambda d: d.pop("hours"), "hours"),
    ],
)
def test_a_rule_that_cannot_be_right_is_reported_by_its_key(change, key):
    assert any(problem.startswith(key) for problem in problems_after(change))


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in children:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def problems_of(data: dict[str, Any]) -> tuple[str, ...]:
    try:
        read_rules(data, "test")
    except RulesInvalid as invalid:
        return invalid.problems
    return ()


PLACES = list(places(dict(SHIPPED.data)))
ODD_VALUES = [None, 3, -1, True, "x", "", [], {}, [3], [[]], [{}], {"en": 1}, date(2026, 1, 1)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(ODD_VALUES))
def test_a_spoilt_rule_is_reported_or_harmless_but_never_crashes(place, value):
    data = copy.deepcopy(dict(SHIPPED.data))
    table: Any = data
    for key in place[:-1]:
        table = table[key]
    table[place[-1]] = value
    found = problems_of(data)
    assert all(": " in problem for problem in found)


def test_nothing_at_all_is_reported_rather_than_crashing():
    with pytest.raises(RulesInvalid):
        read_rules({}, "empty")


def test_the_limits_reach_another_process_unchanged():
    line = RULES.limits.to_json()
    assert "\n" not in line
    assert json.loads(line)["max_pages"] == 9999
    assert DocumentLimits.from_json(line) == RULES.limits


def test_the_limits_are_those_of_the_profile():
    limits = RULES.limits
    assert (limits.max_file_bytes, limits.max_submission_bytes) == (100 << 20, 400 << 20)
    assert (limits.dpi_reject, limits.dpi_warn, limits.dpi_high) == (150, 200, 300)


def test_every_finding_of_a_document_has_its_severity():
    assert set(RULES.limits.severities) == {
        trouble.name for trouble in Trouble if trouble.startswith("K2")
    }


def test_the_telephone_numbers_are_the_published_ones():
    contacts = RULES.contacts
    assert (contacts.resource_centre, contacts.appointments) == ("2825 0586", "2867 2251")
    assert (contacts.general, contacts.technical) == ("2477 1002", "2886 6474")


def test_cases_that_are_not_open_to_inspection_are_confidential():
    confidential = {t.prefix for t in RULES.case_types if t.confidential}
    assert confidential == {"HCMA", "HCCP", "HCZZ"}


def test_handing_in_here_is_never_called_filing():
    assert "is not filing" in RULES.collection_notice.en
    assert "並不等於存檔" in RULES.collection_notice.zh_hant
