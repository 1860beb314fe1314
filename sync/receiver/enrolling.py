"""kiosk-receiver enrol | retire | rotate | keys: whose signatures count, and when."""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy.exc import DBAPIError

from sync.keys import key_list_bytes
from sync.receiver.authority import issue
from sync.receiver.books import Books
from sync.receiver.database import StoreUnusable, in_words, open_database
from sync.receiver.keys import CENTRE, KEY_FILE, listed, open_centre
from sync.receiver.rotating import begin_anew, lists_of, rotate, version_of
from sync.receiver.store import StoreBusy, hold_folder
from sync.wire import KIOSK_ID, from_base64url

COMMANDS = ("enrol", "retire", "rotate", "keys")
_FAILED, _USAGE = 1, 2
_SINCE_EVER = 0
_CLOCKS_APART_S = 300


class NotAKey(Exception):
    """What was given as a kiosk's key is none; says why in a sentence."""


def add_to(commands: Any) -> None:
    """Add the four to the command line."""
    enrolling = commands.add_parser("enrol", help="believe a kiosk's key from now on")
    _about_kiosk(enrolling, key_required=True)
    enrolling.add_argument("--certificate", metavar="OUT", type=Path, help="issue one for TLS")

    retiring = commands.add_parser("retire", help="believe a kiosk's key, or none, no longer")
    _about_kiosk(retiring, key_required=False)
    words = "others may have had it since then, in ISO 8601 with an offset; else it ends now"
    retiring.add_argument("--from", dest="since", metavar="TIME", type=_moment, help=words)

    rotating = commands.add_parser("rotate", help="give the centre a new signing key")
    _store(rotating)
    lost = "the old key is lost for good: each kiosk must be given the new list by hand"
    rotating.add_argument("--key-lost", action="store_true", help=lost)

    listing = commands.add_parser("keys", help="print the published key list")
    _store(listing)


def with_keys_joined(arguments: Sequence[str]) -> list[str]:
    """A key in base64url may begin with "-", and is no option: `--key -x` is `--key=-x`."""
    joined: list[str] = []
    for word in arguments:
        if joined and joined[-1] == "--key" and word.startswith("-"):
            joined[-1] = f"--key={word}"
        else:
            joined.append(word)
    return joined


def run(asked: argparse.Namespace) -> int:
    """Run one of them; the exit status: 0 done, 1 could not, 2 asked wrongly."""
    now = int(time.time())
    try:
        if asked.command == "rotate":
            return _rotate(asked, now)
        with closing(Books(open_database(_there(asked.store), asked.database))) as books:
            if asked.command == "enrol":
                return _enrol(books, asked, now)
            if asked.command == "retire":
                return _retire(books, asked, now)
            return _list(books, asked, now)
    except NotAKey as error:
        return _complain(_USAGE, str(error))
    except StoreBusy:
        return _complain(_FAILED, f"a receiver serves {asked.store}: stop it first")
    except (StoreUnusable, DBAPIError, OSError) as error:
        return _complain(_FAILED, in_words(error))


def _enrol(books: Books, asked: argparse.Namespace, now: int) -> int:
    public = _public_key(asked.key)
    before = {key.public: key for key in books.kiosk_keys(asked.kiosk)}
    if public in before and before[public].valid_to is not None:
        return _complain(_FAILED, "this key has been retired, and stays so: make a new one")
    # Its clock is not judged: what it captured before it was enrolled is as good.
    books.enrol(asked.kiosk, public, _SINCE_EVER, now)
    if asked.certificate is not None:
        at = datetime.fromtimestamp(now, UTC)
        asked.certificate.write_bytes(issue(asked.store, asked.kiosk, public, at))
    return 0


def _retire(books: Books, asked: argparse.Namespace, now: int) -> int:
    public = None if asked.key is None else _public_key(asked.key)
    if asked.since is not None and asked.since > now + _CLOCKS_APART_S:
        return _complain(_USAGE, "--from: that time is still to come")
    at = now if asked.since is None else asked.since
    if books.retire(asked.kiosk, public, at, revoked=asked.since is not None) == 0:
        return _complain(_FAILED, f"{asked.kiosk} has no such key that still counts")
    return 0


def _rotate(asked: argparse.Namespace, now: int) -> int:
    """Nobody may sign meanwhile."""
    folder = _there(asked.store)
    with (
        closing(hold_folder(folder)),
        closing(Books(open_database(folder, asked.database))) as books,
    ):
        (begin_anew if asked.key_lost else rotate)(folder, books, CENTRE, now)
    return 0


def _list(books: Books, asked: argparse.Namespace, now: int) -> int:
    """Before the first receiver is started, the key is made here: a list without it is none."""
    if not books.own_keys():
        with closing(hold_folder(asked.store)):
            open_centre(books, asked.store / KEY_FILE, CENTRE, now)
    version = version_of(lists_of(asked.store))
    print(key_list_bytes(listed(books, CENTRE), version).decode())
    return 0


def _about_kiosk(parser: argparse.ArgumentParser, *, key_required: bool) -> None:
    _store(parser)
    parser.add_argument("--kiosk", required=True, metavar="NAME", type=_kiosk)
    words = "its public key: a PEM file, or base64url of its 32 bytes"
    parser.add_argument("--key", required=key_required, metavar="FILE|BASE64", help=words)


def _store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", required=True, metavar="DIR", type=Path)
    parser.add_argument("--database", metavar="URL", help="where the books are, if not in DIR")


def _there(folder: Path) -> Path:
    """A folder to write in; made like the receiver makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kiosk(text: str) -> str:
    if not KIOSK_ID.fullmatch(text):
        raise argparse.ArgumentTypeError("1 to 10 letters, digits and hyphens")
    return text


def _moment(text: str) -> int:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("2026-11-20T09:30:00+08:00, for example") from error
    if at.tzinfo is None or at.timestamp() < 0:
        raise argparse.ArgumentTypeError("with the offset from UTC, for example +08:00")
    return int(at.timestamp())


def _public_key(told: str) -> bytes:
    """Raises NotAKey, OSError."""
    path = Path(told)
    if not path.is_file():
        return _from_text(told)
    data = path.read_bytes()
    if b"PRIVATE KEY" in data:
        raise NotAKey("this is a private key, which stays in its kiosk: give the public one")
    try:
        public = load_pem_public_key(data)
    except ValueError:
        return _from_text(data.decode("ascii", "replace").strip())
    if not isinstance(public, Ed25519PublicKey):
        raise NotAKey("a kiosk's key is an Ed25519 key")
    return public.public_bytes_raw()


def _from_text(text: str) -> bytes:
    try:
        public = from_base64url(text.rstrip("="))
    except ValueError as error:
        raise NotAKey("neither a file nor a key in base64url") from error
    if len(public) != 32:
        raise NotAKey("a key has 32 bytes")
    return public


def _complain(status: int, what: str) -> int:
    print(f"kiosk-receiver: {what}", file=sys.stderr)
    return status
