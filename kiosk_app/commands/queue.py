"""kiosk queue: how it stands with every submission, as a table; the same words as on the screen."""

import argparse
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.settings import Settings
from drivers.clock import SystemClock
from kiosk_app.commands import delivery_words as words
from kiosk_app.maintenance.queue_desk import QueueDesk, QueueLine
from kiosk_app.maintenance.readiness import Verdict
from kiosk_app.wording.texts import Language
from sync.certificates import CentreFiles
from sync.lane import boot_clock
from sync.outbox import Outbox
from sync.submissions import OutboxError

FAILED, USAGE = 1, 2
HEADINGS = ("number", "state", "age", "failed", "next", "sent", "why")


def add(commands: Any, settings_of: Callable[[argparse.Namespace], Settings]) -> None:
    """Add it to the command line; `settings_of` reads the settings named there."""
    queue = commands.add_parser(
        "queue",
        help="how it stands with what was captured",
        description="Every submission of this kiosk, what is still to be done first: its state,"
        " age, failed attempts, next attempt, and why. Numbers and codes only, no names.",
    )
    queue.add_argument("--state", type=Path, metavar="DIR", help="instead of the settings' folder")
    queue.add_argument("--settings", type=Path, metavar="FILE", help="settings of this machine")
    queue.add_argument("--language", choices=[each.value for each in Language], default="en")
    queue.set_defaults(command=lambda chosen: _run(settings_of, chosen))


def _run(settings_of: Callable[[argparse.Namespace], Settings], chosen: argparse.Namespace) -> int:
    if chosen.state is not None and chosen.settings is None:
        return run(chosen.state, chosen)
    settings = settings_of(chosen)
    return run(chosen.state or settings.paths.state, chosen, settings.centre)


def run(state: Path, chosen: argparse.Namespace, centre: CentreFiles | None = None) -> int:
    """Print the table, and below it what stands before the certificates of delivery.

    Exit status: 0, 1 when it cannot be read, 2 when there is none.
    """
    if not (state / "outbox.sqlite").is_file():
        print(f"kiosk: there is no outbox in {state}", file=sys.stderr)
        return USAGE
    try:
        outbox = Outbox.open(state, minimum_free_bytes=0)
    except OutboxError as error:
        print(f"kiosk: {words.of_outbox(error, state)}", file=sys.stderr)
        return FAILED
    try:
        lines = QueueDesk(outbox, lambda: None).lines(datetime.now(UTC), boot_clock(), most=10_000)
    finally:
        outbox.close()
    language = Language(chosen.language)
    print(_table([HEADINGS, *(_row(line, language) for line in lines)]))
    tell_of_certificates(centre, language)
    return 0


def tell_of_certificates(centre: CentreFiles | None, language: Language) -> None:
    """The lane may be open today and shut tomorrow: check R17, unless it passes."""
    from kiosk_app.maintenance.inspection import certificates_of  # much, and seldom needed

    found = certificates_of(centre, SystemClock())
    if found.verdict is not Verdict.PASSED:
        told = filter(None, (found.what, found.remedy))
        print(f"{found.check}: {' '.join(words.in_language(language) for words in told)}")


def _row(line: QueueLine, language: Language) -> tuple[str, ...]:
    why = line.why.in_language(language)
    return (
        line.number,
        line.state_words.in_language(language),
        _span(line.age_s),
        str(line.attempts),
        "-" if line.next_attempt_s is None else _span(line.next_attempt_s),
        f"{100 * line.sent_fraction:.0f} %",
        f"{why} ({line.code})" if line.code else why,
    )


def _span(seconds: float) -> str:
    """The two largest units: 3 d 4 h, 12 min 5 s."""
    whole = timedelta(seconds=int(seconds))
    minutes, rest_s = divmod(whole.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(whole.days, "d"), (hours, "h"), (minutes, "min"), (rest_s, "s")]
    shown = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(shown[:2]) or "now"


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(_columns(row[at]) for row in rows) for at in range(len(HEADINGS) - 1)]
    return "\n".join(
        "".join(
            cell + " " * (width - _columns(cell) + 2)
            for cell, width in zip(row, widths, strict=False)
        )
        + row[-1]
        for row in rows
    )


def _columns(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
