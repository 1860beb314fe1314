"""What several threads write to the centre's books at once, and how it reaches the disk."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from support.receiver import wait_until

from sync.receiver.database import asking, is_disk_full, open_database, writing

LIMIT_S = 20


class Books:
    """A database with one table, of which every commit is counted."""

    def __init__(self, folder: Path) -> None:
        self.engine: Engine = open_database(folder, None)
        with writing(self.engine) as db:
            db.exec_driver_sql("CREATE TABLE told (what TEXT PRIMARY KEY)")
        self.commits = 0
        with writing(self.engine) as db:
            event.listen(db.engine, "commit", self._committed)
        self.threads = ThreadPoolExecutor(16)

    def _committed(self, _: Connection) -> None:
        self.commits += 1

    def tell(self, what: str) -> None:
        with writing(self.engine) as db:
            db.exec_driver_sql("INSERT INTO told VALUES (?)", (what,))

    def told(self) -> set[str]:
        with asking(self.engine) as db:
            return {row[0] for row in db.exec_driver_sql("SELECT what FROM told")}

    def at_once(self, *works: Callable[[], None]) -> list[Future[None]]:
        """Begin all while one transaction is open, so that they wait together."""
        with writing(self.engine) as db:
            db.exec_driver_sql("INSERT INTO told VALUES ('first')")
            futures = [self.threads.submit(work) for work in works]
            together = self.engine.get_execution_options()["together"]
            wait_until(lambda: together.waiting == len(works), "all wait for their turn")
        return futures


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    made = Books(tmp_path)
    yield made
    made.threads.shutdown()
    made.engine.dispose()


def test_what_waits_at_the_same_time_reaches_the_disk_in_one_commit(books: Books) -> None:
    names = {f"d{number}" for number in range(8)}
    before = books.commits
    for future in books.at_once(*(lambda name=name: books.tell(name) for name in names)):
        future.result(LIMIT_S)
    assert books.told() == names | {"first"}
    assert books.commits - before == 1


def test_a_question_is_answered_at_once_with_what_is_on_the_disk(books: Books) -> None:
    books.tell("kept")
    with writing(books.engine) as db:
        db.exec_driver_sql("INSERT INTO told VALUES ('not yet')")
        assert books.threads.submit(books.told).result(LIMIT_S) == {"kept"}
    assert books.told() == {"kept", "not yet"}


def test_one_that_fails_is_undone_alone_and_is_told_so(books: Books) -> None:
    def half_done() -> None:
        with writing(books.engine) as db:
            db.exec_driver_sql("INSERT INTO told VALUES ('half')")
            db.exec_driver_sql("INSERT INTO told VALUES ('first')")

    good, bad, late = books.at_once(lambda: books.tell("a"), half_done, lambda: books.tell("b"))
    good.result(LIMIT_S)
    late.result(LIMIT_S)
    with pytest.raises(IntegrityError):
        bad.result(LIMIT_S)
    assert books.told() == {"first", "a", "b"}


def test_nobody_is_told_yes_when_the_common_commit_fails(books: Books) -> None:
    with writing(books.engine) as db:
        db.exec_driver_sql(
            "CREATE TABLE owed (what TEXT REFERENCES told DEFERRABLE INITIALLY DEFERRED) STRICT"
        )

    def owes() -> None:
        with writing(books.engine) as db:
            db.exec_driver_sql("INSERT INTO owed VALUES ('nothing that was told')")

    with pytest.raises(IntegrityError):
        books.at_once(lambda: books.tell("a"), owes)
    books.tell("later")
    assert books.told() == {"later"}


def test_a_full_disk_undoes_all_of_them_and_each_is_told_so(books: Books) -> None:
    with writing(books.engine) as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperationalError) as first:
        books.at_once(lambda: books.tell("x" * 100_000))
    assert is_disk_full(first.value)
    assert books.told() == set()
    books.tell("small")
    assert books.told() == {"small"}
