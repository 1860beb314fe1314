"""`kiosk stamp`: the derivative exactly as the kiosk would make it, for trials."""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.commands.ending import DONE, FAILED, WrongUsage, ending

if TYPE_CHECKING:
    from kiosk_app.documents.findings import ReceivedFile
    from kiosk_app.documents.workshop import Workshop
    from kiosk_app.wording.texts import Language
    from kiosk_app.wording.trouble import Trouble

TRIAL_NUMBER = "TRIAL-NOT-RECEIVED"
_TRIAL_CASE = "TRIAL"
_TRIAL_KIOSK = "TRIAL"
_LONGEST_NUMBER = 40
_DESCRIPTION = """\
Make the stamped copy of one PDF or picture exactly as the kiosk would. The same file, time and
number give the same bytes. It is a trial: nothing is received, and nothing is sent.
"""
_EPILOG = """\
Exit status: 0 when it is made, 1 when the file cannot be stamped, 2 when the command was not
understood, 69 when this machine has no sandbox, 74 when its output could not be written.

  kiosk stamp claim.pdf stamped.pdf
  kiosk stamp claim.pdf stamped.pdf --time 2026-11-21T10:00:00+08:00 --number TRIAL-7
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    stamp = commands.add_parser(
        "stamp",
        help="make a stamped copy as the kiosk would, for trials",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stamp.add_argument("file", type=Path, metavar="IN", help="a PDF, or one picture")
    stamp.add_argument("out", type=Path, metavar="OUT", help="the stamped copy; never IN itself")
    stamp.add_argument(
        "--time", metavar="ISO", help="the time on the stamp (default: now; in Hong Kong time)"
    )
    stamp.add_argument(
        "--number",
        default=TRIAL_NUMBER,
        metavar="NO",
        help="the number on the stamp (default: %(default)s)",
    )
    stamp.add_argument(
        "--language", metavar="LANGUAGE", help="en, zh_hant or zh_hans (default: by LANG)"
    )
    stamp.set_defaults(command=run)


def run(chosen: argparse.Namespace) -> int:
    """Stamp what was chosen; returns the exit status."""
    return ending("stamp", lambda: _stamp(chosen))


def _stamp(chosen: argparse.Namespace) -> int:
    from kiosk_app.commands import machine
    from kiosk_app.commands.given import same_file, shown
    from kiosk_app.commands.reading import received
    from kiosk_app.commands.writing import must_be_writable, usual_permissions

    language = machine.language_of(chosen.language)
    received_at = _time(chosen.time)
    number = _number(chosen.number)
    if same_file(chosen.file, chosen.out):
        raise WrongUsage(f"{shown(str(chosen.out))} is the file to be stamped: name another")
    if not chosen.file.exists():
        raise WrongUsage(f"{shown(str(chosen.file))} is not there")
    must_be_writable(chosen.out)
    machine.must_have_sandbox()
    try:
        file = received(str(chosen.file))
    except OSError as error:
        raise WrongUsage(f"{shown(str(chosen.file))} cannot be read: {error.strerror}") from error

    from kiosk_app.documents.stamp_form import StampedPages
    from kiosk_app.documents.wording import StampWording
    from kiosk_app.documents.workshop import WorkFailed, Workshop
    from kiosk_app.wording.stamped import said_of_copy

    rules = machine.rules_in_force(None)
    on = StampedPages(rules.stamp)
    wording = StampWording(number, _TRIAL_CASE, _TRIAL_KIOSK, received_at, file.sha256, on)
    workshop = Workshop(rules.limits)
    try:
        # In a folder of its own first: a name beside OUT might be somebody's.
        with tempfile.TemporaryDirectory(dir=chosen.out.parent, prefix=".kiosk-") as folder:
            made = Path(folder) / "stamped.pdf"
            prepared = workshop.prepare([file], made, wording, lambda _: None)
            usual_permissions(made)
            made.replace(chosen.out)
    except WorkFailed as failure:
        for trouble, detail in _reasons(workshop, file, failure.trouble):
            print(
                f"kiosk stamp: {_in_words(trouble, file.name, detail, language)}", file=sys.stderr
            )
        return FAILED
    except OSError as error:
        raise WrongUsage(f"{shown(str(chosen.out))} cannot be made: {error.strerror}") from error
    finally:
        workshop.close()
    print(f"{prepared.sha256}  {shown(str(chosen.out))}")
    in_front = prepared.original_length is not None
    for text in said_of_copy(prepared.form, original_in_front=in_front, faulty=prepared.faulty):
        print(f"kiosk stamp: {text.in_language(language)}", file=sys.stderr)
    return DONE


def _time(text: str | None) -> datetime:
    """The time asked for; without a zone it is Hong Kong's. Raises WrongUsage."""
    from kiosk_app.filing.court_calendar import HONG_KONG

    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        asked = datetime.fromisoformat(text)
        aware = asked if asked.tzinfo else asked.replace(tzinfo=HONG_KONG)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongUsage(f"--time {text!a}: write it as 2026-11-21T10:00:00+08:00") from None


def _number(text: str) -> str:
    """A number that the stamp can show and a reader can read back. Raises WrongUsage."""
    if not (0 < len(text) <= _LONGEST_NUMBER and text.isascii() and text.isprintable()):
        raise WrongUsage(f"--number: 1 to {_LONGEST_NUMBER} letters, digits and signs")
    return text


def _reasons(
    workshop: "Workshop", file: "ReceivedFile", trouble: "Trouble"
) -> "list[tuple[Trouble, str]]":
    """Why no copy was made: what the check says of a file that does not even open."""
    from kiosk_app.documents.findings import Severity
    from kiosk_app.wording.trouble import Trouble

    if trouble is Trouble.COULD_NOT_BE_STAMPED:
        report = workshop.check(file)
        must_fix = [found for found in report.findings if found.severity is Severity.MUST_FIX]
        if must_fix and not report.pages:
            return [(found.trouble, found.detail) for found in must_fix]
    return [(trouble, "")]


def _in_words(trouble: "Trouble", name: str, detail: str, language: "Language") -> str:
    from kiosk_app.commands.given import shown
    from kiosk_app.wording import checked

    words = checked.found(trouble, shown(name), (), detail)
    what, next_step = words.what.in_language(language), words.next_step.in_language(language)
    return f"{trouble}: {what}{checked.SPACE.in_language(language)}{next_step}"
