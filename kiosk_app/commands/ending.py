"""How an office command ends: its exit statuses, and leaving cleanly when it is interrupted."""

import sys
from collections.abc import Callable

DONE = 0
MUST_FIX = 1
FAILED = 1
USAGE = 2
NO_SANDBOX = 69  # EX_UNAVAILABLE of sysexits.h
STOPPED = 130  # what a shell calls the end by SIGINT


class WrongUsage(Exception):
    """What was asked cannot be done as it was asked; the message says why."""


class NoSandbox(Exception):
    """This machine cannot open documents safely; the message says why."""


def ending(name: str, command: Callable[[], int]) -> int:
    """Run a command; returns its exit status. What it cannot do is one line on stderr."""
    try:
        return command()
    except WrongUsage as error:
        print(f"kiosk {name}: {error}", file=sys.stderr)
        return USAGE
    except NoSandbox as error:
        print(f"kiosk {name}: {error}", file=sys.stderr)
        return NO_SANDBOX
    except KeyboardInterrupt:
        print(f"\nkiosk {name}: stopped", file=sys.stderr)
        return STOPPED
