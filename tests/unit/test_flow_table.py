"""The flow against its written table: every (state, event) pair, listed or left as it is."""

import runpy
from pathlib import Path
from typing import get_args

import pytest
from support.flow_samples import EVENTS, STATES

from kiosk_app.flow.limits import ALL_STATES, TIME_LIMITS_S, time_limit_s
from kiosk_app.flow.model import TOUCHES, Event, Goodbye, StillThere
from kiosk_app.flow.step import step

Row = tuple[str, str, str, str]


def written_rows() -> list[Row]:
    lines = Path(__file__).with_name("flow_table.txt").read_text().splitlines()
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    return [
        (state.strip(), event.strip(), after.strip(), commands.strip())
        for state, event, after, commands in rows
    ]


@pytest.mark.parametrize("row", written_rows(), ids=lambda row: f"{row[0]} + {row[1]}")
def test_a_listed_pair_leads_where_the_table_says(row: Row) -> None:
    state, event, after, commands = row
    moved, asked = step(STATES[state], EVENTS[event])
    assert type(moved).__name__ == after
    assert " ".join(type(command).__name__ for command in asked) == commands


def test_a_pair_that_is_not_listed_leaves_everything_as_it_is() -> None:
    listed = {(state, event) for state, event, _, _ in written_rows()}
    moved = [
        (state, event)
        for state in STATES
        for event in EVENTS
        if (state, event) not in listed
        and step(STATES[state], EVENTS[event]) != (STATES[state], ())
    ]
    assert moved == []


def test_every_state_and_every_event_has_a_sample() -> None:
    assert {type(state) for state in STATES.values()} == set(ALL_STATES)
    assert {type(event) for event in EVENTS.values()} == set(get_args(Event))


def test_every_state_has_a_time_limit_or_an_explicit_none() -> None:
    assert set(TIME_LIMITS_S) == set(ALL_STATES)


def test_only_a_touch_counts_as_a_sign_of_somebody_there() -> None:
    happens_by_itself = {"MediaSeen", "DeliveryChanged", "TimedOut", "CaseRead", "ServiceLost"}
    assert happens_by_itself.isdisjoint(touch.__name__ for touch in TOUCHES)


def test_a_device_left_in_the_socket_holds_the_goodbye() -> None:
    assert time_limit_s(Goodbye(remove_device=True)) is None
    assert time_limit_s(Goodbye(remove_device=False)) is not None


def test_a_screen_with_a_time_limit_never_stays_forever() -> None:
    """Left alone, every screen that waits for a person comes to rest where no visit is shown."""
    at_rest = {"Welcome", "Goodbye", "OutOfService"}
    for name, state in STATES.items():
        current = state
        for _ in range(4):
            if time_limit_s(current) is None or type(current).__name__ in at_rest:
                break
            current, _ = step(current, EVENTS["TimedOut"])
        assert not isinstance(current, StillThere), name
        assert type(current).__name__ in at_rest or time_limit_s(current) is None, name


def test_the_drawing_in_the_docs_is_the_flow_as_it_is() -> None:
    root = Path(__file__).parents[2]
    draw_flow = runpy.run_path(str(root / "scripts" / "draw_flow.py"))
    drawn = draw_flow["HEAD"] + draw_flow["drawing"]() + draw_flow["table"]()
    assert (root / "docs" / "flow.md").read_text(encoding="utf-8") == drawn, "run `make flow`"
