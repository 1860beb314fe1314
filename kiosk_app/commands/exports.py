"""kiosk report and kiosk log: the signed readiness report, and the log by code, as files."""

import argparse
import os
import pwd
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from grp import getgrnam
from pathlib import Path
from typing import Any

from config.settings import Settings, SettingsInvalid
from kiosk_app.maintenance.log_reader import MOST_LINES, Log, LogUnreadable, log_as_text
from kiosk_app.maintenance.technician import BY, Deed
from sync.outbox import Outbox
from sync.submissions import OutboxError

FAILED, USAGE = 1, 2
# What kiosk.service gives the application; where there is no such group, its device is not asked.
_GROUPS = ("court-kiosk", "video", "lp", "scanner", "systemd-journal")

SettingsOf = Callable[[argparse.Namespace], Settings]


def add(
    commands: Any, settings_of: SettingsOf, report: Callable[[Settings], bytes], log: Log
) -> None:
    """Add both to the command line; `report` makes and signs the readiness report of a machine."""
    reporting = commands.add_parser(
        "report",
        help="the readiness report as a signed file",
        description="Make every check of maintenance mode and write the report as JSON, signed"
        " with this kiosk's key. As root it takes on the rights that the kiosk itself has."
        " Takes some seconds.",
    )
    logging = commands.add_parser(
        "log",
        help="the kiosk's log by code and time, as a file",
        description=f"Write the latest {MOST_LINES} lines of the kiosk's log that are codes and"
        " times, newest first, UTC. Lines of any other kind are left out and counted.",
    )
    for parser in (reporting, logging):
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
        parser.add_argument("--settings", type=Path, metavar="FILE", help="of this machine")
    reporting.set_defaults(
        command=lambda chosen: _write(chosen, settings_of, report, Deed.REPORT_EXPORTED)
    )
    logging.set_defaults(
        command=lambda chosen: _write(
            chosen, settings_of, lambda _: log_as_text(log), Deed.LOG_EXPORTED
        )
    )


def _write(
    chosen: argparse.Namespace,
    settings_of: SettingsOf,
    make: Callable[[Settings], bytes],
    deed: Deed,
) -> int:
    """Exit status: 0, 1 when it could not be made or written, 2 for a wrong command line."""
    try:
        settings = settings_of(chosen)
        file = chosen.out.open("xb")  # before rights are given up: root may write where it is asked
    except (SettingsInvalid, OSError) as error:
        return _complain(USAGE, str(error))
    try:
        with file:
            take_on_the_kiosks_rights(settings.paths.state)
            with closing(Outbox.open(settings.paths.state, minimum_free_bytes=0)) as outbox:
                outbox.noted(f"maintenance-{deed}", by=BY)
            file.write(make(settings))
    except (OutboxError, LogUnreadable, OSError) as error:
        with suppress(OSError):
            chosen.out.unlink()
        return _complain(FAILED, f"nothing was written: {error}")
    print(chosen.out)
    return 0


def take_on_the_kiosks_rights(state: Path) -> None:
    """As root, become the user to whom the state folder belongs, for the rest of this process.

    The checks then see what the kiosk sees, and leave no file there that the kiosk could not use.
    """
    owner = state.stat().st_uid
    if os.geteuid() != 0 or owner == 0:
        return
    groups = []
    for name in _GROUPS:
        with suppress(KeyError):
            groups.append(getgrnam(name).gr_gid)
    os.umask(0o007)
    os.setgroups(groups)
    os.setgid(pwd.getpwuid(owner).pw_gid)
    os.setuid(owner)


def _complain(status: int, what: str) -> int:
    print(f"kiosk: {what}", file=sys.stderr)
    return status
