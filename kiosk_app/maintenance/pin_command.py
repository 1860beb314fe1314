"""`kiosk set-pin`: the technician's PIN, typed twice, never shown and never on a command line."""

import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from kiosk_app.maintenance.credential import PinUnsuitable, set_pin


def run(state: Path, ask: Callable[[str], str] = getpass) -> int:
    """Ask for the PIN and keep it in the state folder. Returns the exit status: 0, or 1."""
    try:
        pin, again = ask("New PIN for maintenance mode: "), ask("The same again: ")
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was changed.", file=sys.stderr)
        return 1
    if pin != again:
        print("The two are not alike; nothing was changed.", file=sys.stderr)
        return 1
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        set_pin(state, pin)
    except (PinUnsuitable, OSError) as error:
        print(f"Nothing was changed: {error}", file=sys.stderr)
        return 1
    print("The PIN is set.")
    return 0
