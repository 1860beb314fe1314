"""The command line of the reference centre: kiosk-receiver serve | count."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from sync.receiver import bringing
from sync.receiver.count import count_holding
from sync.receiver.database import StoreUnusable
from sync.receiver.server import NotLoopback, serve
from sync.receiver.store import StoreBusy
from sync.wire import SHA256_HEX

_USAGE, _FAILED = 2, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 could not, 2 asked wrongly."""
    asked = _parser().parse_args(arguments)
    if asked.command in bringing.COMMANDS:
        return bringing.run(asked)
    if asked.command == "serve":
        return _serve(asked.listen, asked.store)
    return _count(asked.store, asked.sha256)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk-receiver", description="The reference centre.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="receive submissions until stopped")
    serving.add_argument("--listen", required=True, metavar="HOST:PORT", type=_host_and_port)
    serving.add_argument("--store", required=True, metavar="DIR", type=Path)
    bringing.add_to(commands)
    counting = commands.add_parser("count", help="how many submissions hold a document")
    counting.add_argument("--store", required=True, metavar="DIR", type=Path)
    counting.add_argument("--sha256", required=True, metavar="HEX", type=_sha256)
    return parser


def _serve(listen: tuple[str, int], store: Path) -> int:
    try:
        serve(store, *listen, say=lambda address: print(address, flush=True))
    except NotLoopback:
        return _complain(_USAGE, "plain HTTP is served on a loopback address only")
    except StoreBusy:
        return _complain(_FAILED, f"another receiver serves {store}")
    except OSError as error:
        return _complain(_FAILED, str(error))
    return 0


def _count(store: Path, sha256: str) -> int:
    try:
        print(count_holding(store, sha256))
    except (DBAPIError, StoreUnusable) as error:
        return _complain(_FAILED, f"{store}: {error}")
    return 0


def _complain(status: int, what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return status


def _host_and_port(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError("HOST:PORT, for example 127.0.0.1:8765")
    return host.strip("[]"), int(port)


def _sha256(text: str) -> str:
    if not SHA256_HEX.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError("64 hexadecimal digits")
    return text.lower()


if __name__ == "__main__":
    sys.exit(main())
