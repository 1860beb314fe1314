"""The command line of the kiosk."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from config.settings import INSTALLED, Settings, SettingsInvalid, load_settings
from kiosk_app.commands import check, original, stamp
from kiosk_app.commands.output import printing
from kiosk_app.logbook import keep
from kiosk_app.wording.sentences import wording
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    return printing("kiosk", lambda: _run_chosen(given))


def _run_chosen(given: Sequence[str]) -> int:
    chosen = _parser(given[0] if given else "").parse_args(given)
    command: Callable[[argparse.Namespace], int] = chosen.command
    return command(chosen)


def _parser(asked: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk", description="Upload kiosk for scanned court documents."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="the kiosk on its own machine")
    run.add_argument("--settings", type=Path, metavar="FILE", help="settings of this machine")
    run.set_defaults(command=_run)

    closed = commands.add_parser("out-of-service", help="a screen that says so, and nothing else")
    closed.set_defaults(command=_stay_closed)

    set_pin = commands.add_parser("set-pin", help="the technician's PIN for maintenance mode")
    set_pin.add_argument("--settings", type=Path, metavar="FILE", help="settings of this machine")
    set_pin.set_defaults(command=_set_pin)

    demo = commands.add_parser("demo", help="the whole kiosk with simulated devices and centre")
    demo.add_argument("--out", type=Path, default=Path("build/demo"), metavar="DIR")
    demo.add_argument("--script", action="store_true", help="play the visits even on a display")
    demo.set_defaults(command=_demo)

    office = (check, stamp, original)
    for command in office:
        command.add_to(commands)
    if asked in {command.__name__.rpartition(".")[2] for command in office}:
        return parser  # an office computer need not load what sends: it takes longer than a check

    verify = commands.add_parser("verify", help="verify receipts, offline")
    verify.add_argument("receipts", nargs="*", metavar="RECEIPT", help="file, or address in the QR")
    verify.add_argument("--keys", type=Path, required=True, metavar="FILE", help="published keys")
    verify.add_argument(
        "--page", type=Path, metavar="OUT.html", help="write a page that does so in any browser"
    )
    verify.set_defaults(command=_verify)

    from kiosk_app.commands import exports, handing_on, queue, sending
    from kiosk_app.maintenance.log_reader import Journal

    def state_of(chosen: argparse.Namespace) -> Path:
        return load_settings(_file(chosen)).paths.state

    sending.add(commands)
    queue.add(commands, lambda chosen: load_settings(_file(chosen)))
    handing_on.add(commands, state_of)
    exports.add(commands, lambda chosen: load_settings(_file(chosen)), _signed_readiness, Journal())
    return parser


def _run(chosen: argparse.Namespace) -> int:
    from kiosk_app import app, closed

    keep()
    file = _file(chosen)
    try:
        settings = load_settings(file)
    except SettingsInvalid as error:
        _print_settings_problems(error)
        return closed.stay_closed(Trouble.SETTINGS_INVALID, lambda: _can_be_used(file))
    trouble = app.first_trouble(settings)
    if trouble is None:
        try:
            return app.run(settings)
        except app.CannotStart as error:
            trouble = error.trouble
    return closed.stay_closed(trouble, lambda: app.first_trouble(settings) is None)


def _stay_closed(_: argparse.Namespace) -> int:
    from kiosk_app import closed

    keep()
    return closed.stay_closed(Trouble.FAULTY)


def _set_pin(chosen: argparse.Namespace) -> int:
    from kiosk_app.maintenance import pin_command

    try:
        return pin_command.run(load_settings(_file(chosen)).paths.state)
    except SettingsInvalid as error:
        _print_settings_problems(error)
        return USAGE


def _signed_readiness(settings: Settings) -> bytes:
    from kiosk_app import app

    return app.signed_readiness(settings)


def _demo(chosen: argparse.Namespace) -> int:
    from kiosk_app.demo import main as demo

    return demo.run(chosen.out, scripted=chosen.script)


def _verify(chosen: argparse.Namespace) -> int:
    from kiosk_app.receipts import verifying

    return verifying.run(chosen.receipts, chosen.keys, chosen.page)


def _file(chosen: argparse.Namespace) -> Path | None:
    """The settings named on the command line, else the machine's own where it has any."""
    named: Path | None = chosen.settings
    return named or (INSTALLED if INSTALLED.exists() else None)


def _can_be_used(file: Path | None) -> bool:
    try:
        load_settings(file)
    except SettingsInvalid:
        return False
    return True


def _print_settings_problems(error: SettingsInvalid) -> None:
    words = wording(Trouble.SETTINGS_INVALID)
    for language in Language:
        sentence = f"{words.what.in_language(language)} {words.next_step.in_language(language)}"
        print(f"{Trouble.SETTINGS_INVALID}: {sentence}", file=sys.stderr)
    for problem in error.problems:
        print(f"  {problem}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
