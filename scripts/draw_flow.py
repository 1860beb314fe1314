"""Draws the flow from the code: every screen, and which event leads where, as docs/flow.md."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from support.flow_samples import EVENTS, STATES  # noqa: E402 - the path is set above

from kiosk_app.flow.limits import TIME_LIMITS_S  # noqa: E402
from kiosk_app.flow.model import Left, State, TimedOut  # noqa: E402
from kiosk_app.flow.step import step  # noqa: E402

OUT = HERE.parent / "docs" / "flow.md"

HEAD = """# The flow of a visit

Made by `make flow` from `kiosk_app/flow/step.py`; do not edit. Each box is a state, a screen of
the same name, and an arrow is an event. Left out for the eye: *Left* leads from every screen of a
visit to Goodbye, and *TimedOut* to the question StillThere, except where the last column says so.

"""


def main() -> None:
    """Write the drawing and the table of time limits."""
    OUT.write_text(HEAD + drawing() + table(), encoding="utf-8")


def drawing() -> str:
    """The arrows as a mermaid state diagram."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for state in STATES.values():
        for event in EVENTS.values():
            after, _ = step(state, event)
            if type(after) is type(state) or isinstance(event, Left | TimedOut):
                continue
            names = arrows.setdefault((type(state).__name__, type(after).__name__), [])
            if type(event).__name__ not in names:
                names.append(type(event).__name__)
    lines = [f"    {a} --> {b}: {', '.join(names)}" for (a, b), names in arrows.items()]
    return "```mermaid\nstateDiagram-v2\n    [*] --> Welcome\n" + "\n".join(lines) + "\n```\n\n"


def table() -> str:
    """Time limits, and what leaving a screen alone leads to."""
    rows = [f"| {kind.__name__} | {limit(kind)} | {alone(kind)} |" for kind in TIME_LIMITS_S]
    head = "| screen | seconds | left alone |\n|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def limit(kind: type[State]) -> str:
    """The seconds, or a dash."""
    seconds = TIME_LIMITS_S[kind]
    return "–" if seconds is None else f"{seconds:g}"


def alone(kind: type[State]) -> str:
    """Where TimedOut leads."""
    sample = next(state for state in STATES.values() if type(state) is kind)
    after, _ = step(sample, TimedOut())
    return "–" if TIME_LIMITS_S[kind] is None else type(after).__name__


if __name__ == "__main__":
    main()
