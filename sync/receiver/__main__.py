"""The command line of the reference centre: kiosk-receiver serve | count | enrol | …"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from sync.receiver import auditing, bringing, enrolling
from sync.receiver.count import count_holding
from sync.receiver.database import StoreNewer, StoreUnusable, in_words
from sync.receiver.desk import command as staff
from sync.receiver.desk.picturing import Draw
from sync.receiver.listening import NotLoopback, UnknownName
from sync.receiver.server import Serving, Tls, serve
from sync.receiver.store import StoreBusy
from sync.receiver.workers import WorkersFailed
from sync.wire import SHA256_HEX

_USAGE, _FAILED = 2, 1
_MOST_WORKERS = 64


@dataclass(frozen=True)
class Watched:
    """Whom to tell that requests are taken from now on, and now and then that they still are."""

    ready: Callable[[], None] = lambda: None
    alive: Callable[[], None] = lambda: None


def main(
    arguments: Sequence[str] | None = None, draw: Draw | None = None, watched: Watched | None = None
) -> int:
    """Run one command; returns the exit status: 0 done, 1 could not, 2 asked wrongly.

    `draw` makes the pictures at the Registry's desk, which has none without it.
    """
    given = sys.argv[1:] if arguments is None else arguments
    asked = _parser().parse_args(enrolling.with_keys_joined(given))
    if asked.command in bringing.COMMANDS:
        return bringing.run(asked)
    if asked.command in auditing.COMMANDS:
        return auditing.run(asked)
    if asked.command in enrolling.COMMANDS:
        return enrolling.run(asked)
    if asked.command == staff.COMMAND:
        return staff.run(asked)
    if asked.command == "serve":
        return _serve(asked, draw, watched or Watched())
    return _count(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk-receiver", description="The reference centre.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="receive submissions until stopped")
    serving.add_argument("--listen", required=True, metavar="HOST:PORT", type=_host_and_port)
    serving.add_argument("--store", required=True, metavar="DIR", type=Path)
    serving.add_argument("--database", metavar="URL", help="postgresql://…; else a file in DIR")
    serving.add_argument("--documents", metavar="URL", help="s3://BUCKET?endpoint=URL; else DIR")
    serving.add_argument("--workers", metavar="N", type=_workers, default=1)
    serving.add_argument(
        "--figures", metavar="HOST:PORT", type=_host_and_port, help="/metrics there, on loopback"
    )
    tls = serving.add_argument_group("TLS, needed beyond loopback")
    tls.add_argument("--certificate", metavar="PEM", type=Path)
    tls.add_argument("--key", metavar="PEM", type=Path)
    tls.add_argument("--authorities", metavar="PEM", type=Path, help="who issues the kiosks' own")
    staff.add_to(commands)
    enrolling.add_to(commands)
    auditing.add_to(commands)
    bringing.add_to(commands)
    counting = commands.add_parser("count", help="how many submissions hold a document")
    counting.add_argument("--store", required=True, metavar="DIR", type=Path)
    counting.add_argument("--database", metavar="URL", help="where the books are, if not in DIR")
    counting.add_argument("--sha256", required=True, metavar="HEX", type=_sha256)
    return parser


def _serve(asked: argparse.Namespace, draw: Draw | None, watched: Watched) -> int:
    files = (asked.certificate, asked.key, asked.authorities)
    if any(files) and not all(files):
        return _complain(_USAGE, "TLS needs --certificate, --key and --authorities")
    host, port = asked.listen
    serving = Serving(
        asked.store,
        host,
        port,
        database=asked.database,
        documents=asked.documents,
        workers=asked.workers,
        tls=Tls(*files) if all(files) else None,
        draw=draw,
        alive=watched.alive,
        figures=asked.figures,
    )

    def say(address: str) -> None:
        print(address, flush=True)
        watched.ready()

    try:
        serve(serving, say)
    except UnknownName as error:
        return _complain(_USAGE, f"nobody knows the name {error}: --listen ADDRESS:PORT")
    except NotLoopback:
        return _complain(_USAGE, "plain HTTP, and figures, are served on a loopback address only")
    except StoreBusy:
        return _complain(_FAILED, f"another receiver serves {asked.store}")
    except WorkersFailed:
        return _complain(_FAILED, "a worker ended as soon as it was started")
    except (StoreUnusable, DBAPIError, OSError) as error:
        return _complain(_FAILED, in_words(error))
    return 0


def _count(asked: argparse.Namespace) -> int:
    try:
        print(count_holding(asked.store, asked.sha256, asked.database))
    except StoreNewer as error:
        return _complain(_USAGE, f"{asked.store}: {error}")
    except (DBAPIError, StoreUnusable) as error:
        return _complain(_FAILED, f"{asked.store}: {in_words(error)}")
    return 0


def _complain(status: int, what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return status


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError("HOST:PORT, for example 127.0.0.1:8765")
    return host.strip("[]"), int(port)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"1 to {_MOST_WORKERS}")
    return int(text)


def _sha256(text: str) -> str:
    if not SHA256_HEX.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError("64 hexadecimal digits")
    return text.lower()


if __name__ == "__main__":
    sys.exit(main())
