"""The words of maintenance mode: all there, the same facts in every language, all explained."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from kiosk_app.maintenance.readiness import (
    Check,
    Verdict,
)
from kiosk_app.maintenance.switch import Message
from kiosk_app.maintenance.words import has_words, words
from sync.submissions import State

TABLE = tomllib.loads(
    resources.files("kiosk_app.maintenance").joinpath("words.toml").read_text("utf-8")
)


def leaves(place: dict[str, Any]) -> Iterator[dict[str, str]]:
    if "en" in place:
        yield place
        return
    for inner in place.values():
        yield from leaves(inner)


def test_every_check_verdict_state_and_message_has_its_words_and_there_are_no_others() -> None:
    assert set(TABLE["check"]) == {*map(str, Check), "unseen"}
    assert all(has_words("check", check, "name") for check in Check)
    assert set(TABLE["verdict"]) == set(map(str, Verdict))
    assert set(TABLE["switch"]) == set(map(str, Message))
    assert set(TABLE["state"]) == set(map(str, State))


def test_the_same_facts_stand_in_every_language() -> None:
    found = list(leaves(TABLE))
    assert len(found) > 100
    for words_of in found:
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in words_of.values()}) == 1


def test_the_staff_page_explains_every_code() -> None:
    page = (Path(__file__).parents[2] / "docs/maintenance.md").read_text("utf-8")
    for check in Check:
        assert f"| {check} | {words('check', check, 'name').en} |" in page
