"""Servers that several contracts need: started once, on loopback, gone with the tests."""

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from support.object_storage import CREDENTIALS, ObjectStorage, object_storage
from support.postgres import postgres


@pytest.fixture(scope="session")
def storage() -> Iterator[ObjectStorage]:
    """Object storage, with its credentials in the environment."""
    with pytest.MonkeyPatch.context() as environment, object_storage() as running:
        for name, value in CREDENTIALS.items():
            environment.setenv(name, value)
        yield running


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of a PostgreSQL database."""
    with postgres() as running:
        yield running.address


@pytest.fixture
def new_database(database: str) -> str:
    """The address of a database nobody has used."""
    name = f"centre_{secrets.token_hex(4)}"
    driver = database.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(driver, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return database.replace("/postgres", f"/{name}")
