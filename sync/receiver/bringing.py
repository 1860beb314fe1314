"""kiosk-receiver collect | import | export-key: what comes by a share or on a medium."""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from sync.blobs import write_durably
from sync.collect import collect, keys_of
from sync.court import Blockage, CourtBlocked, CourtError
from sync.folder_court import KEY_LISTS, MARKER
from sync.receiver.database import StoreUnusable, in_words
from sync.receiver.handing_over import Centre, receiver_of
from sync.receiver.rotating import LISTS_FILE
from sync.sealed import ExportInvalid, new_identity
from sync.unsealing import import_export
from sync.why_not import why_not

EXPORT_KEY = "export-key.age"
COMMANDS = ("collect", "import", "export-key")
_FAILED, _USAGE = 1, 2
_IN_VAIN = (CourtError, StoreUnusable, DBAPIError, OSError, ValueError)


def add_to(commands: Any) -> None:
    """Add the three to the command line."""
    collecting = commands.add_parser("collect", help="hand over what lies in a mounted share")
    collecting.add_argument("--share", required=True, metavar="DIR", type=Path)
    collecting.add_argument("--every-s", type=float, default=5.0, metavar="S")
    collecting.add_argument("--once", action="store_true", help="look once, then end")
    _to(collecting)

    importing = commands.add_parser("import", help="hand over a kiosk's sealed export")
    importing.add_argument("export", metavar="FILE", type=Path)
    _to(importing)

    key = commands.add_parser("export-key", help="what kiosks seal their exports to; made once")
    key.add_argument("--store", required=True, metavar="DIR", type=Path)


def run(asked: argparse.Namespace) -> int:
    """Run one of them; the exit status: 0 done, 1 could not, 2 asked wrongly."""
    if asked.command == "collect":
        return _collect(asked)
    return _import(asked) if asked.command == "import" else _export_key(asked)


def _to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base", required=True, metavar="URL", help="the running receiver")
    parser.add_argument("--store", required=True, metavar="DIR", type=Path, help="its folder")
    parser.add_argument("--database", metavar="URL", help="where its books are, if not in DIR")
    tls = parser.add_argument_group("for a receiver on TLS")
    tls.add_argument("--authorities", metavar="PEM", help="who may vouch for it")
    words = "to show instead of one by the authority in DIR"
    tls.add_argument("--certificate", nargs=2, metavar=("CERT", "KEY"), help=words)


def _collect(asked: argparse.Namespace) -> int:
    if not asked.share.is_dir():
        return _complain(_USAGE, f"{asked.share} is not there")
    (asked.share / MARKER).touch()
    said: set[tuple[str, str]] = set()

    def tell(submission: str, why: str) -> None:
        if (submission, why) not in said:
            print(f"kiosk-receiver: {submission}: {why}", file=sys.stderr, flush=True)
            said.add((submission, why))

    while True:
        try:
            _lay_out_key_lists(asked)
            with receiver_of(_centre(asked)) as receiver:
                answered, waiting = collect(asked.share, receiver, keys_of(receiver), tell)
        except _IN_VAIN as error:
            if asked.once:
                return _complain(_FAILED, _in_words(error))
            time.sleep(asked.every_s)
            continue
        if answered or asked.once:
            print(f"answered: {answered}, to be tried again: {waiting}", flush=True)
        if asked.once:
            return _FAILED if waiting else 0
        time.sleep(asked.every_s)


def _lay_out_key_lists(asked: argparse.Namespace) -> None:
    """By which kiosks that have only the share learn of a new key of the centre."""
    lists, there = asked.store / LISTS_FILE, asked.share / KEY_LISTS
    if lists.exists() and not (there.exists() and there.read_bytes() == lists.read_bytes()):
        write_durably(there, lists.read_bytes(), mode=0o644)


def _import(asked: argparse.Namespace) -> int:
    key = asked.store / EXPORT_KEY
    for file, next_step in (
        (asked.export, "check the name"),
        (key, "`kiosk-receiver export-key` makes it, for exports from then on"),
    ):
        if not file.is_file():
            return _complain(_USAGE, f"{file} is not there; {next_step}")
    try:
        with receiver_of(_centre(asked)) as receiver:
            became = import_export(asked.export, key, receiver, keys_of(receiver))
    except (ExportInvalid, *_IN_VAIN) as error:
        return _complain(_FAILED, _in_words(error))
    for one in became:
        print(f"{one.number} {one.outcome}")
    return 0 if all(one.outcome in {"received", "refused"} for one in became) else _FAILED


def _export_key(asked: argparse.Namespace) -> int:
    try:
        asked.store.mkdir(parents=True, exist_ok=True)
        print(new_identity(asked.store / EXPORT_KEY))
    except (ExportInvalid, OSError) as error:
        return _complain(_FAILED, str(error))
    return 0


def _centre(asked: argparse.Namespace) -> Centre:
    shown = tuple(asked.certificate) if asked.certificate else None
    return Centre(asked.base, asked.store, asked.database, asked.authorities, shown)


def _in_words(error: Exception) -> str:
    if isinstance(error, CourtBlocked) and error.kind is Blockage.AUTH:
        return (
            f"the receiver does not let it in ({error.reason}): it wants a certificate by the"
            " authority that it was given (--certificate), and the kiosk to be enrolled"
        )
    return in_words(error) if isinstance(error, DBAPIError) else why_not(error)


def _complain(status: int, what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return status
