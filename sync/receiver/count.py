"""How many submissions hold a document: the question every trial of the delivery ends with."""

from contextlib import closing
from pathlib import Path

from sync.receiver.books import Books
from sync.receiver.database import look_into_database


def count_holding(folder: Path, sha256: str, database: str | None = None) -> int:
    """How many received submissions hold a document; also while a receiver serves the folder.

    Raises sqlalchemy.exc.DBAPIError when there is no store, StoreUnusable for the address.
    """
    with closing(Books(look_into_database(folder, database))) as books:
        return books.holding(sha256)
