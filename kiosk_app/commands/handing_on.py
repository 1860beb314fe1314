"""kiosk export and kiosk reconcile: the queue on a medium, and the day's list on three sides."""

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk_app.commands import delivery_words as words
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.receipts.print_queue import PrintQueue, SlipState
from sync.ledger import Comparison, Listed
from sync.outbox import Outbox
from sync.sealed import export
from sync.submissions import OutboxError

FAILED, USAGE = 1, 2
StateOf = Callable[[argparse.Namespace], Path]


def add(commands: Any, state_of: StateOf) -> None:
    """Add both to the command line; `state_of` finds the state folder that settings name."""
    exporting = commands.add_parser(
        "export",
        help="seal what waits for the centre into a file",
        description="Seal everything that is still to be delivered into one file that only the"
        " centre can open (age). The queue stays as it is: what the centre takes from the file is"
        " the same submission, and the kiosk learns of it when the network is back.",
    )
    exporting.add_argument("--to", required=True, metavar="AGE", help="the centre's export key")
    exporting.add_argument("out", type=Path, metavar="OUT", help="the file, on the medium")
    _common(exporting)
    exporting.set_defaults(command=lambda chosen: _export(_state(chosen, state_of), chosen))

    comparing = commands.add_parser(
        "reconcile",
        help="a day's submissions: kiosk, centre, slips",
        description="Every submission captured on a day, as the kiosk has it, as the centre had it"
        " when it was last asked, and whether its slip was printed. Exit status 1 when the two"
        " sides differ or the centre was not asked.",
    )
    comparing.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="in Hong Kong; today if left"
    )
    _common(comparing)
    comparing.set_defaults(command=lambda chosen: _compare(_state(chosen, state_of), chosen))


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", type=Path, metavar="DIR", help="instead of the settings' folder")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings of this machine")


def _state(chosen: argparse.Namespace, state_of: StateOf) -> Path:
    given: Path | None = chosen.state
    return given or state_of(chosen)


def _export(state: Path, chosen: argparse.Namespace) -> int:
    if not (state / "outbox.sqlite").is_file():
        return _complain(USAGE, f"there is no outbox in {state}")
    if not chosen.out.parent.is_dir():
        why = f"{chosen.out.parent} is not a folder; name one that is there"
        return _complain(FAILED, f"nothing was written: {why}")
    try:
        with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
            numbers = export(outbox, chosen.to, chosen.out)
    except ValueError as error:
        return _complain(USAGE, f"--to: {error}; the centre's export key begins with age1")
    except OutboxError as error:
        return _complain(FAILED, f"nothing was written: {words.of_outbox(error, state)}")
    except OSError as error:
        return _complain(FAILED, f"nothing was written: {words.of_file(error)}")
    for number in numbers:
        print(number)
    print(f"{len(numbers)} sealed into {chosen.out}", file=sys.stderr)
    return 0


def _compare(state: Path, chosen: argparse.Namespace) -> int:
    day = chosen.day or datetime.now(HONG_KONG).date()
    if not (state / "outbox.sqlite").is_file():
        return _complain(USAGE, f"there is no outbox in {state}")
    try:
        with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
            listed = outbox.ledger.captured_on(day, HONG_KONG)
            comparison = outbox.ledger.comparison(day)
    except OutboxError as error:
        return _complain(FAILED, words.of_outbox(error, state))
    slips = PrintQueue(state) if (state / "slips").is_dir() else None
    for one in listed:
        slip = slips.state_of(one.number) if slips else None
        print(f"{one.number}  {one.state:<10}  {_centre(one, comparison):<22}  {_slip(slip)}")
    if comparison is None:
        return _complain(FAILED, f"the centre has not been asked about {day}")
    print(f"The centre was asked {comparison.at.astimezone(HONG_KONG):%Y-%m-%d %H:%M}.")
    for number in comparison.differences.missing_at_kiosk:
        print(f"{number}  the centre has it, this kiosk does not")
    return FAILED if comparison.differences else 0


def _centre(one: Listed, comparison: Comparison | None) -> str:
    if comparison is None:
        return "centre not asked"
    if one.number in comparison.differences.missing_at_centre:
        return "MISSING at the centre"
    if one.number in comparison.differences.different:
        return "DIFFERENT at the centre"
    return "centre agrees"


def _slip(state: SlipState | None) -> str:
    if state is None:
        return "no slip"
    return {"printed": "slip printed", "waiting": "slip waits"}.get(state.value, "slip withdrawn")


def _complain(status: int, what: str) -> int:
    print(f"kiosk: {what}", file=sys.stderr)
    return status
