"""kiosk send and kiosk submit: one file to a tus server, one submission to a receiver."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sync.court import (
    CannotBeTaken,
    ContentDamaged,
    CourtBlocked,
    CourtUnavailable,
)
from sync.keys import KeyUnusable
from sync.link import Patience, Tls
from sync.one_submission import Blocked, Sender, StateInUse, submit_file
from sync.plain_upload import PlainServer, send_file
from sync.submissions import Item, OutboxError, State

FAILED, USAGE, IN_USE, INTERRUPTED = 1, 2, 75, 130


def add(commands: Any) -> None:
    """Add both to the command line."""
    send = commands.add_parser(
        "send",
        help="upload one file to any tus 1.0 server",
        description="Upload one file to any tus 1.0 server. Killed, it goes on where it was when"
        " it is called again. Exit status 0 only when the server has every byte.",
    )
    send.add_argument("--endpoint", required=True, metavar="URL", help="where uploads are created")
    _add_common(send)
    send.set_defaults(command=_send)

    submit = commands.add_parser(
        "submit",
        help="make a whole submission of one file, for a trial",
        description="Make a whole submission of one file, unchecked and unstamped, and wait for"
        " its receipt. The same file with the same state folder is the same submission, however"
        " often this is killed and repeated. Exit status 0 only with a verified receipt.",
    )
    submit.add_argument("--base", required=True, metavar="URL", help="the receiver's address")
    submit.add_argument("--kiosk-id", default="", metavar="NAME", help="as enrolled at the centre")
    submit.add_argument("--case", default=Sender.case, metavar="NO", help="the case it is for")
    _add_common(submit)
    submit.set_defaults(command=_submit)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", type=Path, required=True, metavar="DIR", help="what is known")
    parser.add_argument("--authorities", metavar="PEM", help="who may vouch for the server")
    parser.add_argument("--certificate", nargs=2, metavar=("CERT", "KEY"), help="ours, PEM")
    parser.add_argument("file", type=Path, metavar="FILE")


def _send(chosen: argparse.Namespace) -> int:
    server = PlainServer(chosen.endpoint, _tls(chosen), Patience())
    progress = _Progress()

    def work() -> int:
        address = send_file(server, chosen.state, chosen.file, progress.told)
        progress.end()
        print(address)
        return 0

    return _carried_out(work, progress)


def _submit(chosen: argparse.Namespace) -> int:
    sender = Sender(chosen.base, chosen.kiosk_id, chosen.case, _tls(chosen))
    progress = _Progress()

    def work() -> int:
        item = submit_file(
            sender,
            chosen.state,
            chosen.file,
            lambda item: progress.told(item.sent_bytes, item.total_bytes),
        )
        progress.end()
        print(f"{item.number} {item.submission} {item.state}")
        return 0 if _received(item) else FAILED

    return _carried_out(work, progress)


def _received(item: Item) -> bool:
    """The courier keeps receipt C only when the centre's pinned key has signed it."""
    if item.state in {State.RECEIVED, State.PURGED} and item.receipt_c is not None:
        return True
    print(f"kiosk: not received: {item.state} {item.reason}".rstrip(), file=sys.stderr)
    return False


def _carried_out(work: Callable[[], int], progress: "_Progress") -> int:
    try:
        return work()
    except (ValueError, FileNotFoundError, IsADirectoryError) as error:
        return _failed(progress, str(error), USAGE)
    except StateInUse as error:
        return _failed(progress, f"another process works with {error}", IN_USE)
    except (CannotBeTaken, CourtUnavailable) as error:
        return _failed(progress, f"the server did not take it: {error}", FAILED)
    except (Blocked, CourtBlocked) as error:
        return _failed(progress, f"a person must act first ({error})", FAILED)
    except ContentDamaged:
        return _failed(progress, "the file changed while it was sent", FAILED)
    except (OutboxError, KeyUnusable, OSError) as error:
        return _failed(progress, str(error) or type(error).__name__, FAILED)
    except KeyboardInterrupt:
        return _failed(progress, "interrupted; call it again to go on", INTERRUPTED)


def _failed(progress: "_Progress", why: str, status: int) -> int:
    progress.end()
    print(f"kiosk: {why}", file=sys.stderr)
    return status


def _tls(chosen: argparse.Namespace) -> Tls:
    certificate = tuple(chosen.certificate) if chosen.certificate else None
    return Tls(chosen.authorities, certificate)


class _Progress:
    """How far it is, on a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._shown = -1

    def told(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if percent != self._shown and sys.stderr.isatty():
            self._shown = percent
            print(f"\r{percent:3d} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown >= 0:
            print(file=sys.stderr)
