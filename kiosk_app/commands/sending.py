"""kiosk send and kiosk submit: one file to a tus server, one submission to a receiver."""

import argparse
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk_app.commands import delivery_words as words
from sync.court import CannotBeTaken, ContentDamaged, CourtBlocked, CourtUnavailable
from sync.keys import KeyUnusable
from sync.known_files import NotAFile
from sync.link import Patience, Tls
from sync.one_receiver import AnotherReceiver
from sync.one_submission import Blocked, EmptyFile, Sender, StateInUse, submit_file
from sync.plain_upload import PlainServer, Unprotected, send_file
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
    send.add_argument(
        "--insecure-http", action="store_true", help="allow plain http to another machine"
    )
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
    progress = _Progress()
    telling = _Telling(chosen.endpoint)

    def work() -> int:
        server = PlainServer(
            chosen.endpoint, _tls(chosen), Patience(), insecure=chosen.insecure_http
        )
        address = send_file(
            server, chosen.state, chosen.file, progress.told, waiting=telling.waiting
        )
        progress.end()
        print(address)
        return 0

    return _carried_out(work, chosen, progress)


def _submit(chosen: argparse.Namespace) -> int:
    progress = _Progress()
    telling = _Telling(chosen.base)

    def told(item: Item) -> None:
        telling.goes_on()
        progress.told(item.sent_bytes, item.total_bytes)

    def work() -> int:
        sender = Sender(chosen.base, chosen.kiosk_id, chosen.case, _tls(chosen))
        item = submit_file(sender, chosen.state, chosen.file, told, waiting=telling.waiting)
        progress.end()
        print(f"{item.number} {item.submission} {item.state}")
        return 0 if _received(item) else FAILED

    return _carried_out(work, chosen, progress)


def _received(item: Item) -> bool:
    """The courier keeps receipt C only when the centre's pinned key has signed it."""
    if item.state in {State.RECEIVED, State.PURGED} and item.receipt_c is not None:
        return True
    print(f"kiosk: not received: {item.state} {item.reason}".rstrip(), file=sys.stderr)
    return False


def _carried_out(work: Callable[[], int], chosen: argparse.Namespace, progress: "_Progress") -> int:
    try:
        return work()
    except (Unprotected, AnotherReceiver, EmptyFile) as error:
        return _failed(progress, _refusal(error, chosen), USAGE)
    except (FileNotFoundError, NotAFile) as error:
        return _failed(progress, words.of_file(error), USAGE)
    except ValueError as error:
        return _failed(progress, str(error), USAGE)
    except StateInUse as error:
        return _failed(progress, f"another process works with {error}", IN_USE)
    except (CannotBeTaken, CourtUnavailable) as error:
        return _failed(progress, words.not_taken(error), FAILED)
    except (Blocked, CourtBlocked) as error:
        return _failed(progress, words.blocked(error), FAILED)
    except ContentDamaged:
        return _failed(progress, f"{chosen.file} changed while it was sent; call it again", FAILED)
    except OutboxError as error:
        return _failed(progress, words.of_outbox(error, chosen.state), FAILED)
    except KeyUnusable as error:
        return _failed(progress, f"{error} in {chosen.state}; name another folder", FAILED)
    except OSError as error:
        return _failed(progress, words.of_file(error), FAILED)
    except KeyboardInterrupt:
        return _failed(progress, "interrupted; call it again to go on", INTERRUPTED)


def _refusal(error: Exception, chosen: argparse.Namespace) -> str:
    if isinstance(error, Unprotected):
        return (
            f"{error} is plain http, which anybody on the way can read and change: use https, or"
            " --insecure-http where that does not matter"
        )
    if isinstance(error, EmptyFile):
        return f"{error} is empty: there is nothing to submit"
    was = f", at {error}" if str(error) else ""
    return (
        f"{chosen.state} goes with another receiver{was}, and {chosen.base} is not that one:"
        " name another --state folder for it"
    )


def _failed(progress: "_Progress", why: str, status: int) -> int:
    progress.end()
    print(f"kiosk: {why}", file=sys.stderr)
    return status


def _tls(chosen: argparse.Namespace) -> Tls:
    """Raises ValueError, with the file's name, for what is no PEM file of its kind."""
    certificate = tuple(chosen.certificate) if chosen.certificate else None
    for file in filter(None, (chosen.authorities, *(certificate or ()))):
        if not Path(file).is_file():
            raise ValueError(f"{file} is not there: name a PEM file")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if chosen.authorities:
            context.load_verify_locations(chosen.authorities)
    except OSError:
        raise ValueError(f"{chosen.authorities} holds no certificates in PEM") from None
    try:
        if certificate:
            context.load_cert_chain(*certificate)
    except OSError:
        both = " and ".join(certificate or ())
        raise ValueError(f"{both} are not a certificate and its key in PEM") from None
    return Tls(chosen.authorities, certificate)


class _Telling:
    """Says on standard error what is waited for, once for each change."""

    def __init__(self, where: str) -> None:
        self._where, self._told = where, ""

    def waiting(self, reason: str, wait_s: float) -> None:
        if reason != self._told:
            self._told = reason
            over_percent = "\r" if sys.stderr.isatty() else ""
            print(
                f"{over_percent}kiosk: waiting for {self._where}: {words.waiting(reason)}."
                f" Next attempt in {max(1, round(wait_s))} s, and so on; interrupted,"
                " it goes on when called again",
                file=sys.stderr,
                flush=True,
            )

    def goes_on(self) -> None:
        """It has got on since: the same trouble is told again when it comes again."""
        self._told = ""


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
