"""A new signing key for the centre, and the list that tells kiosks so on the word of the old one.

In this order, so that a crash in between is finished by doing it again: the new key beside the
old, the list, the books, the new key in place of the old.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sync.key_lists import KeyList, SignedList, read_list, read_lists, sign_list
from sync.receiver.books import Books
from sync.receiver.database import StoreUnusable
from sync.receiver.durable import sync_folder, write_durably
from sync.receiver.keys import (
    KEY_FILE,
    NEXT_FILE,
    listed,
    open_centre,
    read_own_key,
    write_new_key,
)
from sync.statement import PublishedKey

LISTS_FILE = "key-lists.json"


def lists_of(folder: Path) -> tuple[SignedList, ...]:
    """Every version of the key list, the oldest first. Raises StoreUnusable, OSError."""
    path = folder / LISTS_FILE
    if not path.exists():
        return ()
    try:
        return read_lists(json.loads(path.read_bytes()))
    except ValueError as error:
        raise StoreUnusable(f"{path} cannot be read as key lists") from error


def version_of(lists: tuple[SignedList, ...]) -> int:
    """The version of the newest; 0 when the key has never been changed."""
    return read_list(lists[-1].data).version if lists else 0


def rotate(folder: Path, books: Books, centre: str, now: int) -> None:
    """Give the centre a new key; receipts by the old one stay genuine.

    Nobody may serve the folder meanwhile. Raises StoreUnusable, OSError, DBAPIError.
    """
    path, coming = folder / KEY_FILE, folder / NEXT_FILE
    if path.exists():
        if not coming.exists():
            write_new_key(coming)
        public = read_own_key(coming).public_key().public_bytes_raw()
        since = _told_since(folder, books, centre, public, now)
        books.add_own_key(public, since)
        books.end_own_keys(public, since)
        coming.rename(path)
        sync_folder(folder)
    open_centre(books, path, centre, now)


def begin_anew(folder: Path, books: Books, centre: str, now: int) -> None:
    """Give the centre a new key when the old one is lost: on nobody's word.

    Each kiosk must be given the list by hand. Nobody may serve the folder meanwhile. Raises
    StoreUnusable when the key is there after all, OSError, DBAPIError.
    """
    path = folder / KEY_FILE
    if path.exists():
        raise StoreUnusable(f"{path} is there: kiosk-receiver rotate, by which kiosks go on")
    books.end_own_keys(None, now)
    open_centre(books, path, centre, now)


def _told_since(folder: Path, books: Books, centre: str, public: bytes, now: int) -> int:
    """Sign and keep the list with this new key, unless that was done before; when it counts."""
    lists = lists_of(folder)
    known = read_list(lists[-1].data).keys if lists else ()
    for key in known:
        if key.public == public:
            return int(key.valid_from.timestamp())
    old = read_own_key(folder / KEY_FILE)
    books.add_own_key(old.public_key().public_bytes_raw(), now)
    before = [key for key in listed(books, centre) if key.kind == "centre"]
    # A clock that went back must not make a list that the old key could not have signed.
    at = max([datetime.fromtimestamp(now, UTC), *(key.valid_from for key in before)])
    ended = [key if key.valid_to else replace(key, valid_to=at) for key in before]
    new = KeyList(version_of(lists) + 1, (*ended, PublishedKey(public, "centre", centre, at)))
    told = [one.to_json() for one in (*lists, sign_list(old, centre, new, at))]
    write_durably(folder / LISTS_FILE, json.dumps(told).encode("utf-8"))
    return int(at.timestamp())
