"""The database of the centre: opened by address, its tables made or brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from sync.receiver.rows import MIGRATIONS, SCHEMA, TABLES
from sync.receiver.together import Together

DATABASE = "centre.db"
VERSION = len(MIGRATIONS) + 1
_WAIT_S = 10
_CONNECTIONS = 20
_ASKING = 4
_UPGRADE_LOCK = 0x4B4F534B  # of PostgreSQL's advisory locks, so that one receiver upgrades
_TOGETHER = "together"


class StoreUnusable(Exception):
    """What the receiver was told to keep things in cannot be used; says why in a sentence."""


class StoreNewer(StoreUnusable):
    """The database was written by a newer version of this software."""


def open_database(folder: Path, address: str | None) -> Engine:
    """The database at an address (postgresql://…), or else the file in the folder, up to date.

    When a transaction is over, a power cut does not undo it. Raises StoreUnusable, and
    sqlalchemy.exc.DBAPIError when the database does not answer.
    """
    engine = (
        _postgresql(address)
        if address
        else _sqlite(URL.create("sqlite", database=str(folder / DATABASE)))
    )
    try:
        with writing(engine) as db:
            _bring_up_to_date(db)
    except BaseException:
        engine.dispose()
        raise
    return engine


def look_into_database(folder: Path, address: str | None) -> Engine:
    """The same database for a question: nothing is made or upgraded.

    Raises StoreNewer, StoreUnusable, DBAPIError.
    """
    file = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&uri=true"
    engine = _postgresql(address) if address else _sqlite(make_url(f"sqlite:///{file}"))
    try:
        with asking(engine) as db:
            version = _version(db)
        if version == 0:
            raise StoreUnusable("no receiver has kept its books in this database")
        _check_known(version)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All or nothing, durable when it is left without an error."""
    together: Together | None = engine.get_execution_options().get(_TOGETHER)
    if together is not None:
        with together.transaction() as db:
            yield db
    else:
        with engine.begin() as db:
            yield db


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """A connection for a short question, with no commit of this process in its way."""
    together: Together | None = engine.get_execution_options().get(_TOGETHER)
    with together.quiet() if together else nullcontext(), engine.connect() as db:
        yield db


def ascertain(engine: Engine) -> None:
    """Ask the database something. Raises DBAPIError when it does not answer."""
    with asking(engine) as db:
        db.execute(select(literal_column("1")))


def is_disk_full(error: BaseException) -> bool:
    """Whether an error of the database says that its disk is full."""
    cause = getattr(error, "orig", error)
    full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return full or getattr(cause, "sqlstate", None) == "53100"


def in_words(error: BaseException) -> str:
    """What failed, in one line."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _sqlite(url: URL) -> Engine:
    """Connections to ask with, and one that writes: SQLite has one writer anyway."""
    engine, writer = _connections(url, _ASKING), _connections(url, 1)
    engine.update_execution_options(**{_TOGETHER: Together(writer)})
    event.listen(engine, "engine_disposed", lambda _: writer.dispose())
    return engine


def _connections(url: URL, most: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=most,
        max_overflow=0,
        connect_args={"timeout": _WAIT_S, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, __: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgresql(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreUnusable("the database's address cannot be read") from error
    if url.get_backend_name() != "postgresql":
        raise StoreUnusable("the database's address must begin with postgresql://")
    if find_spec("psycopg") is None:
        raise StoreUnusable("PostgreSQL needs the extra: pip install 'court-kiosk[centre]'")
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_pre_ping=True,
        # Whatever the server's settings say: what is acknowledged has been written.
        connect_args={"connect_timeout": _WAIT_S, "options": "-c synchronous_commit=on"},
    )


def _bring_up_to_date(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:one)"), {"one": _UPGRADE_LOCK})
    version = _version(db)
    _check_known(version)
    if version == 0:
        TABLES.create_all(db)
        db.execute(SCHEMA.insert().values(version=VERSION))
        return
    for step in MIGRATIONS[version - 1 :]:
        for statement in step:
            db.exec_driver_sql(statement)
    TABLES.create_all(db)
    if version < VERSION:
        db.execute(SCHEMA.update().values(version=VERSION))


def _check_known(version: int) -> None:
    if version > VERSION:
        raise StoreNewer(
            f"the database has version {version}; this software knows {VERSION}: use a newer one"
        )


def _version(db: Connection) -> int:
    """0 when there is nothing yet."""
    tables = inspect(db).get_table_names()
    if SCHEMA.name in tables:
        return int(db.execute(select(SCHEMA.c.version)).scalar_one())
    return 1 if "submissions" in tables else 0
